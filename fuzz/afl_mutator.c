/* afl_mutator.c - mutations of the plan as a custom mutator of AFL++: AFL_CUSTOM_MUTATOR_LIBRARY=.../fuzz_async_afl_mutator.so.
 *
 * Its interface is these functions by name; AFL++ gives a seed once, and wants the output in memory of ours that stays
 * valid until the next call. Trimming takes one record away after the other.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "plan/mutate.h"

#pragma GCC visibility push(default)
void *afl_custom_init(void *afl, unsigned int seed);
size_t afl_custom_fuzz(void *state, uint8_t *data, size_t size, uint8_t **out, uint8_t *donor, size_t donor_size,
	size_t max_size);
int32_t afl_custom_init_trim(void *state, uint8_t *data, size_t size);
size_t afl_custom_trim(void *state, uint8_t **out);
int32_t afl_custom_post_trim(void *state, uint8_t success);
void afl_custom_deinit(void *state);
#pragma GCC visibility pop

struct state {
	struct prng prng;
	uint8_t out[PLAN_INPUT_MAX];
	uint8_t kept[PLAN_INPUT_MAX];       /* canonical bytes that trimming has come to */
	size_t kept_size;
	int32_t steps, step;                /* of a trimming: as many as it began with records; those done */
	size_t at;                          /* the record that goes next */
};

/* NULL without memory: AFL++ then refuses to start. */
void *afl_custom_init(void *afl, unsigned int seed)
{
	struct state *state = calloc(1, sizeof *state);

	(void)afl;
	if (state != NULL)
		prng_init(&state->prng, seed, 0);
	return state;
}

size_t afl_custom_fuzz(void *opaque, uint8_t *data, size_t size, uint8_t **out, uint8_t *donor, size_t donor_size,
	size_t max_size)
{
	struct state *state = opaque;
	bool cross = donor != NULL && prng_chance(&state->prng, plan_weights_default.cross, PLAN_SHARE_WHOLE);

	*out = state->out;
	return plan_mutate_bytes(data, size, cross ? donor : NULL, donor_size, state->out,
			max_size < sizeof state->out ? max_size : sizeof state->out, &state->prng);
}

int32_t afl_custom_init_trim(void *opaque, uint8_t *data, size_t size)
{
	struct state *state = opaque;

	state->kept_size = plan_canonical_bytes(data, size, state->kept, sizeof state->kept);
	state->steps = (int32_t)((state->kept_size - PLAN_HEADER_SIZE) / PLAN_RECORD_SIZE);
	state->step = 0;
	state->at = PLAN_HEADER_SIZE;
	return state->steps;
}

/* The kept bytes without a record, and without what needs it. */
size_t afl_custom_trim(void *opaque, uint8_t **out)
{
	struct state *state = opaque;
	size_t rest = state->kept_size - state->at - PLAN_RECORD_SIZE;

	memcpy(state->out, state->kept, state->at);
	memcpy(state->out + state->at, state->kept + state->at + PLAN_RECORD_SIZE, rest);
	*out = state->out;
	return plan_canonical_bytes(state->out, state->at + rest, state->out, sizeof state->out);
}

/* Returns how many steps are done; all, when no record is left. */
int32_t afl_custom_post_trim(void *opaque, uint8_t success)
{
	struct state *state = opaque;

	if (success) {
		uint8_t *out;
		state->kept_size = afl_custom_trim(state, &out);
		memcpy(state->kept, out, state->kept_size);
	} else {
		state->at += PLAN_RECORD_SIZE;
	}
	state->step = state->at < state->kept_size ? state->step + 1 : state->steps;
	return state->step;
}

void afl_custom_deinit(void *state)
{
	free(state);
}
