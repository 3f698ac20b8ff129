/* oracle_cancellation.c - oracle of cancellations: each that was said is seen once by whom it was meant for, and no other;
 * what explains the contrary stands in steps/Cancellations.php and ScopeTask.php. See oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_cancellation(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_CORRECTNESS, "cancellation", what, detail);
	__builtin_trap();
}
