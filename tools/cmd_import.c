/* cmd_import.c - scenarios of TrueAsync's chaos suite as inputs: seeds for the fuzzer. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/commands.h"
#include "tools/files.h"
#include "tools/frozen.h"
#include "tools/gherkin.h"
#include "tools/paths.h"

/* The number keeps scenarios of the same name apart. */
static bool scenario_write(const char *folder, uint32_t number, const struct gherkin_scenario *scenario)
{
	char path[PATH_TEXT_MAX];
	uint8_t data[PLAN_INPUT_MAX];
	size_t size = plan_encode(&scenario->plan, data, sizeof data);
	snprintf(path, sizeof path, "%.3800s/%02" PRIu32 "-%s", folder, number, scenario->name);
	if (!file_write(path, data, size)) {
		return false;
	}
	puts(path);
	return true;
}

/* All of it is read before anything is written. */
static int import(const char *file, const char *text, const char *folder)
{
	struct gherkin_scenario scenario;
	struct gherkin_error error;
	for (int writes = 0; writes < 2; writes++) {
		size_t at = 0;
		uint32_t line = 1, number = 0;
		int more;
		while ((more = gherkin_read(text, &at, &line, &scenario, &error)) > 0) {
			if (writes && (!folders_make(folder) || !scenario_write(folder, number, &scenario))) {
				return STATUS_USAGE;
			}
			number++;
		}
		if (more < 0) {
			fprintf(stderr, "%s:%" PRIu32 ": %s\n", file, error.line, error.message);
			return STATUS_USAGE;
		}
		if (number == 0) {
			complain("%s: holds no scenario", file);
			return STATUS_USAGE;
		}
	}
	return STATUS_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	const char *folder = NULL;
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &folder },
		{ .name = NULL },
	};
	if (options_parse(command, argc, argv, options, 1, 1) != 1) {
		return STATUS_USAGE;
	}
	if (!folder) {
		complain("import: -o DIR is missing");
		return STATUS_USAGE;
	}
	char *text = calloc(1, GHERKIN_TEXT_MAX);
	long size = text ? file_read(argv[0], text, GHERKIN_TEXT_MAX - 1) : -1;
	int status = size >= 0 && frozen_can_write(folder) ? import(argv[0], text, folder) : STATUS_USAGE;
	free(text);
	return status;
}

const struct command command_import = {
	.name = "import",
	.arguments = "FILE.feature -o DIR",
	.summary = "scenarios of TrueAsync's chaos suite as inputs",
	.help = "\n"
		"Writes an input for each scenario, DIR/NN-NAME. The steps are those of docs/PLAN_FORMAT.md; one that a plan cannot\n"
		"say is named as FILE:LINE: message, and nothing is written.\n\n"
		"  -o DIR   where to; made when it is not there\n"
		"\nExit codes: 0 written, 2 bad input.\n",
	.run = run,
};
