/* steer.h - drives the runtime's scheduler from a plan and writes the trace.
 *
 * Sits behind rt_hooks: names coroutines (names.h), lets the next one be chosen (chooser.h), lets the plan's cancellations
 * land (cancels.h), and tells faults.h who calls.
 */
#ifndef HARNESS_STEER_H
#define HARNESS_STEER_H

#include <stdint.h>

#include "harness/harness.h"

/* Begins the run anew, with no event and no verdict, and installs the hooks for it; removes them. Outside a request. */
void steer_begin(const struct plan *plan, struct run *run);
void steer_end(void);

/* errno of the last socket call of the coroutine that runs; 0 if it succeeded or there was none. */
int steer_io_errno(void);

#endif
