/* twin.h - the nearest passing run of a finding: the one decision that makes the difference. */
#ifndef TOOLS_TWIN_H
#define TOOLS_TWIN_H

#include "plan/element.h"
#include "tools/pool.h"

enum { TWIN_TEXT_MAX = 2 * PLAN_ELEMENT_TEXT_MAX, TWIN_TRIES_MAX = 2000 };

struct twin {
	bool found, is_schedule;    /* is_schedule: only the order differs, not what the plan asks for */
	char decision[TWIN_TEXT_MAX];       /* what is done otherwise, in the words of the plan */
	struct plan plan;           /* of the passing run */
	uint32_t common;            /* events that both runs begin with */
	uint32_t tries;
	struct run failing, passing;
};

/* Looks for it: without one deviation; with one pick made otherwise, the last one first; without one other element. Of the
 * passing runs of the first of these ways that has any, the one that has most in common with the failing run. `plan` is FIFO with
 * deviations. False when the harness failed. */
bool twin_find(struct pool *pool, const struct plan *plan, struct twin *twin);

#endif
