/* names.h - which coroutine of the runtime is which of the plan.
 *
 * A coroutine is named by its place in the spawn tree, which is the same in every run of a plan and does not shift when the
 * plan is edited. The name is kept in the coroutine's tag.
 */
#ifndef HARNESS_NAMES_H
#define HARNESS_NAMES_H

#include <stdint.h>

#include "plan/plan.h"

struct rt_coroutine;

/* Forgets the names of the last run. */
void names_begin(const struct plan *plan);

/* Names a coroutine that was just created, and returns the name. */
uint8_t names_give(struct rt_coroutine *coroutine);

/* PLAN_WHO_* of a coroutine, or PLAN_WHO_COUNT + something for one that the plan has no name for. */
uint8_t names_who(const struct rt_coroutine *coroutine);

/* Text of a name into buf (16 bytes); returns buf. */
const char *names_text(uint8_t who, char *buf);

#endif
