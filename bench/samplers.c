/* samplers.c - samplers against a model: how many schedules each of them takes to meet an order that a bug would need.
 *
 * The model is cooperative: a few coroutines of some steps each; after each step a coroutine goes to the end of the
 * ready queue, and the schedule, the runtime's own code, picks who runs next. A step is a wait that is over at once,
 * not a yield. No PHP. `samplers` prints the table of docs/SCHEDULES.md, schedules to hit = runs : hits; with --check
 * it fails when a figure is not within a factor of BAND of what is expected. The seeds are 0, 1, 2, ..., so the figures are always
 * the same ones.
 *
 * POS is told what races: the steps that a pair of an order names are events of one resource, which each changes. For
 * URW the steps are counted right, for PCT the decisions are.
 */
#include <stdio.h>
#include <string.h>

#include "runtime/schedule.h"

enum { COROUTINES = 4, STEPS = 12, RUNS = 20000, PAIRS_MAX = 4, EXPECTED_MAX = 2000 };
static const double BAND = 1.5;

enum { A, B, C, D };

struct model {
	struct rt_schedule schedule;
	struct rt_schedule_task tasks[COROUTINES];
	uint8_t queue[COROUTINES], count;
	uint8_t done[COROUTINES];               /* steps so far */
	uint8_t at[COROUTINES][STEPS + 1];      /* when the step (from 1) was done, from 1 */
};

struct event { uint8_t who, step; };    /* step from 1 */

struct order {
	const char *name;
	/* The first before the second; the list ends with a resource of 0. */
	struct { struct event before, after; uint8_t resource; } pairs[PAIRS_MAX + 1];
};

static const struct order orders[] = {
	{ "B does all its steps before A's 2nd", { { { B, 12 }, { A, 2 }, 1 } } },
	{ "last of A before first of B", { { { A, 12 }, { B, 1 }, 1 } } },
	{ "B's 7th between A's 6th and 7th", { { { A, 6 }, { B, 7 }, 1 }, { { B, 7 }, { A, 7 }, 1 } } },
	{ "two such windows", { { { A, 4 }, { B, 5 }, 1 }, { { B, 5 }, { A, 5 }, 1 },
		{ { A, 8 }, { B, 9 }, 1 }, { { B, 9 }, { A, 9 }, 1 } } },
	{ "four first steps reversed", { { { D, 1 }, { C, 1 }, 1 }, { { C, 1 }, { B, 1 }, 1 }, { { B, 1 }, { A, 1 }, 1 } } },
	{ "A ends before B starts, C before D", { { { A, 12 }, { B, 1 }, 1 }, { { C, 12 }, { D, 1 }, 2 } } },
};
enum { ORDERS = sizeof orders / sizeof *orders };

/* The last one takes the samplers of the others in turn. */
static const struct { const char *name; uint8_t kind, depth; } samplers[] = {
	{ "random", RT_SCHEDULE_RANDOM, 0 }, { "uniform", RT_SCHEDULE_UNIFORM, 0 }, { "urw", RT_SCHEDULE_URW, 0 },
	{ "pct 2", RT_SCHEDULE_PCT, 2 }, { "pct 3", RT_SCHEDULE_PCT, 3 }, { "pos", RT_SCHEDULE_POS, 0 },
	{ "mixture", RT_SCHEDULE_COUNT, 0 },
};
enum { SAMPLERS = sizeof samplers / sizeof *samplers };
static const uint8_t mixture[] = { 1, 3, 5 };

/* What is known of the same orders from another model; 0: more than RUNS. */
static const uint32_t known[ORDERS][SAMPLERS] = {
	{ 0, 571, 0, 3, 3, 7, 6 },
	{ 0, 2000, 0, 3, 3, 13, 6 },
	{ 5, 9, 6, 85, 51, 17, 17 },
	{ 22, 52, 28, 0, 0, 180, 121 },
	{ 78, 24, 25, 23, 23, 23, 23 },
	{ 0, 0, 0, 6, 10, 30, 16 },
};

/* Where the known figure cannot be that of the order as it stands here, the exact one is expected; docs/SCHEDULES.md
 * derives it. POS: A's 12 steps are all drawn above B's first with probability 1/13, and C's above D's, independently. */
static const struct { uint8_t order, sampler; uint32_t figure; } exact[] = { { 5, 5, 13 * 13 } };

static bool is(struct event event, uint8_t who, uint8_t step)
{
	return event.who == who && event.step == step;
}

