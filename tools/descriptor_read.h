/* descriptor_read.h - a descriptor as it was written by harness/descriptor.c. */
#ifndef TOOLS_DESCRIPTOR_READ_H
#define TOOLS_DESCRIPTOR_READ_H

#include <stdbool.h>

#include "tools/recipe.h"

struct descriptor {
	char name[RECIPE_NAME_MAX];
	struct plan plan;
	struct verdict verdict;
	struct recipe recipe;       /* tier DESCRIPTOR_NONE: there is no test yet */
};

/* Does the file begin as a JSON object does? */
bool descriptor_is(const char *path);

/* Reads one. Returns false after one line on stderr that names the file and the field: it is no JSON, of another version,
 * incomplete, or was edited by hand so that its fields no longer fit together. */
bool descriptor_read(const char *path, struct descriptor *descriptor);

#endif
