/* cmd_parse.c - turns the text form of a plan into the canonical bytes. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tools/commands.h"
#include "tools/files.h"

static int run(const struct command *command, int argc, char **argv)
{
	const char *output = NULL;
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &output },
		{ .name = NULL },
	};
	if (options_parse(command, argc, argv, options, 1, 1) < 0) {
		return STATUS_USAGE;
	}
	if (!output) {
		complain("parse: -o FILE is missing ('-o -' writes the bytes to stdout)");
		return STATUS_USAGE;
	}
	char text[PLAN_TEXT_MAX];
	long size = file_read(argv[0], text, sizeof text);
	if (size < 0) {
		return STATUS_USAGE;
	}
	struct plan plan;
	struct plan_error error;
	if (!plan_parse(text, (size_t)size, &plan, &error)) {
		/* As a compiler says it, so that editors can jump there. */
		fprintf(stderr, "%s:%" PRIu32 ":%" PRIu32 ": %s\n", argv[0], error.line, error.column, error.message);
		return STATUS_USAGE;
	}
	uint8_t data[PLAN_INPUT_MAX];
	size_t length = plan_encode(&plan, data, sizeof data);
	return file_write(output, data, length) ? STATUS_OK : STATUS_USAGE;
}

const struct command command_parse = {
	.name = "parse",
	.arguments = "TEXT -o FILE",
	.summary = "the bytes of a plan text",
	.help = "\n  -o FILE   where the canonical bytes go\n"
		"\nA mistake is reported as TEXT:LINE:COLUMN: message.\n",
	.run = run,
};
