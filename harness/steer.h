/* steer.h - drives the runtime's scheduler from a plan and writes the trace.
 *
 * Sits behind rt_hooks: names each coroutine by its place in the spawn tree, picks the next one as the plan's
 * sampler and deviations say, and lands the plan's cancellations.
 */
#ifndef HARNESS_STEER_H
#define HARNESS_STEER_H

#include <stdint.h>

#include "harness/harness.h"

struct rt_coroutine;

/* Installs the hooks for one run; removes them. Outside a request. */
void steer_begin(const struct plan *plan, struct run *run);
void steer_end(void);

/* PLAN_WHO_* of a coroutine, or 32 + something for one that the plan has no name for. */
uint8_t steer_who(const struct rt_coroutine *coroutine);

/* Text name of a coroutine into buf (16 bytes); returns buf. */
const char *steer_name(const struct rt_coroutine *coroutine, char *buf);

#endif
