/* json.h - results for programs. */
#ifndef TOOLS_JSON_H
#define TOOLS_JSON_H

#include <jansson.h>
#include <stdbool.h>

/* Writes the object as file_write does, and drops it. Returns false after one line on stderr; also for NULL, which is what a lack
 * of memory leaves. */
bool file_write_json(const char *path, json_t *object);

#endif
