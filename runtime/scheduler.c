/* scheduler.c - who runs next, and what happens when nobody can.
 *
 * There is no scheduler fiber. Whoever parks or ends runs the scheduler on its own stack until there is
 * somebody to switch to; `in_scheduler` is set meanwhile and no coroutine is current. The main script is a
 * coroutine from the first asynchronous call on; when the script has ended, rt__drain stands in for it until
 * the last coroutine has ended.
 */
#include "runtime/rt_private.h"

/* The loop is polled when nobody is ready, and once in so many picks, so that busy coroutines cannot starve
 * I/O. A real TrueAsync goes by the clock here; a count makes the same program take the same turns. */
#define PICKS_PER_TURN 16

static void resumed_stop(void)
{
	for (uint32_t i = 0; i < rt__run.resumed_count; i++) {
		rt__waker_stop(rt__run.resumed[i]);
	}
	rt__run.resumed_count = 0;
}

static bool somebody_may_run(void)
{
	return rt__run.ready_count > 0 || !rt__list_is_empty(&rt__run.urgent);
}

/* Nothing is ready: waits for the loop, or finds that there is nothing to wait for. */
static void idle(void)
{
	if (rt__run.handles > 0) {
		rt__scheduler_turn(UV_RUN_ONCE);
		return;
	}
	if (rt__channel_deadlock_resolve()) {
		return;
	}
	/* Closing handles may still have something to tell. */
	rt__scheduler_turn(UV_RUN_NOWAIT);
	if (!somebody_may_run() && !rt__user_fiber_end_yielded()) {
		rt__deadlock_resolve();
	}
}

/* Leaves for others until somebody switches back, which happens when the coroutine is picked. */
static void park(struct rt_coroutine *coroutine, bool yields)
{
	static const struct rt__outcome yield = { .cause = RT_CAUSE_YIELD };
	coroutine->suspensions++;
	coroutine->context = EG(current_fiber_context);
	rt__run.current = NULL;
	rt__state_leave(&coroutine->zend);
	RT__HOOK(suspend, coroutine);
	if (yields) {
		rt_schedule_yielded(&rt__run.schedule, &coroutine->schedule);
		rt__resume(coroutine, &yield);
	}
	if (coroutine->task != NULL && coroutine->task->parked != NULL) {
		coroutine->task->parked(coroutine->task_data);
	}
	for (;;) {
		struct rt_coroutine *next = rt__scheduler_next();
		if (next == coroutine || rt__fiber_switch_to(next)) {
			break;
		}
	}
	rt__state_enter(&coroutine->zend);
}

/* Hands over what the waker holds. */
static bool deliver(struct rt_coroutine *coroutine, zval *result)
{
	zend_object *error = coroutine->waker.error;
	coroutine->waker.error = NULL;
	coroutine->fd = -1;
	if (result != NULL && error == NULL && !Z_ISUNDEF(coroutine->waker.result)) {
		ZVAL_COPY_VALUE(result, &coroutine->waker.result);
		ZVAL_UNDEF(&coroutine->waker.result);
	}
	rt__waker_clear(coroutine);
	if (error != NULL) {
		rt__exception_throw(error);
		return false;
	}
	return true;
}

static bool suspend(enum rt_op op, int fd, bool yields, zval *result)
{
	struct rt_coroutine *coroutine = rt__run.current;
	coroutine->op = op;
	coroutine->fd = fd;
	coroutine->frame = EG(current_execute_data);
	rt__run.in_scheduler = true;
	rt__waker_start(coroutine);
	if (coroutine->waker.status == RT__WAKER_WAITING) {
		park(coroutine, yields);
	}
	rt__run.current = coroutine;
	rt__run.in_scheduler = false;
	return deliver(coroutine, result);
}

bool rt__launch(void)
{
	if (rt__run.in_scheduler) {
		zend_throw_exception(rt__ce_async_exception,
			"The operation cannot be executed in the scheduler context", 0);
		return false;
	}
	if (rt__run.bailed_out || CG(unclean_shutdown)) {
		zend_throw_exception(rt__ce_async_exception, "The scheduler has ended with a fatal error", 0);
		return false;
	}
	if (rt__run.launched) {
		return true;
	}
	if (EG(current_fiber_context) != EG(main_fiber_context)) {
		zend_throw_exception(rt__ce_async_exception,
			"The scheduler cannot be started from within a Fiber", 0);
		return false;
	}
	struct rt_coroutine *main = rt__coroutine_create();
	main->main = true;
	main->started = true;
	rt__coroutine_enlist(main, rt__scope_main());
	rt__run.main = main;
	rt__run.current = main;
	rt__run.launched = true;
	rt__drain_arrange();
	return true;
}

