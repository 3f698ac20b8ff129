/* chooser.c - see chooser.h.
 *
 * Decisions are anchored to events, never numbered from the start of the run: "when C1 parks in read for the second time".
 * An event lasts until the next one. The ready queue is asked at most once in it; every other site counts its decisions
 * within the event.
 *
 * What TrueAsync's own schedules (fifo, random) decide is the ready queue alone, so that a plan that uses them runs as it
 * would with TRUE_ASYNC_SCHED; every other sampler decides at all sites, with `strict` only where the runtime promises
 * nothing (docs/SCHEDULES.md).
 */
#include "harness/chooser.h"

#include <string.h>

#include "harness/feedback.h"
#include "harness/names.h"
#include "harness/world.h"
#include "runtime/rt.h"

/* So that what is drawn elsewhere does not shift what is drawn for the ready queue. */
static const uint64_t elsewhere_seed = UINT64_C(0x6d6f6f6e6c696768);

static struct {
	const struct plan *plan;
	struct run *run;
	struct rt_schedule schedule, elsewhere;
	uint16_t suspensions[PLAN_WHO_COUNT][PLAN_WAIT_COUNT];  /* so far; [NONE] counts all */
	struct {
		uint8_t who;                    /* PLAN_WHO_COUNT or above: none that an anchor could name */
		uint8_t wait;
	} event;
	uint8_t decisions[PLAN_SITE_COUNT];     /* in this event */
} g;

static bool draws_elsewhere(enum plan_sampler_kind sampler)
{
	return sampler != PLAN_SAMPLER_FIFO && sampler != PLAN_SAMPLER_RANDOM;
}

/* What the runtime or libuv promises: timers that are due together ring in the order in which they were started. */
static bool is_promised(enum plan_site site)
{
	return site == PLAN_SITE_TIMER;
}

static uint32_t sample(enum plan_site site, uint32_t n)
{
	if (!draws_elsewhere(g.plan->sampler.kind) || (g.plan->strict && is_promised(site)))
		return 0;
	return (uint32_t)(rt_schedule_draw(&g.elsewhere) % n);
}

/* The event's number among the suspensions of its coroutine in that wait; [NONE]: in any. */
static uint16_t event_nth(uint8_t wait)
{
	return wait == PLAN_WAIT_END ? 1 : g.suspensions[g.event.who][wait];
}

bool chooser_is_at(uint8_t who, struct plan_anchor anchor)
{
	if (who != g.event.who || who >= PLAN_WHO_COUNT)
		return false;
	if (anchor.wait == PLAN_WAIT_NONE ? g.event.wait == PLAN_WAIT_END : anchor.wait != g.event.wait)
		return false;
	return anchor.nth == event_nth(anchor.wait);
}

/* The index of the candidate that the deviation names; n when it is not there. */
static uint32_t candidate_find(const struct plan_deviation *deviation, uint32_t n)
{
	if (deviation->site != PLAN_SITE_RUN)
		return deviation->choice < n ? deviation->choice : n;
	for (uint32_t i = 0; i < n; i++) {
		if (names_who(rt_ready(i)) == deviation->choice)
			return i;
	}
	return n;
}

/* What the plan's deviations say; n when none does. */
static uint32_t deviation_choose(enum plan_site site, uint32_t n, uint8_t skipped)
{
	for (uint32_t d = 0; d < g.plan->deviation_count; d++) {
		const struct plan_deviation *deviation = &g.plan->deviations[d];

		if (deviation->site != site || deviation->skip != skipped ||
				!chooser_is_at(deviation->who, deviation->anchor))
			continue;
		uint32_t index = candidate_find(deviation, n);
		g.run->anchors_hit += index < n;
		return index;
	}
	return n;
}

