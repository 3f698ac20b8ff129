/* budget.c - see budget.h. With the VM that clang builds (CALL) the interrupt flag stays raised during a run, so that each
 * check calls us. The HYBRID one checks again right after an interrupt, and would never get further. */
#include "harness/budget.h"

#include <php.h>
#include <zend_vm.h>

#include "harness/memory.h"
#include "harness/oracle.h"

#if PHP_VERSION_ID >= 80200
/* Nobody else looks at the flag: no other thread has to be told at once, which is what an ordinary store costs. */
# define VM_INTERRUPT_SET() __c11_atomic_store(&EG(vm_interrupt).value, true, __ATOMIC_RELAXED)
#else
# define VM_INTERRUPT_SET() (EG(vm_interrupt) = 1)
#endif

static struct {
	struct run *run;            /* NULL outside a run */
	bool is_interruptible;
	void (*previous)(zend_execute_data *execute_data);
} g;

static void step(void)
{
	if (g.run != NULL && ++g.run->steps > RUN_STEPS_MAX)
		oracle_liveness(g.run, "step-budget", "the program does not end: VM steps used up");
	memory_check();
}

static void on_interrupt(zend_execute_data *execute_data)
{
	step();
	if (g.run != NULL)
		VM_INTERRUPT_SET();
	if (g.previous != NULL)
		g.previous(execute_data);
}

static void on_internal_call(zend_execute_data *execute_data, zval *return_value)
{
	step();
	execute_internal(execute_data, return_value);
}

void budget_install(void)
{
	g.is_interruptible = zend_vm_kind() == ZEND_VM_KIND_CALL;
	if (g.is_interruptible) {
		g.previous = zend_interrupt_function;
		zend_interrupt_function = on_interrupt;
	} else {
		zend_execute_internal = on_internal_call;
	}
}

void budget_begin(struct run *run)
{
	g.run = run;
	if (g.is_interruptible)
		VM_INTERRUPT_SET();
}

void budget_end(void)
{
	g.run = NULL;
}

void budget_turn(void)
{
	if (g.run != NULL && ++g.run->turns > RUN_TURNS_MAX)
		oracle_liveness(g.run, "turn-budget", "the event loop turns without end");
}
