/* oracle_lost_wakeup.c - oracle of waits on ready descriptors; see oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_lost_wakeup(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_LIVENESS, "lost-wakeup", what, detail);
	__builtin_trap();
}
