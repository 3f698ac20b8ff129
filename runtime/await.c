/* await.c - waiting for one thing, and tokens that end a wait early.
 *
 * A token is any awaitable. When it ends before what is waited for, the wait, not the thing, is given up with
 * an OperationCanceledException whose previous exception is the token's own.
 */
#include "runtime/rt_private.h"

static void token_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	struct rt__outcome cancelled = {
		.error = rt__exception_create(rt__ce_operation_canceled, wait->coroutine->frame, outcome->error,
			"Operation has been cancelled"),
		.cause = RT_CAUSE_TOKEN,
	};
	rt__resume(wait->coroutine, &cancelled);
	OBJ_RELEASE(cancelled.error);
}

struct rt__event *rt__event_from(zend_object *object)
{
	/* A Future is a handle: what it waits for is in its state. */
	if (object->ce == rt__ce_future) {
		return rt__future_event(object);
	}
	return (struct rt__event *) ((char *) object - object->handlers->offset);
}

struct rt__event *rt__event_of(zval *value)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_OBJECT || !instanceof_function(Z_OBJCE_P(value), rt__ce_awaitable)) {
		zend_throw_exception(rt__ce_async_exception, "Expected item to be an Async\\Awaitable object", 0);
		return NULL;
	}
	return rt__event_from(Z_OBJ_P(value));
}

void rt__token_add(zend_object *token)
{
	if (token->ce == rt__ce_future) {
		rt__future_observe(token);
	}
	rt__wait_add(rt__run.current, rt__event_from(token), token_notify, NULL);
}

/* The target comes first: if both have ended already, it wins. */
void rt__await(zend_object *target, zend_object *token, zval *return_value)
{
	rt__wait_add(rt__run.current, rt__event_from(target), rt__notify_resume, NULL);
	if (token != NULL && token != target) {
		rt__token_add(token);
	}
	rt__suspend(RT_OP_AWAIT, -1, return_value);
}

/* The runtime finds the event of an awaitable inside its object, so only its own classes can be
 * awaitables. */
static int awaitable_implement(zend_class_entry *interface, zend_class_entry *ce)
{
	if (ce->type == ZEND_USER_CLASS && !(ce->ce_flags & ZEND_ACC_INTERFACE)) {
		zend_error_noreturn(E_ERROR, "Class %s cannot implement interface %s", ZSTR_VAL(ce->name),
			ZSTR_VAL(interface->name));
	}
	return SUCCESS;
}

void rt__awaitable_class_prepare(zend_class_entry *ce)
{
	rt__ce_awaitable = ce;
	ce->interface_gets_implemented = awaitable_implement;
}