static void record(enum plan_site site, uint32_t index, uint8_t skipped)
{
	uint8_t choice = site == PLAN_SITE_RUN ? names_who(rt_ready(index)) : (uint8_t)index;

	if (index == 0)
		return;
	g.run->taken_count++;
	if (g.event.who >= PLAN_WHO_COUNT || event_nth(g.event.wait) > PLAN_ANCHOR_MAX || index > PLAN_CHOICE_MAX ||
			(site == PLAN_SITE_RUN && choice >= PLAN_WHO_COUNT) || g.run->taken_count > PLAN_SCHED_MAX) {
		g.run->taken_lost++;
		return;
	}
	g.run->taken[g.run->taken_count - g.run->taken_lost - 1] = (struct plan_deviation){ .who = g.event.who,
		.anchor = { .wait = g.event.wait, .nth = event_nth(g.event.wait) }, .site = (uint8_t)site, .choice = choice,
		.skip = skipped };
}

/* With what is chosen where no deviation says otherwise. */
static uint32_t choose(enum plan_site site, uint32_t n, uint32_t sampled)
{
	uint8_t skipped = g.decisions[site];
	uint32_t index = deviation_choose(site, n, skipped);

	if (index == n)
		index = sampled;
	record(site, index, skipped);
	if (skipped < UINT8_MAX)
		g.decisions[site]++;
	return index;
}

uint32_t chooser_pick(uint32_t n, uint32_t sampled)
{
	return choose(PLAN_SITE_RUN, n, sampled);
}

uint32_t chooser_choose(enum plan_site site, uint32_t n)
{
	if (n <= 1)
		return 0;
	uint32_t index = choose(site, n, sample(site, n));

	feedback_chosen(index);
	trace_add(&g.run->trace, (struct trace_event){ .kind = TRACE_CHOICE, .who = PLAN_WHO_MAIN, .op = (uint8_t)site,
			.cause = (uint8_t)index, .value = (int32_t)n,
			.time_ms = (uint32_t)(world_elapsed_ns() / 1000000u) });
	return index;
}

const struct rt_schedule *chooser_schedule(void)
{
	return &g.schedule;
}

void chooser_spawn(struct rt_coroutine *coroutine, uint8_t who)
{
	if (g.plan->sampler.kind == PLAN_SAMPLER_URW)
		rt_coroutine_set_weight(coroutine, plan_steps(g.plan, who));
}

void chooser_event(uint8_t who, uint8_t wait)
{
	g.event.who = who;
	g.event.wait = wait;
	memset(g.decisions, 0, sizeof g.decisions);
	if (who >= PLAN_WHO_COUNT || wait == PLAN_WAIT_END)
		return;
	g.suspensions[who][PLAN_WAIT_NONE]++;
	if (wait != PLAN_WAIT_NONE)
		g.suspensions[who][wait]++;
}

/* The runtime samples from a copy. */
static void schedule_make(const struct plan_sampler *sampler)
{
	switch (sampler->kind) {
	case PLAN_SAMPLER_PCT:
		rt_schedule_init_pct(&g.schedule, sampler->seed, sampler->depth, plan_steps(g.plan, PLAN_WHO_MAIN));
		break;
	case PLAN_SAMPLER_URW:
		/* Main is never spawned; the others say their weights as they are. */
		rt_schedule_init(&g.schedule, RT_SCHEDULE_URW, sampler->seed);
		g.schedule.weights[0] = plan_steps(g.plan, PLAN_WHO_MAIN);
		g.schedule.weight_count = 1;
		break;
	default:
		rt_schedule_init(&g.schedule, (enum rt_schedule_kind)sampler->kind, sampler->seed);
	}
}

void chooser_begin(const struct plan *plan, struct run *run)
{
	const struct plan_sampler *sampler = &plan->sampler;

	memset(&g, 0, sizeof g);
	g.plan = plan;
	g.run = run;
	g.event.who = PLAN_WHO_COUNT;
	schedule_make(sampler);
	rt_schedule_init(&g.elsewhere, RT_SCHEDULE_RANDOM, sampler->seed ^ elsewhere_seed);
}
