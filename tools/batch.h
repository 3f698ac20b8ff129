/* batch.h - many inputs, each run three times: twice in one process, once in a fresh one.
 *
 * The batch lies in shared memory with a descriptor, so that a fork and a freshly executed process fill in
 * their runs. State that leaks from one input into the next must show: the fresh process goes through the
 * inputs backwards.
 */
#ifndef TOOLS_BATCH_H
#define TOOLS_BATCH_H

#include "harness/harness.h"
#include "tools/files.h"

enum { BATCH_INPUTS_MAX = 64, BATCH_RUNS = 3, BATCH_FRESH = 2 };

enum batch_state { BATCH_TODO, BATCH_RUNNING, BATCH_DONE, BATCH_SKIPPED };

struct batch_slot {
	struct input input;
	uint32_t states[BATCH_RUNS];        /* enum batch_state */
	struct run runs[BATCH_RUNS];
};

struct batch {
	uint32_t count;
	volatile uint32_t progress;         /* changes whenever a run starts */
	struct batch_slot slots[BATCH_INPUTS_MAX];
};

/* Returns a batch in shared memory and its descriptor, which survives exec; NULL after one line on stderr. */
struct batch *batch_create(int *fd);

/* Maps the batch another process created. */
struct batch *batch_open(int fd);

/* Forgets the inputs and all runs. */
void batch_reset(struct batch *batch);

/* Runs the inputs in order, twice each, in forks of this process, which has started the harness; then
 * backwards in a fresh process. Returns false after one line on stderr when the harness itself failed. */
bool batch_run(struct batch *batch, int fd);

/* What the fresh process does: run what is left to do, backwards. */
void batch_run_fresh(struct batch *batch);

#endif
