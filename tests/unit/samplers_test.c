/* The stand-in's own samplers: what each of them promises of its choices, and how the environment names them. */
#include <stdlib.h>

#include "runtime/schedule.h"
#include "tests/test.h"

enum { TASKS_MAX = 8, SEEDS = 12000 };

static struct rt_schedule_task *task_at(void *context, uint32_t i)
{
	return &((struct rt_schedule_task *) context)[i];
}

static void tasks_create(const struct rt_schedule *schedule, struct rt_schedule_task *tasks, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		rt_schedule_created(schedule, &tasks[i], i + 1, NULL);
}

static void uniform_gives_everybody_the_same(void)
{
	struct rt_schedule schedule;
	struct rt_schedule_queue queue = { 5, task_at, NULL };
	uint32_t times[5] = { 0 };

	rt_schedule_init(&schedule, RT_SCHEDULE_UNIFORM, 3);
	for (uint32_t i = 0; i < 5 * SEEDS; i++)
		times[rt_schedule_sample(&schedule, &queue)]++;
	for (uint32_t i = 0; i < 5; i++)
		ASSERT_TRUE(times[i] > SEEDS * 97 / 100 && times[i] < SEEDS * 103 / 100);
}

static void one_candidate_is_no_decision(void)
{
	for (uint32_t kind = 0; kind < RT_SCHEDULE_COUNT; kind++) {
		struct rt_schedule schedule, before;
		struct rt_schedule_task task;
		struct rt_schedule_queue queue = { 1, task_at, &task };
		rt_schedule_init(&schedule, kind, 9);
		rt_schedule_created(&schedule, &task, 1, NULL);
		before = schedule;
		ASSERT_EQ_UINT(rt_schedule_sample(&schedule, &queue), 0);
		queue.count = 0;
		ASSERT_EQ_UINT(rt_schedule_sample(&schedule, &queue), 0);
		ASSERT_EQ_HEX(schedule.state, before.state);
		ASSERT_EQ_UINT(schedule.step, before.step);
	}
}

/* Runs tasks of that many events each, all of them always ready; returns their order as a number in base `count`. */
static uint32_t interleaving(struct rt_schedule *schedule, const uint32_t *events, uint32_t count)
{
	struct rt_schedule_task tasks[TASKS_MAX];
	uint32_t who[TASKS_MAX], left[TASKS_MAX], order = 0;
	struct rt_schedule_queue queue = { count, task_at, tasks };

	tasks_create(schedule, tasks, count);
	for (uint32_t i = 0; i < count; i++) {
		who[i] = i;
		left[i] = events[i];
	}
	while (queue.count > 0) {
		uint32_t i = rt_schedule_sample(schedule, &queue);
		order = order * count + who[i];
		rt_schedule_ran(schedule, &tasks[i], &queue);
		if (--left[i] == 0) {
			queue.count--;
			tasks[i] = tasks[queue.count];
			who[i] = who[queue.count];
			left[i] = left[queue.count];
		}
	}
	return order;
}

/* 2 + 3 + 1 events have 60 interleavings. */
static void urw_makes_all_interleavings_equally_likely(void)
{
	enum { ORDERS = 729, EXPECTED = 60 };
	static const uint32_t events[] = { 2, 3, 1 };
	uint32_t times[ORDERS] = { 0 }, met = 0;

	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		struct rt_schedule schedule;
		rt_schedule_init(&schedule, RT_SCHEDULE_URW, seed);
		schedule.weight_count = 3;
		memcpy(schedule.weights, events, sizeof events);
		times[interleaving(&schedule, events, 3)]++;
	}
	for (uint32_t i = 0; i < ORDERS; i++) {
		if (times[i] == 0)
			continue;
		met++;
		/* 200 each, with a standard deviation of 14. */
		ASSERT_TRUE(times[i] > 140 && times[i] < 260);
	}
	ASSERT_EQ_UINT(met, EXPECTED);
}

static void urw_weights_pass_from_parent_to_child(void)
{
	struct rt_schedule schedule;
	struct rt_schedule_task parent, child;

	rt_schedule_init(&schedule, RT_SCHEDULE_URW, 1);
	schedule.weight_count = 2;
	schedule.weights[0] = 10;
	schedule.weights[1] = 4;
	rt_schedule_created(&schedule, &parent, 1, NULL);
	ASSERT_EQ_UINT(parent.weight, 10);
	rt_schedule_created(&schedule, &child, 2, &parent);
	ASSERT_EQ_UINT(child.weight, 4);
	ASSERT_EQ_UINT(parent.weight, 6);
	rt_schedule_created(&schedule, &child, 3, &parent);
	ASSERT_EQ_UINT(child.weight, 1);
	ASSERT_EQ_UINT(parent.weight, 6);
	rt_schedule_weigh(&child, 9, &parent);
	ASSERT_EQ_UINT(child.weight, 9);
	ASSERT_EQ_UINT(parent.weight, 1);
	rt_schedule_weigh(&child, 0, NULL);
	ASSERT_EQ_UINT(child.weight, 1);
	rt_schedule_ran(&schedule, &child, &(struct rt_schedule_queue){ 0, task_at, NULL });
	ASSERT_EQ_UINT(child.weight, 1);
}

