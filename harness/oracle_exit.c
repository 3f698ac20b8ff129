/* oracle_exit.c - oracle of runs that end their process; see oracle.h. */
#include "harness/oracle.h"

#include <stdio.h>

__attribute__((noinline)) void oracle_exit(struct run *run, const char *call, int status)
{
	char detail[VERDICT_DETAIL_MAX];

	snprintf(detail, sizeof detail, "%s(%d) in the middle of a run", call, status);
	oracle_report(run, VERDICT_CRASH, "exit", call, detail);
	__builtin_trap();
}
