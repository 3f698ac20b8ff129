/* candidate.c - see candidate.h.
 *
 * The order is from the simplest test to read to the least: FIFO; FIFO with the coroutines in another order or with a
 * suspend() or delay(0) more; a seed of TrueAsync's random schedule that makes the very picks of the finding; other seeds.
 * A cancellation at an event becomes a coroutine that sleeps as long as it took the event to come, or that suspends k times,
 * and cancels.
 *
 * A candidate is first rehearsed in the harness, in virtual time; only one that fails there is run as a user would run
 * it. What cannot be rehearsed, because the test's killers do what no op does, is run at once. And real sockets take more
 * before a writer blocks than those of the harness, whose segments are small, so each candidate is also tried with uploads
 * and payloads of a size that no socket takes at once. Nor does computing take virtual time: what is over long before a wait of a
 * millisecond ends there may come after it here, so candidates are tried with longer waits, too.
 */
#include "tools/candidate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "runtime/rt.h"
#include "tools/child.h"
#include "tools/picks.h"
#include "tools/rehearsal.h"

enum {
	QUICK_RUNS = 3,             /* of a candidate, before it is run as often as it takes */
	SUSPENDS_MAX = 200,         /* before a cancellation */
	SUSPENDS_VARIED = 4,        /* ... in a variation */
	JUDGED_MAX = 1500,          /* variations that are rehearsed */
	VARIED_TRIED_MAX = 8,       /* ... and run, when they fail in the rehearsal */
	SEEDS_SMALL = 64,           /* the random seeds that are looked at one by one */
	SEEDS_STEP = 1 << 22,       /* between two signs of life */
	FLAKY_MAX = 2,              /* schedules under which a candidate fails now and then, after which the search ends */
	PROGRESS_MS = 3000,
};

struct state {
	const struct candidate_search *search;
	struct candidate *candidate;
	const char **reason;
	bool rehearses;             /* the tests of this plan can be rehearsed */
	uint32_t flaky, flaky_fails, flaky_runs;        /* schedules, as FLAKY_MAX has them; the candidate that failed most often */
	uint64_t shown_ms;
};

static void show_progress(struct state *state, const char *what, uint64_t number)
{
	if (clock_ms() - state->shown_ms > PROGRESS_MS) {
		fprintf(stderr, "%s: %" PRIu64 " %s, %" PRIu32 " rehearsed, %" PRIu32 " run\n", state->candidate->recipe.sched,
			number, what, state->candidate->judged, state->candidate->tried);
		state->shown_ms = clock_ms();
	}
}

static bool runs_fail(const struct candidate_search *search, struct candidate *candidate, uint32_t runs)
{
	struct trial_count count;
	trial_run(search->trial, candidate->test, candidate->recipe.sched, search->texts->verdict, runs, &count);
	candidate->count.runs += count.runs;
	candidate->count.fails += count.fails;
	return count.fails == runs;
}

bool candidate_try(const struct candidate_search *search, struct candidate *candidate, const char **reason)
{
	uint32_t hit;
	memset(&candidate->count, 0, sizeof candidate->count);
	if (!recipe_write(&candidate->recipe, search->texts, candidate->test, reason)) {
		return false;
	}
	if (!runs_fail(search, candidate, QUICK_RUNS)) {
		return false;
	}
	/* What the failing test has hit is what it must always hit; the text changes by that number alone. */
	if (candidate->recipe.anchors > 0 && trial_anchors(search->trial, &hit) && hit < candidate->recipe.anchors) {
		candidate->recipe.anchors = hit;
		if (!recipe_write(&candidate->recipe, search->texts, candidate->test, reason)) {
			return false;
		}
	}
	if (!runs_fail(search, candidate, CANDIDATE_RUNS - QUICK_RUNS)) {
		return false;
	}
	/* One run more, and the way in which the test is going to be run: one that passes now and then passes here, too. */
	bool fails = trial_in_runner(search->trial, search->texts->name, candidate->test, true);
	candidate->count.runs += !fails;
	return fails;
}

enum { SHAPE_ENLARGED = 1, SHAPE_STRETCHED = 2, SHAPES = 4 };

