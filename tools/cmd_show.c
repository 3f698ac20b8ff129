/* cmd_show.c - prints the text form of an input. */
#include <string.h>

#include "tools/commands.h"
#include "tools/files.h"

static int run(const struct command *command, int argc, char **argv)
{
	const char *output = "-";
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &output },
		{ .name = NULL },
	};
	if (options_parse(command, argc, argv, options, 1, 1) < 0) {
		return STATUS_USAGE;
	}
	struct plan plan;
	if (!input_read_plan(argv[0], &plan)) {
		return STATUS_USAGE;
	}
	char text[PLAN_TEXT_MAX];
	size_t length = plan_print(&plan, text);
	return file_write(output, text, length) ? STATUS_OK : STATUS_USAGE;
}

const struct command command_show = {
	.name = "show",
	.arguments = "FILE [-o TEXT]",
	.summary = "the plan as text",
	.help = "\n  -o TEXT   write there instead of stdout\n",
	.run = run,
};
