/* collect.c - the engine's cycle collector, in a coroutine of its own.
 *
 * Destructors of collected objects may wait. They must not hold up, nor be cancelled with, whoever happened to fill the
 * collector's buffer. So the collector runs beside: its caller is left for it at once, past the ready queue, and is
 * returned to in the same way when the collector has ended or waits for the first time. As long as no destructor waits
 * nobody else runs in between, and a collection is no more of a suspension to the program than it is without coroutines.
 *
 * The engine has one collector: until a collection has ended, later ones collect nothing.
 */
#include "runtime/rt_private.h"

static int (*engine_collect)(void);

/* In scheduler context, or just before it. */
static void caller_go_on(struct rt__collection *collection)
{
	struct rt_coroutine *caller = collection->caller;
	collection->caller = NULL;
	/* One that a destructor has cancelled is in the ready queue already. */
	if (caller != NULL && caller->waker.status == RT__WAKER_WAITING) {
		/* It is woken like anybody else: whoever cancels it from now on finds it queued. */
		caller->waker.status = RT__WAKER_QUEUED;
		rt__urgent_push(caller);
		RT__HOOK(wake, caller, RT_CAUSE_EVENT);
	}
}

static void collection_run(void *data)
{
	struct rt__collection *collection = data;
	int count = engine_collect();
	/* Without a caller an exception is the collector's own. */
	if (collection->caller != NULL) {
		collection->count = count;
		collection->exception = rt__exception_take();
	}
}

static void collection_parked(void *data)
{
	caller_go_on(data);
}

static void collection_free(void *data)
{
	struct rt__collection *collection = data;
	caller_go_on(collection);
	collection->parties--;
}

static const struct rt__task collection_task = {
	.run = collection_run,
	.parked = collection_parked,
	.free = collection_free,
};

static bool is_worth_a_coroutine(void)
{
	zend_gc_status status;
	zend_gc_get_status(&status);
	return status.num_roots > 0 && rt__run.collection.parties == 0 && EG(exception) == NULL && rt__can_suspend();
}

static int collect(void)
{
	struct rt__collection *collection = &rt__run.collection;
	if (!is_worth_a_coroutine()) {
		return engine_collect();
	}
	*collection = (struct rt__collection) { .parties = 2, .caller = rt__run.current };
	rt__coroutine_spawn_task_next(rt__scope_main(), &collection_task, collection);
	rt__suspend(RT_OP_AWAIT, -1, NULL);
	int count = collection->count;
	zend_object *exception = collection->exception;
	collection->exception = NULL;
	collection->parties--;
	if (exception != NULL) {
		rt__exception_throw(exception);
	}
	return count;
}

void rt__collect_install(void)
{
	engine_collect = gc_collect_cycles;
	gc_collect_cycles = collect;
}

void rt__collect_restore(void)
{
	gc_collect_cycles = engine_collect;
}
