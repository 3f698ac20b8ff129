/* wakes.h - the ledger of wake-ups: each suspension of a coroutine ends by exactly one.
 *
 * Kept from what the runtime's hooks tell, for the coroutines that have a name. Two wake-ups for one suspension put a
 * coroutine into the ready queue twice, so that it later returns from a wait that has not ended.
 */
#ifndef HARNESS_WAKES_H
#define HARNESS_WAKES_H

#include <stdint.h>

#include "harness/harness.h"
#include "runtime/rt.h"

void wakes_begin(struct run *run);

/* Each calls its oracle, and does not return, when the coroutine was not in a state in which this can be. */
void wakes_suspended(uint8_t who, enum rt_op op);
void wakes_woken(uint8_t who, enum rt_op op, enum rt_cause cause);
void wakes_finished(uint8_t who);

#endif