/* Transfers and waits of the recipe as that shape has them; false when that is no other test. */
static bool shape_take(struct recipe *recipe, unsigned shape)
{
	recipe->enlarged = (shape & SHAPE_ENLARGED) != 0;
	return (!recipe->enlarged || recipe_can_enlarge(recipe)) && (!(shape & SHAPE_STRETCHED) || recipe_stretch(recipe));
}

static void flaky_note(struct state *state)
{
	const struct trial_count *count = &state->candidate->count;
	if (count->fails * (state->flaky_runs + 1) > state->flaky_fails * (count->runs + 1)) {
		state->flaky_fails = count->fails;
		state->flaky_runs = count->runs;
	}
}

/* Killers that wait for a time need the others to be done by then, which takes computing: longer waits are tried first. */
static unsigned first_shape(const struct recipe *recipe)
{
	bool waits = false;
	for (uint32_t i = 0; i < recipe->program.cancel_count; i++) {
		waits |= recipe->killers[i].ms > 0;
	}
	return waits ? SHAPE_STRETCHED : 0;
}

/* Runs the candidate's recipe in each of its shapes. */
static bool offer(struct state *state)
{
	struct recipe *recipe = &state->candidate->recipe;
	const struct recipe unshaped = *recipe;
	bool flaky = false;
	for (unsigned i = 0; i < SHAPES; i++) {
		*recipe = unshaped;
		if (!shape_take(recipe, i ^ first_shape(&unshaped))) {
			continue;
		}
		state->candidate->tried++;
		if (candidate_try(state->search, state->candidate, state->reason)) {
			return true;
		}
		flaky |= state->candidate->count.fails > 0;
		flaky_note(state);
		show_progress(state, "steps", 0);
	}
	state->flaky += flaky;
	*recipe = unshaped;
	return false;
}

/* Does the plan, run in the harness, fail as the finding does? */
static const struct run *rehearsed(struct state *state, const struct plan *steering)
{
	struct plan plan;
	if (!rehearsal_make(&state->candidate->recipe, steering, &plan)) {
		return NULL;
	}
	const struct run *run = judge_run(state->search->judge, &plan, 0);
	const struct verdict *wanted = state->search->texts->verdict;
	state->candidate->judged++;
	return run && run->verdict.kind == wanted->kind && strcmp(run->verdict.oracle, wanted->oracle) == 0 ? run : NULL;
}

static void suspends_set(struct recipe *recipe, unsigned suspends)
{
	for (uint32_t i = 0; i < PLAN_CANCELS_MAX; i++) {
		recipe->killers[i] = (struct freeze_killer){ .suspends = suspends };
	}
}

static bool goes_on(const struct state *state)
{
	return *state->reason == NULL && state->flaky < FLAKY_MAX;
}

/* One program and schedule with every number of suspensions before the cancellations, up to a bound. */
static bool offer_schedule(struct state *state, unsigned bound)
{
	unsigned last = state->candidate->recipe.program.cancel_count > 0 ? bound : 0;
	for (unsigned k = 0; k <= last && goes_on(state); k++) {
		suspends_set(&state->candidate->recipe, k);
		if ((!state->rehearses || rehearsed(state, NULL)) && offer(state)) {
			return true;
		}
		show_progress(state, "suspensions", k);
	}
	return false;
}

static void begin(struct state *state, enum descriptor_tier tier)
{
	recipe_begin(&state->candidate->recipe, tier, state->search->texts->plan);
	state->candidate->recipe.standalone = state->search->standalone;
	state->candidate->recipe.in_suite = state->search->in_suite;
}

static bool search_variations(struct state *state)
{
	struct recipe *recipe = &state->candidate->recipe;
	const struct plan program = recipe->program;
	uint32_t judged_before = state->candidate->judged, tried_before = state->candidate->tried;
	for (uint32_t number = 1; goes_on(state) && rehearsal_vary(&program, number, &recipe->program); number++) {
		if (offer_schedule(state, SUSPENDS_VARIED)) {
			return true;
		}
		if (state->candidate->judged - judged_before > JUDGED_MAX
				|| state->candidate->tried - tried_before > VARIED_TRIED_MAX) {
			break;
		}
		show_progress(state, "variations", number);
	}
	return false;
}

/* An event that came after some time: the killers wait for that time. False where all came at once. */
static bool delays_set(const struct run *finding, struct recipe *recipe)
{
	bool any = false;
	for (uint32_t i = 0; i < recipe->program.cancel_count; i++) {
		recipe->killers[i] = (struct freeze_killer){ .ms = finding->landed_ms[i] };
		any |= finding->landed_ms[i] > 0;
	}
	return any;
}

