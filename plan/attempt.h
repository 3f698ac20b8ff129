/* attempt.h - judges candidates of a minimization: is it new, is it smaller, does it still fail? Private to it. */
#ifndef PLAN_ATTEMPT_H
#define PLAN_ATTEMPT_H

#include "plan/minimize.h"

struct attempt {
	const struct plan_minimize_options *options;
	struct plan *best;
	uint32_t count;             /* candidates judged */
	uint32_t accepted;
	bool stopped;               /* by progress or attempts_max: no further candidate is judged */
	uint64_t *seen;             /* open addressing, 0 = empty; without memory nothing is remembered */
	size_t seen_count, seen_size;
	uint32_t width;
	struct plan drafts[PLAN_MINIMIZE_WIDTH_MAX];    /* room for the candidates of a pass ... */
	struct plan chosen[PLAN_MINIMIZE_WIDTH_MAX];    /* ... and for those of them that are judged */
};

/* Normalises the candidates, `count` of them, up to `width`. Returns the index of the first that became the new best; count
 * when none did. */
uint32_t attempt_judge_many(struct attempt *attempt, const char *pass, struct plan *candidates, uint32_t count);

/* The same for one. True when it became the new best. */
bool attempt_judge(struct attempt *attempt, const char *pass, struct plan *candidate);

/* Tells the caller that a pass begins; false when the minimization has stopped. */
bool attempt_pass(struct attempt *attempt, const char *pass);

/* The passes that have a file of their own. */
void attempt_parameters(struct attempt *attempt, const char *pass);
void attempt_merge(struct attempt *attempt, const char *pass);
void attempt_simplify(struct attempt *attempt, const char *pass);

/* The place of an op's kind among all, from the simplest. */
uint32_t attempt_rank(enum plan_op_kind kind);

#endif
