/* draw.c - see draw.h. Nothing of what a run did is used in any of them. */
#include "bench/draw.h"

#include <string.h>

#include "plan/generate.h"

enum { EDITS_MAX = 4, SCHEDULE_DEPTH = 3 };

static size_t records_of(const struct input *input)
{
	return input->size < PLAN_HEADER_SIZE ? 0 : (input->size - PLAN_HEADER_SIZE) / PLAN_RECORD_SIZE;
}

static void record_remove(struct input *input, size_t at)
{
	size_t after = at + PLAN_RECORD_SIZE;
	if (after <= input->size) {
		memmove(input->data + at, input->data + after, input->size - after);
		input->size -= PLAN_RECORD_SIZE;
	}
}

static void record_insert(struct input *input, size_t at, const uint8_t *record)
{
	uint8_t copy[PLAN_RECORD_SIZE];
	if (input->size + PLAN_RECORD_SIZE > sizeof input->data) {
		return;
	}
	memcpy(copy, record, sizeof copy); /* it may be one of the input's own */
	memmove(input->data + at + sizeof copy, input->data + at, input->size - at);
	memcpy(input->data + at, copy, sizeof copy);
	input->size += sizeof copy;
}

/* Takes one record out, or puts one of any testcase in. */
static void records_edit(const struct corpus *corpus, struct prng *prng, struct input *input)
{
	const struct input *other = &corpus->inputs[prng_below(prng, corpus->count)];
	uint32_t others = (uint32_t)records_of(other);
	size_t at = PLAN_HEADER_SIZE + prng_below(prng, (uint32_t)records_of(input) + 1) * PLAN_RECORD_SIZE;
	if (prng_chance(prng, 1, 3)) {
		record_remove(input, at);
	} else if (others > 0) {
		record_insert(input, at, other->data + PLAN_HEADER_SIZE + prng_below(prng, others) * PLAN_RECORD_SIZE);
	}
}

static void nofeedback_fill(const struct corpus *corpus, struct prng *prng, struct input *input)
{
	*input = corpus->inputs[prng_below(prng, corpus->count)];
	for (uint32_t edits = 1 + prng_below(prng, EDITS_MAX); edits > 0 && input->size > 0; edits--) {
		uint8_t *byte = &input->data[prng_below(prng, (uint32_t)input->size)];
		switch (prng_below(prng, 3)) {
		case 0:
			*byte ^= (uint8_t)(1u << prng_below(prng, 8));
			break;
		case 1:
			*byte = (uint8_t)prng_next(prng);
			break;
		default:
			if (input->size >= PLAN_HEADER_SIZE) {
				records_edit(corpus, prng, input);
			}
		}
	}
}

static void input_encode(const struct plan *plan, struct input *input)
{
	input->size = plan_encode(plan, input->data, sizeof input->data);
}

static void plans_fill(const struct corpus *corpus, struct prng *prng, struct input *input)
{
	struct plan plan;
	(void)corpus;
	plan_generate(prng, &plan);
	input_encode(&plan, input);
}

/* Only what an ordinary test program has: no cancellation by the harness, no deviation, no fault. */
static void schedule_fill(const struct corpus *corpus, struct prng *prng, uint8_t kind, uint8_t depth, struct input *input)
{
	struct plan plan;
	const struct input *of = &corpus->inputs[prng_below(prng, corpus->count)];
	plan_decode(of->data, of->size, &plan);
	plan.deviation_count = plan.cancel_count = plan.fault_count = 0;
	plan.sampler = (struct plan_sampler){ .kind = kind, .depth = depth, .seed = (uint32_t)prng_next(prng) };
	input_encode(&plan, input);
}

static void random_fill(const struct corpus *corpus, struct prng *prng, struct input *input)
{
	schedule_fill(corpus, prng, PLAN_SAMPLER_RANDOM, 0, input);
}

static void pct_fill(const struct corpus *corpus, struct prng *prng, struct input *input)
{
	schedule_fill(corpus, prng, PLAN_SAMPLER_PCT, SCHEDULE_DEPTH, input);
}

static const struct draw draws[] = {
	{ "nofeedback", nofeedback_fill },
	{ "random-plans", plans_fill },
	{ "random-schedule", random_fill },
	{ "pct", pct_fill },
};

const char *const draw_modes[] = { "full", "nofeedback", "random-plans", "random-schedule", "pct", NULL };

const struct draw *draw_find(const char *name)
{
	for (size_t i = 0; i < sizeof draws / sizeof draws[0]; i++) {
		if (strcmp(draws[i].name, name) == 0) {
			return &draws[i];
		}
	}
	return NULL;
}