static bool search_plain(struct state *state)
{
	begin(state, DESCRIPTOR_PLAIN);
	if (delays_set(state->search->finding, &state->candidate->recipe) && (!state->rehearses || rehearsed(state, NULL))
			&& offer(state)) {
		return true;
	}
	if (offer_schedule(state, SUSPENDS_MAX)) {
		return true;
	}
	/* The sockets of the harness are not the real ones. */
	if (state->rehearses && goes_on(state)) {
		suspends_set(&state->candidate->recipe, 0);
		if (offer(state)) {
			return true;
		}
	}
	return state->rehearses && search_variations(state);
}

/* The seed that makes these picks and no others. */
static bool search_seed(struct state *state, const struct picks *picks)
{
	struct candidate *candidate = state->candidate;
	uint64_t started = clock_ms(), seed = 0, first = 0;
	bool found = false;
	while (!found && candidate->seeds < state->search->seeds_max) {
		found = picks_seed(picks, first, SEEDS_STEP, &seed);
		candidate->seeds += found ? seed - first + 1 : SEEDS_STEP;
		first += SEEDS_STEP;
		show_progress(state, "seeds", candidate->seeds);
	}
	candidate->seeds_ms += clock_ms() - started;
	if (found) {
		snprintf(candidate->recipe.sched, sizeof candidate->recipe.sched, "random:%" PRIu64, seed);
	}
	return found;
}

static bool search_picks(struct state *state)
{
	const struct plan *plan = state->search->texts->plan;
	struct picks picks;
	unsigned last = plan->cancel_count > 0 ? SUSPENDS_MAX : 0;
	for (unsigned k = 0; state->rehearses && k <= last && goes_on(state); k++) {
		begin(state, DESCRIPTOR_RANDOM);
		suspends_set(&state->candidate->recipe, k);
		const struct run *run = rehearsed(state, plan);
		if (run && picks_take(run, &picks) && search_seed(state, &picks) && rehearsed(state, NULL) && offer(state)) {
			return true;
		}
		show_progress(state, "suspensions", k);
	}
	return false;
}

static bool search_seeds(struct state *state)
{
	const struct plan_sampler *sampler = &state->search->texts->plan->sampler;
	struct recipe *recipe = &state->candidate->recipe;
	begin(state, DESCRIPTOR_RANDOM);
	if (sampler->kind == PLAN_SAMPLER_RANDOM) {
		snprintf(recipe->sched, sizeof recipe->sched, "random:%" PRIu32, sampler->seed);
		if (offer_schedule(state, SUSPENDS_MAX)) {
			return true;
		}
	}
	for (uint32_t seed = 1; seed <= SEEDS_SMALL && goes_on(state); seed++) {
		struct rt_schedule stream;
		rt_schedule_init(&stream, RT_SCHEDULE_RANDOM, seed);
		for (uint32_t i = 0; i < PLAN_CANCELS_MAX; i++) {
			recipe->killers[i] = (struct freeze_killer){
				.suspends = (unsigned)(rt_schedule_draw(&stream) % (SUSPENDS_MAX + 1)) };
		}
		snprintf(recipe->sched, sizeof recipe->sched, "random:%" PRIu32, seed);
		if ((!state->rehearses || rehearsed(state, NULL)) && offer(state)) {
			return true;
		}
		show_progress(state, "small seeds", seed);
	}
	return false;
}

bool candidate_find(const struct candidate_search *search, struct candidate *candidate, const char **reason)
{
	struct state state = { .search = search, .candidate = candidate, .reason = reason, .shown_ms = clock_ms() };
	struct plan rehearsal;
	*reason = NULL;
	memset(candidate, 0, sizeof *candidate);
	begin(&state, DESCRIPTOR_PLAIN);
	state.rehearses = rehearsal_make(&candidate->recipe, NULL, &rehearsal);
	if (search->tier != DESCRIPTOR_RANDOM && search_plain(&state)) {
		return true;
	}
	if (search->tier != DESCRIPTOR_PLAIN && (search_picks(&state) || search_seeds(&state))) {
		return true;
	}
	candidate->count = (struct trial_count){ .runs = state.flaky_runs, .fails = state.flaky_fails };
	return false;
}
