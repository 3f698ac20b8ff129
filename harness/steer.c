/* steer.c - see steer.h.
 *
 * Spawn order of a run is fixed by steps.php: main spawns the accepting coroutine of each peer, then one coroutine
 * per actor of the plan; an accepting coroutine spawns one coroutine per connection. A tag keeps the name plus one,
 * since a new coroutine's tag is 0.
 */
#include "harness/steer.h"

#include <stdio.h>
#include <string.h>

#include "harness/check.h"
#include "harness/oracle.h"
#include "harness/world.h"
#include "runtime/rt.h"

enum { WHO_UNNAMED = 32, WHO_UNNAMED_COUNT = 224 };

static struct {
	const struct plan *plan;
	struct run *run;
	struct rt_schedule schedule;
	uint8_t actors[PLAN_ACTORS_MAX];        /* actors of the plan in order of spawning */
	uint32_t actor_count;
	uint8_t parent_who[256];                /* name by coroutine id, for the first ids of a run */
	uint8_t parked_who;                     /* who parked last, and for which time: anchors of deviations */
	uint32_t parked_suspension;
} g;

uint8_t steer_who(const struct rt_coroutine *coroutine)
{
	uint32_t tag = rt_coroutine_tag(coroutine);

	return tag == 0 ? PLAN_WHO_MAIN : (uint8_t)(tag - 1);
}

const char *steer_name(const struct rt_coroutine *coroutine, char *buf)
{
	uint8_t who = steer_who(coroutine);

	if (who < PLAN_WHO_COUNT)
		return plan_who_name(who, buf);
	snprintf(buf, 16, "#%u", who - WHO_UNNAMED);
	return buf;
}

/* Name of a new coroutine from its parent's name and its place among the siblings. */
static uint8_t who_of_child(uint8_t parent, uint32_t index, uint32_t id)
{
	if (parent == PLAN_WHO_MAIN && index < g.plan->peer_count)
		return (uint8_t)(PLAN_WHO_PEER + index);
	if (parent == PLAN_WHO_MAIN && index - g.plan->peer_count < g.actor_count)
		return g.actors[index - g.plan->peer_count];
	if (parent >= PLAN_WHO_PEER && parent < PLAN_WHO_LINK && index < PLAN_LINKS_MAX)
		return (uint8_t)(PLAN_WHO_LINK + (parent - PLAN_WHO_PEER) * PLAN_LINKS_MAX + index);
	return (uint8_t)(WHO_UNNAMED + id % WHO_UNNAMED_COUNT);
}

static void add(enum trace_kind kind, uint8_t who, uint8_t op, uint8_t cause, int32_t value)
{
	trace_add(&g.run->trace, (struct trace_event){ .kind = kind, .who = who, .op = op, .cause = cause,
			.value = value, .time_ms = (uint32_t)(world_elapsed_ns() / 1000000u) });
}

static void on_spawn(void *context, struct rt_coroutine *coroutine)
{
	uint32_t id = rt_coroutine_id(coroutine), parent = rt_coroutine_parent_id(coroutine);
	uint8_t parent_who = parent < sizeof g.parent_who ? g.parent_who[parent] : WHO_UNNAMED;
	uint8_t who = who_of_child(parent_who, rt_coroutine_child_index(coroutine), id);

	if (id < sizeof g.parent_who)
		g.parent_who[id] = who;
	rt_coroutine_set_tag(coroutine, who + 1u);
	add(TRACE_SPAWN, who, 0, 0, 0);
}

/* The plan's cancellations that are anchored to this suspension. The victim has parked, so the cancel meets it
 * inside its wait; what it waits for may become ready in the same turn. */
static void cancels_land(struct rt_coroutine *coroutine, uint8_t who, uint32_t suspension)
{
	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &g.plan->cancels[i];

		if (cancel->victim != who || cancel->anchor != suspension)
			continue;
		g.run->anchors_hit++;
		rt_coroutine_cancel(coroutine, NULL);
	}
}

static void on_suspend(void *context, struct rt_coroutine *coroutine)
{
	uint8_t who = steer_who(coroutine);
	uint32_t suspension = rt_coroutine_suspensions(coroutine);

	g.parked_who = who;
	g.parked_suspension = suspension;
	add(TRACE_SUSPEND, who, (uint8_t)rt_coroutine_op(coroutine), 0, (int32_t)suspension);
	cancels_land(coroutine, who, suspension);
}

