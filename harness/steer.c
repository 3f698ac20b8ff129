/* steer.c - see steer.h. */
#include "harness/steer.h"

#include <stdio.h>
#include <string.h>

#include "harness/cancels.h"
#include "harness/chooser.h"
#include "harness/faults.h"
#include "harness/feedback.h"
#include "harness/memory.h"
#include "harness/names.h"
#include "harness/oracle.h"
#include "harness/sockets.h"
#include "harness/wakes.h"
#include "harness/world.h"
#include "runtime/rt.h"

static struct {
	const struct plan *plan;
	struct run *run;
	int errors[256];            /* of the last socket call of each coroutine, by name; 0 = it succeeded */
} g;

static void add(enum trace_kind kind, uint8_t who, uint8_t op, uint8_t cause, int32_t value)
{
	trace_add(&g.run->trace, (struct trace_event){ .kind = kind, .who = who, .op = op, .cause = cause,
			.value = value, .time_ms = (uint32_t)(world_elapsed_ns() / 1000000u) });
}

static void on_spawn(void *context, struct rt_coroutine *coroutine)
{
	uint8_t who = names_give(coroutine);

	add(TRACE_SPAWN, who, 0, 0, 0);
	chooser_spawn(coroutine, who);
	cancels_spawned(coroutine, who);
}

static void on_suspend(void *context, struct rt_coroutine *coroutine)
{
	uint8_t who = names_who(coroutine);
	enum rt_op op = rt_coroutine_op(coroutine);

	add(TRACE_SUSPEND, who, (uint8_t)op, 0, (int32_t)rt_coroutine_suspensions(coroutine));
	wakes_suspended(who, op);
	chooser_event(who, (uint8_t)op);
	feedback_suspended(coroutine, who);
	cancels_suspended(coroutine, who);
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
	uint8_t who = names_who(coroutine);
	enum rt_op op = rt_coroutine_op(coroutine);

	add(TRACE_WAKE, who, (uint8_t)op, (uint8_t)cause, 0);
	wakes_woken(who, op, cause);
	feedback_woken(coroutine, who, cause);
	cancels_woken(coroutine);
}

static void on_turn(void *context)
{
	cancels_turn();
}

static void on_cancel(void *context, struct rt_coroutine *coroutine)
{
	uint8_t who = names_who(coroutine);

	add(TRACE_CANCEL, who, 0, 0, 0);
	feedback_cancelled(coroutine, who);
}

static void on_finish(void *context, struct rt_coroutine *coroutine)
{
	uint8_t who = names_who(coroutine);

	add(TRACE_FINISH, who, 0, 0, (int32_t)rt_coroutine_suspensions(coroutine));
	if (!memory_has_failed())
		wakes_finished(who);
	chooser_event(who, PLAN_WAIT_END);
	cancels_finished(coroutine, who);
	feedback_finished(who);
}

static void on_io(void *context, struct rt_coroutine *coroutine, enum rt_op op, ssize_t result)
{
	/* Descriptors are not part of a run's identity. */
	if ((op == RT_OP_ACCEPT || op == RT_OP_CONNECT) && result > 0)
		result = 0;
	uint8_t who = coroutine == NULL ? PLAN_WHO_MAIN : names_who(coroutine);
	g.errors[who] = result < 0 ? (int)-result : 0;
	add(TRACE_IO, who, (uint8_t)op, 0, (int32_t)result);
	feedback_io(who, op, result);
}

int steer_io_errno(void)
{
	const struct rt_coroutine *coroutine = rt_current();

	return g.errors[coroutine == NULL ? PLAN_WHO_MAIN : names_who(coroutine)];
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
	.finish = on_finish, .io = on_io, .turn = on_turn, .choose = on_choose, .work = on_work, .deadlock = on_deadlock,
};

/* Before the scheduler was launched there is nobody but main; the loop itself is nobody. */
static uint8_t fault_caller(void)
{
	const struct rt_coroutine *current = rt_current();

	if (current != NULL)
		return names_who(current);
	return rt_coroutine_count() == 0 ? PLAN_WHO_MAIN : PLAN_WHO_COUNT;
}

struct fault_visit { void (*visit)(void *context, const struct faults_waiter *waiter); void *context; };

static bool fault_visit_one(void *context, struct rt_coroutine *coroutine)
{
	struct fault_visit *visit = context;
	enum rt_op op = rt_coroutine_op(coroutine);
	struct faults_waiter waiter = { .who = names_who(coroutine), .fd = rt_coroutine_fd(coroutine),
			.writes = op == RT_OP_WRITE || op == RT_OP_SENDTO };

	if (rt_coroutine_is_parked(coroutine) && op != RT_OP_CONNECT && sockets_is_known(waiter.fd))
		visit->visit(visit->context, &waiter);
	return true;
}

static void fault_each_waiter(void (*visit)(void *context, const struct faults_waiter *waiter), void *context)
{
	rt_coroutine_each(fault_visit_one, &(struct fault_visit){ visit, context });
}

/* The chaos log has a line for each fault that had an effect, in the words of the plan. */
static void fault_log(const struct plan_fault *fault, uint8_t who)
{
	const struct plan_fault_info *info = plan_fault_info(fault->kind);
	char name[16], value[16] = "", line[96];

	if (info->value.name[0] != '\0')
		snprintf(value, sizeof value, "=%u", fault->value);
	int size = snprintf(line, sizeof line, "fault %s: %s @%u %s%s\n",
			who < PLAN_WHO_COUNT ? names_text(who, name) : "loop", plan_call_name(fault->call), fault->nth,
			info->name, value);
	if (g.run->log_size + (uint32_t)size >= RUN_LOG_MAX)
		return;
	memcpy(g.run->log + g.run->log_size, line, (size_t)size + 1);
	g.run->log_size += (uint32_t)size;
}

static void fault_took(const struct plan_fault *fault, uint8_t who, bool first)
{
	add(TRACE_FAULT, who, fault->call, fault->kind, (int32_t)fault->value);
	if (!first)
		return;
	g.run->anchors_hit++;
	fault_log(fault, who);
}

static const struct faults_callbacks fault_callbacks = {
	.caller = fault_caller, .each_waiter = fault_each_waiter, .took = fault_took,
};

void steer_begin(const struct plan *plan, struct run *run)
{
	memset(run, 0, offsetof(struct run, trace));
	run->plan = plan;
	trace_reset(&run->trace);
	g.plan = plan;
	g.run = run;
	memset(g.errors, 0, sizeof g.errors);
	run->anchors = (uint32_t)plan->deviation_count + plan->cancel_count + plan->fault_count;
	names_begin(plan);
	chooser_begin(plan, run);
	cancels_begin(plan, run);
	wakes_begin(run);
	feedback_begin(plan);
	hooks.schedule = chooser_schedule();
	rt_hooks_set(&hooks);
	faults_begin(plan, &fault_callbacks);
}

void steer_end(void)
{
	const struct run *run = g.run;

	faults_end();
	rt_hooks_set(NULL);
	feedback_end(&(struct feedback_figures){ .turns = run->turns, .virtual_ms = world_elapsed_ns() / 1000000u,
			.steps = run->steps, .missed = run->anchors - run->anchors_hit });
}
