/* prng.c - see prng.h. */
#include "plan/prng.h"

static uint64_t mix(uint64_t z)
{
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

void prng_init(struct prng *prng, uint64_t seed, uint64_t index)
{
	/* Mixed twice, or the streams of neighbours would overlap. */
	prng->state = mix(mix(seed) + index * 0x9e3779b97f4a7c15u);
}

uint64_t prng_next(struct prng *prng)
{
	return mix(prng->state += 0x9e3779b97f4a7c15u);
}

uint32_t prng_below(struct prng *prng, uint32_t bound)
{
	return (uint32_t)(prng_next(prng) % bound);
}

bool prng_chance(struct prng *prng, uint32_t part, uint32_t whole)
{
	return prng_below(prng, whole) < part;
}
