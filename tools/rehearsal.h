/* rehearsal.h - the plan that runs in the harness as a frozen test would with plain PHP, so that thousands of tests can be
 * looked at in virtual time before one of them is run for real. */
#ifndef TOOLS_REHEARSAL_H
#define TOOLS_REHEARSAL_H

#include "tools/recipe.h"

/* A cancellation is what it is in the test: a coroutine behind the others that suspends and cancels. False when an op cannot
 * say what it does, or the plan is full. The schedule is that of the recipe, or of `steering`, if given. */
bool rehearsal_make(const struct recipe *recipe, const struct plan *steering, struct plan *rehearsal);

/* The number-th variation (from 0) of the program: another order of spawning, a suspend() or delay(0) more. False when there
 * is none of that number. */
bool rehearsal_vary(const struct plan *program, uint32_t number, struct plan *varied);

#endif
