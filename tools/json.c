/* json.c - see json.h. */
#include "tools/json.h"

#include <stdlib.h>
#include <string.h>

#include "tools/command.h"
#include "tools/files.h"

bool file_write_json(const char *path, json_t *object)
{
	char *text = object ? json_dumps(object, JSON_INDENT(2)) : NULL;
	json_decref(object);
	if (!text) {
		complain("%s: no memory for it", path);
		return false;
	}
	bool written = file_write(path, text, strlen(text));
	free(text);
	return written;
}
