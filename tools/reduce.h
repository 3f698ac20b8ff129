/* reduce.h - a finding made small: its choices become deviations, and plan_minimize() takes away what it does not need. */
#ifndef TOOLS_REDUCE_H
#define TOOLS_REDUCE_H

#include "tools/pool.h"

enum reduce_end {
	REDUCE_DONE,                /* nothing can be taken away any more */
	REDUCE_STOPPED,             /* by attempts_max or by the caller; *plan is the best so far */
	REDUCE_SOUND,               /* the plan does not fail */
	REDUCE_FLAKY,               /* it does not fail the same way every time */
	REDUCE_BROKEN,              /* the harness failed, which was said in one line */
};

struct reduce {
	struct pool *pool;
	uint32_t attempts_max;      /* candidates, 0: no bound */
	/* Called now and then with the pass, the size of the best or of what is tried, and the candidates so far; may be NULL.
	 * Returning false stops. */
	bool (*progress)(void *context, const char *pass, size_t records, uint32_t attempts);
	void *context;
	/* Results. */
	struct verdict verdict;     /* of the plan as it is; reduce_plan() leaves it as it was */
	uint32_t attempts;          /* of the last call */
};

/* Reduces *plan, which is left as it was unless it fails always. */
enum reduce_end reduce_plan(struct reduce *reduce, struct plan *plan);

/* Goes on with what reduce_plan() has left: the plan becomes a smaller one that fails in whatever way, as long as there is one.
 * One bug shows in many ways, and nearly all of them come down to few. */
enum reduce_end reduce_further(struct reduce *reduce, struct plan *plan);

#endif
