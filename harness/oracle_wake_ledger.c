/* oracle_wake_ledger.c - oracle of suspensions, each of which has one wake-up; see wakes.h.
 *
 * Innocent explanations excluded: a coroutine that is cancelled while it is ready gets another cause, not another wake-up,
 * and the runtime tells of the first alone; one that never waited, since what it asked for was there, is told of neither as
 * parked nor as woken; and a request that is torn down after a fatal error ends coroutines where they are.
 */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_wake_ledger(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_CORRECTNESS, "wake-ledger", what, detail);
	__builtin_trap();
}
