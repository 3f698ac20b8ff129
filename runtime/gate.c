/* gate.c - where a coroutine waits for a word of the embedder.
 *
 * A hook may not run PHP code. What is to happen in PHP at a moment that only a hook knows is the business of a coroutine
 * that waits here; when the hook opens its gate, it runs before anybody else does. A gate opens once, and may be opened
 * before its coroutine has come to it.
 */
#include "runtime/rt_private.h"

bool rt_gate_wait(void)
{
	struct rt_coroutine *coroutine = rt__run.current;
	ZEND_ASSERT(rt__can_suspend());
	if (coroutine->gate_open) {
		return true;
	}
	coroutine->at_gate = true;
	bool opened = rt__suspend(RT_OP_NONE, -1, NULL);
	coroutine->at_gate = false;
	return opened;
}

void rt_gate_open(struct rt_coroutine *coroutine)
{
	static const struct rt__outcome opened = { .cause = RT_CAUSE_EVENT };
	coroutine->gate_open = true;
	if (coroutine->at_gate) {
		rt__resume(coroutine, &opened);
	}
	if (coroutine->waker.status == RT__WAKER_QUEUED && rt__ready_remove(coroutine)) {
		rt__list_append(&rt__run.urgent, &coroutine->of_urgent);
	}
}
