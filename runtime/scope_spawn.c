/* scope_spawn.c - spawning into a scope that somebody provides, with a say of a SpawnStrategy before and after.
 *
 * A coroutine becomes a member of its scope in the moment it is queued, not when it is made: until then the strategy may
 * refuse it, and nobody else has heard of it.
 */
#include "runtime/rt_private.h"

struct rt_coroutine *rt__scope_spawn(struct rt__scope *scope, const zend_fcall_info *fci,
	const zend_fcall_info_cache *fcc)
{
	if (scope->disposed || scope->closed) {
		zend_throw_exception(rt__ce_async_exception, scope->disposed ? "Scope object has been disposed"
			: "Cannot spawn a coroutine in a closed scope", 0);
		return NULL;
	}
	if (!rt__launch()) {
		return NULL;
	}
	struct rt_coroutine *coroutine = rt__coroutine_create();
	rt__coroutine_body(coroutine, fci, fcc);
	rt__coroutine_queue(coroutine, scope, false);
	return coroutine;
}

/* The scope a provider names, retained; the current one if it names none. NULL with an exception thrown. */
static struct rt__scope *scope_ask(zend_object *provider)
{
	zval scope;
	ZVAL_UNDEF(&scope);
	zend_call_method_with_0_params(provider, provider->ce, NULL, "provideScope", &scope);
	if (EG(exception) != NULL) {
		zval_ptr_dtor(&scope);
		return NULL;
	}
	if (Z_TYPE(scope) != IS_OBJECT) {
		return rt__scope_retain(rt__scope_current());
	}
	struct rt__scope *provided = rt__scope_retain(rt__scope_of(Z_OBJ(scope)));
	zval_ptr_dtor(&scope);
	return provided;
}

static bool strategy_tell(zend_object *provider, const char *method, struct rt_coroutine *coroutine,
	struct rt__scope *scope)
{
	zval arguments[2], result;
	ZVAL_UNDEF(&result);
	ZVAL_OBJ(&arguments[0], &coroutine->std);
	ZVAL_OBJ(&arguments[1], rt__scope_object(scope));
	zend_call_method(provider, provider->ce, NULL, method, strlen(method), &result, 2, &arguments[0], &arguments[1]);
	zval_ptr_dtor(&result);
	zval_ptr_dtor(&arguments[1]);
	return EG(exception) == NULL;
}

static struct rt_coroutine *strategy_spawn(zend_object *strategy, struct rt__scope *scope, const zend_fcall_info *fci,
	const zend_fcall_info_cache *fcc)
{
	struct rt_coroutine *coroutine = rt__coroutine_create();
	rt__coroutine_body(coroutine, fci, fcc);
	if (!strategy_tell(strategy, "beforecoroutineenqueue", coroutine, scope)) {
		rt__coroutine_discard(coroutine);
		return NULL;
	}
	/* The strategy may have waited meanwhile, and the scope may be gone. */
	if (scope->disposed || scope->closed) {
		rt__coroutine_discard(coroutine);
		zend_throw_exception(rt__ce_async_exception, "Cannot spawn a coroutine in a closed scope", 0);
		return NULL;
	}
	rt__coroutine_queue(coroutine, scope, false);
	GC_ADDREF(&coroutine->std);
	bool ok = strategy_tell(strategy, "aftercoroutineenqueue", coroutine, scope);
	if (!ok) {
		rt__coroutine_cancel(coroutine, NULL, RT__CANCEL_MESSAGE, RT_CAUSE_CANCEL);
	}
	OBJ_RELEASE(&coroutine->std);
	return ok ? coroutine : NULL;
}

struct rt_coroutine *rt__scope_spawn_with(zend_object *provider, const zend_fcall_info *fci,
	const zend_fcall_info_cache *fcc)
{
	struct rt_coroutine *coroutine = NULL;
	if (!rt__launch()) {
		return NULL;
	}
	struct rt__scope *scope = scope_ask(provider);
	if (scope == NULL) {
		return NULL;
	}
	if (!instanceof_function(provider->ce, rt__ce_spawn_strategy) || scope->disposed || scope->closed) {
		coroutine = rt__scope_spawn(scope, fci, fcc);
	} else {
		coroutine = strategy_spawn(provider, scope, fci, fcc);
	}
	rt__scope_release(scope);
	return coroutine;
}
