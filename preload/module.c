/* module.c - fuzz_world.so as PHP sees it: one run of one plan, in a process that somebody else has started.
 *
 * The process gets the library twice: preloaded, which puts interpose_*.c before libc, and as an extension, which is what
 * stands here. Without FUZZ_ASYNC_PLAN it does nothing. With it, the runtime's hooks are ours from the start of the
 * process, since a schedule is asked for when a request starts; but nothing is disturbed before `new Steps` enters the
 * world, so PHP starts and compiles as ever. The world is left when the request has ended: what its end does (the main
 * coroutine ends, streams are closed) belongs to a run, and to its hash.
 *
 * What the program itself finds it reports itself. What only C can see ends the process as it ends the fuzzer's, with the
 * same line (harness/oracle.h). Memory is PHP's business here, so no plan can make an allocation fail.
 */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <php.h>

#include "harness/bridge.h"
#include "harness/budget.h"
#include "harness/forked.h"
#include "harness/oracle.h"
#include "harness/program.h"
#include "harness/steer.h"
#include "harness/world.h"
#include "preload/plan_file.h"
#include "runtime/rt.h"

enum { EXIT_UNFIT = 2 };

enum stage { IDLE, READY, ENTERED };

static struct {
	enum stage stage;
	struct plan plan;
	struct run run;
	uint64_t fds_before;
	const char *trace;          /* what FUZZ_ASYNC_TRACE says, or NULL */
} g;

/* Defined by AddressSanitizer's run-time library. */
__attribute__((weak)) void __asan_init(void);

static _Noreturn void complain(const char *what, const char *why)
{
	fprintf(stderr, "fuzz_world: %s%s\n", what, why);
	fflush(NULL);
	world_leave(); /* within a run the end of the process would be a finding */
	_exit(EXIT_UNFIT);
}

/* Do the program's calls of libc come to this library? Asked of the program, since a library that PHP has loaded may see
 * itself first. */
static bool is_preloaded(void)
{
	Dl_info used, own;
	void *program = dlopen(NULL, RTLD_LAZY);

	return program != NULL && dladdr(dlsym(program, "epoll_wait"), &used) != 0 && dladdr(&g, &own) != 0 &&
			used.dli_fbase == own.dli_fbase;
}

/* Interceptors and preloaded definitions would call each other for ever, from the first call of libc on; so this cannot
 * wait for PHP. */
__attribute__((constructor)) static void sanitizer_check(void)
{
	if (__asan_init != NULL && (getenv("LD_PRELOAD") != NULL || getenv("FUZZ_ASYNC_PLAN") != NULL))
		complain("", "this program is built with AddressSanitizer, over which nothing can be preloaded; use the "
				"distribution's PHP, or one of the preset fast");
}

static void fitness_check(void)
{
	if (!is_preloaded())
		complain("", "is loaded, but not preloaded: name the file in LD_PRELOAD, too");
	if (dlsym(RTLD_DEFAULT, "rt_hooks_set") == NULL)
		complain("", "this PHP has no runtime with hooks (extension=true_async.so)");
	for (uint32_t i = 0; i < g.plan.fault_count; i++) {
		if (g.plan.faults[i].call == PLAN_CALL_ALLOCATE)
			complain("", "the plan makes an allocation of PHP fail, which only the fuzzer itself can do");
	}
}

