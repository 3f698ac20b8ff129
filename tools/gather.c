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

#include "plan/generate.h"
#include "tools/command.h"

struct gather {
	char **paths;
	size_t count;
	struct gather_random random;
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

bool folder_is(const char *path)
{
	struct stat stat_buffer;
	return stat(path, &stat_buffer) == 0 && S_ISDIR(stat_buffer.st_mode);
}

struct gather *gather_create(char **paths, int count, const struct gather_random *random)
{
	struct gather *gather = calloc(1, sizeof *gather);
	gather->random = *random;
	for (int i = 0; i < count; i++) {
		if (!(folder_is(paths[i]) ? gather_add_folder(gather, paths[i]) : gather_add(gather, "", paths[i]))) {
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
	return gather->count + gather->random.bytes + gather->random.plans;
}

const char *gather_path(const struct gather *gather, size_t i)
{
	return gather->paths[i];
}

static void bytes_draw(struct prng *prng, struct input *input)
{
	input->size = prng_below(prng, GATHER_RANDOM_SIZE_MAX + 1);
	for (size_t byte = 0; byte < input->size; byte++) {
		input->data[byte] = (uint8_t)prng_next(prng);
	}
}

static void plan_draw(struct prng *prng, struct input *input)
{
	struct plan plan;
	plan_generate(prng, &plan);
	input->size = plan_encode(&plan, input->data, sizeof input->data);
}

bool gather_read(const struct gather *gather, size_t i, struct input *input, char *name)
{
	const struct gather_random *random = &gather->random;
	struct prng prng;
	if (i < gather->count) {
		snprintf(name, GATHER_NAME_MAX, "%s", gather->paths[i]);
		return input_read(name, input);
	}
	uint64_t index = i - gather->count;
	bool bytes = index < random->bytes;
	if (!bytes) {
		index -= random->bytes;
	}
	snprintf(name, GATHER_NAME_MAX, "random %s %" PRIu64 " of seed %" PRIu64, bytes ? "bytes" : "plan", index,
		random->seed);
	prng_init(&prng, random->seed, index);
	(bytes ? bytes_draw : plan_draw)(&prng, input);
	return true;
}
