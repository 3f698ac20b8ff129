/* minimize.c - delta debugging over the elements of a plan, then over their fields.
 *
 * Passes go from big cuts to small ones and are repeated until a whole round changes nothing. Cuts, which are here, take elements
 * out of the best plan; parameters.c, merge.c and simplify.c have the other passes. Cuts that do not depend on each other
 * are judged several at a time.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/attempt.h"
#include "plan/element.h"

/* What a pass can take out: a list that it knows how long it is, and how to make a candidate without a part of. */
struct cuts {
	uint32_t (*count)(const struct plan *best, const struct cuts *cuts);
	void (*make)(const struct plan *best, const struct cuts *cuts, uint32_t from, uint32_t size, struct plan *candidate);
	enum plan_element kind;
	bool (*takes)(const struct plan *best, uint32_t index);         /* of that kind; NULL: all */
};

static bool taken(const struct plan *best, const struct cuts *cuts, uint32_t index)
{
	return !cuts->takes || cuts->takes(best, index);
}

static uint32_t kind_count(const struct plan *best, const struct cuts *cuts)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < plan_element_count(best, cuts->kind); i++)
		count += taken(best, cuts, i);
	return count;
}

static void kind_make(const struct plan *best, const struct cuts *cuts, uint32_t from, uint32_t size,
	struct plan *candidate)
{
	uint32_t place = kind_count(best, cuts);
	*candidate = *best;
	for (uint32_t i = plan_element_count(best, cuts->kind); i-- > 0;)
		if (taken(best, cuts, i) && --place - from < size)
			plan_element_drop(candidate, cuts->kind, i);
}

static uint32_t actors_count(const struct plan *best, const struct cuts *cuts)
{
	return (uint32_t)__builtin_popcount(plan_actors(best));
}

static void actors_make(const struct plan *best, const struct cuts *cuts, uint32_t from, uint32_t size,
	struct plan *candidate)
{
	uint32_t actor = 0, actors = plan_actors(best);
	for (uint32_t left = from + 1; left > 0; actor++)
		left -= actors >> actor & 1;
	actor--;
	*candidate = *best;
	candidate->op_count = 0;
	for (uint32_t i = 0; i < best->op_count; i++)
		if (best->ops[i].actor != actor)
			candidate->ops[candidate->op_count++] = best->ops[i];
}

static uint32_t elements_count(const struct plan *best, const struct cuts *cuts)
{
	return plan_elements(best);
}

static void elements_make(const struct plan *best, const struct cuts *cuts, uint32_t from, uint32_t size,
	struct plan *candidate)
{
	plan_element_without(best, from, candidate);
}

/* Taking a record out of the bytes is not the same as taking out an element: what named a peer then names another one. */
static uint32_t records_count(const struct plan *best, const struct cuts *cuts)
{
	return (uint32_t)plan_record_count(best);
}

static void records_make(const struct plan *best, const struct cuts *cuts, uint32_t from, uint32_t size,
	struct plan *candidate)
{
	uint8_t data[PLAN_INPUT_MAX];
	size_t length = plan_encode(best, data, sizeof data), at = PLAN_HEADER_SIZE + from * PLAN_RECORD_SIZE;
	memmove(data + at, data + at + PLAN_RECORD_SIZE, length - at - PLAN_RECORD_SIZE);
	plan_decode(data, length - PLAN_RECORD_SIZE, candidate);
}

static bool cut(struct attempt *attempt, const char *pass, const struct cuts *cuts, uint32_t from, uint32_t size)
{
	cuts->make(attempt->best, cuts, from, size, &attempt->drafts[0]);
	return attempt_judge(attempt, pass, &attempt->drafts[0]);
}

/* Tries each part of `size`. What comes behind a part that was taken out stands at its place then. */
static bool parts_cut(struct attempt *attempt, const char *pass, const struct cuts *cuts, uint32_t size)
{
	uint32_t accepted = attempt->accepted;
	for (uint32_t from = 0; from < cuts->count(attempt->best, cuts) && !attempt->stopped;) {
		uint32_t count = cuts->count(attempt->best, cuts), drafts = 0;
		for (uint32_t at = from; at < count && drafts < attempt->width; at += size)
			cuts->make(attempt->best, cuts, at, size, &attempt->drafts[drafts++]);
		from += size * attempt_judge_many(attempt, pass, attempt->drafts, drafts);
	}
	return attempt->accepted != accepted;
}

/* Parts of half the list, then of a quarter, ... down to single ones until none can go. */
static void list_reduce(struct attempt *attempt, const char *pass, const struct cuts *cuts)
{
	uint32_t size = cuts->count(attempt->best, cuts);
	while (size >= 1 && !attempt->stopped) {
		bool reduced = parts_cut(attempt, pass, cuts, size);
		if (size == 1 && !reduced)
			break;
		size = (size + 1) / 2;
	}
}

