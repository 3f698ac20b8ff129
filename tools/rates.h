/* rates.h - how often the bare program of a plan fails: without its deviations, under schedules drawn at random. */
#ifndef TOOLS_RATES_H
#define TOOLS_RATES_H

#include "tools/pool.h"

struct rate { const char *sampler; uint32_t schedules, same, other; };  /* same: with the signature; other: with another one */

enum { RATES = 4 };             /* fifo, random, uniform, pct */

/* Runs the program under FIFO once, which is all it has, and under `schedules` seeds, from 1, of the others. False when the
 * harness failed. */
bool rates_measure(struct pool *pool, const struct plan *plan, const struct verdict *verdict, uint32_t schedules,
	struct rate rates[RATES]);

#endif
