/* true_async_arginfo.h - true_async.stub.php for the engine: signatures and method tables, in the order of
 * the stub. Kept equal to the stub by hand, and by a test. Included by php_api.c only. */

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_spawn, 0, 1, Async\\Coroutine, 0)
	ZEND_ARG_TYPE_INFO(0, task, IS_CALLABLE, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, args, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_spawn_with, 0, 2, Async\\Coroutine, 0)
	ZEND_ARG_OBJ_INFO(0, provider, Async\\ScopeProvider, 0)
	ZEND_ARG_TYPE_INFO(0, task, IS_CALLABLE, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, args, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_void, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_protect, 0, 1, IS_MIXED, 0)
	ZEND_ARG_OBJ_INFO(0, closure, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await, 0, 1, IS_MIXED, 0)
	ZEND_ARG_OBJ_INFO(0, awaitable, Async\\Completable, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellation, Async\\Completable, 1, "null")
ZEND_END_ARG_INFO()

#define ARG_TRIGGERS \
	ZEND_ARG_OBJ_TYPE_MASK(0, triggers, Traversable, MAY_BE_ARRAY, NULL)
#define ARG_TOKEN \
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellation, Async\\Awaitable, 1, "null")
#define ARG_ORDER \
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, preserveKeyOrder, _IS_BOOL, 0, "true")
#define ARG_FILL \
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, fillNull, _IS_BOOL, 0, "false")

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await_one_of, 0, 1, IS_MIXED, 0)
	ARG_TRIGGERS
	ARG_TOKEN
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await_all_or_fail, 0, 1, IS_ARRAY, 0)
	ARG_TRIGGERS
	ARG_TOKEN
	ARG_ORDER
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await_all, 0, 1, IS_ARRAY, 0)
	ARG_TRIGGERS
	ARG_TOKEN
	ARG_ORDER
	ARG_FILL
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await_any_of_or_fail, 0, 2, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, count, IS_LONG, 0)
	ARG_TRIGGERS
	ARG_TOKEN
	ARG_ORDER
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await_any_of, 0, 2, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, count, IS_LONG, 0)
	ARG_TRIGGERS
	ARG_TOKEN
	ARG_ORDER
	ARG_FILL
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_delay, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, ms, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_timeout, 0, 1, Async\\Awaitable, 0)
	ZEND_ARG_TYPE_INFO(0, ms, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_coroutine, 0, 0, Async\\Coroutine, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_array, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_loadavg, 0, 0, IS_ARRAY, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_graceful_shutdown, 0, 0, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellationError, Async\\AsyncCancellation, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_cancel, 0, 0, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellation, Async\\AsyncCancellation, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_finally, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, callback, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_bool, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_int, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_string, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_mixed, 0, 0, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_iterate, 0, 2, IS_VOID, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, iterable, Traversable, MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO(0, callback, IS_CALLABLE, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, concurrency, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, cancelPending, _IS_BOOL, 0, "true")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_context, 0, 0, Async\\Context, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_request_context, 0, 0, Async\\Context, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_get_trace, 0, 0, IS_ARRAY, 1)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_LONG, 0, "DEBUG_BACKTRACE_PROVIDE_OBJECT")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_add_exception, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, exception, Throwable, 0)
ZEND_END_ARG_INFO()

static const zend_function_entry no_methods[] = {
	ZEND_FE_END
};

static const zend_function_entry completable_methods[] = {
	ZEND_ABSTRACT_ME(Completable, cancel, arginfo_cancel)
	ZEND_ABSTRACT_ME(Completable, isCompleted, arginfo_bool)
	ZEND_ABSTRACT_ME(Completable, isCancelled, arginfo_bool)
	ZEND_FE_END
};