/* FuzzAsync\world_plan(): array: the plan, as interpret() takes it. */
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(world_plan_arguments, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(world_plan)
{
	ZEND_PARSE_PARAMETERS_NONE();
	program_build(&g.plan, return_value);
}

/* FuzzAsync\world_enter(): Steps.php calls it before the program opens anything. */
ZEND_BEGIN_ARG_INFO_EX(world_enter_arguments, 0, 0, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(world_enter_function)
{
	ZEND_PARSE_PARAMETERS_NONE();
	if (g.stage != READY)
		complain("", "the program runs a second time, but a plan is one run");
	bridge_prepare();
	forked_prepare(&g.plan);
	g.fds_before = world_fd_set();
	g.stage = ENTERED;
	bridge_enter(&g.run);
	budget_begin(&g.run);
}

/* FuzzAsync\world_outcome(array $counters): Steps.php calls it when its run has ended. */
ZEND_BEGIN_ARG_INFO_EX(world_outcome_arguments, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, counters, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(world_outcome)
{
	zval *counters;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY(counters)
	ZEND_PARSE_PARAMETERS_END();
	program_outcome(counters, &g.run);
}

/* FuzzAsync\world_anchors(): int: the events of the plan that have come to pass. */
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(world_anchors_arguments, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(world_anchors)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG((zend_long)g.run.anchors_hit);
}

static const zend_function_entry functions[] = {
	ZEND_RAW_FENTRY("FuzzAsync\\world_plan", world_plan, world_plan_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\world_enter", world_enter_function, world_enter_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\world_outcome", world_outcome, world_outcome_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\world_anchors", world_anchors, world_anchors_arguments, 0)
	ZEND_FE_END
};

static PHP_MINIT_FUNCTION(fuzz_world)
{
	const char *path = getenv("FUZZ_ASYNC_PLAN");

	if (path == NULL || *path == '\0')
		return SUCCESS;
	const char *error = plan_file_read(path, &g.plan);
	if (error != NULL)
		complain("FUZZ_ASYNC_PLAN: ", error);
	fitness_check();
	g.trace = getenv("FUZZ_ASYNC_TRACE");
	budget_install();
	steer_begin(&g.plan, &g.run);
	g.stage = READY;
	if (zend_register_functions(NULL, bridge_functions, NULL, MODULE_PERSISTENT) == FAILURE)
		return FAILURE;
	return zend_register_functions(NULL, functions, NULL, MODULE_PERSISTENT);
}

/* The figures of `fuzzcase run`, and with "events" everything that happened. */
static void trace_show(void)
{
	const struct trace *trace = &g.run.trace;

	if (g.trace == NULL)
		return;
	for (uint32_t i = 0; strcmp(g.trace, "events") == 0 && i < trace->count && i < TRACE_EVENTS_MAX; i++)
		trace_print_event(&trace->events[i], stderr);
	fprintf(stderr, "%sfuzz_world: hash=%016" PRIx64 " events=%" PRIu32 " virtual=%" PRIu64 "ms anchors hit %"
			PRIu32 "/%" PRIu32 "\n", g.run.log, trace->hash, trace->count, g.run.virtual_ms,
			g.run.anchors_hit, g.run.anchors);
}

/* When everything of the request is gone. */
static int request_ended(void)
{
	enum stage stage = g.stage;

	if (stage == IDLE)
		return SUCCESS;
	budget_end();
	steer_end();
	g.stage = IDLE;
	if (stage == READY) {
		fputs(g.trace != NULL ? "fuzz_world: the program has not run anything of the plan\n" : "", stderr);
		return SUCCESS;
	}
	g.run.virtual_ms = world_elapsed_ns() / 1000000u;
	bridge_leave();
	trace_show();
	if (rt_handle_count() != 0)
		oracle_handles(&g.run, rt_handle_count());
	/* What PHP itself had open meanwhile it may have closed. */
	uint64_t fds_after = world_fd_set();
	if (fds_after & ~g.fds_before)
		oracle_fd_ledger(&g.run, g.fds_before, fds_after);
	return SUCCESS;
}

static const zend_module_dep dependencies[] = {
	ZEND_MOD_OPTIONAL("true_async")
	ZEND_MOD_END
};

static zend_module_entry fuzz_world_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	dependencies,
	"fuzz_world",
	NULL,
	PHP_MINIT(fuzz_world),
	NULL,
	NULL,
	NULL,
	NULL,
	"0.1.0",
	NO_MODULE_GLOBALS,
	request_ended,
	STANDARD_MODULE_PROPERTIES_EX
};

ZEND_DLEXPORT zend_module_entry *get_module(void);
ZEND_GET_MODULE(fuzz_world)
