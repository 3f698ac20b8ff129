/* oracle.h - the property checks over a run. One file each; only oracle_*.c trap.
 *
 * Each oracle_<class>() is called when its property is violated and does not return: it fills run->verdict, prints
 * the finding as one line and traps, in a frame of its own that is never inlined, so that an engine's crash state and
 * deduplication token differ by oracle. The innocent explanations are excluded before the call: in C beside the
 * oracle, or in Steps.php for what the program itself can see (those checks run in frozen tests too).
 */
#ifndef HARNESS_ORACLE_H
#define HARNESS_ORACLE_H

#include <stdint.h>

#include "harness/harness.h"

/* Fills and prints the verdict: signature "<kind>/<oracle>/<essence>". Only for oracle_*.c, before their trap. Does not
 * return when the signature is a known one: the run is over then (see suppressions.h). */
void oracle_report(struct run *run, enum verdict_kind kind, const char *oracle, const char *essence,
		const char *detail);

/* A violation that Steps.php found: calls the oracle of that name. `where` names coroutines and the op. The essence
 * is `where` without the names of coroutines and the first word of `detail`, so that it is the same for every plan in
 * which the same property breaks the same way. */
void oracle_violation(struct run *run, const char *name, const char *where, const char *detail);

/* Delivered bytes differ from what the plan's peers sent. */
_Noreturn void oracle_bytes(struct run *run, const char *what, const char *detail);

/* A reset connection was reported as a clean end, a clean end as an error, or bytes went out after a reset. */
_Noreturn void oracle_reset(struct run *run, const char *what, const char *detail);

/* Attempts of an op are not the sum of its outcomes. */
_Noreturn void oracle_buckets(struct run *run, const char *what, const char *detail);

/* A value that one coroutine handed to others was lost, doubled, reordered or made up. */
_Noreturn void oracle_conservation(struct run *run, const char *what, const char *detail);

/* A cancellation was lost, came twice or to nobody's order, went through protect(), or what it forestalled began. */
_Noreturn void oracle_cancellation(struct run *run, const char *what, const char *detail);

/* A scope broke a promise: a wait for it ended early, an exception or a finally handler got lost or came twice. */
_Noreturn void oracle_structure(struct run *run, const char *what, const char *detail);

/* Coroutines are left after everything was awaited and cancelled. */
_Noreturn void oracle_orphans(struct run *run, const char *what, const char *detail);

/* A coroutine or the program ended with an exception that nothing explains. */
_Noreturn void oracle_unexpected(struct run *run, const char *what, const char *detail);

/* The bound of virtual time or the step budget is used up, or a wait can never end. */
_Noreturn void oracle_liveness(struct run *run, const char *what, const char *detail);

/* A coroutine waits for a descriptor that is ready, and nobody will wake it. */
_Noreturn void oracle_lost_wakeup(struct run *run, const char *what, const char *detail);

/* A suspension had no wake-up, or two. */
_Noreturn void oracle_wake_ledger(struct run *run, const char *what, const char *detail);

/* The runtime reported a deadlock. No plan can cause one: an op may wait for ever (for a value that nobody sends), but
 * main always holds a timer, and ends such waits when it fires. */
_Noreturn void oracle_deadlock(struct run *run, uint32_t count);

/* Descriptors or libuv handles are left after the request. */
_Noreturn void oracle_fd_ledger(struct run *run, uint64_t before, uint64_t after);
_Noreturn void oracle_handles(struct run *run, uint32_t count);

/* The program or the engine ends the process by that call of libc. */
_Noreturn void oracle_exit(struct run *run, const char *call, int status);

/* Coroutines of the names in `hung` did not end within the bound: decides between lost wake-up and liveness. */
_Noreturn void oracle_hang(struct run *run, const char *detail);

#endif
