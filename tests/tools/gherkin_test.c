/* gherkin_test.c - plans as scenarios of TrueAsync's chaos suite, and back. */
#include "tools/gherkin.h"

#include "plan/generate.h"
#include "plan/prng.h"
#include "tests/test.h"

enum { RANDOM_PLANS = 3000, SAID_MIN = 20 };

static struct plan plan;
static char text[GHERKIN_TEXT_MAX], again[GHERKIN_TEXT_MAX];
static struct gherkin_scenario scenario;
static struct gherkin_error error;

static void plan_set(const char *source)
{
	struct plan_error wrong;
	ASSERT_TRUE(plan_parse(source, strlen(source), &plan, &wrong));
}

static int read_first(const char *feature)
{
	size_t at = 0;
	uint32_t line = 1;
	return gherkin_read(feature, &at, &line, &scenario, &error);
}

static void writes_readable_steps(void)
{
	const char *reason;
	plan_set("plan 1\nsched random seed=7\npeer P0 serve bytes=256 slice=8 drip=3 rst=100\nco C0 download P0; suspend times=2\n"
		"co C1 send ch2; cancel C0\n");
	ASSERT_TRUE(gherkin_write(&plan, "readers-race", text, &reason) > 0);
	ASSERT_EQ_STR(text,
		"# C0 download P0, suspend; C1 send ch2, cancel C0; P0 with slice, drip, rst\n"
		"Feature: io_socket\n\n"
		"  # TRUE_ASYNC_SCHED=random:7\n"
		"  Scenario: readers-race\n"
		"    Given a channel \"ch2\" with capacity 2\n"
		"    And an evil peer \"P0\" serving 256 bytes\n"
		"    And evil peer \"P0\" slices output into 8-byte chunks\n"
		"    And evil peer \"P0\" delays 3 ms between chunks\n"
		"    And evil peer \"P0\" closes abruptly after 100 bytes\n"
		"    And evil peer \"P0\" uses a hard reset\n"
		"    And a coroutine \"C0\"\n"
		"    And a coroutine \"C1\"\n"
		"    When coroutine \"C0\" downloads from peer \"P0\"\n"
		"    And coroutine \"C0\" suspends\n"
		"    And coroutine \"C0\" suspends\n"
		"    And coroutine \"C1\" sends 1 messages to \"ch2\"\n"
		"    And coroutine \"C1\" cancels coroutine \"C0\"\n"
		"    Then no orphan coroutines\n"
		"    And coroutine \"C0\" was cancelled or finished cleanly\n"
		"    And coroutine \"C1\" was cancelled or finished cleanly\n"
		"    And coroutine \"C0\" received a clean prefix of peer \"P0\"\n");
	ASSERT_EQ_UINT((unsigned)read_first(text), 1);
	ASSERT_EQ_STR(scenario.name, "readers-race");
	ASSERT_TRUE(plan_equal(&plan, &scenario.plan));
}

/* Every step there and back. */
static void says_every_step(void)
{
	const char *reason = "";
	plan_set("plan 1\npeer P0 serve bytes=256 slice=8 drip=3 fin=9\n"
		"peer P1 consume bytes=1024 slow_read=bytes:1024,ms:5 stop_read=after:4096,hold_ms:20\n"
		"peer P2 consume never_read=hold_ms:30\n"
		"co C0 download P0; upload P1 bytes=5000 write=100; upload P2 bytes=10 write=10; suspend times=3\n"
		"co C1 send ch0 times=2; try_send ch1 times=1; delay ms=5; cancel C0; complete f0; fail f1\n"
		"co C2 recv ch0 times=2; recv_async ch1; iterate ch2; close_channel ch2; await_future f0; download P0 chunk=1\n");
	ASSERT_TRUE(gherkin_write(&plan, "all", text, &reason) > 0);
	ASSERT_EQ_STR(reason, "");
	for (int step = 0; step < GHERKIN_COUNT; step++) {
		char start[40];
		const char *pattern = gherkin_pattern((enum gherkin_step)step), *last = strrchr(pattern, '%');
		snprintf(start, sizeof start, "%s", last ? last + 2 : pattern);
		test_case = pattern;
		ASSERT_TRUE(step == GHERKIN_UPLOAD_WHOLE || step == GHERKIN_PEER_RESETS || strstr(text, start) != NULL);
	}
	test_case = "";
	ASSERT_EQ_UINT((unsigned)read_first(text), 1);
	ASSERT_TRUE(plan_equal(&plan, &scenario.plan));
}

static void names_what_no_step_says(void)
{
	static const struct { const char *plan, *unsaid; } cases[] = {
		{ "plan 1\nco C0 delay\ncancel C0 @1 cause=cancel\n", "a cancellation at an event" },
		{ "plan 1\nco C0 delay\nfault epoll_wait @1 eintr\n", "a call that fails" },
		{ "plan 1\nsched pct seed=1\nco C0 delay\n", "the schedule pct" },
		{ "plan 1\nco C0 delay\nco C1 delay\nat C0 @1 run C1\n", "a choice of the scheduler" },
		{ "plan 1\nco C0 select streams=1 ms=1\n", "the op select" },
		{ "plan 1\nco C0 send ch0 ms=4\n", "a time limit of send" },
		{ "plan 1\npeer P0 serve latency=4\nco C0 download P0\n", "the toxic latency" },
		{ "plan 1\npeer P0 serve\nco C0 download P0 chunk=7\n", "a download in pieces of its own" },
	};
	const char *reason;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		test_case = cases[i].plan;
		plan_set(cases[i].plan);
		ASSERT_EQ_UINT(gherkin_write(&plan, "x", text, &reason), 0);
		ASSERT_EQ_STR(reason, cases[i].unsaid);
	}
	test_case = "";
}

