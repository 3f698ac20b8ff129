/* await.c - waiting for one thing, and tokens that end a wait early.
 *
 * A token is any awaitable. When it ends before what is waited for, the wait, not the thing, is given up with an
 * OperationCanceledException whose previous exception is the token's own.
 */
#include "runtime/rt_private.h"

/* What a closed event holds, borrowed. */
struct peek {
	struct rt__wait wait;
	struct rt__outcome outcome;
};

static void peek_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	((struct peek *) wait)->outcome = *outcome;
}

struct rt__outcome rt__event_peek(struct rt__event *event)
{
	struct peek peek = { .wait = { .event = event, .notify = peek_notify } };
	event->ops->replay(event, &peek.wait);
	return peek.outcome;
}

static zend_object *token_exception(zend_execute_data *frame, const struct rt__outcome *outcome)
{
	return rt__exception_create(rt__ce_operation_canceled, frame, outcome->error, "Operation has been cancelled");
}

static void token_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	struct rt__outcome cancelled = {
		.error = token_exception(wait->coroutine->frame, outcome),
		.cause = RT_CAUSE_TOKEN,
	};
	rt__resume(wait->coroutine, &cancelled);
	OBJ_RELEASE(cancelled.error);
}

struct rt__event *rt__event_from(zend_object *object)
{
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

bool rt__token_add(struct rt__event *token)
{
	if (token->closed) {
		struct rt__outcome outcome = rt__event_peek(token);
		rt__exception_throw(token_exception(EG(current_execute_data), &outcome));
		return false;
	}
	rt__wait_add(rt__run.current, token, token_notify, NULL);
	return true;
}

void rt__await(zend_object *target, zend_object *token, zval *return_value)
{
	struct rt__event *event = rt__event_from(target);
	if (event->closed) {
		struct rt__outcome outcome = rt__event_peek(event);
		if (outcome.error != NULL) {
			GC_ADDREF(outcome.error);
			rt__exception_throw(outcome.error);
		} else if (outcome.value != NULL) {
			ZVAL_COPY(return_value, outcome.value);
		}
		return;
	}
	rt__wait_add(rt__run.current, event, rt__notify_resume, NULL);
	if (token != NULL && token != target && !rt__token_add(rt__event_from(token))) {
		rt__waker_clear(rt__run.current);
		return;
	}
	rt__suspend(RT_OP_AWAIT, -1, return_value);
}

/* The runtime finds the event of an awaitable inside its object, so only its own classes can be awaitables. */
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
