/* oracle_deadlock.c - oracle of deadlocks that no plan can explain; see oracle.h. */
#include "harness/oracle.h"

#include <stdio.h>

__attribute__((noinline)) void oracle_deadlock(struct run *run, uint32_t count)
{
	char detail[VERDICT_DETAIL_MAX];

	snprintf(detail, sizeof detail, "the runtime reports a deadlock of %u coroutines; no plan has one", count);
	oracle_report(run, VERDICT_LIVENESS, "deadlock", "reported", detail);
	__builtin_trap();
}
