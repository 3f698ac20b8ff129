/* exceptions.c - making, taking and throwing exceptions from C, also where no PHP code is running.
 *
 * \Cancellation is a root of its own in TrueAsync. Stock PHP wants every throwable below Exception or Error,
 * so here it is below Error; what tells cancellations apart must go by the class, never by its root.
 */
#include "runtime/rt_private.h"

static zend_class_entry *exception_base(zend_class_entry *ce)
{
	return instanceof_function(ce, zend_ce_exception) ? zend_ce_exception : zend_ce_error;
}

bool rt__is_cancellation(const zend_object *exception)
{
	return instanceof_function(exception->ce, rt__ce_cancellation);
}

zend_object *rt__exception_create(zend_class_entry *ce, zend_execute_data *frame, zend_object *previous,
	const char *format, ...)
{
	/* The constructor of every exception notes where the engine is; it is made to look like the given
	 * frame. */
	zend_execute_data *here = EG(current_execute_data);
	EG(current_execute_data) = frame;
	zval exception;
	object_init_ex(&exception, ce);
	EG(current_execute_data) = here;

	va_list arguments;
	va_start(arguments, format);
	zval message;
	ZVAL_STR(&message, zend_vstrpprintf(0, format, arguments));
	va_end(arguments);

	zend_object *object = Z_OBJ(exception);
	zend_update_property_ex(exception_base(ce), object, ZSTR_KNOWN(ZEND_STR_MESSAGE), &message);
	zval_ptr_dtor(&message);
	if (previous != NULL) {
		zval link;
		ZVAL_OBJ(&link, previous);
		zend_update_property_ex(exception_base(ce), object, ZSTR_KNOWN(ZEND_STR_PREVIOUS), &link);
	}
	return object;
}

/* When memory runs out, later versions of 8.2 report it and then unwind the code as exit() does, instead of jumping out of
 * it. Whoever would take that for an end of the code passes the fatal error on. */
zend_object *rt__exception_take(void)
{
	zend_object *exception = EG(exception);
	if (exception != NULL) {
		GC_ADDREF(exception);
		zend_clear_exception();
		if (UNEXPECTED(CG(unclean_shutdown)) && zend_is_unwind_exit(exception)) {
			OBJ_RELEASE(exception);
			zend_bailout();
		}
	}
	return exception;
}

void rt__exception_throw(zend_object *exception)
{
	/* Chains to an exception that is pending already. */
	zend_throw_exception_internal(exception);
}

zend_object *rt__exception_chain(zend_object *newer, zend_object *older)
{
	if (newer == older) {
		OBJ_RELEASE(older);
	} else {
		zend_exception_set_previous(newer, older);
	}
	return newer;
}

/* exit() and destroyed generators unwind with objects that are no exceptions. */
zend_object *rt__exception_absorb(zend_object *exception)
{
	if (exception == NULL || instanceof_function(exception->ce, zend_ce_throwable)) {
		return exception;
	}
	bool exit = zend_is_unwind_exit(exception);
	OBJ_RELEASE(exception);
	if (exit) {
		rt__shutdown_begin(NULL);
	}
	return NULL;
}

void rt__composite_add(zend_object *composite, zend_object *exception)
{
	zval *list = OBJ_PROP_NUM(composite, rt__ce_composite_exception->parent->default_properties_count);
	zval item;
	ZVAL_OBJ(&item, exception);
	SEPARATE_ARRAY(list);
	add_next_index_zval(list, &item);
}
