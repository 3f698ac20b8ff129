/* commands.h - the subcommands of fuzzcase, one file each. */
#ifndef TOOLS_COMMANDS_H
#define TOOLS_COMMANDS_H

#include "tools/command.h"

extern const struct command command_show, command_parse, command_run, command_stable, command_minimize,
	command_freeze, command_explain, command_triage, command_canon, command_import, command_sweep, command_doctor;

/* Hidden: the fresh process of `stable`. */
extern const struct command command_batch;

#endif
