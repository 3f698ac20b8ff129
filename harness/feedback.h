/* feedback.h - what the engine sees of a run besides the edges of the code: counters of its own, in regions that can be
 * switched off one by one (regions.def).
 *
 * libFuzzer finds the counters by their section, clears them before a run and reads them after it; for others they are an
 * array. A counter stays at 255. The same run counts the same. Looks at the run only, and changes nothing in it.
 */
#ifndef HARNESS_FEEDBACK_H
#define HARNESS_FEEDBACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan/plan.h"
#include "runtime/rt.h"

/* Which regions are used: "all", "none", or names with commas between them; NULL: those that regions.def says. False, and
 * nothing changes, when a name is unknown. */
bool feedback_select(const char *list);

/* All counters, whatever is selected, and their number. */
const uint8_t *feedback_counters(size_t *size);

/* Sets all counters to 0, for who has no engine that does. */
void feedback_clear(void);

void feedback_begin(const struct plan *plan);

/* As the hooks of the runtime have it. */
void feedback_suspended(struct rt_coroutine *coroutine, uint8_t who);
void feedback_woken(struct rt_coroutine *coroutine, uint8_t who, enum rt_cause cause);
void feedback_cancelled(struct rt_coroutine *coroutine, uint8_t who);
void feedback_finished(uint8_t who);
void feedback_io(uint8_t who, enum rt_op op, ssize_t result);
void feedback_chosen(uint32_t index);            /* anywhere but at the ready queue */

/* A cancellation of the plan lands on a coroutine. */
void feedback_landed(const struct rt_coroutine *subject, const struct plan_cancel *cancel);

/* The run ends: turns of the loop, virtual time, VM steps, and how many anchors were not hit. */
struct feedback_figures { uint64_t turns, virtual_ms, steps, missed; };
void feedback_end(const struct feedback_figures *figures);

#endif
