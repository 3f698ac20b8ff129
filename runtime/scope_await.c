/* scope_await.c - waiting for everybody in a scope, and disposing of a scope after some time. */
#include "runtime/rt_private.h"

/* ---- awaitCompletion, awaitAfterCancellation ---- */

static void completion_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	struct rt__scope *scope = wait->data;
	scope->claimed = scope->claimed || outcome->error != NULL;
	rt__resume(wait->coroutine, outcome);
}

/* A cancelled scope: only when the last zombie has ended, or for an exception. */
static void drained_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	struct rt__scope_listener *listener = wait->data;
	struct rt__scope *scope = listener->scope;
	bool handles = rt__callable_is_set(&listener->handler);
	if (outcome->error != NULL && !handles) {
		scope->claimed = true;
		rt__resume(wait->coroutine, outcome);
	} else if (outcome->error == NULL && rt__scope_is_empty(scope)) {
		rt__resume(wait->coroutine, outcome);
	}
}

/* Where the caller may wait for the scope. False: nothing to wait for, or an exception was thrown. */
static bool may_wait(struct rt__scope *scope)
{
	if (scope->disposed || (scope->closed && rt__scope_is_empty(scope))) {
		return false;
	}
	if (!rt__run.launched) {
		return !rt__scope_is_idle(scope) && rt__launch();
	}
	return rt__launch();
}

static bool is_outsider(struct rt__scope *scope)
{
	if (rt__scope_contains(scope, rt__run.current)) {
		zend_throw_exception(rt__ce_async_exception,
			"Cannot await completion of scope from a coroutine that belongs to the same scope or its children", 0);
		return false;
	}
	return true;
}

void rt__scope_await_completion(struct rt__scope *scope, zend_object *token)
{
	if (!may_wait(scope)) {
		return;
	}
	if (scope->cancelled) {
		zend_throw_exception(rt__ce_async_cancellation, "The scope has been cancelled", 0);
		return;
	}
	if (!is_outsider(scope) || rt__scope_is_idle(scope)) {
		return;
	}
	rt__wait_add(rt__run.current, &scope->event, completion_notify, scope);
	rt__token_add(token);
	rt__suspend(RT_OP_AWAIT, -1, NULL);
}

void rt__scope_await_cancelled(struct rt__scope *scope, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc,
	zend_object *token)
{
	struct rt__scope_listener listener = { .scope = scope };
	if (!scope->cancelled && !scope->closed && !scope->disposed) {
		zend_throw_exception(rt__ce_async_exception, "Attempt to await a Scope that has not been cancelled", 0);
		return;
	}
	if (!may_wait(scope) || !is_outsider(scope) || rt__scope_is_empty(scope)) {
		return;
	}
	listener.coroutine = rt__run.current;
	rt__callable_init(&listener.handler);
	rt__list_init(&listener.of_scope);
	if (fci->size != 0) {
		rt__callable_copy(&listener.handler, fci, fcc);
		rt__list_append(&scope->listeners, &listener.of_scope);
	}
	rt__scope_retain(scope);
	rt__wait_add(rt__run.current, &scope->event, drained_notify, &listener);
	if (token != NULL) {
		rt__token_add(token);
	}
	rt__suspend(RT_OP_AWAIT, -1, NULL);
	rt__list_remove(&listener.of_scope);
	rt__callable_free(&listener.handler);
	rt__scope_release(scope);
}

/* ---- disposeAfterTimeout ---- */

/* Owned by its scope until it rings, by the coroutine that then cancels the scope from then on. */
struct deadline {
	struct rt__list of_scope;
	struct rt__scope *scope;    /* retained once it has rung */
	struct rt__alarm *alarm;
};

static void deadline_run(void *data)
{
	struct rt__scope *scope = data;
	rt__scope_cancel(scope, NULL, "Scope has been disposed due to timeout", scope->safe);
}

static void deadline_release(void *data)
{
	rt__scope_release(data);
}

static const struct rt__task deadline_task = { .run = deadline_run, .free = deadline_release };

static void deadline_free(struct deadline *deadline)
{
	rt__list_remove(&deadline->of_scope);
	rt__alarm_free(deadline->alarm);
	efree(deadline);
}

static void deadline_rang(void *owner)
{
	struct deadline *deadline = owner;
	struct rt__scope *scope = rt__scope_retain(deadline->scope);
	deadline_free(deadline);
	rt__coroutine_spawn_task_in(rt__scope_main(), &deadline_task, scope, false);
}

void rt__scope_dispose_after(struct rt__scope *scope, zend_long ms)
{
	if (scope->disposed || scope->closed || rt__scope_is_empty(scope)) {
		return;
	}
	struct deadline *deadline = ecalloc(1, sizeof(*deadline));
	deadline->scope = scope;
	rt__list_append(&scope->deadlines, &deadline->of_scope);
	deadline->alarm = rt__alarm_create(deadline_rang, deadline);
	rt__alarm_start(deadline->alarm, (uint64_t) ms);
}

void rt__scope_deadlines_free(struct rt__scope *scope)
{
	RT__LIST_EACH(node, &scope->deadlines) {
		deadline_free(RT__LIST_ENTRY(node, struct deadline, of_scope));
	}
}
