/* module.c - the module entry: what lives how long.
 *
 * The event loop lives as long as the process and is empty between requests. Everything else is of one
 * request: it is made when the request first does something asynchronous, and RSHUTDOWN leaves nothing of it
 * behind. The same file serves the static library in the fuzzer and the loadable extension.
 */
#include "runtime/child.h"
#include "runtime/plain.h"

#include "ext/standard/basic_functions.h"
#include "ext/standard/info.h"
#include "php_ini.h"

#include <pthread.h>

#define RUNTIME_VERSION "0.1.0"

/* Turns that close what a request has left open; each close takes one, handles that respawn would be a
 * bug. */
#define CLOSING_TURNS_MAX 8

struct rt__runtime rt__run;
const struct rt_hooks *rt__hooks;
uv_loop_t *rt__loop;

static uv_loop_t loop;

static ZEND_FUNCTION(drain);

ZEND_BEGIN_ARG_INFO_EX(arginfo_drain, 0, 0, 0)
ZEND_END_ARG_INFO()

/* Called by the engine at the end of the request, and by nobody else: it is in no function table. */
static zend_internal_function drain_function = {
	.type = ZEND_INTERNAL_FUNCTION,
	.handler = ZEND_FN(drain),
	.arg_info = (zend_internal_arg_info *) arginfo_drain + 1,
};

static ZEND_FUNCTION(drain)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__drain();
}

/* A forked child shares its parent's epoll descriptor: whatever it did with it, its parent would see, and the
 * other way round. It gets one of its own before it can touch the parent's. */
static void loop_forked(void)
{
	if (rt__loop != NULL) {
		uv_loop_fork(rt__loop);
		rt__work_forked();
	}
}

static void loop_open(void)
{
	static bool fork_watched;

	if (rt__loop == NULL) {
		uv_loop_init(&loop);
		rt__loop = &loop;
		rt__work_open();
	}
	if (!fork_watched) {
		fork_watched = pthread_atfork(NULL, NULL, loop_forked) == 0;
	}
}

static void loop_empty(void)
{
	rt__closing_flush();
	for (int i = 0; i < CLOSING_TURNS_MAX && uv_loop_alive(rt__loop); i++) {
		uv_run(rt__loop, UV_RUN_NOWAIT);
	}
	ZEND_ASSERT((!uv_loop_alive(rt__loop) || rt__work_is_left()) && rt__run.handles == 0);
}

void rt__drain_arrange(void)
{
	php_shutdown_function_entry entry;
	memset(&entry, 0, sizeof(entry));
	entry.fci.size = sizeof(entry.fci);
	ZVAL_UNDEF(&entry.fci.function_name);
	entry.fci_cache.function_handler = (zend_function *) &drain_function;
	append_user_shutdown_function(&entry);
}

void rt_hooks_set(const struct rt_hooks *hooks)
{
	rt__hooks = hooks;
}

PHP_INI_BEGIN()
	PHP_INI_ENTRY("async.debug_deadlock", "1", PHP_INI_ALL, NULL)
PHP_INI_END()

static PHP_MINIT_FUNCTION(true_async)
{
	(void) type;
	REGISTER_INI_ENTRIES();
	drain_function.function_name = zend_string_init_interned("Async\\{main}", strlen("Async\\{main}"), true);
	rt__classes_register();
	rt__uncaught_install();
	rt__socket_functions_install(module_number);
	rt__plain_install();
	rt__process_install(module_number);
	rt__fork_install();
	rt__user_fiber_install();
	rt__functions_replace();
	rt__collect_install();
	return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(true_async)
{
	(void) type;
	rt__fiber_shutdown();
	rt__collect_restore();
	rt__user_fiber_restore();
	rt__fork_restore();
	rt__functions_restore();
	rt__plain_restore();
	rt__socket_functions_restore();
	rt__uncaught_remove();
	if (rt__loop != NULL) {
		bool empty = rt__work_close();
		rt__children_forget();
		rt__closing_free();
		int left = uv_loop_close(rt__loop);
		ZEND_ASSERT((left == 0 || !empty) && "a handle was never closed, or a request was left to the loop");
		(void) left;
		(void) empty;
		rt__loop = NULL;
	}
	UNREGISTER_INI_ENTRIES();
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(true_async)
{
	(void) type;
	(void) module_number;
	memset(&rt__run, 0, sizeof(rt__run));
	rt__list_init(&rt__run.live);
	rt__list_init(&rt__run.scopes);
	rt__list_init(&rt__run.urgent);
	rt__list_init(&rt__run.fibers);
	rt__list_init(&rt__run.fibers_idle);
	rt__list_init(&rt__run.polls);
	rt__list_init(&rt__run.lent_polls);
	rt__user_fiber_request_begin();
	rt__list_init(&rt__run.channels_armed);
	loop_open();
	/* Whoever closes a handle after RSHUTDOWN leaves it to the next request. */
	ZEND_ASSERT(!uv_loop_alive(rt__loop) || rt__work_is_left());
	uv_update_time(rt__loop);
	if (rt__hooks != NULL && rt__hooks->schedule != NULL) {
		rt__run.schedule = *rt__hooks->schedule;
	} else {
		rt_schedule_read_environment(&rt__run.schedule);
	}
	/* First in the list, so that coroutines end before the program's own shutdown functions run. */
	rt__drain_arrange();
	return SUCCESS;
}

/* Coroutines that a fatal error left behind. */
static void leftovers_discard(void)
{
	RT__LIST_EACH(node, &rt__run.live) {
		rt__coroutine_abandon(RT__LIST_ENTRY(node, struct rt_coroutine, live));
	}
	rt__channel_timeout_stop_all();
	rt__poll_close_all();
}

static PHP_RSHUTDOWN_FUNCTION(true_async)
{
	(void) type;
	(void) module_number;
	/* Destructors may have spawned since the last shutdown function ran. */
	rt__drain();
	leftovers_discard();
	rt__user_fiber_request_end();
	rt__scope_shutdown();
	rt__fiber_request_end();
	rt__ready_free();
	if (rt__run.resumed != NULL) {
		efree(rt__run.resumed);
		rt__run.resumed = NULL;
	}
	rt__run.current = NULL;
	rt__run.main = NULL;
	rt__run.launched = false;
	rt__plain_request_end();
	rt__work_request_end();
	rt__children_reap();
	loop_empty();
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(true_async)
{
	(void) zend_module;
	php_info_print_table_start();
	php_info_print_table_row(2, "TrueAsync stand-in", RUNTIME_VERSION);
	php_info_print_table_row(2, "libuv", uv_version_string());
	php_info_print_table_end();
	DISPLAY_INI_ENTRIES();
}

static const zend_module_dep dependencies[] = {
	ZEND_MOD_REQUIRED("standard")
	ZEND_MOD_OPTIONAL("pcntl")
	ZEND_MOD_OPTIONAL("sockets")
	ZEND_MOD_OPTIONAL("openssl")
	ZEND_MOD_END
};

zend_module_entry true_async_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	dependencies,
	"true_async",
	rt__functions,
	PHP_MINIT(true_async),
	PHP_MSHUTDOWN(true_async),
	PHP_RINIT(true_async),
	PHP_RSHUTDOWN(true_async),
	PHP_MINFO(true_async),
	RUNTIME_VERSION,
	STANDARD_MODULE_PROPERTIES
};

#ifdef COMPILE_DL_TRUE_ASYNC
ZEND_DLEXPORT zend_module_entry *get_module(void);
ZEND_GET_MODULE(true_async)
#endif
