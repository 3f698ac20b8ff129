/* iterate.c - Async\iterate(): a callback for each element, some of them at the same time.
 *
 * A crew in a scope of its own does the work, so the limit counts everybody who is inside a callback. When the crew is
 * through, coroutines that callbacks have spawned may be left in the scope: they are cancelled, or waited for.
 */
#include "runtime/rt_private.h"

struct iterate {
	struct rt__crew crew;
	zval array;                 /* or undefined */
	HashPosition position;
	zend_object_iterator *iterator;
	bool rewound;
	struct rt__callable callback;
	struct rt_coroutine *waiter;/* NULL once it does not wait for the crew any more */
	zend_object *exception;
};

static void exception_note(zend_object **noted, zend_object *exception)
{
	if (exception == NULL) {
		return;
	}
	if (*noted == NULL) {
		*noted = exception;
	} else if (*noted == exception || rt__is_cancellation(exception)) {
		OBJ_RELEASE(exception);
	} else {
		zend_exception_set_previous(*noted, exception);
	}
}

static bool array_take(struct iterate *iterate, zval *key, zval *value)
{
	HashTable *array = Z_ARRVAL(iterate->array);
	zval *current = zend_hash_get_current_data_ex(array, &iterate->position);
	if (current == NULL) {
		return false;
	}
	ZVAL_COPY_DEREF(value, current);
	zend_hash_get_current_key_zval_ex(array, key, &iterate->position);
	zend_hash_move_forward_ex(array, &iterate->position);
	return true;
}

static void iterate_step(struct rt__crew *crew)
{
	struct iterate *iterate = (struct iterate *) crew;
	zval arguments[2], result;
	crew->moving = true;
	bool taken = iterate->iterator != NULL
		? rt__iterator_take(iterate->iterator, &iterate->rewound, &arguments[1], &arguments[0])
		: array_take(iterate, &arguments[1], &arguments[0]);
	crew->moving = false;
	crew->done = crew->done || !taken;
	if (taken) {
		zend_fcall_info fci = iterate->callback.fci;
		ZVAL_UNDEF(&result);
		fci.param_count = 2;
		fci.params = arguments;
		fci.retval = &result;
		zend_call_function(&fci, &iterate->callback.fcc);
		crew->done = crew->done || Z_TYPE(result) == IS_FALSE;
		zval_ptr_dtor(&result);
		zval_ptr_dtor(&arguments[0]);
		zval_ptr_dtor(&arguments[1]);
	}
	if (EG(exception) != NULL) {
		crew->done = true;
		exception_note(&iterate->exception, rt__exception_absorb(rt__exception_take()));
		rt__scope_cancel(crew->scope, NULL, "Cancellation of the iterator due to an exception", false);
	}
}

static void iterate_end(struct rt__crew *crew)
{
	static const struct rt__outcome ended = { .cause = RT_CAUSE_EVENT };
	struct iterate *iterate = (struct iterate *) crew;
	if (iterate->waiter != NULL) {
		rt__resume(iterate->waiter, &ended);
	}
}

static void iterate_free(struct rt__crew *crew)
{
	struct iterate *iterate = (struct iterate *) crew;
	if (iterate->iterator != NULL) {
		zend_iterator_dtor(iterate->iterator);
	}
	zval_ptr_dtor(&iterate->array);
	rt__callable_free(&iterate->callback);
	if (iterate->exception != NULL) {
		OBJ_RELEASE(iterate->exception);
	}
	efree(iterate);
}

static const struct rt__crew_ops iterate_ops = { .step = iterate_step, .end = iterate_end, .free = iterate_free };

static bool iterable_open(struct iterate *iterate, zval *iterable)
{
	if (Z_TYPE_P(iterable) == IS_ARRAY) {
		ZVAL_COPY(&iterate->array, iterable);
		zend_hash_internal_pointer_reset_ex(Z_ARRVAL_P(iterable), &iterate->position);
		return true;
	}
	iterate->iterator = Z_OBJCE_P(iterable)->get_iterator(Z_OBJCE_P(iterable), iterable, 0);
	return iterate->iterator != NULL && EG(exception) == NULL;
}

static void scope_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	struct rt__scope *scope = (struct rt__scope *) wait->event;
	scope->claimed = scope->claimed || outcome->error != NULL;
	rt__resume(wait->coroutine, outcome);
}

/* What callbacks have spawned. */
static void rest_end(struct rt__scope *scope, bool cancels, zend_object **exception)
{
	if (cancels && !rt__scope_is_idle(scope)) {
		rt__scope_cancel(scope, NULL, "Cancellation of pending coroutines after iterator completion", false);
	}
	bool waits = true;
	while (waits && !rt__scope_is_idle(scope)) {
		rt__wait_add(rt__run.current, &scope->event, scope_notify, NULL);
		waits = rt__suspend(RT_OP_AWAIT, -1, NULL);
	}
	exception_note(exception, rt__exception_take());
}

void rt__iterate(zval *iterable, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc, uint32_t limit,
	bool cancels)
{
	struct iterate *iterate = ecalloc(1, sizeof(*iterate));
	struct rt__scope *scope = rt__scope_create(rt__scope_current());
	zend_object *exception = NULL;
	scope->safe = false;
	rt__crew_init(&iterate->crew, &iterate_ops, limit, scope);
	rt__callable_init(&iterate->callback);
	rt__callable_copy(&iterate->callback, fci, fcc);
	if (iterable_open(iterate, iterable)) {
		iterate->waiter = rt__run.current;
		rt__crew_hire(&iterate->crew);
		rt__suspend(RT_OP_AWAIT, -1, NULL);
		iterate->waiter = NULL;
		exception = rt__exception_take();
		rest_end(scope, cancels, &exception);
		/* The crew's own comes first: it tells why. */
		if (iterate->exception != NULL) {
			zend_object *own = iterate->exception;
			iterate->exception = NULL;
			exception_note(&own, exception);
			exception = own;
		}
	}
	rt__crew_release(&iterate->crew);
	rt__scope_try_dispose(scope);
	rt__scope_release(scope);
	if (exception != NULL) {
		rt__exception_throw(exception);
	}
}
