/* forked.h - peers that processes of their own play, one process to a peer. Within a run they move in lockstep.
 *
 * A process (forked_process.h) asks before each call that may block, and makes it when it has the answer: then what it waits
 * for is there. It gets no answer but in forked_others.run, which returns when each process has asked something that cannot be
 * answered yet. So all that happens in a run is in one order, and what a process sees depends on the calls made before.
 * docs/FORKED_PEER.md has the reasons. The processes are started once, and serve any number of runs.
 */
#ifndef HARNESS_FORKED_H
#define HARNESS_FORKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "harness/world.h"
#include "plan/plan.h"

/* Outside of a run: starts the processes that the plan takes and that there are not yet. What fails ends this process with
 * a line that names it (forked_process.h), here and below. */
void forked_prepare(const struct plan *plan);

/* Ends the processes. */
void forked_stop(void);

/* For a test; 0 = there is none. */
pid_t forked_pid(uint32_t index);

/* The processes as part of a world. */
extern const struct world_others forked_others;

/* In a run, for ForkedPeer.php. Gives the process its order, a JSON text; its sockets' buffers count `buffer` bytes. Returns
 * where it listens, "tcp://HOST:PORT"; valid until the next run. */
const char *forked_begin(uint32_t index, size_t buffer, const char *order);

/* Nobody connects any more. */
void forked_end(uint32_t index);

/* It has played all, and waits for its next order. Lets the processes go on first. */
bool forked_is_done(uint32_t index);

/* What it did, a JSON text; valid until the next run. One that is not done is stopped. */
const char *forked_report(uint32_t index);

/* Virtual time that it has waited because its table says so; and what is left of the pause it is in, rounded up. */
uint32_t forked_paused_ms(uint32_t index);
uint32_t forked_pause_ms(uint32_t index);

/* The run ends: whoever still plays is stopped. */
void forked_leave(void);

#endif
