/* php_scope.c - Async\Scope, ScopeProvider, SpawnStrategy and spawn_with(): the PHP surface of scopes. */
#include "runtime/rt_private.h"

#include "zend_closures.h"

ZEND_FUNCTION(Async_spawn_with);
ZEND_METHOD(Scope, inherit);
ZEND_METHOD(Scope, provideScope);
ZEND_METHOD(Scope, __construct);
ZEND_METHOD(Scope, asNotSafely);
ZEND_METHOD(Scope, allowZombies);
ZEND_METHOD(Scope, spawn);
ZEND_METHOD(Scope, cancel);
ZEND_METHOD(Scope, awaitCompletion);
ZEND_METHOD(Scope, awaitAfterCancellation);
ZEND_METHOD(Scope, isFinished);
ZEND_METHOD(Scope, isClosed);
ZEND_METHOD(Scope, isCancelled);
ZEND_METHOD(Scope, setExceptionHandler);
ZEND_METHOD(Scope, setChildScopeExceptionHandler);
ZEND_METHOD(Scope, finally);
ZEND_METHOD(Scope, dispose);
ZEND_METHOD(Scope, disposeSafely);
ZEND_METHOD(Scope, disposeAfterTimeout);
ZEND_METHOD(Scope, getChildScopes);

#include "runtime/scope_arginfo.h"

struct scope_object {
	struct rt__scope *scope;    /* retained */
	bool stands_in;             /* made for a scope whose own object is gone: its end means nothing */
	zend_object std;
};

zend_class_entry *rt__ce_spawn_strategy;
static zend_class_entry *ce_provider;
static zend_class_entry *ce_scope;
static zend_object_handlers scope_handlers;

/* ---- the object ---- */

static struct scope_object *scope_object_from(zend_object *object)
{
	return (struct scope_object *) ((char *) object - XtOffsetOf(struct scope_object, std));
}

static struct scope_object *object_create(zend_class_entry *ce)
{
	struct scope_object *object = zend_object_alloc(sizeof(*object), ce);
	object->scope = NULL;
	object->stands_in = false;
	zend_object_std_init(&object->std, ce);
	object_properties_init(&object->std, ce);
	object->std.handlers = &scope_handlers;
	return object;
}

static zend_object *scope_object_attach(struct rt__scope *scope)
{
	struct scope_object *object = object_create(ce_scope);
	object->scope = scope;
	scope->object = &object->std;
	return &object->std;
}

static zend_object *scope_object_create(zend_class_entry *ce)
{
	(void) ce;
	return scope_object_attach(rt__scope_create(NULL));
}

/* Nobody can reach the scope any more: whoever is still in it is told to end. */
static void scope_object_destroy(zend_object *object)
{
	struct scope_object *self = scope_object_from(object);
	struct rt__scope *scope = self->scope;
	if (self->stands_in || scope->object != object) {
		return;
	}
	scope->object = NULL;
	if (!rt__scope_try_dispose(scope)) {
		rt__scope_cancel(scope, NULL, "Scope is being disposed due to object destruction", scope->safe);
	}
}

static void scope_object_free(zend_object *object)
{
	struct scope_object *self = scope_object_from(object);
	struct rt__scope *scope = self->scope;
	if (scope->object == object) {
		scope->object = NULL;
	}
	rt__scope_release(scope);
	zend_object_std_dtor(object);
}

