/* fiber.c - the stacks coroutines run on: contexts of Zend's fibers, pooled for the length of a request, or longer.
 *
 * A fiber runs one coroutine after another. When a coroutine has ended, its fiber asks the scheduler for the
 * next one: an unstarted one runs right here, for a parked one the fiber goes to the pool and switches over.
 * Each fiber has a VM stack of its own whose lowest frame belongs to a nameless internal function, so that
 * backtraces end there.
 *
 * An embedder with many short requests may have idle fibers kept from one to the next (rt_fibers_keep), since making
 * and dropping a stack costs more than all else about a short coroutine. Nothing of a request stays with them: the VM
 * stack goes, and a kept fiber gets a new one when it runs again.
 *
 * A fatal error inside a coroutine ends its fiber and surfaces in the main context, as if it had struck
 * there. The other fibers are then discarded as they are: no PHP code runs after a fatal error.
 */
#include "runtime/rt_private.h"

#include "zend_ini.h"

struct rt__fiber {
	zend_fiber_context context;
	struct rt__list all;
	struct rt__list idle;
	struct rt_coroutine *coroutine; /* to run next */
	zend_vm_stack vm_stack;         /* as of the last switch away from it; NULL while it is kept */
	zend_long stack_size;
	bool dead;                      /* the engine has taken its stack back */
};

/* More than a program with many coroutines at a time needs is not worth the memory. */
enum { KEPT_MAX = 64 };

static struct {
	bool keeps;
	struct rt__list fibers;         /* by their `all`, the one to take first at the end */
	uint32_t count;
} kept = { .fibers = { &kept.fibers, &kept.fibers } };

/* Marks a context as one of ours. */
static char fiber_kind;

static zend_function fiber_function = { ZEND_INTERNAL_FUNCTION };

static struct rt__fiber *fiber_from(zend_fiber_context *context)
{
	return (struct rt__fiber *) ((char *) context - offsetof(struct rt__fiber, context));
}

static void vm_stack_free(struct rt__fiber *fiber)
{
	zend_vm_stack current = EG(vm_stack);
	EG(vm_stack) = fiber->vm_stack;
	zend_vm_stack_destroy();
	EG(vm_stack) = current;
	fiber->vm_stack = NULL;
}

static void fiber_cleanup(zend_fiber_context *context)
{
	vm_stack_free(fiber_from(context));
}

/* Where the main script's code is: parked as a coroutine, or waiting for the last coroutine to end. */
static zend_fiber_context *home(void)
{
	return rt__run.main != NULL ? rt__run.main->context : rt__run.drain;
}

static struct rt__zend_state *home_state(void)
{
	return rt__run.main != NULL ? &rt__run.main->zend : rt__run.drain_state;
}

static void context_switch(zend_fiber_context *target)
{
	zend_fiber_transfer transfer = { .context = target };
	ZVAL_NULL(&transfer.value);
	rt__fiber_stack_note();
	zend_fiber_switch_context(&transfer);
	if (UNEXPECTED(rt__run.bailed_out)) {
		zend_bailout();
	}
}

static void vm_stack_create(void)
{
	zend_vm_stack stack = zend_vm_stack_new_page(ZEND_FIBER_VM_STACK_SIZE, NULL);
	EG(vm_stack) = stack;
	EG(vm_stack_top) = stack->top + ZEND_CALL_FRAME_SLOT;
	EG(vm_stack_end) = stack->end;
	EG(vm_stack_page_size) = ZEND_FIBER_VM_STACK_SIZE;

	zend_execute_data *base = (zend_execute_data *) stack->top;
	memset(base, 0, sizeof(*base));
	base->func = &fiber_function;
	EG(current_execute_data) = base;
	EG(jit_trace_num) = 0;
	EG(active_fiber) = NULL;
}

/* A coroutine starts with the settings of the program, not with those of who happened to switch to it. */
static void settings_reset(void)
{
	zend_long reporting = INI_INT("error_reporting");
	EG(error_reporting) = reporting == 0 && INI_STR("error_reporting") == NULL ? E_ALL : (int) reporting;
	EG(error_handling) = EH_NORMAL;
	EG(exception_class) = NULL;
}

/* False never comes back: the fiber is idle until it is given a coroutine, or destroyed. */
static void fiber_next(struct rt__fiber *fiber)
{
	struct rt_coroutine *next = rt__scheduler_next();
	if (next != NULL && !next->started) {
		fiber->coroutine = next;
		return;
	}
	fiber->coroutine = NULL;
	rt__list_append(&rt__run.fibers_idle, &fiber->idle);
	context_switch(next != NULL ? next->context : home());
	if (fiber->vm_stack == NULL) {
		vm_stack_create();
	}
}