#define KIND(ID, filter) (struct cuts){ .count = kind_count, .make = kind_make, .kind = PLAN_ELEMENT_##ID, .takes = filter }

static void tracks_pass(struct attempt *attempt, const char *pass)
{
	const struct cuts tracks[] = { KIND(FAULT, NULL), KIND(CANCEL, NULL), KIND(DEVIATION, NULL), KIND(SAMPLER, NULL),
		KIND(TOXIC, NULL) };
	for (size_t i = 0; i < sizeof tracks / sizeof *tracks; i++)
		cut(attempt, pass, &tracks[i], 0, UINT32_MAX);
}

static void actors_pass(struct attempt *attempt, const char *pass)
{
	parts_cut(attempt, pass, &(struct cuts){ .count = actors_count, .make = actors_make }, 1);
}

static void peers_pass(struct attempt *attempt, const char *pass)
{
	parts_cut(attempt, pass, &KIND(PEER, NULL), 1);
}

static uint32_t actor_ops(const struct plan *plan, uint32_t actor)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < plan->op_count; i++)
		count += plan->ops[i].actor == actor;
	return count;
}

/* What an actor does after the failure is not needed: the shortest beginning of its ops, by halves. */
static void truncate_pass(struct attempt *attempt, const char *pass)
{
	for (uint32_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		uint32_t low = 0, high = actor_ops(attempt->best, actor);
		while (low < high && !attempt->stopped) {
			struct plan *candidate = &attempt->drafts[0];
			uint32_t middle = low + (high - low) / 2, place = high;
			*candidate = *attempt->best;
			for (uint32_t i = candidate->op_count; i-- > 0;)
				if (attempt->best->ops[i].actor == actor && --place >= middle)
					plan_element_drop(candidate, PLAN_ELEMENT_OP, i);
			if (attempt_judge(attempt, pass, candidate))
				high = actor_ops(attempt->best, actor);
			else
				low = middle + 1;
		}
	}
}

static void ops_pass(struct attempt *attempt, const char *pass)
{
	list_reduce(attempt, pass, &KIND(OP, NULL));
}

static void toxics_pass(struct attempt *attempt, const char *pass)
{
	list_reduce(attempt, pass, &KIND(TOXIC, NULL));
}

/* Another coroutine runs although the one that has just parked is itself ready: nothing made it wait. */
static bool is_preemption(const struct plan *plan, uint32_t index)
{
	const struct plan_deviation *deviation = &plan->deviations[index];
	return deviation->site == PLAN_SITE_RUN && deviation->anchor.wait == PLAN_WAIT_SUSPEND;
}

/* Preemptions first: a schedule without them is easier to follow. */
static void deviations_pass(struct attempt *attempt, const char *pass)
{
	list_reduce(attempt, pass, &KIND(DEVIATION, is_preemption));
	list_reduce(attempt, pass, &KIND(DEVIATION, NULL));
}

static void cancels_pass(struct attempt *attempt, const char *pass)
{
	list_reduce(attempt, pass, &KIND(CANCEL, NULL));
}

static void faults_pass(struct attempt *attempt, const char *pass)
{
	list_reduce(attempt, pass, &KIND(FAULT, NULL));
}

/* Single elements of any kind: in the end none can be missing. */
static void elements_pass(struct attempt *attempt, const char *pass)
{
	parts_cut(attempt, pass, &(struct cuts){ .count = records_count, .make = records_make }, 1);
	parts_cut(attempt, pass, &(struct cuts){ .count = elements_count, .make = elements_make }, 1);
}

uint32_t plan_minimize(struct plan *plan, const struct plan_minimize_options *options)
{
	static const struct { const char *name; void (*run)(struct attempt *attempt, const char *pass); } passes[] = {
		{ "tracks", tracks_pass }, { "actors", actors_pass }, { "peers", peers_pass }, { "truncate", truncate_pass },
		{ "ops", ops_pass }, { "toxics", toxics_pass }, { "cancels", cancels_pass }, { "faults", faults_pass },
		{ "deviations", deviations_pass },
		{ "elements", elements_pass }, { "simplify", attempt_simplify }, { "parameters", attempt_parameters }, { "merge", attempt_merge },
	};
	struct attempt *attempt = calloc(1, sizeof *attempt);
	uint32_t before, count;
	if (!attempt)
		return 0;
	attempt->options = options;
	attempt->best = plan;
	attempt->width = options->width ? options->width : 1;
	do {
		before = attempt->accepted;
		for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
			if (attempt_pass(attempt, passes[i].name))
				passes[i].run(attempt, passes[i].name);
	} while (attempt->accepted != before && !attempt->stopped);
	count = attempt->count;
	free(attempt->seen);
	free(attempt);
	return count;
}
