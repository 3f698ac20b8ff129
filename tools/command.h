/* command.h - one subcommand of fuzzcase, and what all subcommands share: exit codes, complaints, options.
 *
 * A subcommand is one file cmd_<name>.c with one `const struct command`. It gets its own arguments (argv[0]
 * is its name), prints results on stdout, everything else on stderr, and returns an exit code.
 */
#ifndef TOOLS_COMMAND_H
#define TOOLS_COMMAND_H

#include <stdint.h>

enum status {
	STATUS_OK = 0,
	STATUS_FINDING = 1,         /* a finding, a mismatch, or "what was asked for is not so" */
	STATUS_USAGE = 2,           /* wrong arguments, bad input, unwritable output */
	STATUS_BUG = 3,             /* the harness itself failed */
};

struct command {
	const char *name;
	const char *arguments;      /* what follows the name in the usage line */
	const char *summary;        /* one line for the list */
	const char *help;           /* the rest of its --help: options and exit codes */
	int (*run)(const struct command *command, int argc, char **argv);
};

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER };

/* One option of a command. `value` points to a bool, a const char * or a uint64_t, as the kind says. */
struct option_spec {
	const char *name;           /* "--runs", "-o" */
	enum option_kind kind;
	void *value;
	uint64_t min, max;          /* of a number */
};

/* Fills the options' values and moves the operands to the front of argv (from argv[0] on). `options` ends
 * with a NULL name. "--" ends the options. Returns the number of operands, or -1 after one line on stderr;
 * also when there are fewer than `operands_min` or more than `operands_max` operands. */
int options_parse(const struct command *command, int argc, char **argv, const struct option_spec *options,
	int operands_min, int operands_max);

/* Prints "fuzzcase: " and one line on stderr. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
