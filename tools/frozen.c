/* frozen.c - see frozen.h. */
#include "tools/frozen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tools/command.h"
#include "tools/files.h"

static const char *path_make(const struct frozen *frozen, const char *extension, char *path)
{
	snprintf(path, PATH_TEXT_MAX, "%.3800s/%s.%s", frozen->folder, frozen->name, extension);
	return path;
}

bool frozen_can_write(const char *folder)
{
	char path[PATH_TEXT_MAX];
	struct stat stat_buffer;
	bool there = stat(folder, &stat_buffer) == 0;
	if (there && !S_ISDIR(stat_buffer.st_mode)) {
		complain("%s: is no folder; name one with -o", folder);
		return false;
	}
	snprintf(path, sizeof path, there ? "%.4000s/test.phpt" : "%.4000s", folder);
	return file_can_write(path);
}

static bool folder_make(const char *folder)
{
	if (mkdir(folder, 0777) == 0 || errno == EEXIST) {
		return true;
	}
	complain("%s: cannot be made: %s", folder, strerror(errno));
	return false;
}

static bool descriptor_write(const struct frozen *frozen, const struct descriptor_test *test)
{
	char path[PATH_TEXT_MAX];
	json_t *object = descriptor_make(&frozen->plan, &frozen->run, test);
	char *json = object ? json_dumps(object, JSON_INDENT(2)) : NULL;
	json_decref(object);
	if (!json) {
		complain("no memory for the descriptor");
		return false;
	}
	bool written = folder_make(frozen->folder)
		&& file_write(path_make(frozen, "json", path), json, strlen(json));
	free(json);
	return written;
}

bool frozen_write_descriptor(const struct frozen *frozen)
{
	return descriptor_write(frozen, &(struct descriptor_test){ .name = frozen->name, .report = frozen->report });
}

bool frozen_write(const struct frozen *frozen, char *path)
{
	char plan_text[PLAN_TEXT_MAX];
	const struct recipe *recipe = &frozen->candidate.recipe;
	bool world = recipe->tier == DESCRIPTOR_WORLD;
	const struct descriptor_test test = { .name = frozen->name, .tier = recipe->tier, .sched = recipe->sched,
		.program = world ? NULL : &recipe->program, .suspends = recipe->suspends, .enlarged = recipe->enlarged,
		.standalone = recipe->standalone, .anchors = recipe->anchors, .certificate = frozen->certificate,
		.report = frozen->report };
	if (!descriptor_write(frozen, &test) || (!recipe->standalone && !trial_copy_peers(frozen->folder))) {
		return false;
	}
	size_t length = plan_print(&frozen->plan, plan_text);
	if (world && !file_write(path_make(frozen, "plan", path), plan_text, length)) {
		return false;
	}
	const char *text = frozen->candidate.test;
	return file_write(path_make(frozen, "phpt", path), text, strlen(text));
}