/* Of the event, or 0 when the order does not name it. */
static uint8_t resource_of(const struct order *order, uint8_t who, uint8_t step)
{
	for (uint32_t i = 0; order->pairs[i].resource != 0; i++) {
		if (is(order->pairs[i].before, who, step) || is(order->pairs[i].after, who, step))
			return order->pairs[i].resource;
	}
	return 0;
}

static struct rt_schedule_task *task_at(void *context, uint32_t i)
{
	struct model *model = context;
	return &model->tasks[model->queue[i]];
}

static void push(struct model *model, const struct order *order, uint8_t who)
{
	model->queue[model->count++] = who;
	rt_schedule_queued(&model->schedule, &model->tasks[who], resource_of(order, who, model->done[who] + 1u), true);
}

/* As the runtime does: the chosen one is swapped with the head. */
static uint8_t pop(struct model *model)
{
	struct rt_schedule_queue queue = { model->count, task_at, model };
	uint32_t i = rt_schedule_sample(&model->schedule, &queue);
	uint8_t who = model->queue[i];

	model->queue[i] = model->queue[0];
	memmove(model->queue, model->queue + 1, --model->count);
	queue.count = model->count;
	rt_schedule_ran(&model->schedule, &model->tasks[who], &queue);
	return who;
}

static void schedule_make(struct rt_schedule *schedule, uint32_t sampler, uint64_t seed)
{
	if (samplers[sampler].kind == RT_SCHEDULE_PCT)
		rt_schedule_init_pct(schedule, seed, samplers[sampler].depth, COROUTINES * STEPS);
	else
		rt_schedule_init(schedule, samplers[sampler].kind, seed);
	schedule->weight_count = COROUTINES;
	for (uint32_t i = 0; i < COROUTINES; i++)
		schedule->weights[i] = STEPS;
}

static bool hits(const struct model *model, const struct order *order)
{
	for (uint32_t i = 0; order->pairs[i].resource != 0; i++) {
		struct event before = order->pairs[i].before, after = order->pairs[i].after;
		if (model->at[before.who][before.step] > model->at[after.who][after.step])
			return false;
	}
	return true;
}

static bool run(const struct order *order, uint32_t sampler, uint64_t seed)
{
	struct model model = { 0 };

	if (samplers[sampler].kind == RT_SCHEDULE_COUNT)
		sampler = mixture[seed % sizeof mixture];
	schedule_make(&model.schedule, sampler, seed);
	for (uint8_t who = 0; who < COROUTINES; who++) {
		rt_schedule_created(&model.schedule, &model.tasks[who], who + 1u, NULL);
		push(&model, order, who);
	}
	for (uint8_t time = 1; model.count > 0; time++) {
		uint8_t who = pop(&model);
		model.at[who][++model.done[who]] = time;
		if (model.done[who] < STEPS)
			push(&model, order, who);
	}
	return hits(&model, order);
}

static void figure_print(uint32_t figure)
{
	if (figure == 0)
		printf("    >20k");
	else
		printf("%8u", figure);
}

/* Whether the measured figure is within the band of the expected one, where that one is exact enough to tell. */
static bool within(uint32_t figure, uint32_t wanted)
{
	return wanted == 0 || wanted >= EXPECTED_MAX ||
		(figure != 0 && figure <= wanted * BAND && wanted <= figure * BAND);
}

static uint32_t expected(uint32_t order, uint32_t sampler)
{
	for (uint32_t i = 0; i < sizeof exact / sizeof *exact; i++) {
		if (exact[i].order == order && exact[i].sampler == sampler)
			return exact[i].figure;
	}
	return known[order][sampler];
}

/* Schedules to hit; 0: there was none. */
static uint32_t measure(const struct order *order, uint32_t sampler)
{
	uint32_t count = 0;

	for (uint64_t seed = 0; seed < RUNS; seed++)
		count += run(order, sampler, seed);
	return count == 0 ? 0 : (RUNS + count / 2) / count;
}

int main(int argc, char **argv)
{
	bool check = argc == 2 && strcmp(argv[1], "--check") == 0;
	uint32_t outside = 0;

	printf("%-36s", "");
	for (uint32_t s = 0; s < SAMPLERS; s++)
		printf("%8s", samplers[s].name);
	for (uint32_t o = 0; o < ORDERS; o++) {
		printf("\n%-36s", orders[o].name);
		for (uint32_t s = 0; s < SAMPLERS; s++) {
			uint32_t figure = measure(&orders[o], s);
			figure_print(figure);
			outside += !within(figure, expected(o, s));
		}
		printf("\n%36s", "known");
		for (uint32_t s = 0; s < SAMPLERS; s++)
			figure_print(known[o][s]);
	}
	printf("\n%u figures are not within a factor of %.1f of what is expected\n", outside, BAND);
	return check && outside != 0;
}
