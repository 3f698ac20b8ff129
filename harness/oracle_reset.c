/* oracle_reset.c - oracle of how connections end; see oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_reset(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_CORRECTNESS, "reset", what, detail);
	__builtin_trap();
}
