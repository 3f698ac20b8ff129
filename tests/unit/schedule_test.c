/* The rule by which the runtime picks a coroutine: known answers, and the grammar of its environment. */
#include <stdlib.h>

#include "runtime/rt.h"
#include "tests/test.h"

static const struct {
	uint64_t seed;
	uint64_t draws[4];
	uint32_t picks[12];         /* of five */
} answers[] = {
	{ 0, { 0xdb502d0d2be880be, 0x7e685ec98fbbf1f6, 0xbd40a1e789d2ecc5, 0x4ea7be5aa2a0559c },
	  { 0, 0, 3, 4, 0, 0, 1, 0, 0, 4, 0, 0 } },
	{ 1, { 0xe6eb091399f3520c, 0x0fb42463323804c5, 0x783737cdec060d02, 0xcaa63cd8da698e6d },
	  { 0, 2, 0, 4, 0, 0, 0, 3, 0, 0, 0, 4 } },
	{ 7, { 0x607288ae1a3c1243, 0x45ffa1bd71a6581e, 0xafdffeeba40db58f, 0xd940a7d5f572d010 },
	  { 1, 4, 1, 0, 3, 2, 0, 2, 0, 0, 0, 2 } },
	{ 42, { 0x8e072b7c25f5d802, 0x9de811417fcbfe2d, 0x77d83c787b556625, 0x76890480870b77bd },
	  { 0, 2, 3, 0, 0, 4, 0, 2, 0, 0, 0, 0 } },
	{ 1337, { 0x7867346c6be41b6a, 0x027589be628032ae, 0x165c3337fd25ad3c, 0x1d378e53573f7346 },
	  { 0, 0, 0, 0, 3, 0, 0, 2, 4, 3, 0, 3 } },
};

#define ANSWERS (sizeof answers / sizeof *answers)

static void draws_are_known(void)
{
	for (size_t i = 0; i < ANSWERS; i++) {
		struct rt_schedule schedule;
		rt_schedule_init(&schedule, RT_SCHEDULE_RANDOM, answers[i].seed);
		for (size_t k = 0; k < 4; k++)
			ASSERT_EQ_HEX(rt_schedule_draw(&schedule), answers[i].draws[k]);
	}
}

static void picks_are_known(void)
{
	for (size_t i = 0; i < ANSWERS; i++) {
		struct rt_schedule schedule;
		rt_schedule_init(&schedule, RT_SCHEDULE_RANDOM, answers[i].seed);
		for (size_t k = 0; k < 12; k++)
			ASSERT_EQ_UINT(rt_schedule_pick(&schedule, 5), answers[i].picks[k]);
	}
}

static void no_choice_draws_nothing(void)
{
	struct rt_schedule schedule;
	rt_schedule_init(&schedule, RT_SCHEDULE_RANDOM, 7);
	ASSERT_EQ_UINT(rt_schedule_pick(&schedule, 0), 0);
	ASSERT_EQ_UINT(rt_schedule_pick(&schedule, 1), 0);
	ASSERT_EQ_HEX(rt_schedule_draw(&schedule), answers[2].draws[0]);

	rt_schedule_init(&schedule, RT_SCHEDULE_FIFO, 7);
	for (int i = 0; i < 100; i++)
		ASSERT_EQ_UINT(rt_schedule_pick(&schedule, 5), 0);
	ASSERT_EQ_HEX(rt_schedule_draw(&schedule), answers[2].draws[0]);
}

static void variable_set(const char *name, const char *value)
{
	if (value == NULL)
		unsetenv(name);
	else
		setenv(name, value, 1);
}

