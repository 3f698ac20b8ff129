/* chooser.h - the one place where a run chooses between several candidates.
 *
 * Whatever can differ between two runs of a program asks here: which ready coroutine runs, in which order the events of
 * one poll are delivered, which of several timers that are due together rings first, and so on (plan/sites.def). The
 * answer is a deviation of the plan, if one is anchored to the last event; else the plan's sampler says. The default is
 * always the first candidate, which is what the runtime and libuv do by themselves; whatever else is chosen is recorded
 * as the deviation that would have said so. So a run is FIFO plus the deviations it took.
 */
#ifndef HARNESS_CHOOSER_H
#define HARNESS_CHOOSER_H

#include <stdint.h>

#include "harness/harness.h"

struct rt_schedule;
struct rt_coroutine;

void chooser_begin(const struct plan *plan, struct run *run);

/* The coroutine `who` was created: the sampler may want to know how much it has to do. */
void chooser_spawn(struct rt_coroutine *coroutine, uint8_t who);

/* The coroutine `who` has parked in `wait` (enum plan_wait), or has ended (PLAN_WAIT_END): what anchors name. */
void chooser_event(uint8_t who, uint8_t wait);

/* True when the anchor names the event that `who` has just come to. */
bool chooser_is_at(uint8_t who, struct plan_anchor anchor);

/* Index of the candidate, 0..n-1, at a site other than PLAN_SITE_RUN. With n <= 1 there is nothing to decide, and nothing
 * is recorded. */
uint32_t chooser_choose(enum plan_site site, uint32_t n);

/* The same at PLAN_SITE_RUN, whose candidates are the n >= 2 coroutines of the ready queue, of which the runtime has
 * sampled one as chooser_schedule() says. */
uint32_t chooser_pick(uint32_t n, uint32_t sampled);
const struct rt_schedule *chooser_schedule(void);

#endif