/* The deviation anchored to the last suspension, as an index of the ready queue; n when there is none. */
static uint32_t deviation_pick(uint32_t n)
{
	for (uint32_t d = 0; d < g.plan->deviation_count; d++) {
		const struct plan_deviation *deviation = &g.plan->deviations[d];

		if (deviation->who != g.parked_who || deviation->anchor != g.parked_suspension)
			continue;
		for (uint32_t i = 0; i < n; i++) {
			if (steer_who(rt_ready(i)) == deviation->run) {
				g.run->anchors_hit++;
				return i;
			}
		}
	}
	return n;
}

static uint32_t on_pick(void *context, uint32_t n)
{
	uint32_t index = deviation_pick(n);

	/* An anchor is one event: picks that follow without a new suspension are not its. */
	g.parked_who = PLAN_WHO_COUNT;
	if (index == n)
		index = rt_schedule_pick(&g.schedule, n);
	for (uint32_t i = 0; i < n; i++)
		trace_mix(&g.run->trace, steer_who(rt_ready(i)));
	add(TRACE_PICK, steer_who(rt_ready(index)), 0, (uint8_t)index, (int32_t)n);
	return index;
}

static void on_wake(void *context, struct rt_coroutine *coroutine, enum rt_cause cause)
{
	add(TRACE_WAKE, steer_who(coroutine), (uint8_t)rt_coroutine_op(coroutine), (uint8_t)cause, 0);
}

static void on_cancel(void *context, struct rt_coroutine *coroutine)
{
	add(TRACE_CANCEL, steer_who(coroutine), 0, 0, 0);
}

static void on_finish(void *context, struct rt_coroutine *coroutine)
{
	add(TRACE_FINISH, steer_who(coroutine), 0, 0, (int32_t)rt_coroutine_suspensions(coroutine));
}

static void on_io(void *context, struct rt_coroutine *coroutine, enum rt_op op, ssize_t result)
{
	/* Descriptors are not part of a run's identity. */
	if ((op == RT_OP_ACCEPT || op == RT_OP_CONNECT) && result > 0)
		result = 0;
	add(TRACE_IO, coroutine == NULL ? PLAN_WHO_MAIN : steer_who(coroutine), (uint8_t)op, 0, (int32_t)result);
}

/* One worker that takes the jobs in order, one in each turn of the loop. */
static uint32_t on_work(void *context, uint32_t n)
{
	trace_mix(&g.run->trace, n);
	return 0;
}

static void on_deadlock(void *context, uint32_t count)
{
	add(TRACE_DEADLOCK, PLAN_WHO_MAIN, 0, 0, (int32_t)count);
	oracle_deadlock(g.run, count);
}

static const struct rt_hooks hooks = {
	.spawn = on_spawn, .pick = on_pick, .suspend = on_suspend, .wake = on_wake, .cancel = on_cancel,
	.finish = on_finish, .io = on_io, .work = on_work, .deadlock = on_deadlock,
};

void steer_begin(const struct plan *plan, struct run *run)
{
	uint32_t present = plan_actors(plan);

	memset(&g, 0, sizeof g);
	g.plan = plan;
	g.run = run;
	g.parked_who = PLAN_WHO_COUNT;
	/* The main coroutine has id 1 and is never spawned. */
	g.parent_who[1] = PLAN_WHO_MAIN;
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (present >> actor & 1)
			g.actors[g.actor_count++] = actor;
	}
	_Static_assert((int)PLAN_SAMPLER_FIFO == (int)RT_SCHEDULE_FIFO &&
			(int)PLAN_SAMPLER_RANDOM == (int)RT_SCHEDULE_RANDOM, "samplers are the runtime's schedules");
	rt_schedule_init(&g.schedule, (enum rt_schedule_kind)plan->sampler.kind, plan->sampler.seed);
	run->anchors = (uint32_t)plan->deviation_count + plan->cancel_count;
	rt_hooks_set(&hooks);
}

void steer_end(void)
{
	rt_hooks_set(NULL);
}
