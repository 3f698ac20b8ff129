/* php_api.c - the PHP surface: functions, methods and classes of the Async namespace. Parses and hands on;
 * what things mean is in the file of the thing.
 */
#include "runtime/rt_private.h"

#include "zend_closures.h"

ZEND_FUNCTION(Async_spawn);
ZEND_FUNCTION(Async_spawn_with);
ZEND_FUNCTION(Async_suspend);
ZEND_FUNCTION(Async_protect);
ZEND_FUNCTION(Async_await);
ZEND_FUNCTION(Async_await_any_or_fail);
ZEND_FUNCTION(Async_await_first_success);
ZEND_FUNCTION(Async_await_all_or_fail);
ZEND_FUNCTION(Async_await_all);
ZEND_FUNCTION(Async_await_any_of_or_fail);
ZEND_FUNCTION(Async_await_any_of);
ZEND_FUNCTION(Async_delay);
ZEND_FUNCTION(Async_timeout);
ZEND_FUNCTION(Async_current_coroutine);
ZEND_FUNCTION(Async_get_coroutines);
ZEND_FUNCTION(Async_iterate);
ZEND_FUNCTION(Async_current_context);
ZEND_FUNCTION(Async_coroutine_context);
ZEND_FUNCTION(Async_root_context);
ZEND_FUNCTION(Async_request_context);
ZEND_FUNCTION(Async_runtime_stats);
ZEND_FUNCTION(Async_available_parallelism);
ZEND_FUNCTION(Async_cpu_usage);
ZEND_FUNCTION(Async_loadavg);
ZEND_FUNCTION(Async_graceful_shutdown);
ZEND_METHOD(CompositeException, addException);
ZEND_METHOD(CompositeException, getExceptions);
ZEND_METHOD(Coroutine, __construct);
ZEND_METHOD(Coroutine, getId);
ZEND_METHOD(Coroutine, getResult);
ZEND_METHOD(Coroutine, getException);
ZEND_METHOD(Coroutine, cancel);
ZEND_METHOD(Coroutine, isStarted);
ZEND_METHOD(Coroutine, isQueued);
ZEND_METHOD(Coroutine, isRunning);
ZEND_METHOD(Coroutine, isSuspended);
ZEND_METHOD(Coroutine, isCancelled);
ZEND_METHOD(Coroutine, isCancellationRequested);
ZEND_METHOD(Coroutine, isCompleted);
ZEND_METHOD(Coroutine, finally);
ZEND_METHOD(Coroutine, asHiPriority);
ZEND_METHOD(Coroutine, getSpawnFileAndLine);
ZEND_METHOD(Coroutine, getSpawnLocation);
ZEND_METHOD(Coroutine, getTrace);
ZEND_METHOD(Coroutine, getSuspendFileAndLine);
ZEND_METHOD(Coroutine, getSuspendLocation);
ZEND_METHOD(Coroutine, getAwaitingInfo);
ZEND_METHOD(Coroutine, getContext);
ZEND_METHOD(Timeout, __construct);
ZEND_METHOD(Timeout, cancel);
ZEND_METHOD(Timeout, isCompleted);
ZEND_METHOD(Timeout, isCancelled);

#include "runtime/true_async_arginfo.h"

zend_class_entry *rt__ce_awaitable;
zend_class_entry *rt__ce_cancellation;
zend_class_entry *rt__ce_async_cancellation;
zend_class_entry *rt__ce_operation_canceled;
zend_class_entry *rt__ce_deadlock_error;
zend_class_entry *rt__ce_async_exception;
zend_class_entry *rt__ce_timeout_exception;
zend_class_entry *rt__ce_completable;
zend_class_entry *rt__ce_composite_exception;

/* ---- functions ---- */

ZEND_FUNCTION(Async_spawn)
{
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	ZEND_PARSE_PARAMETERS_START(1, -1)
		Z_PARAM_FUNC(fci, fcc)
		Z_PARAM_VARIADIC_WITH_NAMED(fci.params, fci.param_count, fci.named_params)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(&rt__coroutine_spawn(&fci, &fcc)->std);
}