bool rt__can_suspend(void)
{
	return rt__run.current != NULL && !rt__run.in_scheduler && !rt__run.bailed_out && !CG(unclean_shutdown);
}

bool rt__suspend(enum rt_op op, int fd, zval *result)
{
	return suspend(op, fd, false, result);
}

bool rt__yield(enum rt_op op)
{
	return suspend(op, -1, true, NULL);
}

void rt__scheduler_turn(uv_run_mode mode)
{
	rt__run.picks_since_turn = 0;
	rt__closing_flush();
	if (!uv_loop_alive(rt__loop)) {
		return;
	}
	RT__HOOK(turn);
	rt__run.in_reactor = true;
	/* The hook may have made somebody ready. */
	uv_run(rt__loop, somebody_may_run() ? UV_RUN_NOWAIT : mode);
	rt__run.in_reactor = false;
	resumed_stop();
}

void rt__urgent_push(struct rt_coroutine *coroutine)
{
	rt__list_append(rt__run.urgent.next, &coroutine->of_urgent);
}

static struct rt_coroutine *urgent_pop(void)
{
	if (rt__list_is_empty(&rt__run.urgent)) {
		return NULL;
	}
	struct rt_coroutine *urgent = RT__LIST_ENTRY(rt__run.urgent.next, struct rt_coroutine, of_urgent);
	rt__list_remove(&urgent->of_urgent);
	return urgent;
}

/* The one that runs next, or NULL when somebody's life has ended instead. */
static struct rt_coroutine *ready_pop(void)
{
	if (++rt__run.picks_since_turn > PICKS_PER_TURN) {
		rt__scheduler_turn(UV_RUN_NOWAIT);
	}
	/* The turn may have brought somebody who is to run next. */
	struct rt_coroutine *next = urgent_pop();
	if (next != NULL) {
		return next;
	}
	next = rt__ready_pop();
	if (next->waker.status != RT__WAKER_IGNORED) {
		return next;
	}
	rt__coroutine_finish(next, NULL);
	return NULL;
}

struct rt_coroutine *rt__scheduler_next(void)
{
	while (rt__run.live_count > 0) {
		struct rt_coroutine *next = urgent_pop();
		if (next == NULL && rt__run.ready_count == 0) {
			idle();
			continue;
		}
		next = next != NULL ? next : ready_pop();
		if (next != NULL) {
			rt__run.picks++;
			return next;
		}
	}
	return NULL;
}

void rt__shutdown_begin(zend_object *exception)
{
	if (exception != NULL) {
		rt__run.exit_exception = rt__run.exit_exception == NULL ? exception
			: rt__exception_chain(exception, rt__run.exit_exception);
	}
	if (rt__run.shutting_down) {
		return;
	}
	rt__run.shutting_down = true;
	RT__LIST_EACH(node, &rt__run.live) {
		struct rt_coroutine *coroutine = RT__LIST_ENTRY(node, struct rt_coroutine, live);
		if (coroutine != rt__run.current) {
			rt__coroutine_cancel(coroutine, NULL, "Graceful shutdown", RT_CAUSE_SHUTDOWN);
		}
	}
}

void rt__drain(void)
{
	struct rt_coroutine *main = rt__run.main;
	if (rt__run.launched && !rt__run.bailed_out && !CG(unclean_shutdown)) {
		rt__run.in_scheduler = true;
		rt__run.current = NULL;
		rt__run.main = NULL;
		rt__run.drain = EG(current_fiber_context);
		rt__coroutine_finish(main, NULL);
		if (rt__uncaught_is_held()) {
			rt__shutdown_begin(NULL);
		}
		struct rt__zend_state state;
		struct rt_coroutine *next;
		rt__state_leave(&state);
		rt__run.drain_state = &state;
		while ((next = rt__scheduler_next()) != NULL) {
			rt__fiber_switch_to(next);
		}
		rt__run.drain_state = NULL;
		rt__state_enter(&state);
		rt__run.in_scheduler = false;
		rt__run.launched = false;
		rt__run.shutting_down = false;
	}
	rt__uncaught_flush();
	if (rt__run.exit_exception != NULL) {
		zend_object *exception = rt__run.exit_exception;
		rt__run.exit_exception = NULL;
		if (CG(unclean_shutdown)) {
			OBJ_RELEASE(exception);
		} else {
			rt__uncaught_report(exception);
		}
	}
}
