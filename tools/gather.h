/* gather.h - the inputs a command was given: files, the files of folders, random bytes, random plans. */
#ifndef TOOLS_GATHER_H
#define TOOLS_GATHER_H

#include "tools/files.h"

struct gather;

enum { GATHER_NAME_MAX = 4200, GATHER_RANDOM_SIZE_MAX = 600 };

/* How many random inputs follow the files: byte strings, and then plans (plan/generate.h), of this seed. */
struct gather_random { uint64_t bytes, plans, seed; };

/* Lists the files (sorted within a folder, hidden ones left out). Returns NULL after one line on stderr. */
struct gather *gather_create(char **paths, int count, const struct gather_random *random);
void gather_destroy(struct gather *gather);

size_t gather_count(const struct gather *gather);

/* The path of the i-th input, which must be a file. */
const char *gather_path(const struct gather *gather, size_t i);

/* Is there a folder of that name? */
bool folder_is(const char *path);

/* The i-th input and the name to report it under (GATHER_NAME_MAX bytes). Returns false after one line on
 * stderr. */
bool gather_read(const struct gather *gather, size_t i, struct input *input, char *name);

#endif
