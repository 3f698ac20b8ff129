/* files.h - reading inputs and writing results.
 *
 * Whatever is wrong with a file is said in one line that names it and what to do. A result is written beside
 * its place and renamed, so that nobody ever sees half of it.
 */
#ifndef TOOLS_FILES_H
#define TOOLS_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan/plan.h"

struct input {
	size_t size;
	uint8_t data[PLAN_INPUT_MAX];
};

/* Reads at most `limit` bytes of a file ("-" = stdin) into data. Returns their number, or -1 after one line:
 * it cannot be read, is a folder, is empty, or is longer than the limit. */
long file_read(const char *path, void *data, size_t limit);

/* Reads a testcase (bytes). Returns false after one line on stderr; also when the file is the text form of a
 * plan. */
bool input_read(const char *path, struct input *input);

/* input_read and plan_decode. */
bool input_read_plan(const char *path, struct plan *plan);

/* Writes a file ("-" = stdout) completely or not at all. Returns false after one line on stderr. */
bool file_write(const char *path, const void *data, size_t size);

/* Makes a folder with those above it, where they are absent. Returns false after one line on stderr. */
bool folders_make(const char *path);

/* Tells before the work is done that file_write would fail. Returns false after one line on stderr. */
bool file_can_write(const char *path);

#endif
