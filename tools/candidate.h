/* candidate.h - the search for a frozen test that fails: which schedule to pin, and when to cancel. */
#ifndef TOOLS_CANDIDATE_H
#define TOOLS_CANDIDATE_H

#include "harness/freeze.h"
#include "tools/trial.h"

enum { CANDIDATE_REPLAYS = 3 }; /* runs of a test, each of which must fail */

struct candidate {
	char sched[32];             /* value of TRUE_ASYNC_SCHED */
	unsigned suspends[PLAN_CANCELS_MAX];
	bool enlarged;              /* its transfers are larger than the plan's */
	uint32_t tried;             /* candidates tried, this one included */
	char test[FREEZE_TEXT_MAX]; /* the test itself */
};

/* Fills *candidate with the first test that fails for what `verdict` says, three times of three. Returns
 * false when none does; *reason then is NULL or says why the plan cannot be written at all. */
bool candidate_find(struct trial *trial, const struct plan *plan, const struct verdict *verdict,
	struct freeze_options *options, struct candidate *candidate, const char **reason);

#endif
