/* steer.c - see steer.h. */
#include "harness/steer.h"

#include "harness/chooser.h"
#include "harness/names.h"
#include "harness/oracle.h"
#include "harness/world.h"
#include "runtime/rt.h"

static struct {
	const struct plan *plan;
	struct run *run;
} g;

static void add(enum trace_kind kind, uint8_t who, uint8_t op, uint8_t cause, int32_t value)
{
	trace_add(&g.run->trace, (struct trace_event){ .kind = kind, .who = who, .op = op, .cause = cause,
			.value = value, .time_ms = (uint32_t)(world_elapsed_ns() / 1000000u) });
}

static void on_spawn(void *context, struct rt_coroutine *coroutine)
{
	add(TRACE_SPAWN, names_give(coroutine), 0, 0, 0);
}

/* The plan's cancellations that are anchored to this suspension. The victim has parked, so the cancel meets it
 * inside its wait; what it waits for may become ready in the same turn. */
static void cancels_land(struct rt_coroutine *coroutine, uint8_t who)
{
	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &g.plan->cancels[i];

		if (cancel->victim != who || !chooser_is_at(who, cancel->anchor))
			continue;
		g.run->anchors_hit++;
		rt_coroutine_cancel(coroutine, NULL);
	}
}

static void on_suspend(void *context, struct rt_coroutine *coroutine)
{
	uint8_t who = names_who(coroutine);
	enum rt_op op = rt_coroutine_op(coroutine);

	add(TRACE_SUSPEND, who, (uint8_t)op, 0, (int32_t)rt_coroutine_suspensions(coroutine));
	chooser_event(who, (uint8_t)op);
	cancels_land(coroutine, who);
}

static uint32_t on_pick(void *context, uint32_t n, uint32_t sampled)
{
	uint32_t index = chooser_pick(n, sampled);

	for (uint32_t i = 0; i < n; i++)
		trace_mix(&g.run->trace, names_who(rt_ready(i)));
	add(TRACE_PICK, names_who(rt_ready(index)), 0, (uint8_t)index, (int32_t)n);
	return index;
}

static void on_wake(void *context, struct rt_coroutine *coroutine, enum rt_cause cause)
{
	add(TRACE_WAKE, names_who(coroutine), (uint8_t)rt_coroutine_op(coroutine), (uint8_t)cause, 0);
}

static void on_cancel(void *context, struct rt_coroutine *coroutine)
{
	add(TRACE_CANCEL, names_who(coroutine), 0, 0, 0);
}

static void on_finish(void *context, struct rt_coroutine *coroutine)
{
	add(TRACE_FINISH, names_who(coroutine), 0, 0, (int32_t)rt_coroutine_suspensions(coroutine));
	chooser_event(names_who(coroutine), PLAN_WAIT_END);
}

static void on_io(void *context, struct rt_coroutine *coroutine, enum rt_op op, ssize_t result)
{
	/* Descriptors are not part of a run's identity. */
	if ((op == RT_OP_ACCEPT || op == RT_OP_CONNECT) && result > 0)
		result = 0;
	add(TRACE_IO, coroutine == NULL ? PLAN_WHO_MAIN : names_who(coroutine), (uint8_t)op, 0, (int32_t)result);
}

static uint32_t on_choose(void *context, enum rt_site site, uint32_t n)
{
	return chooser_choose(site == RT_SITE_TIMER ? PLAN_SITE_TIMER : PLAN_SITE_CLOSE, n);
}

/* One worker, which completes one job in each turn of the loop. */
static uint32_t on_work(void *context, uint32_t n)
{
	trace_mix(&g.run->trace, n);
	return chooser_choose(PLAN_SITE_POOL, n);
}

static void on_deadlock(void *context, uint32_t count)
{
	add(TRACE_DEADLOCK, PLAN_WHO_MAIN, 0, 0, (int32_t)count);
	oracle_deadlock(g.run, count);
}

static struct rt_hooks hooks = {
	.spawn = on_spawn, .pick = on_pick, .suspend = on_suspend, .wake = on_wake, .cancel = on_cancel,
	.finish = on_finish, .io = on_io, .choose = on_choose, .work = on_work, .deadlock = on_deadlock,
};

void steer_begin(const struct plan *plan, struct run *run)
{
	g.plan = plan;
	g.run = run;
	run->anchors = (uint32_t)plan->deviation_count + plan->cancel_count;
	names_begin(plan);
	chooser_begin(plan, run);
	hooks.schedule = chooser_schedule();
	rt_hooks_set(&hooks);
}

void steer_end(void)
{
	rt_hooks_set(NULL);
}