static void reads_what_people_write(void)
{
	const char *feature = "@slow\nFeature: uploads\n\n  Scenario: A writer, and a reset!\n"
		"    Given an evil peer \"sink\" that reads 512 bytes at a time\n"
		"    And a coroutine \"writer\"\n    And a coroutine \"killer\"\n"
		"    When coroutine \"writer\" uploads 3000 bytes to peer \"sink\"\n"
		"    And coroutine \"killer\" cancels coroutine \"writer\"\n    Then no orphan coroutines\n\n"
		"  # TRUE_ASYNC_SCHED=random:9\n  Scenario: second\n    Given a coroutine \"C\"\n    When coroutine \"C\" suspends\n";
	size_t at = 0;
	uint32_t line = 1;
	ASSERT_EQ_UINT((unsigned)gherkin_read(feature, &at, &line, &scenario, &error), 1);
	ASSERT_EQ_STR(scenario.name, "A-writer--and-a-reset-");
	plan_set("plan 1\npeer P0 consume bytes=512\nco C0 upload P0 bytes=3000\nco C1 cancel C0\n");
	ASSERT_TRUE(plan_equal(&plan, &scenario.plan));
	ASSERT_EQ_UINT((unsigned)gherkin_read(feature, &at, &line, &scenario, &error), 1);
	plan_set("plan 1\nsched random seed=9\nco C0 suspend\n");
	ASSERT_TRUE(plan_equal(&plan, &scenario.plan));
	ASSERT_EQ_UINT((unsigned)gherkin_read(feature, &at, &line, &scenario, &error), 0);
}

static void refuses_what_is_no_plan(void)
{
	static const struct { const char *steps; uint32_t line; const char *message; } cases[] = {
		{ "Given a coroutine \"C\"\nWhen coroutine \"C\" dances\n", 3, "no plan has this step: coroutine \"C\" dances" },
		{ "When coroutine \"C\" suspends\n", 2, "there is no coroutine \"C\"" },
		{ "Given a coroutine \"C\"\nAnd a coroutine \"C\"\n", 3, "the coroutine \"C\" is there already" },
		{ "Given a channel \"c\" with capacity 3\n", 2, "a plan has one channel each of capacity 0, 1, 2 and 4" },
		{ "Given a channel \"c\" with capacity 1\nAnd a channel \"d\" with capacity 1\n", 3,
			"a plan has one channel each of capacity 0, 1, 2 and 4" },
		{ "Given an evil peer \"p\" serving 1 bytes\nAnd evil peer \"p\" uses a hard reset\n", 3,
			"the peer \"p\" closes nothing that could be a reset" },
		{ "Examples:\n", 2, "this is no step: Examples:" },
	};
	char feature[400];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		test_case = cases[i].steps;
		snprintf(feature, sizeof feature, "Scenario: s\n%s", cases[i].steps);
		ASSERT_TRUE(read_first(feature) == -1);
		ASSERT_EQ_UINT(error.line, cases[i].line);
		ASSERT_EQ_STR(error.message, cases[i].message);
	}
	test_case = "";
	ASSERT_TRUE(read_first("Scenario: s\nGiven an evil peer \"p\" serving 99999999 bytes\n") == -1);
	ASSERT_EQ_UINT(error.line, 1);
	ASSERT_TRUE(strstr(error.message, "the scenario is no plan: ") != NULL);
}

/* Whatever can be said comes back as the same text. */
static void round_trips_random_plans(void)
{
	struct prng prng;
	uint32_t said = 0;
	const char *reason;
	prng_init(&prng, 11, 0);
	for (int i = 0; i < RANDOM_PLANS; i++) {
		plan_generate(&prng, &plan);
		plan.sampler = (struct plan_sampler){ 0 };
		plan.cancel_count = plan.fault_count = plan.deviation_count = 0;
		plan.buffer = 0;
		if (gherkin_write(&plan, "r", text, &reason) == 0) {
			continue;
		}
		said++;
		ASSERT_TRUE(read_first(text) == 1);
		ASSERT_TRUE(gherkin_write(&scenario.plan, "r", again, &reason) > 0);
		/* The comment above counts ops, and suspensions in a row become one. */
		ASSERT_EQ_STR(strchr(again, '\n'), strchr(text, '\n'));
	}
	ASSERT_TRUE(said >= SAID_MIN);
	printf("%u of %d random plans can be said\n", said, RANDOM_PLANS);
}

int main(void)
{
	TEST(writes_readable_steps);
	TEST(says_every_step);
	TEST(names_what_no_step_says);
	TEST(reads_what_people_write);
	TEST(refuses_what_is_no_plan);
	TEST(round_trips_random_plans);
	return test_result();
}
