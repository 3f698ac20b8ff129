/* oracle_liveness.c - oracle of runs that do not end; see oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_liveness(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_LIVENESS, "liveness", what, detail);
	__builtin_trap();
}
