/* fuzzcase.c - the command line for one case: a table of subcommands and their help.
 *
 * Place in the data flow: after the fuzzer has found an input, fuzzcase shows, replays, minimizes and freezes
 * it. The commands are a contract: scripts and CI call them (docs/REPRODUCING.md).
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "tools/commands.h"

#ifndef PFA_VERSION
#define PFA_VERSION "unknown"
#endif

static const struct command *const commands[] = {
	&command_show, &command_parse, &command_run, &command_stable, &command_minimize, &command_canon,
	&command_sweep, &command_freeze, &command_explain, &command_triage, &command_import, &command_doctor, &command_batch,
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void print_help(void)
{
	puts("usage: fuzzcase COMMAND ARGUMENTS\n\nReplays, minimizes and freezes one case of php-fuzz-async.\n");
	for (int i = 0; i < COMMAND_COUNT; i++) {
		if (commands[i]->summary) {
			printf("  %-9s %-44s %s\n", commands[i]->name, commands[i]->arguments, commands[i]->summary);
		}
	}
	puts("\n  fuzzcase COMMAND --help   its options          fuzzcase --version\n\n"
		"FILE holds the bytes of an input; '-' is stdin or stdout. The text form is TEXT.\n"
		"Exit codes: 0 ok, 1 finding or mismatch, 2 usage or bad input, 3 bug of the harness.");
}

static void print_command_help(const struct command *command)
{
	printf("usage: fuzzcase %s %s\n\n%s.\n%s", command->name, command->arguments, command->summary,
		command->help);
}

static const struct command *command_find(const char *name)
{
	for (int i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(commands[i]->name, name) == 0) {
			return commands[i];
		}
	}
	return NULL;
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
			return true;
		}
	}
	return false;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		complain("no command (see fuzzcase --help)");
		return STATUS_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
		print_help();
		return STATUS_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("fuzzcase (php-fuzz-async) " PFA_VERSION);
		return STATUS_OK;
	}
	const struct command *command = command_find(argv[1]);
	if (!command) {
		complain("unknown command '%s' (see fuzzcase --help)", argv[1]);
		return STATUS_USAGE;
	}
	if (command->summary && asks_for_help(argc - 1, argv + 1)) {
		print_command_help(command);
		return STATUS_OK;
	}
	return command->run(command, argc - 1, argv + 1);
}