static const zend_function_entry composite_methods[] = {
	ZEND_ME(CompositeException, addException, arginfo_add_exception, ZEND_ACC_PUBLIC)
	ZEND_ME(CompositeException, getExceptions, arginfo_array, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static const zend_function_entry coroutine_methods[] = {
	ZEND_ME(Coroutine, __construct, arginfo_construct, ZEND_ACC_PRIVATE)
	ZEND_ME(Coroutine, getId, arginfo_int, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getResult, arginfo_mixed, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getException, arginfo_mixed, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, cancel, arginfo_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, finally, arginfo_finally, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, isStarted, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, isQueued, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, isRunning, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, isSuspended, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, isCancelled, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, isCancellationRequested, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, isCompleted, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, asHiPriority, arginfo_coroutine, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getSpawnFileAndLine, arginfo_array, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getSpawnLocation, arginfo_string, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getTrace, arginfo_get_trace, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getSuspendFileAndLine, arginfo_array, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getSuspendLocation, arginfo_string, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getAwaitingInfo, arginfo_array, ZEND_ACC_PUBLIC)
	ZEND_ME(Coroutine, getContext, arginfo_context, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static const zend_function_entry timeout_methods[] = {
	ZEND_ME(Timeout, __construct, arginfo_construct, ZEND_ACC_PRIVATE)
	ZEND_ME(Timeout, cancel, arginfo_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(Timeout, isCompleted, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Timeout, isCancelled, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

const zend_function_entry rt__functions[] = {
	ZEND_NS_FALIAS("Async", spawn, Async_spawn, arginfo_spawn)
	ZEND_NS_FALIAS("Async", spawn_with, Async_spawn_with, arginfo_spawn_with)
	ZEND_NS_FALIAS("Async", suspend, Async_suspend, arginfo_void)
	ZEND_NS_FALIAS("Async", protect, Async_protect, arginfo_protect)
	ZEND_NS_FALIAS("Async", await, Async_await, arginfo_await)
	ZEND_NS_FALIAS("Async", await_any_or_fail, Async_await_any_or_fail, arginfo_await_one_of)
	ZEND_NS_FALIAS("Async", await_first_success, Async_await_first_success, arginfo_await_one_of)
	ZEND_NS_FALIAS("Async", await_all_or_fail, Async_await_all_or_fail, arginfo_await_all_or_fail)
	ZEND_NS_FALIAS("Async", await_all, Async_await_all, arginfo_await_all)
	ZEND_NS_FALIAS("Async", await_any_of_or_fail, Async_await_any_of_or_fail, arginfo_await_any_of_or_fail)
	ZEND_NS_FALIAS("Async", await_any_of, Async_await_any_of, arginfo_await_any_of)
	ZEND_NS_FALIAS("Async", delay, Async_delay, arginfo_delay)
	ZEND_NS_FALIAS("Async", timeout, Async_timeout, arginfo_timeout)
	ZEND_NS_FALIAS("Async", current_coroutine, Async_current_coroutine, arginfo_coroutine)
	ZEND_NS_FALIAS("Async", get_coroutines, Async_get_coroutines, arginfo_array)
	ZEND_NS_FALIAS("Async", iterate, Async_iterate, arginfo_iterate)
	ZEND_NS_FALIAS("Async", current_context, Async_current_context, arginfo_context)
	ZEND_NS_FALIAS("Async", coroutine_context, Async_coroutine_context, arginfo_context)
	ZEND_NS_FALIAS("Async", root_context, Async_root_context, arginfo_context)
	ZEND_NS_FALIAS("Async", request_context, Async_request_context, arginfo_request_context)
	ZEND_NS_FALIAS("Async", runtime_stats, Async_runtime_stats, arginfo_array)
	ZEND_NS_FALIAS("Async", available_parallelism, Async_available_parallelism, arginfo_int)
	ZEND_NS_FALIAS("Async", cpu_usage, Async_cpu_usage, arginfo_array)
	ZEND_NS_FALIAS("Async", loadavg, Async_loadavg, arginfo_loadavg)
	ZEND_NS_FALIAS("Async", graceful_shutdown, Async_graceful_shutdown, arginfo_graceful_shutdown)
	ZEND_FE_END
};
