/* fork.c - pcntl_fork() beside coroutines.
 *
 * The child would inherit every other coroutine together with what it waits for, and both processes would go on with
 * the same descriptors. So a fork is refused while anybody but main is alive. The child's event loop is module.c's.
 */
#include "runtime/rt_private.h"

static zif_handler engine_fork;

static ZEND_FUNCTION(rt__pcntl_fork)
{
	if (rt__run.launched && rt__run.live_count > (rt__run.main != NULL ? 1 : 0)) {
		zend_throw_error(NULL, "Cannot fork() while coroutines other than the main one are running. "
			"fork() is only allowed when just the main coroutine is active.");
		RETURN_THROWS();
	}
	engine_fork(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

void rt__fork_install(void)
{
	engine_fork = rt__function_replace(CG(function_table), "pcntl_fork", ZEND_FN(rt__pcntl_fork));
}

void rt__fork_restore(void)
{
	rt__function_replace(CG(function_table), "pcntl_fork", engine_fork);
	engine_fork = NULL;
}
