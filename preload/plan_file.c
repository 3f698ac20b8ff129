/* plan_file.c - see plan_file.h. */
#include "preload/plan_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct {
	uint8_t data[PLAN_TEXT_MAX];
	char message[512];
} g;

/* Number of bytes, or -1 with the message written. */
static long file_read(const char *path)
{
	FILE *file = fopen(path, "rbe");
	size_t size = file != NULL ? fread(g.data, 1, sizeof g.data, file) : 0;
	int error = file == NULL || ferror(file) ? errno : 0;
	bool is_whole = file != NULL && feof(file);

	if (file != NULL)
		fclose(file);
	if (error != 0)
		snprintf(g.message, sizeof g.message, "%s: cannot be read: %s", path, strerror(error));
	else if (!is_whole)
		snprintf(g.message, sizeof g.message, "%s: is longer than any plan", path);
	else if (size == 0)
		snprintf(g.message, sizeof g.message, "%s: is empty; a plan has at least one byte", path);
	else
		return (long)size;
	return -1;
}

const char *plan_file_read(const char *path, struct plan *plan)
{
	struct plan_error error;
	long size = file_read(path);

	if (size < 0)
		return g.message;
	if (!plan_is_text(g.data, (size_t)size)) {
		plan_decode(g.data, (size_t)size, plan);
		return NULL;
	}
	if (plan_parse((const char *)g.data, (size_t)size, plan, &error))
		return NULL;
	/* As a compiler says it. */
	snprintf(g.message, sizeof g.message, "%s:%u:%u: %s", path, error.line, error.column, error.message);
	return g.message;
}
