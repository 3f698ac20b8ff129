/* growth.h - what a run costs as its plan grows: ops, coroutines, bytes. */
#ifndef BENCH_GROWTH_H
#define BENCH_GROWTH_H

#include "harness/harness.h"

/* Prints a table: the mean of so many runs of each plan, in CPU time. */
void growth_measure(struct run *run, uint32_t runs);

#endif
