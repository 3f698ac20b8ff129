/* draw.h - the inputs of the ways of searching that are compared with the engine's. */
#ifndef BENCH_DRAW_H
#define BENCH_DRAW_H

#include "plan/prng.h"
#include "tools/files.h"

/* The testcases to start from; at least one. */
struct corpus { struct input *inputs; uint32_t count; };

/* One way: fills *input from the numbers of *prng, a stream of its own for each execution. */
struct draw {
	const char *name;
	void (*fill)(const struct corpus *corpus, struct prng *prng, struct input *input);
};

/* All ways of searching, the engine's "full" first; ends with NULL. exposure.c says what they are. */
extern const char *const draw_modes[];

/* NULL for "full", which draws for itself, and for a name that is none. */
const struct draw *draw_find(const char *name);

#endif
