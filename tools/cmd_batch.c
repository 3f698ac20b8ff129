/* cmd_batch.c - a fresh process of `stable`: a process with another address space layout and another
 * history. Not for people, so it is not in the help.
 */
#include <stdlib.h>
#include <unistd.h>

#include "tools/batch.h"
#include "tools/commands.h"

static int run(const struct command *command, int argc, char **argv)
{
	struct batch *batch = argc == 3 ? batch_open(atoi(argv[1])) : NULL;
	if (!batch) {
		complain("unknown command '%s' (see fuzzcase --help)", command->name);
		return STATUS_USAGE;
	}
	if (!harness_start()) {
		return STATUS_BUG;
	}
	batch_run_fresh(batch, (uint32_t)atoi(argv[2]));
	_exit(STATUS_OK); /* as the forked children: what the end of PHP does is not part of a run */
}

const struct command command_batch = { .name = "_batch", .run = run };