ZEND_FUNCTION(Async_suspend)
{
	ZEND_PARSE_PARAMETERS_NONE();
	/* Before anything has been spawned there is nobody to yield to. */
	if (!rt__run.launched) {
		return;
	}
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	rt__yield(RT_OP_SUSPEND);
}

ZEND_FUNCTION(Async_protect)
{
	zval *closure;
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(closure, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();
	if (zend_fcall_info_init(closure, 0, &fci, &fcc, NULL, NULL) == SUCCESS) {
		rt__coroutine_protect(&fci, &fcc, return_value);
	}
}

ZEND_FUNCTION(Async_await)
{
	zend_object *awaitable;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_OBJ_OF_CLASS(awaitable, rt__ce_completable)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_completable)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	rt__await(awaitable, token, return_value);
}

/* The one value of a wait that needs one, or null. */
static void first_value(zval *values, zval *return_value)
{
	zval *value;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(values), value) {
		ZVAL_COPY(return_value, value);
		return;
	} ZEND_HASH_FOREACH_END();
	ZVAL_NULL(return_value);
}

static void return_both(bool ok, zval *values, zval *errors, zval *return_value)
{
	if (!ok) {
		zval_ptr_dtor(values);
		zval_ptr_dtor(errors);
		return;
	}
	array_init_size(return_value, 2);
	add_next_index_zval(return_value, values);
	add_next_index_zval(return_value, errors);
}

ZEND_FUNCTION(Async_await_any_or_fail)
{
	struct rt__combine_rule rule = { .needed = 1, .throws = true };
	zval *triggers, values, errors;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ITERABLE(triggers)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_awaitable)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	if (rt__combine(triggers, token, &rule, &values, &errors)) {
		first_value(&values, return_value);
	}
	zval_ptr_dtor(&values);
	zval_ptr_dtor(&errors);
}

ZEND_FUNCTION(Async_await_first_success)
{
	struct rt__combine_rule rule = { .needed = 1, .lingers = true };
	zval *triggers, values, errors, value;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ITERABLE(triggers)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_awaitable)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	bool ok = rt__combine(triggers, token, &rule, &values, &errors);
	first_value(&values, &value);
	zval_ptr_dtor(&values);
	return_both(ok, &value, &errors, return_value);
}

ZEND_FUNCTION(Async_await_all_or_fail)
{
	struct rt__combine_rule rule = { .throws = true, .keeps_order = true, .fills_null = true };
	zval *triggers, values, errors;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_ITERABLE(triggers)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_awaitable)
		Z_PARAM_BOOL(rule.keeps_order)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	rt__combine(triggers, token, &rule, &values, &errors);
	zval_ptr_dtor(&errors);
	RETURN_COPY_VALUE(&values);
}

ZEND_FUNCTION(Async_await_all)
{
	struct rt__combine_rule rule = { .keeps_order = true };
	zval *triggers, values, errors;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 4)
		Z_PARAM_ITERABLE(triggers)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_awaitable)
		Z_PARAM_BOOL(rule.keeps_order)
		Z_PARAM_BOOL(rule.fills_null)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	bool ok = rt__combine(triggers, token, &rule, &values, &errors);
	return_both(ok, &values, &errors, return_value);
}

/* False, with the rule's count set, when nothing is wanted or the count is wrong. */
static bool count_take(zend_long count, struct rt__combine_rule *rule)
{
	if (count < 0 || count > UINT32_MAX) {
		zend_argument_value_error(1, "must be between 0 and %" PRIu32, UINT32_MAX);
		return false;
	}
	rule->needed = (uint32_t) count;
	return count > 0;
}

ZEND_FUNCTION(Async_await_any_of_or_fail)
{
	struct rt__combine_rule rule = { .throws = true, .keeps_order = true };
	zend_long count;
	zval *triggers, values, errors;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 4)
		Z_PARAM_LONG(count)
		Z_PARAM_ITERABLE(triggers)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_awaitable)
		Z_PARAM_BOOL(rule.keeps_order)
	ZEND_PARSE_PARAMETERS_END();
	if (!count_take(count, &rule)) {
		RETURN_EMPTY_ARRAY();
	}
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	rt__combine(triggers, token, &rule, &values, &errors);
	zval_ptr_dtor(&errors);
	RETURN_COPY_VALUE(&values);
}

