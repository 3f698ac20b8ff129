/* uncaught.c - the engine's report of an exception that nobody caught.
 *
 * The engine reports as soon as the main script has ended and offers no place to step in before. So its error
 * callback is wrapped, and two kinds of report are held there. A cancellation that leaves main is no error
 * and is dropped. Any other exception that leaves main while coroutines are alive first shuts them down; its
 * report is kept until then, which is where TrueAsync prints it.
 */
#include "runtime/rt_private.h"

#define UNCAUGHT_PREFIX "Uncaught "

static struct {
	void (*original)(int, zend_string *, const uint32_t, zend_string *);
	bool held;
	int type;
	zend_string *file;
	uint32_t line;
	zend_string *message;
} uncaught;

/* The report begins with the class, which is all that is left of the exception here. */
static bool names_cancellation(zend_string *message)
{
	const char *name = ZSTR_VAL(message) + strlen(UNCAUGHT_PREFIX);
	zend_string *class_name = zend_string_init(name, strcspn(name, ": \n"), false);
	zend_class_entry *ce = zend_lookup_class_ex(class_name, NULL, ZEND_FETCH_CLASS_NO_AUTOLOAD);
	zend_string_release(class_name);
	return ce != NULL && instanceof_function(ce, rt__ce_cancellation);
}

static void uncaught_error(int type, zend_string *file, const uint32_t line, zend_string *message)
{
	bool report = (type & E_ERROR) != 0 && (type & E_DONT_BAIL) != 0
		&& strncmp(ZSTR_VAL(message), UNCAUGHT_PREFIX, strlen(UNCAUGHT_PREFIX)) == 0;
	if (report && names_cancellation(message)) {
		return;
	}
	if (report && rt__run.main != NULL && rt__run.current == rt__run.main && !uncaught.held) {
		uncaught.held = true;
		uncaught.type = type;
		uncaught.file = file == NULL ? NULL : zend_string_copy(file);
		uncaught.line = line;
		uncaught.message = zend_string_copy(message);
		return;
	}
	uncaught.original(type, file, line, message);
}

void rt__uncaught_install(void)
{
	uncaught.original = zend_error_cb;
	zend_error_cb = uncaught_error;
}

void rt__uncaught_remove(void)
{
	zend_error_cb = uncaught.original;
}

bool rt__uncaught_is_held(void)
{
	return uncaught.held;
}

void rt__uncaught_flush(void)
{
	if (!uncaught.held) {
		return;
	}
	uncaught.held = false;
	uncaught.original(uncaught.type, uncaught.file, uncaught.line, uncaught.message);
	if (uncaught.file != NULL) {
		zend_string_release(uncaught.file);
	}
	zend_string_release(uncaught.message);
}

void rt__uncaught_report(zend_object *exception)
{
	if (Z_TYPE(EG(user_exception_handler)) == IS_UNDEF) {
		zend_exception_error(exception, E_ERROR);
		return;
	}
	EG(exception) = exception;
	zend_user_exception_handler();
	if (EG(exception) != NULL) {
		zend_exception_error(EG(exception), E_ERROR);
	}
}
