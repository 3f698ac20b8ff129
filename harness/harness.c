/* harness.c - see harness.h: the order of things in a process and in a run. */
#include "harness/harness.h"

#include <stdio.h>
#include <string.h>

#include <php.h>
#include <php_network.h>
#include <zend_exceptions.h>

#include "harness/budget.h"
#include "harness/check.h"
#include "harness/chooser.h"
#include "harness/embed.h"
#include "harness/memory.h"
#include "harness/oracle.h"
#include "harness/prelude.h"
#include "harness/program.h"
#include "harness/steer.h"
#include "harness/world.h"
#include "runtime/rt.h"

static struct {
	struct run *run;            /* the run that is under way */
} g;

/* FuzzAsync\on_hang(array $names, array $log): Steps.php calls it when its bound has passed, before it cancels. */
ZEND_BEGIN_ARG_INFO_EX(on_hang_arguments, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, names, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, log, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(on_hang)
{
	char detail[VERDICT_DETAIL_MAX] = "not ended within the bound:";
	size_t size = strlen(detail);
	zval *names, *log, *name;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ARRAY(names)
		Z_PARAM_ARRAY(log)
	ZEND_PARSE_PARAMETERS_END();
	CHECK(g.run != NULL);
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(names), name) {
		if (Z_TYPE_P(name) == IS_STRING && size + 40 < sizeof detail)
			size += (size_t)snprintf(detail + size, 40, " %s", Z_STRVAL_P(name));
	} ZEND_HASH_FOREACH_END();
	program_log(log, g.run);
	oracle_hang(g.run, detail);
}

/* FuzzAsync\at_anchor(): a killer of Steps.php waits until its cancellation is to land. */
ZEND_BEGIN_ARG_INFO_EX(at_anchor_arguments, 0, 0, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(at_anchor)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt_gate_wait();
}

/* FuzzAsync\io_errno(): errno of the last socket call of the coroutine that asks; Transfer.php tells ends apart by it. */
ZEND_BEGIN_ARG_INFO_EX(io_errno_arguments, 0, 0, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(io_errno)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(steer_io_errno());
}

static const zend_function_entry functions[] = {
	ZEND_RAW_FENTRY("FuzzAsync\\on_hang", on_hang, on_hang_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\at_anchor", at_anchor, at_anchor_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\io_errno", io_errno, io_errno_arguments, 0)
	ZEND_FE_END
};

static void on_stuck(const char *call)
{
	char detail[VERDICT_DETAIL_MAX];

	snprintf(detail, sizeof detail, "%s without a time limit, and nothing can become ready", call);
	oracle_hang(g.run, detail);
}

static uint32_t on_events(uint32_t n)
{
	return chooser_choose(PLAN_SITE_POLL, n);
}

/* Each call is named once. */
static void on_source(const char *call)
{
	size_t used = strlen(g.run->sources), length = strlen(call);

	if (strstr(g.run->sources, call) != NULL || used + length + 2 > sizeof g.run->sources)
		return;
	snprintf(g.run->sources + used, sizeof g.run->sources - used, "%s%s", used ? " " : "", call);
}

static const struct world_callbacks callbacks = {
	.turn = budget_turn, .choose_event = on_events, .source = on_source, .stuck = on_stuck,
};

/* PHP's first lookup opens a socket, to see whether there is IPv6. No run may be the one that does it: its calls are
 * counted. */
static void lookup_first(void)
{
	struct sockaddr **addresses = NULL;

	if (php_network_getaddresses("127.0.0.1", SOCK_STREAM, &addresses, NULL) > 0)
		php_network_freeaddresses(addresses);
}

bool harness_start(void)
{
	bool started;

	embed_leaks_ignore(true);
	started = embed_start(functions) && embed_request_start();
	if (started) {
		budget_install();
		started = prelude_compile();
		lookup_first();
		embed_request_end();
		prelude_reset();
	}
	embed_leaks_ignore(false);
	return started;
}

void harness_stop(void)
{
	embed_stop();
}

static const char *violation_text(const zval *violation, const char *key)
{
	const zval *value = zend_hash_str_find(Z_ARRVAL_P(violation), key, strlen(key));

	CHECK(value != NULL && Z_TYPE_P(value) == IS_STRING);
	return Z_STRVAL_P(value);
}

/* Judges what interpret() returned. Does not return when a property is violated. */
static void result_judge(const zval *result, struct run *run)
{
	zval *log = zend_hash_str_find(Z_ARRVAL_P(result), ZEND_STRL("log"));
	zval *violations = zend_hash_str_find(Z_ARRVAL_P(result), ZEND_STRL("violations"));
	zval *violation;

	CHECK(log != NULL && violations != NULL && Z_TYPE_P(violations) == IS_ARRAY);
	program_outcome(result, run);
	program_log(log, run);
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(violations), violation) {
		CHECK(Z_TYPE_P(violation) == IS_ARRAY);
		oracle_violation(run, violation_text(violation, "oracle"), violation_text(violation, "where"),
				violation_text(violation, "detail"));
	} ZEND_HASH_FOREACH_END();
}

static void program_run(const struct plan *plan, struct run *run)
{
	zval argument, result;

	program_build(plan, &argument);
	memory_may_fail(true);
	bool returned = embed_call("fuzzasync\\interpret", &argument, &result);
	memory_may_fail(false);
	if (returned) {
		result_judge(&result, run);
		zval_ptr_dtor(&result);
	} else if (!memory_has_failed()) {
		const char *class = EG(exception) != NULL ? ZSTR_VAL(EG(exception)->ce->name) : "none";
		oracle_unexpected(run, class, PG(last_error_message) != NULL ? ZSTR_VAL(PG(last_error_message))
				: "the program itself ended with an exception, an exit or a fatal error");
	}
	zval_ptr_dtor(&argument);
}

void harness_run(const struct plan *plan, struct run *run)
{
	CHECK(plan_check(plan) == NULL);
	memset(run, 0, offsetof(struct run, trace));
	run->plan = plan;
	trace_reset(&run->trace);
	uint64_t fds_before = world_fd_set();

	g.run = run;
	world_enter(&callbacks);
	steer_begin(plan, run);
	memory_begin(plan);
	CHECK(embed_request_start());
	budget_begin(run);
	program_run(plan, run);
	embed_request_end();
	budget_end();
	memory_end();
	steer_end();
	run->virtual_ms = world_elapsed_ns() / 1000000u;
	world_leave();
	prelude_reset();
	if (rt_handle_count() != 0)
		oracle_handles(run, rt_handle_count());
	uint64_t fds_after = world_fd_set();
	if (fds_after != fds_before)
		oracle_fd_ledger(run, fds_before, fds_after);
	run->complete = true;
	g.run = NULL;
}

void harness_facts(struct harness_facts *facts)
{
	memset(facts, 0, sizeof *facts);
	facts->php_version = PHP_VERSION;
	facts->runtime = "stand-in";
	facts->has_hooks = true;
	facts->has_sockets = zend_hash_str_exists(&module_registry, ZEND_STRL("sockets"));
	facts->has_pcntl = zend_hash_str_exists(&module_registry, ZEND_STRL("pcntl"));
	facts->has_posix = zend_hash_str_exists(&module_registry, ZEND_STRL("posix"));
	facts->debug_php = ZEND_DEBUG;
#if defined(__has_feature)
# if __has_feature(address_sanitizer)
	facts->address_sanitizer = true;
# endif
# if __has_feature(undefined_behavior_sanitizer)
	facts->undefined_sanitizer = true;
# endif
#endif
}
