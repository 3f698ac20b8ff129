/* finally.c - the finally() handlers of coroutines and scopes.
 *
 * They run one after another in one new coroutine, which is next in line and has a private scope below the one concerned,
 * so that this scope has not ended before they have. What they throw is collected and offered to the scope's handlers:
 * one exception as it is, several in a CompositeException.
 */
#include "runtime/rt_private.h"

struct finally {
	HashTable *handlers;
	zend_object *target;        /* the coroutine or scope that has ended */
	struct rt__scope *scope;
};

static void finally_free(void *data)
{
	struct finally *finally = data;
	zend_array_release(finally->handlers);
	OBJ_RELEASE(finally->target);
	rt__scope_release(finally->scope);
	efree(finally);
}

/* Returns what it threw, or NULL. */
static zend_object *handler_call(zval *handler, zend_object *target)
{
	zval argument, result;
	zend_fcall_info fci = empty_fcall_info;
	zend_fcall_info_cache fcc = empty_fcall_info_cache;
	ZVAL_OBJ(&argument, target);
	ZVAL_UNDEF(&result);
	fci.size = sizeof(fci);
	ZVAL_COPY_VALUE(&fci.function_name, handler);
	fci.retval = &result;
	fci.params = &argument;
	fci.param_count = 1;
	zend_call_function(&fci, &fcc);
	zval_ptr_dtor(&result);
	return rt__exception_take();
}

/* Both are consumed; all may be NULL. */
static zend_object *collect(zend_object *collected, zend_object *thrown)
{
	if (thrown == NULL || collected == NULL) {
		return thrown == NULL ? collected : thrown;
	}
	if (collected->ce != rt__ce_composite_exception) {
		zend_object *first = collected;
		collected = rt__exception_create(rt__ce_composite_exception, EG(current_execute_data), NULL, "%s", "");
		rt__composite_add(collected, first);
	}
	rt__composite_add(collected, thrown);
	return collected;
}

static void finally_run(void *data)
{
	struct finally *finally = data;
	struct rt_coroutine *coroutine = rt__run.current;
	zend_object *collected = NULL;
	zval *handler;
	ZEND_HASH_FOREACH_VAL(finally->handlers, handler) {
		zend_object *thrown = handler_call(handler, finally->target);
		if (thrown != NULL && !instanceof_function(thrown->ce, zend_ce_throwable)) {
			/* exit() ends the program, and with it what else there was to do. */
			rt__exception_throw(thrown);
			if (collected != NULL) {
				OBJ_RELEASE(collected);
			}
			return;
		}
		if (thrown != NULL && rt__is_cancellation(thrown)) {
			OBJ_RELEASE(thrown);
			thrown = NULL;
		}
		collected = collect(collected, thrown);
	} ZEND_HASH_FOREACH_END();
	if (collected != NULL) {
		collected = rt__scope_catch(finally->scope, coroutine, collected);
	}
	if (collected != NULL) {
		/* The scopes have been asked: it goes straight to the end of the program. */
		coroutine->offered = true;
		rt__exception_throw(collected);
	}
}

static const struct rt__task finally_task = { .run = finally_run, .free = finally_free };

void rt__finally_call_now(zval *handler, zend_object *target)
{
	zend_object *thrown = handler_call(handler, target);
	if (thrown != NULL) {
		rt__exception_throw(thrown);
	}
}

void rt__finally_add(HashTable **handlers, zval *handler)
{
	if (*handlers == NULL) {
		*handlers = zend_new_array(1);
	}
	Z_ADDREF_P(handler);
	zend_hash_next_index_insert_new(*handlers, handler);
}

void rt__finally_start(HashTable *handlers, zend_object *target, struct rt__scope *scope)
{
	if (rt__run.bailed_out || CG(unclean_shutdown) || (!rt__run.launched && !rt__launch())) {
		zend_object *refused = rt__exception_take();
		if (refused != NULL) {
			OBJ_RELEASE(refused);
		}
		zend_array_release(handlers);
		return;
	}
	struct finally *finally = emalloc(sizeof(*finally));
	finally->handlers = handlers;
	finally->target = target;
	GC_ADDREF(target);
	finally->scope = rt__scope_retain(scope);
	struct rt__scope *inner = rt__scope_create(scope);
	inner->is_private = true;
	rt__coroutine_spawn_task_in(inner, &finally_task, finally, true);
	rt__scope_release(inner);
}
