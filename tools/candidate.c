/* candidate.c - see candidate.h.
 *
 * The order is from the simplest test to read to the least: FIFO, the plan's own random seed, other random
 * seeds. A cancellation at an event becomes a coroutine that suspends k times and cancels; with FIFO and the
 * plan's own seed all k are tried, the same for all cancels; each other seed comes with one choice of k per
 * cancel. Explicit deviations cannot be written; a seed may happen to make the same picks.
 */
#include "tools/candidate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "runtime/rt.h"
#include "tools/child.h"

enum { SEEDS_MAX = 64, SUSPENDS_MAX = 24, REPLAYS = 3, PROGRESS_MS = 3000 };

struct search {
	struct trial *trial;
	struct plan plan;           /* without deviations */
	const struct verdict *verdict;
	struct freeze_options *options;
	struct candidate *candidate;
	const char **reason;
	uint64_t shown_ms;
};

static void show_progress(struct search *search)
{
	if (clock_ms() - search->shown_ms > PROGRESS_MS) {
		fprintf(stderr, "candidate %" PRIu32 ": %s\n", search->candidate->tried, search->candidate->sched);
		search->shown_ms = clock_ms();
	}
}

static bool try_candidate(struct search *search)
{
	struct candidate *candidate = search->candidate;
	candidate->tried++;
	search->options->sched = candidate->sched;
	search->options->killer_suspends = candidate->suspends;
	if (freeze_write(&search->plan, search->options, candidate->test, search->reason) == 0) {
		return false;
	}
	show_progress(search);
	for (int i = 0; i < REPLAYS; i++) {
		if (!trial_fails(search->trial, candidate->test, candidate->sched, search->verdict)) {
			return false;
		}
	}
	return true;
}

/* One schedule with every number of suspensions before the cancels. */
static bool try_schedule(struct search *search)
{
	unsigned last = search->plan.cancel_count > 0 ? SUSPENDS_MAX : 0;
	for (unsigned k = 0; k <= last && !*search->reason; k++) {
		for (uint32_t i = 0; i < PLAN_CANCELS_MAX; i++) {
			search->candidate->suspends[i] = k;
		}
		if (try_candidate(search)) {
			return true;
		}
	}
	return false;
}

static bool try_seeds(struct search *search)
{
	for (uint32_t seed = 1; seed <= SEEDS_MAX && !*search->reason; seed++) {
		struct rt_schedule stream;
		rt_schedule_init(&stream, RT_SCHEDULE_RANDOM, seed);
		for (uint32_t i = 0; i < PLAN_CANCELS_MAX; i++) {
			search->candidate->suspends[i] = (unsigned)(rt_schedule_draw(&stream) % (SUSPENDS_MAX + 1));
		}
		snprintf(search->candidate->sched, sizeof search->candidate->sched, "random:%" PRIu32, seed);
		if (try_candidate(search)) {
			return true;
		}
	}
	return false;
}

bool candidate_find(struct trial *trial, const struct plan *plan, const struct verdict *verdict,
	struct freeze_options *options, struct candidate *candidate, const char **reason)
{
	struct search search = { .trial = trial, .plan = *plan, .verdict = verdict, .options = options,
		.candidate = candidate, .reason = reason, .shown_ms = clock_ms() };
	search.plan.deviation_count = 0;
	candidate->tried = 0;
	*reason = NULL;
	snprintf(candidate->sched, sizeof candidate->sched, "fifo");
	if (try_schedule(&search)) {
		return true;
	}
	if (plan->sampler.kind == PLAN_SAMPLER_RANDOM) {
		snprintf(candidate->sched, sizeof candidate->sched, "random:%" PRIu32, plan->sampler.seed);
		if (try_schedule(&search)) {
			return true;
		}
	}
	return try_seeds(&search);
}
