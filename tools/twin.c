/* twin.c - see twin.h.
 *
 * A pick is made otherwise by a deviation that is anchored to the event before it and names another coroutine. Which were
 * ready is not in the trace, so each coroutine that lives is tried: one that is not ready changes nothing, and the run fails.
 */
#include "tools/twin.h"

#include <stdio.h>
#include <string.h>

#include "tools/command.h"

static uint32_t kept(const struct run *run)
{
	return run->trace.count < TRACE_EVENTS_MAX ? run->trace.count : TRACE_EVENTS_MAX;
}

static uint32_t common_events(const struct run *a, const struct run *b)
{
	uint32_t count = 0, limit = kept(a) < kept(b) ? kept(a) : kept(b);
	while (count < limit && memcmp(&a->trace.events[count], &b->trace.events[count], sizeof a->trace.events[0]) == 0) {
		count++;
	}
	return count;
}

/* Runs a candidate; a passing run that is nearer than the one there is takes its place. False when the harness failed. */
static bool consider(struct pool *pool, struct twin *twin, const struct plan *plan, bool is_schedule, const char *decision)
{
	const struct run *run = judge_run(pool_judge(pool), plan, JUDGE_LEAKS);
	if (!run) {
		return false;
	}
	twin->tries++;
	uint32_t common = common_events(&twin->failing, run);
	if (run->verdict.kind == VERDICT_OK && (!twin->found || common > twin->common)) {
		twin->found = true;
		twin->is_schedule = is_schedule;
		twin->common = common;
		twin->passing = *run;
		twin->plan = *plan;
		snprintf(twin->decision, sizeof twin->decision, "%s", decision);
	}
	return true;
}

/* Elements that are deviations, or that are not. */
static bool without_elements(struct pool *pool, const struct plan *plan, bool deviations, struct twin *twin)
{
	char element[PLAN_ELEMENT_TEXT_MAX], decision[TWIN_TEXT_MAX];
	for (uint32_t place = plan_elements(plan); place-- > 0;) {
		struct plan candidate;
		uint32_t index;
		if ((plan_element_at(plan, place, &index) == PLAN_ELEMENT_DEVIATION) != deviations) {
			continue;
		}
		plan_element_without(plan, place, &candidate);
		snprintf(decision, sizeof decision, "without '%s'", plan_element_text(plan, place, element));
		if (!consider(pool, twin, &candidate, deviations, decision)) {
			return false;
		}
	}
	return true;
}

/* The plan with one deviation more, its last; false when there is no room, or one for this event is there. */
static bool pick_make(const struct plan *plan, const struct trace_event *before, uint8_t who, struct plan *candidate)
{
	bool end = before->kind == TRACE_FINISH;
	struct plan_deviation deviation = { .who = before->who, .site = PLAN_SITE_RUN, .choice = who,
		.anchor = { .wait = end ? PLAN_WAIT_END : PLAN_WAIT_NONE, .nth = end ? 1 : (uint16_t)before->value } };
	*candidate = *plan;
	if (candidate->deviation_count == PLAN_SCHED_MAX || before->value > PLAN_ANCHOR_MAX) {
		return false;
	}
	candidate->deviations[candidate->deviation_count++] = deviation;
	return plan_check(candidate) == NULL;
}

static bool other_picks(struct pool *pool, const struct plan *plan, struct twin *twin)
{
	const struct trace_event *events = twin->failing.trace.events, *before = NULL;
	char element[PLAN_ELEMENT_TEXT_MAX], decision[TWIN_TEXT_MAX];
	for (uint32_t i = kept(&twin->failing); i-- > 0 && !twin->found;) {
		if (events[i].kind != TRACE_PICK || events[i].value < 2) {
			continue;
		}
		uint32_t at = i;
		while (at > 0 && events[at].kind != TRACE_SUSPEND && events[at].kind != TRACE_FINISH) {
			at--;
		}
		before = &events[at];
		for (uint8_t who = 0; who < PLAN_WHO_COUNT && twin->tries < TWIN_TRIES_MAX; who++) {
			struct plan candidate;
			if (who == events[i].who || !pick_make(plan, before, who, &candidate)) {
				continue;
			}
			uint32_t place = plan->op_count + plan->peer_count + plan_element_count(plan, PLAN_ELEMENT_TOXIC)
				+ plan->deviation_count;
			snprintf(decision, sizeof decision, "with '%s'", plan_element_text(&candidate, place, element));
			if (!consider(pool, twin, &candidate, true, decision)) {
				return false;
			}
		}
	}
	return true;
}

bool twin_find(struct pool *pool, const struct plan *plan, struct twin *twin)
{
	twin->found = false;
	twin->tries = 0;
	const struct run *run = judge_run(pool_judge(pool), plan, JUDGE_LEAKS);
	if (!run) {
		return false;
	}
	twin->failing = *run;
	return without_elements(pool, plan, true, twin)
		&& (twin->found || other_picks(pool, plan, twin))
		&& (twin->found || without_elements(pool, plan, false, twin));
}
