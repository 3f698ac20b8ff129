/* memory.h - PHP's request memory in runs whose plan makes an allocation fail.
 *
 * What fails is what fails in production: PHP's own limit. It ends in the engine's fatal error, the request is torn down,
 * and the run is over; that is no finding by itself. The engine is not made to survive the error inside of any allocation
 * (it tears down what was half made), so the coroutine meets it where the engine can raise errors of its own accord: at the
 * next loop or call in its PHP code. The memory of such a request is dropped as a whole, so nobody frees it piece by
 * piece: what is left is freed here. Other runs keep the allocator they have, unless known findings are to be stepped over: then any
 * run may end this way.
 */
#ifndef HARNESS_MEMORY_H
#define HARNESS_MEMORY_H

#include <stdbool.h>

#include "plan/plan.h"

/* Around a request of that plan. */
void memory_begin(const struct plan *plan);
void memory_end(void);

/* From now on (or no longer) allocations by coroutines are counted, and may fail: not while a request starts or ends. */
void memory_may_fail(bool may);

/* Where the engine can raise an error: does not return if an allocation of the current coroutine was to fail. */
void memory_check(void);

/* The run is over, and what it has allocated is freed as after a failed allocation. For a process that has
 * suppressions, whose requests all keep book. */
void memory_drop(void);

/* The request's allocations are counted, and freed with it when one fails: nothing of it may outlive it. */
bool memory_is_watched(void);

/* An allocation of this run has failed, or it was dropped. */
bool memory_has_failed(void);

#endif
