/* embed.c - see embed.h.
 *
 * A SAPI of our own with next to nothing in it: no input, no headers, output dropped (or shown on stderr when
 * PHP_FUZZ_ASYNC_OUTPUT is set, for debugging a program).
 */
#include "harness/embed.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <php.h>
#include <SAPI.h>
#include <main/php_main.h>
#include <main/php_variables.h>
#include <zend_exceptions.h>
#include <zend_gc.h>
#include <zend_signal.h>

#include "runtime/rt.h"

#if defined(__has_feature)
# if __has_feature(address_sanitizer)
#  include <sanitizer/lsan_interface.h>
#  define HAS_LEAK_SANITIZER 1
# endif
#endif

static const char ini_entries[] =
	/* A distribution's PHP has extensions we need as shared objects. */
	PFA_PHP_SHARED_INI
	/* Diagnostics are outcomes of the program, judged by oracles; printing them costs time and says nothing. */
	"display_errors=0\nlog_errors=0\nhtml_errors=0\nerror_reporting=32767\nreport_memleaks=0\n"
	"ignore_repeated_errors=0\n"
	/* No limit of PHP's own may end a run: the step budget does, deterministically. */
	"max_execution_time=0\nmax_input_time=-1\nmemory_limit=-1\nzend.max_allowed_stack_size=-1\n"
	/* Assertions of the program are on. */
	"zend.assertions=1\nassert.exception=1\n"
	/* Nothing of the process's environment may enter a run, and request start stays cheap. */
	"variables_order=\nrequest_order=\nregister_argc_argv=0\nauto_globals_jit=1\nfile_uploads=0\n"
	"enable_post_data_reading=0\nimplicit_flush=0\noutput_buffering=0\ndefault_charset=\n"
	/* No name lookups, no file beyond the prelude. */
	"allow_url_include=0\nuser_ini.filename=\nopcache.enable=0\n"
	/* The deadlock report is for people at a terminal. */
	"async.debug_deadlock=0\n";

static struct {
	const zend_function_entry *functions;
	bool show_output;
} g;

static int sapi_start(sapi_module_struct *module)
{
#if PHP_VERSION_ID >= 80200
	return php_module_startup(module, &true_async_module_entry);
#else
	return php_module_startup(module, &true_async_module_entry, 1);
#endif
}

static size_t sapi_write(const char *text, size_t size)
{
	if (g.show_output)
		fwrite(text, 1, size, stderr);
	return size;
}

static void sapi_flush_output(void *context)
{
}

static void sapi_send_nothing(sapi_header_struct *header, void *context)
{
}

static char *sapi_no_cookies(void)
{
	return NULL;
}

static void sapi_no_variables(zval *track_vars)
{
}

static void sapi_log(const char *message, int level)
{
	fprintf(stderr, "php: %s\n", message);
}

static sapi_module_struct sapi = {
	.name = (char *)"fuzz-async",
	.pretty_name = (char *)"php-fuzz-async",
	.startup = sapi_start,
	.shutdown = php_module_shutdown_wrapper,
	.ub_write = sapi_write,
	.flush = sapi_flush_output,
	.sapi_error = php_error,
	.send_header = sapi_send_nothing,
	.read_cookies = sapi_no_cookies,
	.register_server_variables = sapi_no_variables,
	.log_message = sapi_log,
	.phpinfo_as_text = 1,
	.php_ini_ignore = 1,
	.php_ini_ignore_cwd = 1,
};

bool embed_start(const struct _zend_function_entry *functions)
{
	bool started;

	/* PHP's own allocator hides overflows and leaks from the sanitizers. Read at start-up only. */
	setenv("USE_ZEND_ALLOC", "0", 1);
	/* A peer that is gone is an errno, never the end of the process. */
	signal(SIGPIPE, SIG_IGN);
	g.show_output = getenv("PHP_FUZZ_ASYNC_OUTPUT") != NULL;
	sapi.additional_functions = functions;

#ifdef ZEND_SIGNALS
	zend_signal_startup();
#endif
	sapi_startup(&sapi);
	sapi.ini_entries = malloc(sizeof ini_entries);
	if (sapi.ini_entries == NULL)
		return false;
	memcpy(sapi.ini_entries, ini_entries, sizeof ini_entries);
	started = sapi.startup(&sapi) == SUCCESS;
	if (!started)
		fprintf(stderr, "php-fuzz-async: PHP does not start\n");
	return started;
}

void embed_stop(void)
{
	php_module_shutdown();
	sapi_shutdown();
	free(sapi.ini_entries);
	sapi.ini_entries = NULL;
}

void embed_leaks_ignore(bool ignore)
{
#ifdef HAS_LEAK_SANITIZER
	if (ignore)
		__lsan_disable();
	else
		__lsan_enable();
#endif
}

bool embed_request_start(void)
{
	if (php_request_startup() == FAILURE) {
		fprintf(stderr, "php-fuzz-async: a PHP request does not start\n");
		return false;
	}
	SG(headers_sent) = 1;
	SG(request_info).no_headers = 1;
	return true;
}

void embed_request_end(void)
{
	/* An exception that nobody caught must not be shown as a fatal error by the shutdown; the caller has seen it. */
	if (EG(exception) != NULL)
		zend_clear_exception();
	/* What only a cycle keeps alive would be dropped without being freed, which the allocator behind us sees as a
	 * leak. Twice: destructors that the first pass calls may leave new garbage. After a fatal error what is there may be
	 * half made, and the engine does not look at it either. */
	zend_try {
		for (int i = 0; i < 2 && !CG(unclean_shutdown); i++)
			zend_gc_collect_cycles();
	} zend_end_try();
	php_request_shutdown(NULL);
}

bool embed_call(const char *name, zval *argument, zval *result)
{
	zend_function *function = zend_hash_str_find_ptr(EG(function_table), name, strlen(name));
	bool called = false;

	ZVAL_UNDEF(result);
	if (function == NULL)
		return false;
	zend_first_try {
		zend_call_known_function(function, NULL, NULL, result, 1, argument, NULL);
		called = EG(exception) == NULL && Z_TYPE_P(result) != IS_UNDEF;
	} zend_end_try();
	return called;
}
