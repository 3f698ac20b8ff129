/* options.c - the options of a subcommand, and complaints.
 *
 * getopt_long() is not used: it prints messages of its own form, in the language of the locale, and keeps its
 * state in globals. A usage error here is one line that names the argument and where help is.
 */
#include "tools/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_spec *option_find(const struct option_spec *options, const char *name,
	size_t length)
{
	for (; options->name; options++) {
		if (strlen(options->name) == length && memcmp(options->name, name, length) == 0) {
			return options;
		}
	}
	return NULL;
}

static bool number_read(const char *text, uint64_t *number)
{
	if (*text < '0' || *text > '9') {
		return false; /* strtoull would accept blanks and a minus sign */
	}
	char *end;
	errno = 0;
	*number = strtoull(text, &end, 0);
	return errno == 0 && *end == '\0';
}

static bool option_set(const struct command *command, const struct option_spec *option, const char *value)
{
	if (option->kind == OPTION_FLAG) {
		*(bool *)option->value = true;
	} else if (option->kind == OPTION_TEXT) {
		*(const char **)option->value = value;
	} else {
		uint64_t number;
		if (!number_read(value, &number) || number < option->min || number > option->max) {
			complain("%s: %s needs a number from %" PRIu64 " to %" PRIu64 ", not '%s'", command->name,
				option->name, option->min, option->max, value);
			return false;
		}
		*(uint64_t *)option->value = number;
	}
	return true;
}

/* Takes the option at argv[*i] and, where it needs one, its value; advances *i to the last argument used. */
static bool option_take(const struct command *command, int argc, char **argv, int *i,
	const struct option_spec *options)
{
	const char *argument = argv[*i];
	const char *equals = strncmp(argument, "--", 2) == 0 ? strchr(argument, '=') : NULL;
	size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
	const struct option_spec *option = option_find(options, argument, length);
	if (!option) {
		complain("%s: unknown option '%s' (see fuzzcase %s --help)", command->name, argument, command->name);
		return false;
	}
	const char *value = equals ? equals + 1 : NULL;
	if (option->kind == OPTION_FLAG && value) {
		complain("%s: %s takes no value", command->name, option->name);
		return false;
	}
	if (option->kind != OPTION_FLAG && !value) {
		if (*i + 1 >= argc) {
			complain("%s: %s needs a value (see fuzzcase %s --help)", command->name, option->name,
				command->name);
			return false;
		}
		value = argv[++*i];
	}
	return option_set(command, option, value);
}

void complain(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fputs("fuzzcase: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
}

int options_parse(const struct command *command, int argc, char **argv, const struct option_spec *options,
	int operands_min, int operands_max)
{
	int operands = 0;
	bool only_operands = false;
	for (int i = 1; i < argc; i++) {
		if (!only_operands && strcmp(argv[i], "--") == 0) {
			only_operands = true;
		} else if (!only_operands && argv[i][0] == '-' && argv[i][1] != '\0') {
			if (!option_take(command, argc, argv, &i, options)) {
				return -1;
			}
		} else {
			argv[operands++] = argv[i];
		}
	}
	if (operands < operands_min || operands > operands_max) {
		complain("%s: %s (usage: fuzzcase %s %s)", command->name,
			operands < operands_min ? "an argument is missing" : "too many arguments", command->name,
			command->arguments);
		return -1;
	}
	return operands;
}