ZEND_FUNCTION(Async_await_any_of)
{
	struct rt__combine_rule rule = { .lingers = true, .keeps_order = true };
	zend_long count;
	zval *triggers, values, errors;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 5)
		Z_PARAM_LONG(count)
		Z_PARAM_ITERABLE(triggers)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_awaitable)
		Z_PARAM_BOOL(rule.keeps_order)
		Z_PARAM_BOOL(rule.fills_null)
	ZEND_PARSE_PARAMETERS_END();
	if (!count_take(count, &rule)) {
		array_init(&values);
		array_init(&errors);
		return_both(EG(exception) == NULL, &values, &errors, return_value);
		return;
	}
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	bool ok = rt__combine(triggers, token, &rule, &values, &errors);
	return_both(ok, &values, &errors, return_value);
}

ZEND_FUNCTION(Async_delay)
{
	zend_long ms;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(ms)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	if (ms <= 0) {
		rt__yield(RT_OP_DELAY);
		return;
	}
	rt__timer_wait_add((uint64_t) ms);
	rt__suspend(RT_OP_DELAY, -1, NULL);
}

ZEND_FUNCTION(Async_timeout)
{
	zend_long ms;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(ms)
	ZEND_PARSE_PARAMETERS_END();
	if (ms <= 0) {
		zend_value_error("Timeout value must be greater than 0");
		RETURN_THROWS();
	}
	RETURN_OBJ(rt__timeout_create(ms));
}

ZEND_FUNCTION(Async_current_coroutine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (rt_current() == NULL) {
		zend_throw_exception(rt__ce_async_exception, "The current coroutine is not defined", 0);
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(&rt_current()->std);
}

static bool coroutine_collect(void *context, struct rt_coroutine *coroutine)
{
	zval item;
	ZVAL_OBJ_COPY(&item, &coroutine->std);
	add_next_index_zval(context, &item);
	return true;
}

ZEND_FUNCTION(Async_get_coroutines)
{
	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	rt_coroutine_each(coroutine_collect, return_value);
}

ZEND_FUNCTION(Async_iterate)
{
	zval *iterable;
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	zend_long limit = 0;
	bool cancels = true;
	ZEND_PARSE_PARAMETERS_START(2, 4)
		Z_PARAM_ITERABLE(iterable)
		Z_PARAM_FUNC(fci, fcc)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(limit)
		Z_PARAM_BOOL(cancels)
	ZEND_PARSE_PARAMETERS_END();
	if (limit < 0 || limit > UINT32_MAX) {
		zend_argument_value_error(3, "must be between 0 and %" PRIu32, UINT32_MAX);
		RETURN_THROWS();
	}
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	rt__iterate(iterable, &fci, &fcc, (uint32_t) limit, cancels);
}

ZEND_FUNCTION(Async_runtime_stats)
{
	struct rt__stats stats;
	ZEND_PARSE_PARAMETERS_NONE();
	rt__stats_read(&stats);
	array_init(return_value);
	add_assoc_long(return_value, "coroutines_total", stats.coroutines);
	add_assoc_long(return_value, "coroutines_active", stats.coroutines - stats.zombies);
	add_assoc_long(return_value, "microtasks_queue", 0);
	add_assoc_long(return_value, "coroutine_queue", stats.ready);
	add_assoc_long(return_value, "resumed_queue", stats.resumed);
	add_assoc_long(return_value, "fiber_pool_count", stats.fibers_idle);
	add_assoc_long(return_value, "fiber_pool_capacity", stats.fibers);
	add_assoc_long(return_value, "fiber_pool_min", RT__FIBERS_MIN);
	add_assoc_long(return_value, "fiber_stack_size", (zend_long) EG(fiber_stack_size));
	add_assoc_long(return_value, "fiber_pool_virtual_bytes",
		(zend_long) stats.fibers_idle * (zend_long) EG(fiber_stack_size));
}

ZEND_FUNCTION(Async_graceful_shutdown)
{
	zend_object *error = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(error, rt__ce_async_cancellation)
	ZEND_PARSE_PARAMETERS_END();
	if (rt__run.launched) {
		rt__shutdown_begin(NULL);
	}
}

/* ---- Coroutine ---- */

#define THIS_COROUTINE() rt__coroutine_from(Z_OBJ_P(ZEND_THIS))

ZEND_METHOD(Coroutine, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(Coroutine, getId)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG((zend_long) Z_OBJ_HANDLE_P(ZEND_THIS));
}

ZEND_METHOD(Coroutine, getResult)
{
	ZEND_PARSE_PARAMETERS_NONE();
	struct rt_coroutine *coroutine = THIS_COROUTINE();
	if (coroutine->finished) {
		RETURN_COPY(&coroutine->result);
	}
}

ZEND_METHOD(Coroutine, getException)
{
	ZEND_PARSE_PARAMETERS_NONE();
	struct rt_coroutine *coroutine = THIS_COROUTINE();
	if (coroutine->finished && coroutine->exception != NULL) {
		coroutine->handled = true;
		RETURN_OBJ_COPY(coroutine->exception);
	}
}

ZEND_METHOD(Coroutine, cancel)
{
	zend_object *error = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(error, rt__ce_async_cancellation)
	ZEND_PARSE_PARAMETERS_END();
	rt__coroutine_cancel(THIS_COROUTINE(), error, RT__CANCEL_MESSAGE, RT_CAUSE_CANCEL);
}

ZEND_METHOD(Coroutine, finally)
{
	zval *closure;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(closure, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();
	struct rt_coroutine *coroutine = THIS_COROUTINE();
	if (coroutine->finished) {
		rt__finally_call_now(closure, &coroutine->std);
	} else {
		rt__finally_add(&coroutine->finally, closure);
	}
}

ZEND_METHOD(Coroutine, isStarted)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_COROUTINE()->started);
}

