/* gather.c - see gather.h.
 *
 * The i-th random input depends on the seed and on i alone, so that a report "random 17 of seed 1" can be had
 * again.
 */
#include "tools/gather.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/rt.h"
#include "tools/command.h"

struct gather {
	char **paths;
	size_t count;
	uint64_t random_count, seed;
};

static bool gather_add(struct gather *gather, const char *folder, const char *name)
{
	char **paths = realloc(gather->paths, (gather->count + 1) * sizeof *paths);
	if (!paths) {
		return false;
	}
	gather->paths = paths;
	return asprintf(&paths[gather->count], "%s%s%s", folder, *folder ? "/" : "", name) >= 0 && ++gather->count;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool gather_add_folder(struct gather *gather, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_visible, alphasort);
	if (count < 0) {
		complain("%s: cannot be read: %s", folder, strerror(errno));
		return false;
	}
	for (int i = 0; i < count; i++) {
		gather_add(gather, folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	if (count == 0) {
		complain("%s: the folder holds no file", folder);
	}
	return count > 0;
}

struct gather *gather_create(char **paths, int count, uint64_t random_count, uint64_t seed)
{
	struct gather *gather = calloc(1, sizeof *gather);
	gather->random_count = random_count;
	gather->seed = seed;
	for (int i = 0; i < count; i++) {
		struct stat stat_buffer;
		bool is_folder = stat(paths[i], &stat_buffer) == 0 && S_ISDIR(stat_buffer.st_mode);
		if (!(is_folder ? gather_add_folder(gather, paths[i]) : gather_add(gather, "", paths[i]))) {
			gather_destroy(gather);
			return NULL;
		}
	}
	return gather;
}

void gather_destroy(struct gather *gather)
{
	for (size_t i = 0; i < gather->count; i++) {
		free(gather->paths[i]);
	}
	free(gather->paths);
	free(gather);
}

size_t gather_count(const struct gather *gather)
{
	return gather->count + gather->random_count;
}

bool gather_read(const struct gather *gather, size_t i, struct input *input, char *name)
{
	if (i < gather->count) {
		snprintf(name, GATHER_NAME_MAX, "%s", gather->paths[i]);
		return input_read(name, input);
	}
	uint64_t index = i - gather->count;
	snprintf(name, GATHER_NAME_MAX, "random %" PRIu64 " of seed %" PRIu64, index, gather->seed);
	struct rt_schedule stream; /* the schedule rule's generator is SplitMix64, and there is to be only one */
	rt_schedule_init(&stream, RT_SCHEDULE_RANDOM, gather->seed ^ (index * 0x9e3779b97f4a7c15u));
	rt_schedule_init(&stream, RT_SCHEDULE_RANDOM, rt_schedule_draw(&stream)); /* no overlap with neighbours */
	input->size = rt_schedule_draw(&stream) % (GATHER_RANDOM_SIZE_MAX + 1);
	for (size_t byte = 0; byte < input->size; byte++) {
		input->data[byte] = (uint8_t)rt_schedule_draw(&stream);
	}
	return true;
}
