/* callable.c - PHP callables that are kept for later: bodies of coroutines, handlers of scopes. */
#include "runtime/rt_private.h"

void rt__callable_copy(struct rt__callable *callable, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	callable->fci = *fci;
	callable->fcc = *fcc;
	callable->fci.params = NULL;
	if (fci->param_count > 0) {
		callable->fci.params = safe_emalloc(fci->param_count, sizeof(zval), 0);
		for (uint32_t i = 0; i < fci->param_count; i++) {
			ZVAL_COPY(&callable->fci.params[i], &fci->params[i]);
		}
	}
	if (fci->named_params != NULL) {
		GC_TRY_ADDREF(fci->named_params);
	}
	Z_TRY_ADDREF(callable->fci.function_name);
	/* A trampoline lives until the next call only: resolve the callable again when it is time. */
	if (fcc->function_handler != NULL && (fcc->function_handler->common.fn_flags & ZEND_ACC_CALL_VIA_TRAMPOLINE)) {
		zend_release_fcall_info_cache(&callable->fcc);
		callable->fcc.function_handler = NULL;
	}
}

void rt__callable_init(struct rt__callable *callable)
{
	memset(callable, 0, sizeof(*callable));
	ZVAL_UNDEF(&callable->fci.function_name);
}

bool rt__callable_is_set(const struct rt__callable *callable)
{
	return callable->fci.size != 0;
}

void rt__callable_free(struct rt__callable *callable)
{
	zend_fcall_info fci = callable->fci;
	rt__callable_init(callable);
	for (uint32_t i = 0; i < fci.param_count; i++) {
		zval_ptr_dtor(&fci.params[i]);
	}
	if (fci.params != NULL) {
		efree(fci.params);
	}
	if (fci.named_params != NULL) {
		zend_array_release(fci.named_params);
	}
	zval_ptr_dtor(&fci.function_name);
}

zend_object *rt__callable_call(const struct rt__callable *callable, uint32_t count, zval *arguments)
{
	/* The call may replace or free what is being called. */
	struct rt__callable held;
	rt__callable_copy(&held, &callable->fci, (zend_fcall_info_cache *) &callable->fcc);
	zend_fcall_info fci = held.fci;
	zend_fcall_info_cache fcc = held.fcc;
	zval result;
	ZVAL_UNDEF(&result);
	fci.retval = &result;
	fci.params = arguments;
	fci.param_count = count;
	zend_call_function(&fci, &fcc);
	zval_ptr_dtor(&result);
	rt__callable_free(&held);
	return rt__exception_take();
}
