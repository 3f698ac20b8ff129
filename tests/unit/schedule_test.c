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
		{ "pct:7:3", NULL, RT_SCHEDULE_FIFO, 7 },
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

int main(void)
{
	TEST(draws_are_known);
	TEST(picks_are_known);
	TEST(no_choice_draws_nothing);
	TEST(the_environment_is_read);
	return test_result();
}
