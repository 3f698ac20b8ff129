/* minimize.h - a smaller plan with the same signature.
 *
 * Pure: knows nothing about execution. The caller's predicate decides whether a candidate still fails the same way;
 * it must be deterministic. Algorithm: delta debugging (Zeller and Hildebrandt, 2002) over records, then parameters
 * toward their smallest failing value, repeated to a fixpoint.
 */
#ifndef PLAN_MINIMIZE_H
#define PLAN_MINIMIZE_H

#include "plan/plan.h"

/* Returns true when `candidate` shows the wanted signature. */
typedef bool (*plan_predicate)(void *context, const struct plan *candidate);

/* Called after each accepted candidate and at the start of each pass; returning false stops with the best so far. */
typedef bool (*plan_progress)(void *context, const char *pass, const struct plan *best, uint32_t attempts);

struct plan_minimize_options {
	uint32_t attempts_max;      /* predicate calls, 0 = no bound; repeated candidates are cached and cost none */
	plan_predicate predicate;
	plan_progress progress;     /* may be NULL */
	void *context;
};

/* Reduces *plan in place. The caller has seen that *plan itself satisfies the predicate. Returns the number of
 * predicate calls. The result is legal (plan_check) and 1-minimal over records unless stopped early. */
uint32_t plan_minimize(struct plan *plan, const struct plan_minimize_options *options);

#endif
