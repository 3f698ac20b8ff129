/* choices_test.c - what a run chooses is data: each site is asked, a deviation there changes the run, what was taken is
 * recorded, and what was recorded makes the same run again under FIFO. */
#include <stdio.h>

#include "harness/harness.h"
#include "tests/test.h"

static struct run run;

static struct plan parsed(const char *text)
{
	struct plan plan;
	struct plan_error error = { 0 };

	ASSERT_TRUE(plan_parse(text, strlen(text), &plan, &error));
	ASSERT_EQ_STR(error.message, "");
	return plan;
}

static uint64_t hash_of(const struct plan *plan)
{
	harness_run(plan, &run);
	ASSERT_TRUE(run.complete);
	return run.trace.hash;
}

/* The run with one deviation: it is hit, taken, and another run than without it. */
static void deviates(const char *program, const char *deviation)
{
	char text[1024];
	struct plan plan = parsed(program);
	uint64_t plain = hash_of(&plan);

	ASSERT_EQ_UINT(run.taken_count, 0);
	snprintf(text, sizeof text, "%s%s\n", program, deviation);
	plan = parsed(text);
	test_case = deviation;
	ASSERT_TRUE(hash_of(&plan) != plain);
	ASSERT_EQ_UINT(run.anchors_hit, 1);
	ASSERT_EQ_UINT(run.taken_count, 1);
	ASSERT_EQ_UINT(run.taken_lost, 0);
	ASSERT_EQ_UINT(run.taken[0].site, plan.deviations[0].site);
	ASSERT_EQ_UINT(run.taken[0].choice, plan.deviations[0].choice);
}

static const char three_delays[] = "plan 1\nco C0 delay ms=5\nco C1 delay ms=5\nco C2 delay ms=5\n";
static const char two_downloads[] =
	"plan 1\npeer P0 serve bytes=64\npeer P1 serve bytes=64\nco C0 download P0\nco C1 download P1\n";

static void each_site_is_asked(void)
{
	deviates("plan 1\nco C0 suspend\nco C1 suspend\n", "at main @await=1 run C1");
	deviates(three_delays, "at C2 @delay=1 timer 2");
	deviates(three_delays, "at C2 @delay=1 timer 1 skip=1");
	deviates(three_delays, "at main @end close 1");
	deviates(two_downloads, "at C1 @connect=1 poll 1");
}

static void events_are_counted_in_each_wait(void)
{
	static const char program[] = "plan 1\nco C0 suspend; delay ms=1; suspend\nco C1 delay ms=1; suspend times=9\n"
		"co C2 delay ms=1; suspend times=9\n";

	deviates(program, "at C0 @yield=2 run C2");
	deviates(program, "at C0 @suspend=3 run C2");
	deviates(program, "at C0 @end run C2");
}

/* Anchors that never come, coroutines that are not ready, candidates there are not: skipped and counted. */
static void what_cannot_be_is_skipped(void)
{
	struct plan plan = parsed(three_delays);
	uint64_t plain = hash_of(&plan);

	plan = parsed("plan 1\nco C0 delay ms=5\nco C1 delay ms=5\nco C2 delay ms=5\n"
		"at C0 @read=1 run C1\nat C0 @delay=9 run C1\nat C0 @delay=1 run main\nat C2 @delay=1 timer 3\n"
		"at X0 @end poll 1\ncancel C0 @write=1 cause=cancel\n");
	ASSERT_EQ_HEX(hash_of(&plan), plain);
	ASSERT_EQ_UINT(run.anchors, 6);
	ASSERT_EQ_UINT(run.anchors_hit, 0);
	ASSERT_EQ_UINT(run.taken_count, 0);
}

static void what_was_taken_makes_the_same_run(void)
{
	static const char *const heads[] = { "sched random seed=7", "sched pct seed=11 depth=3", "sched pct seed=4 depth=1",
		"strict\nsched pct seed=4 depth=2" };

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		char text[1024];
		snprintf(text, sizeof text, "plan 1\n%s\npeer P0 serve bytes=256 slice=32 drip=1\n"
			"peer P1 consume bytes=1024 slow_read=bytes:512,ms:1\nco C0 download P0 chunk=64; delay ms=2\n"
			"co C1 upload P1 bytes=9000 write=3000\nco C2 suspend times=5; delay ms=2; cancel C1\nco C3 delay ms=2; delay ms=2\n",
			heads[i]);
		struct plan plan = parsed(text), canonical = plan;
		uint64_t hash = hash_of(&plan);

		test_case = heads[i];
		ASSERT_TRUE(run.taken_count > 0);
		ASSERT_EQ_UINT(run.taken_lost, 0);
		memset(&canonical.sampler, 0, sizeof canonical.sampler);
		canonical.deviation_count = (uint16_t)run.taken_count;
		memcpy(canonical.deviations, run.taken, run.taken_count * sizeof run.taken[0]);
		ASSERT_EQ_STR(plan_check(&canonical), NULL);
		ASSERT_EQ_HEX(hash_of(&canonical), hash);
		ASSERT_EQ_UINT(run.anchors_hit, run.anchors);
	}
}

/* Alarms that are due together ring in the order in which they were started, as libuv promises. */
static void strict_keeps_what_is_promised(void)
{
	struct plan plan = parsed("plan 1\nstrict\nsched pct seed=3 depth=1\nco C0 delay ms=5\nco C1 delay ms=5\n"
		"co C2 delay ms=5\nco C3 delay ms=5\n");
	uint32_t at_timer = 0;

	for (plan.sampler.seed = 0; plan.sampler.seed < 8; plan.sampler.seed++) {
		hash_of(&plan);
		for (uint32_t i = 0; i < run.taken_count; i++)
			at_timer += run.taken[i].site == PLAN_SITE_TIMER;
	}
	ASSERT_EQ_UINT(at_timer, 0);
	plan.strict = false;
	for (plan.sampler.seed = 0; plan.sampler.seed < 8; plan.sampler.seed++) {
		hash_of(&plan);
		for (uint32_t i = 0; i < run.taken_count; i++)
			at_timer += run.taken[i].site == PLAN_SITE_TIMER;
	}
	ASSERT_TRUE(at_timer > 0);
}

int main(void)
{
	if (!harness_start())
		return 1;
	TEST(each_site_is_asked);
	TEST(events_are_counted_in_each_wait);
	TEST(what_cannot_be_is_skipped);
	TEST(what_was_taken_makes_the_same_run);
	TEST(strict_keeps_what_is_promised);
	return test_result();
}