static ZEND_STACK_ALIGNED void fiber_main(zend_fiber_transfer *transfer)
{
	struct rt__fiber *fiber = fiber_from(EG(current_fiber_context));

	EG(vm_stack) = NULL;
	zend_first_try {
		vm_stack_create();
		for (;;) {
			settings_reset();
			rt__state_begin();
			rt__coroutine_run(fiber->coroutine);
			fiber_next(fiber);
		}
	} zend_end_try();

	/* Only a fatal error leads here. What it has printed may be in a buffer that nobody else will flush. */
	zend_try {
		rt__state_end();
	} zend_end_try();
	rt__state_enter(home_state());
	rt__run.bailed_out = true;
	rt__run.in_scheduler = false;
	rt__run.in_reactor = false;
	rt__run.current = NULL;
	fiber->vm_stack = EG(vm_stack);
	fiber->dead = true;
	fiber->context.cleanup = fiber_cleanup;
	transfer->context = home();
	ZVAL_NULL(&transfer->value);
}

static struct rt__fiber *fiber_create(void)
{
	struct rt__fiber *fiber = pecalloc(1, sizeof(*fiber), true);
	fiber->stack_size = EG(fiber_stack_size);
	if (!zend_fiber_init_context(&fiber->context, &fiber_kind, fiber_main, fiber->stack_size)) {
		free(fiber);
		return NULL;
	}
	rt__list_init(&fiber->idle);
	rt__list_append(&rt__run.fibers, &fiber->all);
	return fiber;
}

/* One from an earlier request, or NULL. */
static struct rt__fiber *fiber_recall(void)
{
	if (!kept.keeps || kept.count == 0) {
		return NULL;
	}
	struct rt__fiber *fiber = RT__LIST_ENTRY(kept.fibers.prev, struct rt__fiber, all);
	if (fiber->stack_size != EG(fiber_stack_size)) {
		return NULL;
	}
	rt__list_remove(&fiber->all);
	kept.count--;
	rt__list_append(&rt__run.fibers, &fiber->all);
	return fiber;
}

static struct rt__fiber *fiber_take(void)
{
	if (rt__list_is_empty(&rt__run.fibers_idle)) {
		struct rt__fiber *fiber = fiber_recall();
		return fiber != NULL ? fiber : fiber_create();
	}
	struct rt__fiber *fiber = RT__LIST_ENTRY(rt__run.fibers_idle.prev, struct rt__fiber, idle);
	rt__list_remove(&fiber->idle);
	return fiber;
}

bool rt__fiber_switch_to(struct rt_coroutine *coroutine)
{
	if (coroutine->started) {
		context_switch(coroutine->context);
		return true;
	}
	struct rt__fiber *fiber = fiber_take();
	if (fiber == NULL) {
		rt__coroutine_finish(coroutine, rt__exception_take());
		return false;
	}
	fiber->coroutine = coroutine;
	context_switch(&fiber->context);
	return true;
}

void rt__fiber_stack_note(void)
{
	zend_fiber_context *here = EG(current_fiber_context);
	if (here->kind == &fiber_kind) {
		fiber_from(here)->vm_stack = EG(vm_stack);
	}
}

static void fiber_destroy(struct rt__fiber *fiber)
{
	rt__list_remove(&fiber->all);
	if (!fiber->dead) {
		zend_fiber_destroy_context(&fiber->context);
	}
	free(fiber);
}

/* Only where a fiber asks for its next coroutine can it be left to wait for another request. */
static bool fiber_keep(struct rt__fiber *fiber)
{
	if (!kept.keeps || kept.count == KEPT_MAX || rt__list_is_empty(&fiber->idle)) {
		return false;
	}
	rt__list_remove(&fiber->idle);
	rt__list_remove(&fiber->all);
	rt__list_append(&kept.fibers, &fiber->all);
	kept.count++;
	return true;
}

void rt__fiber_request_end(void)
{
	RT__LIST_EACH(node, &rt__run.fibers) {
		struct rt__fiber *fiber = RT__LIST_ENTRY(node, struct rt__fiber, all);
		if (!fiber->dead) {
			vm_stack_free(fiber);
		}
		if (!fiber_keep(fiber)) {
			fiber_destroy(fiber);
		}
	}
	rt__list_init(&rt__run.fibers);
	rt__list_init(&rt__run.fibers_idle);
}

void rt__fiber_shutdown(void)
{
	RT__LIST_EACH(node, &kept.fibers) {
		fiber_destroy(RT__LIST_ENTRY(node, struct rt__fiber, all));
	}
	kept.count = 0;
}

void rt_fibers_keep(bool keep)
{
	kept.keeps = keep;
}
