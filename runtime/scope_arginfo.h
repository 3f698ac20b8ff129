/* scope_arginfo.h - scope.stub.php for the engine: signatures and method tables, in the order of the stub. Kept equal to
 * the stub by hand. Included by php_scope.c only. */

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_scope_or_null, 0, 0, Async\\Scope, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_before_enqueue, 0, 2, IS_ARRAY, 0)
	ZEND_ARG_OBJ_INFO(0, coroutine, Async\\Coroutine, 0)
	ZEND_ARG_OBJ_INFO(0, scope, Async\\Scope, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_after_enqueue, 0, 2, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, coroutine, Async\\Coroutine, 0)
	ZEND_ARG_OBJ_INFO(0, scope, Async\\Scope, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_inherit, 0, 0, Async\\Scope, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, parentScope, Async\\Scope, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_scope, 0, 0, Async\\Scope, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_scope_spawn, 0, 1, Async\\Coroutine, 0)
	ZEND_ARG_OBJ_INFO(0, callable, Closure, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, params, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_scope_cancel, 0, 0, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellationError, Async\\AsyncCancellation, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await_completion, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, cancellation, Async\\Awaitable, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_await_after_cancellation, 0, 0, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, errorHandler, IS_CALLABLE, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellation, Async\\Awaitable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_bool, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_set_handler, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, exceptionHandler, IS_CALLABLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_scope_finally, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, callback, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_void, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_dispose_after, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, timeout, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_array, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

static const zend_function_entry provider_methods[] = {
	ZEND_ABSTRACT_ME(ScopeProvider, provideScope, arginfo_scope_or_null)
	ZEND_FE_END
};

static const zend_function_entry strategy_methods[] = {
	ZEND_ABSTRACT_ME(SpawnStrategy, beforeCoroutineEnqueue, arginfo_before_enqueue)
	ZEND_ABSTRACT_ME(SpawnStrategy, afterCoroutineEnqueue, arginfo_after_enqueue)
	ZEND_FE_END
};

static const zend_function_entry scope_methods[] = {
	ZEND_ME(Scope, inherit, arginfo_inherit, ZEND_ACC_PUBLIC | ZEND_ACC_STATIC)
	ZEND_ME(Scope, provideScope, arginfo_scope, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, __construct, arginfo_construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, asNotSafely, arginfo_scope, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, allowZombies, arginfo_scope, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, spawn, arginfo_scope_spawn, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, cancel, arginfo_scope_cancel, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, awaitCompletion, arginfo_await_completion, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, awaitAfterCancellation, arginfo_await_after_cancellation, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, isFinished, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, isClosed, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, isCancelled, arginfo_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, setExceptionHandler, arginfo_set_handler, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, setChildScopeExceptionHandler, arginfo_set_handler, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, finally, arginfo_scope_finally, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, dispose, arginfo_void, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, disposeSafely, arginfo_void, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, disposeAfterTimeout, arginfo_dispose_after, ZEND_ACC_PUBLIC)
	ZEND_ME(Scope, getChildScopes, arginfo_array, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};
