/* php_future.c - the PHP surface of Async\FutureState and Async\Future. */
#include "runtime/rt_private.h"

#include "runtime/future_arginfo.h"

#define THIS_OBJECT() Z_OBJ_P(ZEND_THIS)

/* True if the state may be ended; throws otherwise. */
static bool state_is_open(zend_object *state)
{
	if (!rt__future_is_completed(state)) {
		return true;
	}
	const struct rt__place *place = rt__future_completed(state);
	zend_throw_exception_ex(rt__ce_async_exception, 0, "FutureState is already completed at %s:%" PRIu32,
		place->file != NULL ? ZSTR_VAL(place->file) : "Unknown", place->line);
	return false;
}

static void awaiting_info(zend_object *future, zval *return_value)
{
	array_init_size(return_value, 1);
	add_next_index_string(return_value,
		rt__future_is_completed(future) ? "FutureState(completed)" : "FutureState(pending)");
}

/* ---- FutureState ---- */

ZEND_METHOD(Async_FutureState, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(Async_FutureState, complete)
{
	zval *result;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(result)
	ZEND_PARSE_PARAMETERS_END();
	if (state_is_open(THIS_OBJECT())) {
		rt__future_complete(THIS_OBJECT(), result);
	}
}

ZEND_METHOD(Async_FutureState, error)
{
	zend_object *throwable;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(throwable, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	if (state_is_open(THIS_OBJECT())) {
		rt__future_fail(THIS_OBJECT(), throwable);
	}
}

ZEND_METHOD(Async_FutureState, isCompleted)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__future_is_completed(THIS_OBJECT()));
}

ZEND_METHOD(Async_FutureState, ignore)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__future_ignore(THIS_OBJECT());
}

ZEND_METHOD(Async_FutureState, getAwaitingInfo)
{
	ZEND_PARSE_PARAMETERS_NONE();
	awaiting_info(THIS_OBJECT(), return_value);
}

ZEND_METHOD(Async_FutureState, getCreatedFileAndLine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_array(rt__future_created(THIS_OBJECT()), return_value);
}

ZEND_METHOD(Async_FutureState, getCreatedLocation)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_string(rt__future_created(THIS_OBJECT()), return_value);
}

ZEND_METHOD(Async_FutureState, getCompletedFileAndLine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_array(rt__future_completed(THIS_OBJECT()), return_value);
}

ZEND_METHOD(Async_FutureState, getCompletedLocation)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_string(rt__future_completed(THIS_OBJECT()), return_value);
}

/* ---- Future ---- */

ZEND_METHOD(Async_Future, completed)
{
	zval null;
	zval *value = &null;
	ZVAL_NULL(&null);
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(value)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *future = rt__future_create_pending();
	rt__future_complete(future, value);
	RETURN_OBJ(future);
}

ZEND_METHOD(Async_Future, failed)
{
	zend_object *throwable;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(throwable, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *future = rt__future_create_pending();
	rt__future_fail(future, throwable);
	RETURN_OBJ(future);
}

ZEND_METHOD(Async_Future, __construct)
{
	zend_object *state;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(state, rt__ce_future_state)
	ZEND_PARSE_PARAMETERS_END();
	rt__future_bind(THIS_OBJECT(), state);
}

ZEND_METHOD(Async_Future, isCompleted)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__future_is_completed(THIS_OBJECT()));
}

ZEND_METHOD(Async_Future, isCancelled)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__future_is_cancelled(THIS_OBJECT()));
}

ZEND_METHOD(Async_Future, cancel)
{
	zend_object *error = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(error, rt__ce_async_cancellation)
	ZEND_PARSE_PARAMETERS_END();
	rt__future_cancel(THIS_OBJECT(), error);
}

ZEND_METHOD(Async_Future, ignore)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__future_ignore(THIS_OBJECT());
	RETURN_OBJ_COPY(THIS_OBJECT());
}

static void derive(INTERNAL_FUNCTION_PARAMETERS, enum rt__derivation kind)
{
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();
	/* It is called much later, and looked up again then. */
	zend_release_fcall_info_cache(&fcc);
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	RETURN_OBJ(rt__future_derive(THIS_OBJECT(), kind, &fci.function_name));
}

ZEND_METHOD(Async_Future, map)
{
	derive(INTERNAL_FUNCTION_PARAM_PASSTHRU, RT__DERIVE_MAP);
}

ZEND_METHOD(Async_Future, catch)
{
	derive(INTERNAL_FUNCTION_PARAM_PASSTHRU, RT__DERIVE_CATCH);
}

ZEND_METHOD(Async_Future, finally)
{
	derive(INTERNAL_FUNCTION_PARAM_PASSTHRU, RT__DERIVE_FINALLY);
}

ZEND_METHOD(Async_Future, await)
{
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_completable)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	rt__await(THIS_OBJECT(), token, return_value);
}

ZEND_METHOD(Async_Future, getAwaitingInfo)
{
	ZEND_PARSE_PARAMETERS_NONE();
	awaiting_info(THIS_OBJECT(), return_value);
}

ZEND_METHOD(Async_Future, getCreatedFileAndLine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_array(rt__future_created(THIS_OBJECT()), return_value);
}

ZEND_METHOD(Async_Future, getCreatedLocation)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_string(rt__future_created(THIS_OBJECT()), return_value);
}

ZEND_METHOD(Async_Future, getCompletedFileAndLine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_array(rt__future_completed(THIS_OBJECT()), return_value);
}

ZEND_METHOD(Async_Future, getCompletedLocation)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_string(rt__future_completed(THIS_OBJECT()), return_value);
}

void rt__future_classes_register(void)
{
	zend_class_entry *state = register_class_Async_FutureState();
	rt__future_classes_prepare(state, register_class_Async_Future(rt__ce_completable));
}
