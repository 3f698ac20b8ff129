/* engine_options.c - see engine_options.h.
 *
 * The engine prefers inputs with features that few inputs have, and looks for each feature of each run in its list of the
 * rarest ones, one by one. The list is meant to have a hundred, but by default everything seen up to 255 times belongs to
 * it: with the tens of thousands of features that a run of PHP has, that search is most of the work of the whole process
 * for its first tens of thousands of runs. A threshold of 1 keeps the list at its hundred (docs/SEARCH.md has figures).
 *
 * By default, too, it runs the seeds in the order of their sizes. The small ones are alike, and what takes several
 * coroutines comes last; shuffled, a seed that shows a bug comes as early as chance will have it.
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
	static char rare[] = "-entropic_feature_frequency_threshold=1", order[] = "-prefer_small=0";
	static char *const ours[] = { rare, order };
	static char **arguments;    /* the sanitizer counts what is reachable as no leak */
	const size_t count = sizeof ours / sizeof ours[0], given = (size_t)*argc;

	if (__libfuzzer_is_present == NULL || given == 0)
		return;
	arguments = calloc(given + count + 1, sizeof *arguments);
	if (arguments == NULL)
		return;
	arguments[0] = (*argv)[0];
	memcpy(arguments + 1, ours, sizeof ours);
	memcpy(arguments + 1 + count, *argv + 1, (given - 1) * sizeof *arguments);
	*argv = arguments;
	*argc += (int)count;
}
