/* engine_options.c - see engine_options.h.
 *
 * The engine prefers inputs with features that few inputs have, and looks for each feature of each run in its list of the
 * rarest ones, one by one. The list is meant to have a hundred, but by default everything seen up to 255 times belongs to
 * it: with the tens of thousands of features that a run of PHP has, that search is most of the work of the whole process
 * for its first tens of thousands of runs. A threshold of 1 keeps the list at its hundred (docs/SEARCH.md has figures).
 *
 * Given here, and not by the scripts that call the engine, so that a fuzzing service, which calls the target in its own way,
 * has it, too.
 */
#include "fuzz/engine_options.h"

#include <stdlib.h>
#include <string.h>

/* libFuzzer alone defines it, for those who ask whether it is there. */
extern void __libfuzzer_is_present(void) __attribute__((weak));

void engine_options_add(int *argc, char ***argv)
{
	static char rare[] = "-entropic_feature_frequency_threshold=1";
	static char **arguments;    /* the sanitizer counts what is reachable as no leak */

	if (__libfuzzer_is_present == NULL || *argc == 0)
		return;
	arguments = calloc((size_t)*argc + 2, sizeof *arguments);
	if (arguments == NULL)
		return;
	arguments[0] = (*argv)[0];
	arguments[1] = rare;
	memcpy(arguments + 2, *argv + 1, ((size_t)*argc - 1) * sizeof *arguments);
	*argv = arguments;
	++*argc;
}
