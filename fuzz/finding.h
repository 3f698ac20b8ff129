/* finding.h - what the fuzz target leaves of a finding: its descriptor, on stderr and beside the engine's artifact. */
#ifndef FUZZ_FINDING_H
#define FUZZ_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include "harness/harness.h"

/* Reads from the engine's arguments where artifacts go. */
void finding_start(int argc, char **argv);

/* Before a run; all of it must stay where it is until the next one. */
void finding_run_begins(const uint8_t *data, size_t size, const struct plan *plan, struct run *run);

/* The engine's alarm has rung in a run: writes the descriptor when the run has had its time. */
void finding_alarm(void);

#endif
