/* prng.h - the one generator of random numbers, apart from the runtime's schedules: SplitMix64 (Steele, Lea and Flood,
 * "Fast splittable pseudorandom number generators", 2014). Integers only, the state is the caller's, the same seed gives
 * the same numbers everywhere.
 */
#ifndef PLAN_PRNG_H
#define PLAN_PRNG_H

#include <stdbool.h>
#include <stdint.h>

struct prng { uint64_t state; };

/* A stream of its own for each pair of seed and index. */
void prng_init(struct prng *prng, uint64_t seed, uint64_t index);

uint64_t prng_next(struct prng *prng);

/* 0..bound-1; bound is at least 1. The bias is below bound / 2^64. */
uint32_t prng_below(struct prng *prng, uint32_t bound);

/* True in `part` of `whole` cases. */
bool prng_chance(struct prng *prng, uint32_t part, uint32_t whole);

#endif
