/* oracle_orphans.c - oracle of coroutines left behind; see oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_orphans(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_CORRECTNESS, "orphans", what, detail);
	__builtin_trap();
}
