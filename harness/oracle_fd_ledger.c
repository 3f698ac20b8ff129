/* oracle_fd_ledger.c - oracle of descriptors: the same set is open after a request as before; see oracle.h. */
#include "harness/oracle.h"

#include <stdio.h>

__attribute__((noinline)) void oracle_fd_ledger(struct run *run, uint64_t before, uint64_t after)
{
	char detail[VERDICT_DETAIL_MAX];
	bool leaked = (after & ~before) != 0;

	snprintf(detail, sizeof detail, "%d descriptors opened and not closed, %d closed that the run did not open",
			__builtin_popcountll(after & ~before), __builtin_popcountll(before & ~after));
	oracle_report(run, VERDICT_CORRECTNESS, "fd-ledger", leaked ? "leaked" : "closed-foreign", detail);
	__builtin_trap();
}