ZEND_METHOD(Coroutine, isQueued)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_COROUTINE()->waker.status == RT__WAKER_QUEUED);
}

ZEND_METHOD(Coroutine, isRunning)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_COROUTINE()->started && !THIS_COROUTINE()->finished);
}

ZEND_METHOD(Coroutine, isSuspended)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__coroutine_is_suspended(THIS_COROUTINE()));
}

ZEND_METHOD(Coroutine, isCancelled)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_COROUTINE()->cancelled && THIS_COROUTINE()->finished);
}

ZEND_METHOD(Coroutine, isCancellationRequested)
{
	ZEND_PARSE_PARAMETERS_NONE();
	struct rt_coroutine *coroutine = THIS_COROUTINE();
	RETURN_BOOL((coroutine->cancelled && !coroutine->finished) || coroutine->deferred != NULL);
}

ZEND_METHOD(Coroutine, isCompleted)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_COROUTINE()->finished);
}

ZEND_METHOD(Coroutine, asHiPriority)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(Coroutine, getSpawnFileAndLine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_array(&THIS_COROUTINE()->spawned, return_value);
}

ZEND_METHOD(Coroutine, getSpawnLocation)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__place_as_string(&THIS_COROUTINE()->spawned, return_value);
}

ZEND_METHOD(Coroutine, getTrace)
{
	zend_long options = DEBUG_BACKTRACE_PROVIDE_OBJECT;
	zend_long limit = 0;
	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(options)
		Z_PARAM_LONG(limit)
	ZEND_PARSE_PARAMETERS_END();
	rt__coroutine_trace(THIS_COROUTINE(), (int) options, (int) limit, return_value);
}

ZEND_METHOD(Coroutine, getSuspendFileAndLine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	struct rt__place place = rt__coroutine_suspended_at(THIS_COROUTINE());
	rt__place_as_array(&place, return_value);
	rt__place_free(&place);
}

ZEND_METHOD(Coroutine, getSuspendLocation)
{
	ZEND_PARSE_PARAMETERS_NONE();
	struct rt__place place = rt__coroutine_suspended_at(THIS_COROUTINE());
	rt__place_as_string(&place, return_value);
	rt__place_free(&place);
}

ZEND_METHOD(Coroutine, getAwaitingInfo)
{
	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	for (struct rt__wait *wait = THIS_COROUTINE()->waker.first; wait != NULL; wait = wait->next) {
		add_next_index_string(return_value, wait->event->ops->name);
	}
}

