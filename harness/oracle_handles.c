/* oracle_handles.c - oracle of libuv handles: none is active after a request; see oracle.h. */
#include "harness/oracle.h"

#include <stdio.h>

__attribute__((noinline)) void oracle_handles(struct run *run, uint32_t count)
{
	char detail[VERDICT_DETAIL_MAX];

	snprintf(detail, sizeof detail, "%u libuv handles are still active after the request", count);
	oracle_report(run, VERDICT_CORRECTNESS, "handles", "active", detail);
	__builtin_trap();
}
