/* harness.c - see harness.h: the order of things in a process and in a run. */
#include "harness/harness.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <php.h>
#include <zend_exceptions.h>

#include "harness/bridge.h"
#include "harness/budget.h"
#include "harness/check.h"
#include "harness/embed.h"
#include "harness/forked.h"
#include "harness/memory.h"
#include "harness/oracle.h"
#include "harness/prelude.h"
#include "harness/program.h"
#include "harness/steer.h"
#include "harness/world.h"
#include "runtime/rt.h"

bool harness_start(void)
{
	bool started;

	embed_leaks_ignore(true);
	started = embed_start(bridge_functions) && embed_request_start();
	if (started) {
		budget_install();
		started = prelude_compile();
		bridge_prepare();
		embed_request_end();
		prelude_reset();
	}
	embed_leaks_ignore(false);
	return started;
}

void harness_stop(void)
{
	forked_stop();
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
	zval *counters = zend_hash_str_find(Z_ARRVAL_P(result), ZEND_STRL("counters"));
	zval *violation;

	CHECK(log != NULL && violations != NULL && Z_TYPE_P(violations) == IS_ARRAY);
	CHECK(counters != NULL && Z_TYPE_P(counters) == IS_ARRAY);
	program_outcome(counters, run);
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
		zend_first_try {
			result_judge(&result, run);
		} zend_end_try();
		zval_ptr_dtor(&result);
	} else if (!memory_has_failed()) {
		const char *class = EG(exception) != NULL ? ZSTR_VAL(EG(exception)->ce->name) : "none";
		oracle_unexpected(run, class, PG(last_error_message) != NULL ? ZSTR_VAL(PG(last_error_message))
				: "the program itself ended with an exception, an exit or a fatal error");
	}
	zval_ptr_dtor(&argument);
}

/* Judges what the request left behind. */
static void leftovers_judge(struct run *run, uint64_t fds_before)
{
	uint64_t fds_after = world_fd_set();

	if (rt_handle_count() != 0)
		oracle_handles(run, rt_handle_count());
	if (fds_after != fds_before)
		oracle_fd_ledger(run, fds_before, fds_after);
	run->complete = true;
}

/* After a run that was stepped over, so that the next one finds what this one found. */
static void fds_close(uint64_t before)
{
	uint64_t left = world_fd_set() & ~before;

	for (int fd = 0; fd < 64; fd++) {
		if (left >> fd & 1)
			close(fd);
	}
}

void harness_run(const struct plan *plan, struct run *run)
{
	CHECK(plan_check(plan) == NULL);
	forked_prepare(plan);
	uint64_t fds_before = world_fd_set();

	bridge_enter(run);
	steer_begin(plan, run);
	memory_begin(plan);
	rt_fibers_keep(!memory_is_watched());
	CHECK(embed_request_start());
	budget_begin(run);
	program_run(plan, run);
	embed_request_end();
	budget_end();
	memory_end();
	steer_end();
	run->virtual_ms = world_elapsed_ns() / 1000000u;
	bridge_leave();
	prelude_reset();
	if (!run->is_suppressed) {
		zend_first_try {
			leftovers_judge(run, fds_before);
		} zend_end_try();
	}
	if (run->is_suppressed)
		fds_close(fds_before);
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
