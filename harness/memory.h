/* memory.h - PHP's request memory in runs whose plan makes an allocation fail.
 *
 * What fails is what fails in production: PHP's own limit. The allocation ends in the engine's fatal error, the request is
 * torn down, and the run is over; that is no finding by itself. The engine drops the memory of such a request as a whole,
 * so nobody frees it piece by piece: what is left is freed here. Other runs keep the allocator they have.
 */
#ifndef HARNESS_MEMORY_H
#define HARNESS_MEMORY_H

#include <stdbool.h>

#include "plan/plan.h"

/* Around a request of that plan. */
void memory_begin(const struct plan *plan);
void memory_end(void);

/* From now on (or no longer) allocations by coroutines are counted, and may fail. Never while a request starts or ends,
 * where the engine does not expect it, nor in the scheduler, out of which a fatal error cannot leap. */
void memory_may_fail(bool may);

/* An allocation of this run has failed. */
bool memory_has_failed(void);

#endif