static HashTable *scope_object_gc(zend_object *object, zval **table, int *count)
{
	struct scope_object *self = scope_object_from(object);
	struct rt__scope *scope = self->scope;
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (!self->stands_in) {
		zend_get_gc_buffer_add_zval(buffer, &scope->exception_handler.fci.function_name);
		zend_get_gc_buffer_add_zval(buffer, &scope->child_exception_handler.fci.function_name);
	}
	if (!self->stands_in && scope->finally != NULL) {
		zval *handler;
		ZEND_HASH_FOREACH_VAL(scope->finally, handler) {
			zend_get_gc_buffer_add_zval(buffer, handler);
		} ZEND_HASH_FOREACH_END();
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

struct rt__scope *rt__scope_of(zend_object *object)
{
	return scope_object_from(object)->scope;
}

zend_object *rt__scope_object(struct rt__scope *scope)
{
	if (scope->object != NULL) {
		GC_ADDREF(scope->object);
		return scope->object;
	}
	struct scope_object *object = object_create(ce_scope);
	object->scope = rt__scope_retain(scope);
	object->stands_in = true;
	return &object->std;
}

/* ---- spawn_with ---- */

ZEND_FUNCTION(Async_spawn_with)
{
	zend_object *provider;
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	ZEND_PARSE_PARAMETERS_START(2, -1)
		Z_PARAM_OBJ_OF_CLASS(provider, ce_provider)
		Z_PARAM_FUNC(fci, fcc)
		Z_PARAM_VARIADIC_WITH_NAMED(fci.params, fci.param_count, fci.named_params)
	ZEND_PARSE_PARAMETERS_END();
	struct rt_coroutine *coroutine = rt__scope_spawn_with(provider, &fci, &fcc);
	if (coroutine != NULL) {
		RETURN_OBJ_COPY(&coroutine->std);
	}
}

/* ---- Scope ---- */

#define THIS_SCOPE() (scope_object_from(Z_OBJ_P(ZEND_THIS))->scope)

/* False with an exception thrown: the scope has ended for good. */
static bool require_open(const struct rt__scope *scope)
{
	if (scope->disposed) {
		zend_throw_exception(rt__ce_async_exception, "Scope object has been disposed", 0);
	}
	return !scope->disposed;
}

ZEND_METHOD(Scope, inherit)
{
	zend_object *parent = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(parent, ce_scope)
	ZEND_PARSE_PARAMETERS_END();
	struct rt__scope *scope = parent == NULL ? rt__scope_current() : rt__scope_of(parent);
	if (scope->disposed) {
		zend_throw_exception(rt__ce_async_exception,
			"Cannot inherit a Scope from a parent Scope that has already been disposed.", 0);
		RETURN_THROWS();
	}
	RETURN_OBJ(scope_object_attach(rt__scope_create(scope)));
}

ZEND_METHOD(Scope, provideScope)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(Scope, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(Scope, asNotSafely)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (!require_open(THIS_SCOPE())) {
		RETURN_THROWS();
	}
	THIS_SCOPE()->safe = false;
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(Scope, allowZombies)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (!require_open(THIS_SCOPE())) {
		RETURN_THROWS();
	}
	THIS_SCOPE()->safe = true;
	RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(Scope, spawn)
{
	zval *closure;
	zval *arguments = NULL;
	uint32_t count = 0;
	HashTable *named = NULL;
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	ZEND_PARSE_PARAMETERS_START(1, -1)
		Z_PARAM_OBJECT_OF_CLASS(closure, zend_ce_closure)
		Z_PARAM_VARIADIC_WITH_NAMED(arguments, count, named)
	ZEND_PARSE_PARAMETERS_END();
	if (zend_fcall_info_init(closure, 0, &fci, &fcc, NULL, NULL) != SUCCESS) {
		RETURN_THROWS();
	}
	fci.params = arguments;
	fci.param_count = count;
	fci.named_params = named;
	struct rt_coroutine *coroutine = rt__scope_spawn(THIS_SCOPE(), &fci, &fcc);
	if (coroutine != NULL) {
		RETURN_OBJ_COPY(&coroutine->std);
	}
}

ZEND_METHOD(Scope, cancel)
{
	zend_object *error = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(error, rt__ce_async_cancellation)
	ZEND_PARSE_PARAMETERS_END();
	rt__scope_cancel(THIS_SCOPE(), error, NULL, THIS_SCOPE()->safe);
}

ZEND_METHOD(Scope, awaitCompletion)
{
	zend_object *token;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(token, rt__ce_awaitable)
	ZEND_PARSE_PARAMETERS_END();
	rt__scope_await_completion(THIS_SCOPE(), token);
}

ZEND_METHOD(Scope, awaitAfterCancellation)
{
	zend_fcall_info fci = empty_fcall_info;
	zend_fcall_info_cache fcc = empty_fcall_info_cache;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_FUNC_OR_NULL(fci, fcc)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_awaitable)
	ZEND_PARSE_PARAMETERS_END();
	rt__scope_await_cancelled(THIS_SCOPE(), &fci, &fcc, token);
}

ZEND_METHOD(Scope, isFinished)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__scope_is_finished(THIS_SCOPE()));
}

