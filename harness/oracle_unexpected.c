/* oracle_unexpected.c - oracle of unexplained exceptions; see oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_unexpected(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_CORRECTNESS, "unexpected", what, detail);
	__builtin_trap();
}