ZEND_METHOD(Coroutine, getContext)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_OBJ_COPY(rt__context_of_coroutine(THIS_COROUTINE()));
}

/* ---- Timeout ---- */

ZEND_METHOD(Timeout, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(Timeout, cancel)
{
	zend_object *error = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(error, rt__ce_async_cancellation)
	ZEND_PARSE_PARAMETERS_END();
	rt__timeout_cancel(Z_OBJ_P(ZEND_THIS), error);
}

ZEND_METHOD(Timeout, isCompleted)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__timeout_is_completed(Z_OBJ_P(ZEND_THIS)));
}

ZEND_METHOD(Timeout, isCancelled)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__timeout_is_cancelled(Z_OBJ_P(ZEND_THIS)));
}

/* ---- CompositeException ---- */

ZEND_METHOD(CompositeException, addException)
{
	zval *exception;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(exception, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	Z_ADDREF_P(exception);
	rt__composite_add(Z_OBJ_P(ZEND_THIS), Z_OBJ_P(exception));
}

ZEND_METHOD(CompositeException, getExceptions)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_COPY(OBJ_PROP_NUM(Z_OBJ_P(ZEND_THIS), rt__ce_composite_exception->parent->default_properties_count));
}

/* ---- classes ---- */

static zend_class_entry *class_register(const char *name, const zend_function_entry *methods,
	zend_class_entry *parent)
{
	zend_class_entry ce;
	INIT_CLASS_ENTRY_EX(ce, name, strlen(name), methods);
	return zend_register_internal_class_ex(&ce, parent);
}

static zend_class_entry *final_register(const char *name, const zend_function_entry *methods)
{
	zend_class_entry *ce = class_register(name, methods, NULL);
	ce->ce_flags |= ZEND_ACC_FINAL | ZEND_ACC_NO_DYNAMIC_PROPERTIES | ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(ce, 1, rt__ce_completable);
	return ce;
}

static void interfaces_register(void)
{
	zend_class_entry ce;
	INIT_CLASS_ENTRY(ce, "Async\\Awaitable", no_methods);
	rt__awaitable_class_prepare(zend_register_internal_interface(&ce));
	INIT_CLASS_ENTRY(ce, "Async\\Completable", completable_methods);
	rt__ce_completable = zend_register_internal_interface(&ce);
	zend_class_implements(rt__ce_completable, 1, rt__ce_awaitable);
}

static void exceptions_register(void)
{
	rt__ce_cancellation = class_register("Cancellation", no_methods, zend_ce_error);
	rt__ce_async_cancellation = class_register("Async\\AsyncCancellation", no_methods, rt__ce_cancellation);
	rt__ce_operation_canceled = class_register("Async\\OperationCanceledException", no_methods,
		rt__ce_async_cancellation);
	rt__ce_deadlock_error = class_register("Async\\DeadlockError", no_methods, zend_ce_error);
	rt__ce_async_exception = class_register("Async\\AsyncException", no_methods, zend_ce_exception);
	rt__ce_timeout_exception = class_register("Async\\TimeoutException", no_methods, zend_ce_exception);
	class_register("Async\\InputOutputException", no_methods, zend_ce_exception);
	class_register("Async\\DnsException", no_methods, zend_ce_exception);
	class_register("Async\\PollException", no_methods, zend_ce_exception);

	rt__ce_composite_exception = class_register("Async\\CompositeException", composite_methods,
		zend_ce_exception);
	rt__ce_composite_exception->ce_flags |= ZEND_ACC_FINAL;
	zval empty;
	ZVAL_EMPTY_ARRAY(&empty);
	zend_string *name = zend_string_init("exceptions", strlen("exceptions"), true);
	zend_declare_typed_property(rt__ce_composite_exception, name, &empty, ZEND_ACC_PRIVATE, NULL,
		(zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(name);
}

void rt__classes_register(void)
{
	interfaces_register();
	exceptions_register();
	rt__coroutine_class_prepare(final_register("Async\\Coroutine", coroutine_methods));
	rt__scope_classes_register();
	rt__timeout_class_prepare(final_register("Async\\Timeout", timeout_methods));
	rt__future_classes_register();
	rt__context_classes_register();
	rt__channel_classes_register();
}