ZEND_METHOD(Scope, isClosed)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_SCOPE()->closed || THIS_SCOPE()->disposed);
}

ZEND_METHOD(Scope, isCancelled)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_SCOPE()->cancelled);
}

static void handler_set(INTERNAL_FUNCTION_PARAMETERS, struct rt__scope *scope, struct rt__callable *handler)
{
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_FUNC(fci, fcc)
	ZEND_PARSE_PARAMETERS_END();
	(void) return_value;
	if (require_open(scope)) {
		struct rt__callable old = *handler;
		rt__callable_copy(handler, &fci, &fcc);
		rt__callable_free(&old);
	}
}

ZEND_METHOD(Scope, setExceptionHandler)
{
	handler_set(INTERNAL_FUNCTION_PARAM_PASSTHRU, THIS_SCOPE(), &THIS_SCOPE()->exception_handler);
}

ZEND_METHOD(Scope, setChildScopeExceptionHandler)
{
	handler_set(INTERNAL_FUNCTION_PARAM_PASSTHRU, THIS_SCOPE(), &THIS_SCOPE()->child_exception_handler);
}

ZEND_METHOD(Scope, finally)
{
	zval *closure;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(closure, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();
	struct rt__scope *scope = THIS_SCOPE();
	if (scope->over) {
		rt__finally_call_now(closure, Z_OBJ_P(ZEND_THIS));
	} else {
		rt__finally_add(&scope->finally, closure);
	}
}

ZEND_METHOD(Scope, dispose)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__scope_close(THIS_SCOPE(), THIS_SCOPE()->safe);
}

ZEND_METHOD(Scope, disposeSafely)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__scope_close(THIS_SCOPE(), true);
}

ZEND_METHOD(Scope, disposeAfterTimeout)
{
	zend_long ms;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(ms)
	ZEND_PARSE_PARAMETERS_END();
	if (ms < 0) {
		zend_argument_value_error(1, "must be greater than or equal to 0");
		RETURN_THROWS();
	}
	rt__scope_dispose_after(THIS_SCOPE(), ms);
}

ZEND_METHOD(Scope, getChildScopes)
{
	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	RT__LIST_EACH(node, &THIS_SCOPE()->children) {
		struct rt__scope *child = RT__LIST_ENTRY(node, struct rt__scope, of_parent);
		if (child->object != NULL) {
			GC_ADDREF(child->object);
			add_next_index_object(return_value, child->object);
		}
	}
}

/* ---- classes ---- */

void rt__scope_classes_register(void)
{
	zend_class_entry ce;
	INIT_CLASS_ENTRY(ce, "Async\\ScopeProvider", provider_methods);
	ce_provider = zend_register_internal_interface(&ce);
	INIT_CLASS_ENTRY(ce, "Async\\SpawnStrategy", strategy_methods);
	rt__ce_spawn_strategy = zend_register_internal_interface(&ce);
	zend_class_implements(rt__ce_spawn_strategy, 1, ce_provider);
	INIT_CLASS_ENTRY(ce, "Async\\Scope", scope_methods);
	ce_scope = zend_register_internal_class(&ce);
	ce_scope->ce_flags |= ZEND_ACC_FINAL | ZEND_ACC_NO_DYNAMIC_PROPERTIES | ZEND_ACC_NOT_SERIALIZABLE;
	ce_scope->create_object = scope_object_create;
	zend_class_implements(ce_scope, 1, ce_provider);
	scope_handlers = std_object_handlers;
	scope_handlers.offset = XtOffsetOf(struct scope_object, std);
	scope_handlers.dtor_obj = scope_object_destroy;
	scope_handlers.free_obj = scope_object_free;
	scope_handlers.get_gc = scope_object_gc;
	scope_handlers.clone_obj = NULL;
}
