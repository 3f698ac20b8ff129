/* canonical.h - the plan of a run without its sampler: FIFO, and each choice that was not the default as a deviation. Pure. */
#ifndef TOOLS_CANONICAL_H
#define TOOLS_CANONICAL_H

#include "harness/harness.h"

/* Makes it of the plan and its run. False when a choice of the run cannot be said as a deviation (run->taken_lost). */
bool canonical_make(const struct plan *plan, const struct run *run, struct plan *canonical);

#endif
