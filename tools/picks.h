/* picks.h - the picks of a run, and the seed of TrueAsync's own random schedule that makes the same ones. Pure. */
#ifndef TOOLS_PICKS_H
#define TOOLS_PICKS_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/harness.h"

enum { PICKS_MAX = 512 };

struct picks {
	uint32_t count;
	struct { uint8_t candidates, index; } list[PICKS_MAX];
};

/* Takes them from the run's trace. False when no schedule of the ready queue alone makes this run: something else was
 * chosen, too, or there are too many. */
bool picks_take(const struct run *run, struct picks *picks);

/* The first seed from `first` on, of at most `count`, that makes exactly these picks. False when there is none. */
bool picks_seed(const struct picks *picks, uint64_t first, uint64_t count, uint64_t *seed);

#endif
