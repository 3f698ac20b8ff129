/* rehearsal_test.c - the search for a frozen test, without PHP: the seed of given picks, variations of a program, and the plan
 * that stands for a test. */
#include "tools/rehearsal.h"

#include "runtime/schedule.h"
#include "tests/test.h"
#include "tools/picks.h"

static struct plan plan, made;
static struct run run;
static struct recipe recipe;
static char text[PLAN_TEXT_MAX];

static void plan_set(const char *source)
{
	struct plan_error error;
	ASSERT_TRUE(plan_parse(source, strlen(source), &plan, &error));
}

static void pick_add(uint8_t kind, uint8_t index, int32_t candidates)
{
	run.trace.events[run.trace.count++] = (struct trace_event){ .kind = kind, .cause = index, .value = candidates };
}

/* The seed that is found makes the picks, and no smaller one does: both by the schedule itself. */
static void finds_the_first_seed_of_the_picks(void)
{
	static const uint8_t wanted[][2] = { { 2, 1 }, { 3, 0 }, { 4, 3 }, { 2, 0 }, { 5, 2 } };
	struct picks picks;
	uint64_t seed = 0;
	memset(&run, 0, sizeof run);
	for (size_t i = 0; i < 5; i++) {
		pick_add(TRACE_PICK, wanted[i][1], wanted[i][0]);
		pick_add(TRACE_PICK, 0, 1); /* no choice, and nothing drawn */
		pick_add(TRACE_WAKE, 0, 0);
	}
	ASSERT_TRUE(picks_take(&run, &picks));
	ASSERT_EQ_UINT(picks.count, 5);
	ASSERT_TRUE(picks_seed(&picks, 0, 1000000, &seed));
	for (uint64_t each = 0; each <= seed; each++) {
		struct rt_schedule schedule;
		bool all = true;
		rt_schedule_init(&schedule, RT_SCHEDULE_RANDOM, each);
		for (size_t i = 0; i < 5; i++) {
			all &= rt_schedule_pick(&schedule, wanted[i][0]) == wanted[i][1];
		}
		ASSERT_EQ_UINT(all, each == seed);
	}
	ASSERT_TRUE(!picks_seed(&picks, 0, seed, &seed));
}

static void knows_what_no_seed_makes(void)
{
	struct picks picks;
	memset(&run, 0, sizeof run);
	pick_add(TRACE_CHOICE, 0, 2);
	ASSERT_TRUE(picks_take(&run, &picks));
	pick_add(TRACE_CHOICE, 1, 2); /* the order of timers, say */
	ASSERT_TRUE(!picks_take(&run, &picks));
}

static void rehearses_the_killers(void)
{
	plan_set("plan 1\nsched pct seed=3 depth=2\nco C0 delay ms=5\nco C2 suspend\ncancel C0 @1 cause=cancel\n"
		"cancel C2 @1 cause=cancel when=woken\n");
	recipe_begin(&recipe, DESCRIPTOR_RANDOM, &plan);
	snprintf(recipe.sched, sizeof recipe.sched, "random:77");
	recipe.killers[1].suspends = 17;
	ASSERT_TRUE(rehearsal_make(&recipe, NULL, &made));
	plan_print(&made, text);
	ASSERT_EQ_STR(text, "plan 1\nsched random seed=77\nco C0 delay ms=5\nco C2 suspend times=1\nco C3 cancel C0\n"
		"co C4 suspend times=16; suspend times=1; cancel C2\n");
	recipe.killers[1].ms = 9;
	ASSERT_TRUE(rehearsal_make(&recipe, &plan, &made));
	plan_print(&made, text);
	ASSERT_TRUE(strstr(text, "\nco C4 delay ms=9; cancel C2\n") != NULL);
	ASSERT_EQ_UINT(made.sampler.kind, PLAN_SAMPLER_PCT);
	plan.cancels[0].cause = PLAN_CAUSE_CLOSE; /* no op does it */
	recipe_begin(&recipe, DESCRIPTOR_PLAIN, &plan);
	ASSERT_TRUE(!rehearsal_make(&recipe, NULL, &made));
}

/* Each is a legal plan, no two of the first ones are the same, and the cancellation goes with its victim. */
static void varies_order_and_pauses(void)
{
	enum { LOOKED_AT = 60 };
	static char texts[LOOKED_AT][400];
	uint32_t count = 0;
	plan_set("plan 1\nco C0 send ch0; cancel C1\nco C1 recv ch0\nco C2 recv ch0\ncancel C2 @1 cause=cancel\n");
	for (; rehearsal_vary(&plan, count, &made) && count < LOOKED_AT; count++) {
		ASSERT_TRUE(plan_check(&made) == NULL);
		plan_print(&made, text);
		snprintf(texts[count], sizeof texts[count], "%s", text);
		for (uint32_t i = 0; i < count; i++) {
			/* Two receivers are the same ones in either order, but for who is cancelled. */
			ASSERT_TRUE(strcmp(texts[i], texts[count]) != 0);
		}
	}
	ASSERT_EQ_UINT(count, LOOKED_AT);
	plan_print(&plan, text);
	ASSERT_EQ_STR(texts[0], text);
	ASSERT_EQ_STR(texts[5], "plan 1\nco C0 recv ch0 times=1 ms=0\nco C1 recv ch0 times=1 ms=0\n"
		"co C2 send ch0 times=1 ms=0; cancel C1\ncancel C0 @suspend=1 cause=cancel\n");
	ASSERT_TRUE(strstr(texts[6], "co C0 suspend times=1; send ch0") != NULL);
}

/* All by one factor, and no further than a plan goes. */
static void stretches_waits_in_their_order(void)
{
	plan_set("plan 1\npeer P0 consume bytes=1 slow_read=bytes:1,ms:3 refuse=after:0,hold_ms:1\nco C0 delay ms=0; delay ms=2; recv ch0\n");
	recipe_begin(&recipe, DESCRIPTOR_PLAIN, &plan);
	ASSERT_TRUE(recipe_stretch(&recipe));
	ASSERT_TRUE(plan_check(&recipe.program) == NULL);
	plan_print(&recipe.program, text);
	ASSERT_EQ_STR(text, "plan 1\npeer P0 consume bytes=1 slow_read=bytes:1,ms:900 refuse=after:0,hold_ms:300\n"
		"co C0 delay ms=0; delay ms=600; recv ch0 times=1 ms=0\n");
	ASSERT_TRUE(!recipe_stretch(&recipe));
	plan_set("plan 1\nco C0 delay ms=1; recv ch0 ms=400\n");
	recipe_begin(&recipe, DESCRIPTOR_PLAIN, &plan);
	ASSERT_TRUE(recipe_stretch(&recipe));
	plan_print(&recipe.program, text);
	ASSERT_EQ_STR(text, "plan 1\nco C0 delay ms=2; recv ch0 times=1 ms=800\n");
	plan_set("plan 1\nco C0 delay ms=0; recv ch0\n");
	recipe_begin(&recipe, DESCRIPTOR_PLAIN, &plan);
	ASSERT_TRUE(!recipe_stretch(&recipe));
}

int main(void)
{
	TEST(finds_the_first_seed_of_the_picks);
	TEST(knows_what_no_seed_makes);
	TEST(rehearses_the_killers);
	TEST(varies_order_and_pauses);
	TEST(stretches_waits_in_their_order);
	return test_result();
}
