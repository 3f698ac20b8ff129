/* attempt.h - judges candidates of a minimization: is it new, is it smaller, does it still fail? Private to it. */
#ifndef PLAN_ATTEMPT_H
#define PLAN_ATTEMPT_H

#include "plan/minimize.h"

struct attempt {
	const struct plan_minimize_options *options;
	struct plan *best;
	uint32_t count;             /* predicate calls */
	uint32_t accepted;
	bool stopped;               /* by progress or attempts_max: no further candidate is judged */
	uint64_t *seen;             /* open addressing, 0 = empty; without memory nothing is remembered */
	size_t seen_count, seen_size;
};

/* Normalises the candidate. True when it became the new best. */
bool attempt_judge(struct attempt *attempt, const char *pass, struct plan *candidate);

/* Tells the caller that a pass begins; false when the minimization has stopped. */
bool attempt_pass(struct attempt *attempt, const char *pass);

#endif
