/* generate.h - random plans: programs that do something, under every track. What a search starts from when it has no
 * corpus, and what the determinism gate runs. Pure, like all of plan/.
 */
#ifndef PLAN_GENERATE_H
#define PLAN_GENERATE_H

#include "plan/plan.h"
#include "plan/prng.h"

/* Fills *plan with a legal plan. The same numbers give the same plan. Each of the five tracks is used in most plans. */
void plan_generate(struct prng *prng, struct plan *plan);

#endif
