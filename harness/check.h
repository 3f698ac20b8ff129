/* check.h - CHECK(x): a condition that only a bug of the harness can break. Always on. Prints "HARNESS BUG: ..." and
 * leaves with HARNESS_EXIT_BUG, so that it is never taken for a finding. */
#ifndef HARNESS_CHECK_H
#define HARNESS_CHECK_H

#define CHECK(condition) \
	do { \
		if (!(condition)) \
			check_failed(#condition, __FILE__, __LINE__); \
	} while (0)

/* From now on a broken condition traps after its line: an engine does not see an exit, and would end in silence. */
void check_traps(void);

/* What the harness needs of its surroundings is not there or does not work: the same, with the sentence that says what. */
_Noreturn void check_gave_up(const char *sentence);

_Noreturn void check_failed(const char *condition, const char *file, int line);

#endif
