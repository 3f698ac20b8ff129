/* reduce.c - see reduce.h.
 *
 * A candidate is believed only after three runs of three with the signature that is looked for; nearly all are refused by
 * their first run. Looking for leaks costs a heap scan, so that is done only when a leak is looked for.
 */
#include "tools/reduce.h"

#include <stdio.h>
#include <string.h>

#include "plan/minimize.h"
#include "tools/canonical.h"

struct search {
	struct reduce *reduce;
	const char *signature;      /* that a candidate has to show; NULL: any */
	unsigned flags;
	bool broken, stopped;
};

static bool go_on(struct search *search, const char *pass, const struct plan *plan)
{
	struct reduce *reduce = search->reduce;
	search->stopped |= reduce->progress
		&& !reduce->progress(reduce->context, pass, plan_record_count(plan), reduce->attempts);
	return !search->stopped && !search->broken;
}

static uint32_t shows(struct search *search, const struct plan *plans, uint32_t count)
{
	return pool_first(search->reduce->pool, plans, count, search->flags, search->signature, &search->broken);
}

static uint32_t predicate(void *context, const struct plan *candidates, uint32_t count)
{
	struct search *search = context;
	search->reduce->attempts += count;
	return go_on(search, NULL, candidates) ? shows(search, candidates, count) : count;
}

static bool progress(void *context, const char *pass, const struct plan *best, uint32_t attempts)
{
	return go_on(context, pass, best);
}

static void minimize(struct search *search, struct plan *plan)
{
	struct reduce *reduce = search->reduce;
	uint32_t left = reduce->attempts_max > reduce->attempts ? reduce->attempts_max - reduce->attempts : 0;
	search->stopped |= reduce->attempts_max && left == 0;
	if (search->stopped) {
		return;
	}
	plan_minimize(plan, &(struct plan_minimize_options){ .attempts_max = left, .width = pool_width(reduce->pool),
		.predicate = predicate, .progress = progress, .context = search });
	search->stopped |= reduce->attempts_max && reduce->attempts >= reduce->attempts_max;
}

/* In place of its sampler the plan gets the deviations that its run took, if they can be said and the finding stays. */
static bool canonicalize(struct search *search, struct plan *plan)
{
	struct plan canonical;
	const struct run *run = judge_run(pool_judge(search->reduce->pool), plan, search->flags);
	search->broken |= run == NULL;
	if (!run || !canonical_make(plan, run, &canonical) || shows(search, &canonical, 1) != 0) {
		return false;
	}
	*plan = canonical;
	return true;
}

static enum reduce_end search_end(const struct search *search)
{
	return search->broken ? REDUCE_BROKEN : search->stopped ? REDUCE_STOPPED : REDUCE_DONE;
}

enum reduce_end reduce_plan(struct reduce *reduce, struct plan *plan)
{
	struct search search = { .reduce = reduce };
	reduce->attempts = 0;
	const struct run *run = judge_run(pool_judge(reduce->pool), plan, JUDGE_LEAKS);
	if (!run) {
		return REDUCE_BROKEN;
	}
	if (run->verdict.kind == VERDICT_OK) {
		return REDUCE_SOUND;
	}
	reduce->verdict = run->verdict;
	search.signature = reduce->verdict.signature;
	search.flags = run->verdict.kind == VERDICT_LEAK ? JUDGE_LEAKS : 0;
	if (shows(&search, plan, 1) != 0) {
		return search.broken ? REDUCE_BROKEN : REDUCE_FLAKY;
	}
	bool fifo = plan->sampler.kind == PLAN_SAMPLER_FIFO || canonicalize(&search, plan);
	minimize(&search, plan);
	/* A smaller run may have few enough choices. */
	if (!fifo && !search.stopped && plan->sampler.kind != PLAN_SAMPLER_FIFO && canonicalize(&search, plan)) {
		minimize(&search, plan);
	}
	return search_end(&search);
}

enum reduce_end reduce_further(struct reduce *reduce, struct plan *plan)
{
	struct search search = { .reduce = reduce, .flags = reduce->verdict.kind == VERDICT_LEAK ? JUDGE_LEAKS : 0 };
	reduce->attempts = 0;
	minimize(&search, plan);
	const struct run *run = search.broken ? NULL : judge_run(pool_judge(reduce->pool), plan, search.flags);
	if (!run) {
		return REDUCE_BROKEN;
	}
	reduce->verdict = run->verdict;
	return search_end(&search);
}
