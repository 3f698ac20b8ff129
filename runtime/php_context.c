/* php_context.c - the PHP surface of Async\Context and the functions that give one. */
#include "runtime/rt_private.h"

#include "runtime/context_arginfo.h"

ZEND_FUNCTION(Async_current_context);
ZEND_FUNCTION(Async_coroutine_context);
ZEND_FUNCTION(Async_root_context);
ZEND_FUNCTION(Async_request_context);

#define THIS_OBJECT() Z_OBJ_P(ZEND_THIS)

static zend_class_entry *ce_context_exception;

/* Nothing is converted to a string here. */
static bool key_check(zval *value, struct rt__context_key *key)
{
	key->name = Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
	key->object = Z_TYPE_P(value) == IS_OBJECT ? Z_OBJ_P(value) : NULL;
	if (key->name == NULL && key->object == NULL) {
		zend_argument_type_error(1, "must be of type string|object, %s given", zend_zval_type_name(value));
		return false;
	}
	return true;
}

static bool key_take(INTERNAL_FUNCTION_PARAMETERS, struct rt__context_key *key)
{
	zval *value;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(value)
	ZEND_PARSE_PARAMETERS_END_EX(return false);
	return key_check(value, key);
}

static void get(INTERNAL_FUNCTION_PARAMETERS, bool local, bool demands)
{
	struct rt__context_key key;
	if (!key_take(INTERNAL_FUNCTION_PARAM_PASSTHRU, &key)) {
		RETURN_THROWS();
	}
	zval *found = rt__context_find(THIS_OBJECT(), &key, local);
	if (found != NULL) {
		RETURN_COPY(found);
	}
	if (demands && key.name != NULL) {
		zend_throw_exception_ex(ce_context_exception, 0, "Context key \"%s\" not found", ZSTR_VAL(key.name));
	} else if (demands) {
		zend_throw_exception_ex(ce_context_exception, 0, "Context key of type %s not found",
			ZSTR_VAL(key.object->ce->name));
	}
}

static void has(INTERNAL_FUNCTION_PARAMETERS, bool local)
{
	struct rt__context_key key;
	if (!key_take(INTERNAL_FUNCTION_PARAM_PASSTHRU, &key)) {
		RETURN_THROWS();
	}
	RETURN_BOOL(rt__context_find(THIS_OBJECT(), &key, local) != NULL);
}

ZEND_METHOD(Async_Context, find)
{
	get(INTERNAL_FUNCTION_PARAM_PASSTHRU, false, false);
}

ZEND_METHOD(Async_Context, get)
{
	get(INTERNAL_FUNCTION_PARAM_PASSTHRU, false, true);
}

ZEND_METHOD(Async_Context, has)
{
	has(INTERNAL_FUNCTION_PARAM_PASSTHRU, false);
}

ZEND_METHOD(Async_Context, findLocal)
{
	get(INTERNAL_FUNCTION_PARAM_PASSTHRU, true, false);
}

ZEND_METHOD(Async_Context, getLocal)
{
	get(INTERNAL_FUNCTION_PARAM_PASSTHRU, true, true);
}

ZEND_METHOD(Async_Context, hasLocal)
{
	has(INTERNAL_FUNCTION_PARAM_PASSTHRU, true);
}

ZEND_METHOD(Async_Context, set)
{
	struct rt__context_key key;
	zval *name;
	zval *value;
	bool replace = false;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_ZVAL(name)
		Z_PARAM_ZVAL(value)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(replace)
	ZEND_PARSE_PARAMETERS_END();
	if (!key_check(name, &key)) {
		RETURN_THROWS();
	}
	if (!replace && rt__context_find(THIS_OBJECT(), &key, true) != NULL) {
		zend_throw_exception(rt__ce_async_exception, "Context key already exists and replace is false", 0);
		RETURN_THROWS();
	}
	rt__context_set(THIS_OBJECT(), &key, value);
	RETURN_OBJ_COPY(THIS_OBJECT());
}

ZEND_METHOD(Async_Context, unset)
{
	struct rt__context_key key;
	if (!key_take(INTERNAL_FUNCTION_PARAM_PASSTHRU, &key)) {
		RETURN_THROWS();
	}
	rt__context_unset(THIS_OBJECT(), &key);
	RETURN_OBJ_COPY(THIS_OBJECT());
}

ZEND_FUNCTION(Async_current_context)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(rt__context_of_scope(rt__scope_current()));
}

ZEND_FUNCTION(Async_coroutine_context)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(rt__context_of_coroutine(rt__run.current));
}

ZEND_FUNCTION(Async_root_context)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	RETURN_OBJ_COPY(rt__context_of_scope(rt__scope_main()));
}

/* There is one where a server gives each of its requests a scope; nobody does here. */
ZEND_FUNCTION(Async_request_context)
{
	ZEND_PARSE_PARAMETERS_NONE();
}

void rt__context_classes_register(void)
{
	ce_context_exception = register_class_Async_ContextException(rt__ce_async_exception);
	rt__context_class_prepare(register_class_Async_Context());
}
