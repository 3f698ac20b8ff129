/* mutator.c - what libFuzzer asks for the next input: mutations of the plan, and crossover of two.
 *
 * FUZZ_ASYNC_MUTATOR=0 in the environment leaves all to libFuzzer's own mutations of bytes, for comparison. Whatever comes
 * out is decided by the engine's seed alone.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "plan/mutate.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2, size_t size2, uint8_t *out,
	size_t max_size, unsigned int seed);

static bool is_on(void)
{
	static enum { UNKNOWN, OFF, ON } state;

	if (state == UNKNOWN) {
		const char *value = getenv("FUZZ_ASYNC_MUTATOR");
		state = value != NULL && strcmp(value, "0") == 0 ? OFF : ON;
	}
	return state == ON;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	struct prng prng;

	if (!is_on())
		return LLVMFuzzerMutate(data, size, max_size);
	prng_init(&prng, seed, 0);
	/* The engine's own mutator knows the dictionary and what comparisons it has seen. It takes no input that is larger than
	 * the output may be, which is what it is when the engine minimizes. */
	if (size <= max_size && prng_chance(&prng, plan_weights_default.raw, PLAN_SHARE_WHOLE)) {
		size = LLVMFuzzerMutate(data, size, max_size);
		return plan_canonical_bytes(data, size, data, max_size);
	}
	return plan_mutate_bytes(data, size, NULL, 0, data, max_size, &prng);
}

/* 0 is no: the engine asks for something else then. It would ask for crossover half of the time. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2, size_t size2, uint8_t *out,
	size_t max_size, unsigned int seed)
{
	struct prng prng;

	prng_init(&prng, seed, 1);
	if (!is_on() || !prng_chance(&prng, plan_weights_default.cross, PLAN_SHARE_WHOLE))
		return 0;
	return plan_mutate_bytes(data1, size1, data2, size2, out, max_size, &prng);
}
