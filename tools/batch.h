/* batch.h - many inputs, each run four times: twice in one process, once in each of two fresh ones.
 *
 * The batch lies in shared memory with a descriptor, so that a fork and a freshly executed process fill in
 * their runs. State that leaks from one input into the next must show: one of the fresh processes goes
 * through the inputs backwards.
 */
#ifndef TOOLS_BATCH_H
#define TOOLS_BATCH_H

#include "harness/harness.h"
#include "tools/files.h"

enum { BATCH_INPUTS_MAX = 64, BATCH_RUNS = 4, BATCH_FRESH = 2 };      /* FRESH: the first run in a fresh process */

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
 * backwards in a fresh process, then in order in another. Returns false after one line on stderr when the harness itself failed. */
bool batch_run(struct batch *batch, int fd);

/* What a fresh process does: the runs number `which` that are left to do. */
void batch_run_fresh(struct batch *batch, uint32_t which);

#endif
