/* frozen.c - see frozen.h. */
#include "tools/frozen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tools/command.h"
#include "tools/files.h"
#include "tools/gherkin.h"
#include "tools/json.h"
#include "tools/rehearsal.h"

/* Where the results go; `stem` is their name there. */
struct place { char folder[PATH_TEXT_MAX], stem[RECIPE_NAME_MAX + 64]; };

static bool place_make(const struct frozen *frozen, struct place *place)
{
	char below[64];
	recipe_folder(&frozen->candidate.recipe, &frozen->plan, below, sizeof below);
	recipe_stem(&frozen->candidate.recipe, frozen->name, place->stem, sizeof place->stem);
	snprintf(place->folder, sizeof place->folder, "%.3600s/%s", frozen->folder, below);
	place->folder[strlen(place->folder) - (*below == '\0')] = '\0';
	return folders_make(place->folder);
}

static const char *path_make(const struct place *place, const char *extension, char *path)
{
	snprintf(path, PATH_TEXT_MAX, "%.3800s/%s.%s", place->folder, place->stem, extension);
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

static bool descriptor_write(const struct frozen *frozen, const struct descriptor_test *test)
{
	char path[PATH_TEXT_MAX];
	struct place place;
	json_t *object = descriptor_make(&frozen->plan, &frozen->run, test);
	if (!place_make(frozen, &place)) {
		json_decref(object);
		return false;
	}
	return file_write_json(path_make(&place, "json", path), object);
}

bool frozen_write_descriptor(const struct frozen *frozen)
{
	return descriptor_write(frozen, &(struct descriptor_test){ .name = frozen->name, .report = frozen->report });
}

/* What the test says, as a scenario, where the steps can say it. */
static bool feature_write(const struct frozen *frozen, const struct place *place)
{
	static char text[GHERKIN_TEXT_MAX];
	char path[PATH_TEXT_MAX];
	struct plan plan;
	const char *reason = "what plain PHP cannot say either";
	bool plain = frozen->candidate.recipe.tier != DESCRIPTOR_WORLD
		&& rehearsal_make(&frozen->candidate.recipe, NULL, &plan);
	size_t length = plain ? gherkin_write(&plan, frozen->name, text, &reason) : 0;
	if (length == 0) {
		fprintf(stderr, "no scenario: no step says %s\n", reason);
		return true;
	}
	return file_write(path_make(place, "feature", path), text, length);
}

bool frozen_write(const struct frozen *frozen, char *path)
{
	char plan_text[PLAN_TEXT_MAX], plan_file[RECIPE_NAME_MAX + 8];
	struct place place;
	const struct recipe *recipe = &frozen->candidate.recipe;
	bool world = recipe->tier == DESCRIPTOR_WORLD;
	const struct descriptor_test test = { .name = frozen->name, .tier = recipe->tier, .sched = recipe->sched,
		.program = world ? NULL : &recipe->program, .killers = recipe->killers, .enlarged = recipe->enlarged,
		.standalone = recipe->standalone, .anchors = recipe->anchors, .certificate = frozen->certificate,
		.necessity = frozen->necessity,
		.report = frozen->report };
	if (!descriptor_write(frozen, &test) || (!recipe->standalone && !trial_copy_peers(frozen->folder))
			|| !place_make(frozen, &place) || (recipe->in_suite && !feature_write(frozen, &place))) {
		return false;
	}
	size_t length = plan_print(&frozen->plan, plan_text);
	recipe_plan_file(frozen->name, plan_file, sizeof plan_file);
	snprintf(path, PATH_TEXT_MAX, "%.3800s/%s", place.folder, plan_file);
	if (world && !file_write(path, plan_text, length)) {
		return false;
	}
	const char *text = frozen->candidate.test;
	return file_write(path_make(&place, "phpt", path), text, strlen(text));
}
