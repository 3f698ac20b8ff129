/* suppressions.c - see suppressions.h. */
#include "harness/suppressions.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/verdict.h"

enum { DATE_MAX = 11, REASON_MAX = 256, LINE_BYTES = 1024 };

static struct {
	size_t count;
	unsigned long stepped_over; /* all of them */
	struct suppression {
		char signature[VERDICT_SIGNATURE_MAX], date[DATE_MAX], reason[REASON_MAX];
		unsigned long stepped_over;
	} list[SUPPRESSIONS_MAX];
} g;

static void print_list(void)
{
	fprintf(stderr, "php-fuzz-async: stepped over %lu known findings\n", g.stepped_over);
	for (size_t i = 0; i < g.count; i++)
		fprintf(stderr, "%9lu  %s  %s  %s\n", g.list[i].stepped_over, g.list[i].signature, g.list[i].date,
				g.list[i].reason);
}

static bool is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof form; i++) {
		if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
			return false;
	}
	return true;
}

/* Returns what is wrong with the line, or NULL. */
static const char *line_read(const char *line)
{
	struct suppression one = { .stepped_over = 0 };
	char date[LINE_BYTES] = "", signature[LINE_BYTES] = "", reason[LINE_BYTES] = "";

	/* Each buffer is as large as the line. */
	int fields = sscanf(line, " %s %s %[^\n]", signature, date, reason);
	if (fields <= 0 || signature[0] == '#')
		return NULL;
	if (strchr(signature, '/') == NULL || strlen(signature) >= sizeof one.signature)
		return "is no signature (kind/oracle/essence)";
	if (!is_date(date))
		return "needs a date (YYYY-MM-DD) after the signature";
	if (fields < 3)
		return "needs a reason after the date";
	if (g.count == SUPPRESSIONS_MAX)
		return "is one too many";
	snprintf(one.signature, sizeof one.signature, "%s", signature);
	snprintf(one.date, sizeof one.date, "%s", date);
	snprintf(one.reason, sizeof one.reason, "%.*s", REASON_MAX - 1, reason);
	if (g.count == 0)
		atexit(print_list);
	g.list[g.count++] = one;
	return NULL;
}

bool suppressions_read(const char *path)
{
	char line[LINE_BYTES];
	FILE *file = fopen(path, "r");
	const char *wrong = NULL;

	if (file == NULL) {
		fprintf(stderr, "php-fuzz-async: %s: cannot be read: %s\n", path, strerror(errno));
		return false;
	}
	for (unsigned number = 1; wrong == NULL && fgets(line, sizeof line, file) != NULL; number++) {
		wrong = strlen(line) == sizeof line - 1 ? "is too long" : line_read(line);
		if (wrong != NULL)
			fprintf(stderr, "php-fuzz-async: %s:%u: the line %s\n", path, number, wrong);
	}
	fclose(file);
	return wrong == NULL;
}

bool suppressions_any(void)
{
	return g.count > 0;
}

size_t suppressions_count(void)
{
	return g.count;
}

const char *suppressions_signature(size_t i)
{
	return g.list[i].signature;
}

unsigned long suppressions_times(size_t i)
{
	return g.list[i].stepped_over;
}

unsigned long suppressions_stepped_over(void)
{
	return g.stepped_over;
}

bool suppressions_match(const char *signature)
{
	for (size_t i = 0; i < g.count; i++) {
		if (fnmatch(g.list[i].signature, signature, 0) == 0) {
			g.list[i].stepped_over++;
			g.stepped_over++;
			return true;
		}
	}
	return false;
}
