/* budget.c - see budget.h. The VM's interrupt flag stays raised during a run, so that each check calls us. */
#include "harness/budget.h"

#include <php.h>

#include "harness/oracle.h"

#if PHP_VERSION_ID >= 80200
# define VM_INTERRUPT_SET() zend_atomic_bool_store_ex(&EG(vm_interrupt), true)
#else
# define VM_INTERRUPT_SET() (EG(vm_interrupt) = 1)
#endif

static struct {
	struct run *run;            /* NULL outside a run */
	void (*previous)(zend_execute_data *execute_data);
} g;

static void on_interrupt(zend_execute_data *execute_data)
{
	if (g.run != NULL) {
		if (++g.run->steps > RUN_STEPS_MAX)
			oracle_liveness(g.run, "step-budget", "the program does not end: VM steps used up");
		VM_INTERRUPT_SET();
	}
	if (g.previous != NULL)
		g.previous(execute_data);
}

void budget_install(void)
{
	g.previous = zend_interrupt_function;
	zend_interrupt_function = on_interrupt;
}

void budget_begin(struct run *run)
{
	g.run = run;
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
