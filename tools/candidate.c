/* candidate.c - see candidate.h.
 *
 * The order is from the simplest test to read to the least: FIFO, the plan's own random seed, other random
 * seeds. A cancellation at an event becomes a coroutine that suspends k times and cancels; with FIFO and the
 * plan's own seed all k are tried, the same for all cancels; each other seed comes with one choice of k per
 * cancel. Explicit deviations cannot be written; a seed may happen to make the same picks. And real sockets
 * take more before a writer blocks than those of the harness, whose segments are small, so each schedule is
 * also tried with uploads and payloads of a size that no socket takes at once.
 */
#include "tools/candidate.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/rt.h"
#include "tools/child.h"

enum { SEEDS_MAX = 64, SUSPENDS_MAX = 200, PROGRESS_MS = 3000, TRANSFER_BYTES = 1 << 20 };

struct search {
	struct trial *trial;
	struct plan plans[2];       /* without deviations; the second with large transfers */
	const char *descriptions[2];
	uint32_t plan_count;
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

static bool try_plan(struct search *search, uint32_t which)
{
	struct candidate *candidate = search->candidate;
	candidate->tried++;
	candidate->enlarged = which == 1;
	search->options->sched = candidate->sched;
	search->options->killer_suspends = candidate->suspends;
	search->options->description = search->descriptions[which];
	if (freeze_write(&search->plans[which], search->options, candidate->test, search->reason) == 0) {
		return false;
	}
	show_progress(search);
	for (int i = 0; i < CANDIDATE_REPLAYS; i++) {
		if (!trial_fails(search->trial, candidate->test, candidate->sched, search->verdict)) {
			return false;
		}
	}
	return true;
}

static bool try_candidate(struct search *search)
{
	for (uint32_t which = 0; which < search->plan_count; which++) {
		if (try_plan(search, which)) {
			return true;
		}
	}
	return false;
}

/* One schedule with every number of suspensions before the cancels. */
static bool try_schedule(struct search *search)
{
	unsigned last = search->plans[0].cancel_count > 0 ? SUSPENDS_MAX : 0;
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

static bool enlarge(uint32_t *bytes)
{
	bool smaller = *bytes < TRANSFER_BYTES;
	*bytes = TRANSFER_BYTES;
	return smaller;
}

/* Fills the second plan where it would differ from the first. Its sizes are beyond what a plan may say, and
 * within what a program may. */
static void plans_prepare(struct search *search, const struct plan *plan)
{
	bool differs = false;
	search->plans[0] = *plan;
	search->plans[0].deviation_count = 0;
	search->plans[1] = search->plans[0];
	for (uint32_t i = 0; i < plan->op_count; i++) {
		if (plan->ops[i].kind == PLAN_OP_UPLOAD) {
			differs |= enlarge(&search->plans[1].ops[i].a);
		}
	}
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		if (plan->peers[i].mode == PLAN_TOXIC_SERVE) {
			differs |= enlarge(&search->plans[1].peers[i].size);
		}
	}
	search->plan_count = differs ? 2 : 1;
}

static bool search_all(struct search *search, const struct plan_sampler *sampler)
{
	char *sched = search->candidate->sched;
	snprintf(sched, sizeof search->candidate->sched, "fifo");
	if (try_schedule(search)) {
		return true;
	}
	if (sampler->kind == PLAN_SAMPLER_RANDOM) {
		snprintf(sched, sizeof search->candidate->sched, "random:%" PRIu32, sampler->seed);
		if (try_schedule(search)) {
			return true;
		}
	}
	return try_seeds(search);
}

bool candidate_find(struct trial *trial, const struct plan *plan, const struct verdict *verdict,
	struct freeze_options *options, struct candidate *candidate, const char **reason)
{
	struct search search = { .trial = trial, .verdict = verdict, .options = options, .candidate = candidate,
		.reason = reason, .shown_ms = clock_ms() };
	char *with_note;
	if (asprintf(&with_note, "%s\nThe transfers below are larger than the plan's: real sockets take more "
			"before they block.\n", options->description) < 0) {
		abort();
	}
	search.descriptions[0] = options->description;
	search.descriptions[1] = with_note;
	plans_prepare(&search, plan);
	candidate->tried = 0;
	*reason = NULL;
	bool found = search_all(&search, &plan->sampler);
	options->description = search.descriptions[0];
	free(with_note);
	return found;
}
