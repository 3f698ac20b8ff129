/* oracle_conservation.c - oracle of what coroutines hand to each other: it arrives once, or not at all, and its sender knows
 * which; see oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_conservation(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_CORRECTNESS, "conservation", what, detail);
	__builtin_trap();
}
