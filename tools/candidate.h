/* candidate.h - the search for a frozen test that fails: what is to be spawned when, and which schedule to pin. */
#ifndef TOOLS_CANDIDATE_H
#define TOOLS_CANDIDATE_H

#include "tools/judge.h"
#include "tools/recipe.h"
#include "tools/trial.h"

enum { CANDIDATE_RUNS = 20 };   /* runs of a test, each of which must fail */

struct candidate {
	struct recipe recipe;
	char test[FREEZE_TEXT_MAX];
	struct trial_count count;   /* of the test, or of the one that failed most often, if none always did */
	uint32_t judged, tried;     /* candidates that ran in the harness, and with the PHP of the test */
	uint64_t seeds, seeds_ms;   /* seeds looked at for the picks of the finding, and the time it took */
};

struct candidate_search {
	struct judge *judge;
	struct trial *trial;
	const struct recipe_texts *texts;
	const struct run *finding;
	bool standalone, in_suite;  /* of the recipe */
	enum descriptor_tier tier;  /* the only one to search; NONE: plain, then random */
	uint64_t seeds_max;         /* bound of `seeds` */
};

/* Searches. Returns true and fills *candidate with a test that fails for what the
 * verdict says in every run of CANDIDATE_RUNS, and under run-tests.php where that is found. Else false; *reason then is NULL or says why the plan cannot be written at
 * all. */
bool candidate_find(const struct candidate_search *search, struct candidate *candidate, const char **reason);

/* Writes the test of candidate->recipe and runs it; sets the anchors that it may expect. Returns true when every run
 * fails, that under run-tests.php included. */
bool candidate_try(const struct candidate_search *search, struct candidate *candidate, const char **reason);

#endif