static void the_environment_is_read(void)
{
	static const struct {
		const char *sched, *seed;
		uint8_t kind;
		uint64_t expected;
	} cases[] = {
		{ NULL, NULL, RT_SCHEDULE_FIFO, 0 },
		{ "", "5", RT_SCHEDULE_FIFO, 5 },
		{ "fifo:9", NULL, RT_SCHEDULE_FIFO, 0 },
		{ "random", NULL, RT_SCHEDULE_RANDOM, 0 },
		{ "random", "42", RT_SCHEDULE_RANDOM, 42 },
		{ "random:7", "42", RT_SCHEDULE_RANDOM, 7 },
		{ "random:", "42", RT_SCHEDULE_RANDOM, 42 },
		{ "random:x", "42", RT_SCHEDULE_RANDOM, 42 },
		{ "randomXYZ:7", NULL, RT_SCHEDULE_RANDOM, 7 },
		{ "random:0x2A", NULL, RT_SCHEDULE_RANDOM, 42 },
		{ "random:010", NULL, RT_SCHEDULE_RANDOM, 10 },
		{ "random:12junk", NULL, RT_SCHEDULE_RANDOM, 12 },
		{ "random:18446744073709551615", NULL, RT_SCHEDULE_RANDOM, UINT64_MAX },
		{ "random", "none", RT_SCHEDULE_RANDOM, 0 },
		{ "Random:7", NULL, RT_SCHEDULE_FIFO, 0 },
		{ "replay:7", NULL, RT_SCHEDULE_FIFO, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rt_schedule read, expected;
		test_case = cases[i].sched == NULL ? "(unset)" : cases[i].sched;
		variable_set("TRUE_ASYNC_SCHED", cases[i].sched);
		variable_set("TRUE_ASYNC_FUZZ_SEED", cases[i].seed);
		rt_schedule_read_environment(&read);
		rt_schedule_init(&expected, RT_SCHEDULE_FIFO, cases[i].expected);
		ASSERT_EQ_UINT(read.kind, cases[i].kind);
		ASSERT_EQ_HEX(read.state, expected.state);
	}
}

static void pct_is_read(void)
{
	static const struct {
		const char *sched, *seed;
		uint64_t expected;
		uint8_t depth;
	} cases[] = {
		{ "pct:7:2", NULL, 7, 2 },
		{ "pct:7", NULL, 7, 3 },
		{ "pct", "9", 9, 3 },
		{ "pct:7:x", NULL, 7, 3 },
		{ "pct:7:0", NULL, 7, 1 },
		{ "pct:7:99", NULL, 7, RT_SCHEDULE_DEPTH_MAX },
		{ "pct::2", "9", 9, 2 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rt_schedule read, expected;
		test_case = cases[i].sched;
		variable_set("TRUE_ASYNC_SCHED", cases[i].sched);
		variable_set("TRUE_ASYNC_FUZZ_SEED", cases[i].seed);
		rt_schedule_read_environment(&read);
		rt_schedule_init_pct(&expected, cases[i].expected, cases[i].depth, 64);
		ASSERT_EQ_UINT(read.kind, RT_SCHEDULE_PCT);
		ASSERT_EQ_UINT(read.depth, expected.depth);
		ASSERT_EQ_HEX(read.state, expected.state);
		for (uint32_t k = 0; k + 1 < read.depth; k++)
			ASSERT_EQ_UINT(read.changes[k], expected.changes[k]);
	}
}

static struct rt_schedule_task *task_at(void *context, uint32_t i)
{
	return &((struct rt_schedule_task *) context)[i];
}

/* Coroutines that are ready again at once; notes who runs. */
static void pct_run(struct rt_schedule *schedule, uint32_t count, uint32_t decisions, bool yields, uint32_t *ran)
{
	struct rt_schedule_task tasks[8];
	struct rt_schedule_queue queue = { count, task_at, tasks };
	for (uint32_t i = 0; i < count; i++)
		rt_schedule_created(schedule, &tasks[i], i + 1, NULL);
	for (uint32_t i = 0; i < decisions; i++) {
		ran[i] = rt_schedule_sample(schedule, &queue);
		if (yields)
			rt_schedule_yielded(schedule, &tasks[ran[i]]);
	}
}

static void pct_changes_at_its_change_points(void)
{
	enum { DECISIONS = 70 };
	for (uint64_t seed = 0; seed < 200; seed++) {
		for (uint32_t depth = 1; depth <= RT_SCHEDULE_DEPTH_MAX; depth++) {
			struct rt_schedule schedule;
			uint32_t ran[DECISIONS], changes = 0;
			/* A step counts once, and a change at the first decision has none before it to differ from. */
			uint64_t steps = 0;
			rt_schedule_init_pct(&schedule, seed, depth, 64);
			for (uint32_t i = 0; i + 1 < depth; i++) {
				ASSERT_TRUE(schedule.changes[i] >= 1 && schedule.changes[i] <= 64);
				steps |= UINT64_C(1) << (schedule.changes[i] - 1);
			}
			pct_run(&schedule, 8, DECISIONS, false, ran);
			for (uint32_t i = 1; i < DECISIONS; i++)
				changes += ran[i] != ran[i - 1];
			ASSERT_EQ_INT(changes, __builtin_popcountll(steps >> 1));
		}
	}
}

static void pct_starts_with_anybody(void)
{
	uint32_t first[4] = { 0 };
	for (uint64_t seed = 0; seed < 4000; seed++) {
		struct rt_schedule schedule;
		uint32_t ran[1];
		rt_schedule_init_pct(&schedule, seed, 1, 64);
		pct_run(&schedule, 4, 1, false, ran);
		first[ran[0]]++;
	}
	for (int i = 0; i < 4; i++)
		ASSERT_TRUE(first[i] > 850 && first[i] < 1150);
}

static void pct_starves_nobody_who_yields(void)
{
	for (uint64_t seed = 0; seed < 100; seed++) {
		struct rt_schedule schedule;
		uint32_t ran[80], times[8] = { 0 };
		rt_schedule_init_pct(&schedule, seed, 5, 64);
		pct_run(&schedule, 8, 80, true, ran);
		for (int i = 0; i < 80; i++)
			times[ran[i]]++;
		for (int i = 0; i < 8; i++)
			ASSERT_TRUE(times[i] >= 8);
	}
}

static void pct_is_the_same_each_time(void)
{
	static const uint32_t answer[] = { 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 1, 4, 4, 4 };
	struct rt_schedule schedule;
	uint32_t ran[sizeof answer / sizeof *answer];
	rt_schedule_init_pct(&schedule, 7, 8, 64);
	pct_run(&schedule, 5, sizeof answer / sizeof *answer, false, ran);
	for (size_t i = 0; i < sizeof answer / sizeof *answer; i++)
		ASSERT_EQ_UINT(ran[i], answer[i]);
}

int main(void)
{
	TEST(draws_are_known);
	TEST(picks_are_known);
	TEST(no_choice_draws_nothing);
	TEST(the_environment_is_read);
	TEST(pct_is_read);
	TEST(pct_changes_at_its_change_points);
	TEST(pct_starts_with_anybody);
	TEST(pct_starves_nobody_who_yields);
	TEST(pct_is_the_same_each_time);
	return test_result();
}
