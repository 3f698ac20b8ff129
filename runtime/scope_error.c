/* scope_error.c - an exception that nobody awaited goes up the tree of scopes until somebody takes it.
 *
 * Each scope is asked in turn: its handlers first, which may absorb it; without one that does, the scope is cancelled
 * and whoever waits for it gets the exception, which also settles the matter. What is left at the root is for the caller
 * to surface. Handlers are PHP code and run in the coroutine that has just ended.
 */
#include "runtime/rt_private.h"

/* One way or the other, a handler has been called; its own exception takes the place of the one it was given. */
static bool handler_call(struct rt__scope *scope, struct rt__callable *handler, struct rt_coroutine *coroutine,
	zend_object **exception)
{
	zval arguments[3];
	ZVAL_OBJ(&arguments[0], rt__scope_object(scope));
	ZVAL_OBJ(&arguments[1], &coroutine->std);
	ZVAL_OBJ(&arguments[2], *exception);
	zend_object *thrown = rt__exception_absorb(rt__callable_call(handler, 3, arguments));
	zval_ptr_dtor(&arguments[0]);
	if (thrown == NULL) {
		OBJ_RELEASE(*exception);
		*exception = NULL;
		return true;
	}
	*exception = rt__exception_chain(thrown, *exception);
	return false;
}

static bool handlers_ask(struct rt__scope *scope, struct rt_coroutine *coroutine, bool from_child,
	zend_object **exception)
{
	/* No PHP code may run in the scheduler; what ends there was never started. */
	if (rt__run.in_scheduler) {
		return false;
	}
	if (from_child && rt__callable_is_set(&scope->child_exception_handler)) {
		return handler_call(scope, &scope->child_exception_handler, coroutine, exception);
	}
	if (rt__callable_is_set(&scope->exception_handler)) {
		return handler_call(scope, &scope->exception_handler, coroutine, exception);
	}
	return false;
}

static struct rt__scope_listener *listener_unasked(struct rt__scope *scope, uint32_t serial)
{
	RT__LIST_EACH(node, &scope->listeners) {
		struct rt__scope_listener *listener = RT__LIST_ENTRY(node, struct rt__scope_listener, of_scope);
		if (listener->serial != serial) {
			return listener;
		}
	}
	return NULL;
}

/* The error handlers given to awaitAfterCancellation(). One that throws ends that wait with what it threw. */
static bool listeners_ask(struct rt__scope *scope, zend_object *exception)
{
	bool asked = false;
	uint32_t serial = ++rt__run.scope_serial;
	struct rt__scope_listener *listener;
	while (!rt__run.in_scheduler && (listener = listener_unasked(scope, serial)) != NULL) {
		struct rt_coroutine *coroutine = listener->coroutine;
		zval arguments[2];
		asked = true;
		listener->serial = serial;
		GC_ADDREF(&coroutine->std);
		ZVAL_OBJ(&arguments[0], exception);
		ZVAL_OBJ(&arguments[1], rt__scope_object(scope));
		struct rt__outcome outcome = {
			.error = rt__exception_absorb(rt__callable_call(&listener->handler, 2, arguments)),
			.cause = RT_CAUSE_EVENT,
		};
		zval_ptr_dtor(&arguments[1]);
		if (outcome.error != NULL) {
			rt__resume(coroutine, &outcome);
			OBJ_RELEASE(outcome.error);
		}
		OBJ_RELEASE(&coroutine->std);
	}
	return asked;
}

zend_object *rt__scope_catch(struct rt__scope *scope, struct rt_coroutine *coroutine, zend_object *exception)
{
	bool safely = scope->safe;
	bool from_child = false;
	rt__scope_retain(scope);
	while (exception != NULL && scope != NULL) {
		struct rt__scope *parent = scope->parent == NULL ? NULL : rt__scope_retain(scope->parent);
		if (!handlers_ask(scope, coroutine, from_child, &exception)) {
			rt__scope_break(scope, NULL, safely);
			scope->claimed = listeners_ask(scope, exception);
			rt__scope_notify_error(scope, exception);
			if (scope->claimed) {
				OBJ_RELEASE(exception);
				exception = NULL;
			}
		}
		rt__scope_release(scope);
		scope = parent;
		from_child = true;
	}
	if (scope != NULL) {
		rt__scope_release(scope);
	}
	return exception;
}
