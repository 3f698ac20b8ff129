/* deadlock.c - when every coroutine waits and nothing can wake one.
 *
 * All are cancelled, and the program ends with a DeadlockError even where the cancellations are caught. A
 * coroutine that catches it and blocks again is cancelled again.
 */
#include "runtime/rt_private.h"

#include "zend_ini.h"

static void report_line(const struct rt_coroutine *coroutine)
{
	php_printf("Coroutine %" PRIu32 "%s spawned at %s:%" PRIu32 " waits in %s\n", coroutine->id,
		coroutine->main ? " (main)" : "",
		coroutine->spawned.file != NULL ? ZSTR_VAL(coroutine->spawned.file) : "[no active file]",
		coroutine->spawned.line, rt_op_name(coroutine->op));
}

static void report_print(void)
{
	php_printf("\n=== DEADLOCK REPORT START ===\n");
	php_printf("Coroutines waiting: %" PRIu32 "\n", rt__run.live_count);
	RT__LIST_EACH(node, &rt__run.live) {
		report_line(RT__LIST_ENTRY(node, struct rt_coroutine, live));
	}
	php_printf("=== DEADLOCK REPORT END   ===\n\n");
}

void rt__deadlock_resolve(void)
{
	uint32_t count = rt__run.live_count;
	RT__HOOK(deadlock, count);
	if (INI_BOOL("async.debug_deadlock")) {
		report_print();
	}
	if (rt__run.exit_exception == NULL) {
		rt__run.exit_exception = rt__exception_create(rt__ce_deadlock_error, NULL, NULL,
			"Deadlock detected: no active coroutines, %" PRIu32 " coroutines in waiting", count);
	}
	RT__LIST_EACH(node, &rt__run.live) {
		rt__coroutine_cancel(RT__LIST_ENTRY(node, struct rt_coroutine, live), NULL, "Deadlock detected",
			RT_CAUSE_DEADLOCK);
	}
}
