/* draw.c - see draw.h. Nothing of what a run did is used in any of them. */
#include "bench/draw.h"

#include <string.h>

#include "plan/generate.h"
#include "plan/mutate.h"

enum { MUTATIONS_MAX = 4, SCHEDULE_DEPTH = 3 };

/* What the fuzzer does to its corpus, done to the one that it begins with: nothing is kept. */
static void nofeedback_fill(const struct corpus *corpus, struct prng *prng, struct input *input)
{
	*input = corpus->inputs[prng_below(prng, corpus->count)];
	for (uint32_t left = 1 + prng_below(prng, MUTATIONS_MAX); left > 0; left--) {
		const struct input *donor = &corpus->inputs[prng_below(prng, corpus->count)];
		bool crosses = prng_chance(prng, plan_weights_default.cross, PLAN_SHARE_WHOLE);
		input->size = plan_mutate_bytes(input->data, input->size, crosses ? donor->data : NULL,
			crosses ? donor->size : 0, input->data, sizeof input->data, prng);
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
