/* budget.h - the step budget: bounds a run in VM steps and reactor turns, deterministically.
 *
 * A step is one interrupt check of the VM: it stands at every backward jump and at the entry of every user function,
 * so no program runs forever without passing it. PHP's other VM (gcc builds, as distributions have them) cannot be
 * interrupted at each check; there a step is a call of an internal function, and a loop that calls none is not bounded.
 */
#ifndef HARNESS_BUDGET_H
#define HARNESS_BUDGET_H

#include "harness/harness.h"

enum { RUN_STEPS_MAX = 4000000, RUN_TURNS_MAX = 200000 };

/* Once, after PHP started and before anything is compiled: the compiler asks whether calls are watched. */
void budget_install(void);

/* Around a request; a used-up budget is a finding of the liveness oracle. */
void budget_begin(struct run *run);
void budget_end(void);

/* Counts one reactor turn. */
void budget_turn(void);

#endif
