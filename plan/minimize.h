/* minimize.h - a smaller plan with the same signature.
 *
 * Pure: knows nothing about execution. The caller's predicate decides which candidates still fail the same way;
 * it must be deterministic. Algorithm: delta debugging (Zeller and Hildebrandt, 2002) over elements, then parameters
 * toward their smallest failing value, repeated to a fixpoint.
 */
#ifndef PLAN_MINIMIZE_H
#define PLAN_MINIMIZE_H

#include "plan/plan.h"

enum { PLAN_MINIMIZE_WIDTH_MAX = 64 };

/* Returns the index of the first candidate that shows the wanted signature; `count`, which is 1 to the width, when none
 * does. What comes behind the first one need not be judged. */
typedef uint32_t (*plan_predicate)(void *context, const struct plan *candidates, uint32_t count);

/* Called after each accepted candidate and at the start of each pass; returning false stops with the best so far. */
typedef bool (*plan_progress)(void *context, const char *pass, const struct plan *best, uint32_t attempts);

struct plan_minimize_options {
	uint32_t attempts_max;      /* candidates judged, 0 = no bound; repeated candidates are cached and cost none */
	uint32_t width;             /* candidates to judge at a time, up to PLAN_MINIMIZE_WIDTH_MAX; 0 = 1. The result does
	                             * not depend on it, the number of attempts does */
	plan_predicate predicate;
	plan_progress progress;     /* may be NULL */
	void *context;
};

/* Reduces *plan in place. The caller has seen that *plan itself satisfies the predicate. Returns the number of
 * candidates judged. The result is legal (plan_check), and unless stopped early no element (plan/element.h) can be taken
 * out of it. Without memory nothing is judged. */
uint32_t plan_minimize(struct plan *plan, const struct plan_minimize_options *options);

#endif
