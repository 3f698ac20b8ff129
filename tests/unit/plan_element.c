/* plan_element.c - elements: each is there once, its text is in the text of the plan, and without it the plan is legal. */
#include "plan/element.h"
#include "plan/generate.h"
#include "tests/test.h"

static void parse(const char *text, struct plan *plan)
{
	struct plan_error error = { .message = "" };
	plan_parse(text, strlen(text), plan, &error);
	ASSERT_EQ_STR(error.message, "");
}

static const char everything[] = "plan 1\nstrict\nforked\nbuffer 9000\nsched random seed=3\nat C0 @read=1 run K1\n"
	"at P1.0 @suspend=2 run C1\npeer P0 serve bytes=9 slice=4\npeer P1 consume stop_read=3\n"
	"co C0 download P0 chunk=1; upload P1\nco C1 delay ms=5; cancel C0\n"
	"cancel C0 @suspend=1 cause=cancel\ncancel C1 @suspend=1 cause=cancel when=woken\n"
	"fault C0 send @1 econnreset\n";

/* What each element is, and what the plan is without it. */
static void elements_have_names(void)
{
	static const char *const names[] = { "co C0 download P0 chunk=1", "co C0 upload P1", "co C1 delay ms=5",
		"co C1 cancel C0", "peer P0 serve", "peer P1 consume", "peer P0 slice=4", "peer P1 stop_read=",
		"sched random seed=3", "at C0 @read=1 run K1", "at P1.0 @suspend=2 run C1",
		"cancel C0 @suspend=1 cause=cancel", "cancel C1 @suspend=1 cause=cancel when=woken", "fault C0 send @1",
		"buffer 9000", "strict", "forked" };
	char text[PLAN_ELEMENT_TEXT_MAX];
	struct plan plan;
	parse(everything, &plan);
	ASSERT_EQ_UINT(plan_elements(&plan), sizeof names / sizeof *names);
	for (uint32_t i = 0; i < plan_elements(&plan); i++) {
		test_case = names[i];
		ASSERT_TRUE(strncmp(plan_element_text(&plan, i, text), names[i], strlen(names[i])) == 0);
	}
}

static uint32_t place_of(const struct plan *plan, const char *name)
{
	char text[PLAN_ELEMENT_TEXT_MAX];
	uint32_t place = 0;
	while (place < plan_elements(plan) && strncmp(plan_element_text(plan, place, text), name, strlen(name)) != 0)
		place++;
	ASSERT_LT_INT(place, plan_elements(plan));
	return place;
}

/* Other coroutines keep their deviations, under the names that they have then. */
static void names_move_down(void)
{
	struct plan plan, without;
	parse(everything, &plan);
	plan_element_without(&plan, place_of(&plan, "cancel C0"), &without);
	ASSERT_EQ_UINT(without.cancel_count, 1);
	ASSERT_EQ_UINT(without.deviations[0].choice, PLAN_WHO_KILLER);
	plan_element_without(&plan, place_of(&plan, "cancel C1"), &without);
	ASSERT_EQ_UINT(without.deviation_count, 1);
	plan_element_without(&plan, place_of(&plan, "peer P0 serve"), &without);
	ASSERT_EQ_UINT(without.op_count, 3);
	ASSERT_EQ_UINT(without.deviations[1].who, PLAN_WHO_LINK);
	parse("plan 1\nco C0 delay ms=5; delay ms=6\ncancel C0 @suspend=1 cause=cancel\ncancel C0 @suspend=2 cause=close\n"
		"fault K0 send @1 econnreset\nfault K1 recv @1 econnreset\n", &plan);
	plan_element_without(&plan, place_of(&plan, "cancel C0 @suspend=1"), &without);
	ASSERT_EQ_UINT(without.fault_count, 1);
	ASSERT_EQ_UINT(without.faults[0].who, PLAN_WHO_KILLER);
	ASSERT_EQ_UINT(without.faults[0].call, PLAN_CALL_RECV);
}

static void any_plan_without_any_element(void)
{
	for (uint64_t i = 0; i < 400; i++) {
		struct prng prng;
		struct plan plan, without;
		prng_init(&prng, 5, i);
		plan_generate(&prng, &plan);
		uint32_t records = (uint32_t)plan_record_count(&plan);
		ASSERT_EQ_UINT(plan_elements(&plan), records + (plan.buffer != 0) + plan.strict + plan.forked);
		for (uint32_t place = 0; place < plan_elements(&plan); place++) {
			uint32_t index;
			plan_element_without(&plan, place, &without);
			ASSERT_EQ_STR(plan_check(&without), NULL);
			bool record = plan_element_at(&plan, place, &index) < PLAN_ELEMENT_RECORDS;
			ASSERT_LE_INT(plan_record_count(&without) + record, records);
			ASSERT_LT_INT(plan_elements(&without), plan_elements(&plan));
		}
	}
}

int main(void)
{
	TEST(elements_have_names);
	TEST(names_move_down);
	TEST(any_plan_without_any_element);
	return test_result();
}