/* Whether the second of three ready coroutines keeps its priority when the first has run. */
static bool pos_keeps(uint64_t resource, bool changes, uint64_t other, bool other_changes)
{
	struct rt_schedule schedule;
	struct rt_schedule_task tasks[3];
	struct rt_schedule_queue left = { 2, task_at, tasks + 1 };

	rt_schedule_init(&schedule, RT_SCHEDULE_POS, 5);
	tasks_create(&schedule, tasks, 3);
	rt_schedule_queued(&schedule, &tasks[0], resource, changes);
	rt_schedule_queued(&schedule, &tasks[1], other, other_changes);
	rt_schedule_queued(&schedule, &tasks[2], 0, true);
	uint64_t before = tasks[1].priority, third = tasks[2].priority;
	rt_schedule_ran(&schedule, &tasks[0], &left);
	ASSERT_EQ_HEX(tasks[2].priority, third);
	return tasks[1].priority == before;
}

static void pos_draws_again_what_races(void)
{
	ASSERT_TRUE(!pos_keeps(7, true, 7, true));
	ASSERT_TRUE(!pos_keeps(7, true, 7, false));
	ASSERT_TRUE(!pos_keeps(7, false, 7, true));
	ASSERT_TRUE(pos_keeps(7, false, 7, false));
	ASSERT_TRUE(pos_keeps(7, true, 8, true));
	ASSERT_TRUE(pos_keeps(0, true, 0, true));
}

static void pos_draws_for_each_event(void)
{
	uint32_t first[3] = { 0 }, again = 0;

	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		struct rt_schedule schedule;
		struct rt_schedule_task tasks[3];
		struct rt_schedule_queue queue = { 3, task_at, tasks };
		rt_schedule_init(&schedule, RT_SCHEDULE_POS, seed);
		tasks_create(&schedule, tasks, 3);
		for (uint32_t i = 0; i < 3; i++)
			rt_schedule_queued(&schedule, &tasks[i], 0, false);
		uint32_t i = rt_schedule_sample(&schedule, &queue);
		first[i]++;
		/* Sampling changes nothing; the one that ran comes back with a new event. */
		ASSERT_EQ_UINT(rt_schedule_sample(&schedule, &queue), i);
		rt_schedule_queued(&schedule, &tasks[i], 0, false);
		again += rt_schedule_sample(&schedule, &queue) == i;
	}
	for (uint32_t i = 0; i < 3; i++)
		ASSERT_TRUE(first[i] > SEEDS / 3 * 95 / 100 && first[i] < SEEDS / 3 * 105 / 100);
	/* A fourth number is above the second of three when it is first or second of all four. */
	ASSERT_TRUE(again > SEEDS / 2 * 97 / 100 && again < SEEDS / 2 * 103 / 100);
}

static void environment(const char *sched, const char *seed, struct rt_schedule *schedule)
{
	test_case = sched;
	setenv("TRUE_ASYNC_SCHED", sched, 1);
	if (seed == NULL)
		unsetenv("TRUE_ASYNC_FUZZ_SEED");
	else
		setenv("TRUE_ASYNC_FUZZ_SEED", seed, 1);
	rt_schedule_read_environment(schedule);
}

static void the_names_are_read(void)
{
	static const struct {
		const char *sched, *seed;
		uint8_t kind;
		uint64_t expected;
	} cases[] = {
		{ "uniform:7", NULL, RT_SCHEDULE_UNIFORM, 7 },
		{ "uniform", "9", RT_SCHEDULE_UNIFORM, 9 },
		{ "pos:0x10", NULL, RT_SCHEDULE_POS, 16 },
		{ "pos:", "3", RT_SCHEDULE_POS, 3 },
		{ "urw:12", NULL, RT_SCHEDULE_URW, 12 },
		{ "uni:7", NULL, RT_SCHEDULE_FIFO, 0 },
		{ "xurw:7", NULL, RT_SCHEDULE_FIFO, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rt_schedule read, expected;
		environment(cases[i].sched, cases[i].seed, &read);
		rt_schedule_init(&expected, RT_SCHEDULE_FIFO, cases[i].expected);
		ASSERT_EQ_UINT(read.kind, cases[i].kind);
		ASSERT_EQ_HEX(read.state, expected.state);
		ASSERT_EQ_UINT(read.weight_count, 0);
	}
}

static void weights_are_read(void)
{
	struct rt_schedule schedule;
	char many[16 + 2 * (RT_SCHEDULE_WEIGHTS_MAX + 5)] = "urw:1:1";

	environment("urw:7:3,,0x10,99999999999", NULL, &schedule);
	ASSERT_EQ_UINT(schedule.weight_count, 4);
	ASSERT_EQ_UINT(schedule.weights[0], 3);
	ASSERT_EQ_UINT(schedule.weights[1], 1);
	ASSERT_EQ_UINT(schedule.weights[2], 16);
	ASSERT_EQ_UINT(schedule.weights[3], UINT32_MAX);
	for (int i = 0; i < RT_SCHEDULE_WEIGHTS_MAX + 4; i++)
		strcat(many, ",2");
	environment(many, NULL, &schedule);
	ASSERT_EQ_UINT(schedule.weight_count, RT_SCHEDULE_WEIGHTS_MAX);
}

int main(void)
{
	TEST(uniform_gives_everybody_the_same);
	TEST(one_candidate_is_no_decision);
	TEST(urw_makes_all_interleavings_equally_likely);
	TEST(urw_weights_pass_from_parent_to_child);
	TEST(pos_draws_again_what_races);
	TEST(pos_draws_for_each_event);
	TEST(the_names_are_read);
	TEST(weights_are_read);
	return test_result();
}
