/* The estimate of how often coroutines run, held to what they do: over the plans of the seed corpus that nothing ends
 * early, the whole run and each actor stay within a factor. */
#include <glob.h>
#include <stdio.h>

#include "harness/harness.h"
#include "harness/names.h"
#include "tests/test.h"

/* PCT's bound and URW's odds get worse by such a factor at most for each change point and each pick. */
enum { FACTOR = 3, PLANS_MIN = 8 };

static struct run run;

static bool ends_early(const struct plan *plan)
{
	for (uint16_t i = 0; i < plan->op_count; i++) {
		if (plan->ops[i].kind == PLAN_OP_CANCEL || plan->ops[i].kind == PLAN_OP_CLOSE_CHANNEL
				|| plan->ops[i].kind == PLAN_OP_LINK_END
				|| plan->ops[i].kind == PLAN_OP_UDP_CLOSE
				|| plan->ops[i].kind == PLAN_OP_DROP_FUTURE
				|| plan->ops[i].kind == PLAN_OP_END_LISTENER
				|| plan->ops[i].kind == PLAN_OP_SHARE_CLOSE || plan->ops[i].kind == PLAN_OP_END_SCOPE
				|| plan->ops[i].kind == PLAN_OP_QUIT)
			return true;
	}
	for (uint16_t p = 0; p < plan->peer_count; p++) {
		for (uint8_t i = 0; i < plan->peers[p].toxic_count; i++) {
			uint8_t kind = plan->peers[p].toxics[i].kind;
			if (kind != PLAN_TOXIC_SLICE && kind != PLAN_TOXIC_DRIP && kind != PLAN_TOXIC_SLOW_READ)
				return true;
		}
	}
	return plan->cancel_count > 0 || plan->fault_count > 0;
}

static void within(uint32_t estimate, uint32_t real)
{
	ASSERT_TRUE(estimate <= real * FACTOR && real <= estimate * FACTOR);
	if (estimate > real * FACTOR || real > estimate * FACTOR)
		fprintf(stderr, "     estimated %u, counted %u\n", estimate, real);
}

static void plan_measure(const struct plan *plan)
{
	uint32_t runs[256] = { 0 }, whole = 0, actors = plan_actors(plan);

	harness_run(plan, &run);
	ASSERT_TRUE(run.trace.count <= TRACE_EVENTS_MAX);
	/* Each run of a coroutine ends in one of the two. */
	for (uint32_t i = 0; i < run.trace.count; i++) {
		const struct trace_event *event = &run.trace.events[i];
		if (event->kind == TRACE_SUSPEND || event->kind == TRACE_FINISH) {
			runs[event->who]++;
			whole++;
		}
	}
	within(plan_steps(plan, PLAN_WHO_MAIN), whole);
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (actors >> actor & 1)
			within(plan_steps(plan, actor), runs[actor]);
	}
}

static bool plan_read(const char *path, struct plan *plan)
{
	static char text[PLAN_TEXT_MAX];
	struct plan_error error;
	FILE *file = fopen(path, "r");
	size_t size = file == NULL ? 0 : fread(text, 1, sizeof text, file);

	if (file != NULL)
		fclose(file);
	return plan_parse(text, size, plan, &error);
}

static void the_estimate_is_near(void)
{
	glob_t paths;
	uint32_t measured = 0;

	if (glob("tests/plans/*.plan", 0, NULL, &paths) != 0)
		paths.gl_pathc = 0;
	for (size_t i = 0; i < paths.gl_pathc; i++) {
		static struct plan plan;
		test_case = paths.gl_pathv[i];
		ASSERT_TRUE(plan_read(test_case, &plan));
		if (ends_early(&plan))
			continue;
		plan_measure(&plan);
		measured++;
	}
	ASSERT_TRUE(measured >= PLANS_MIN);
	globfree(&paths);
}

static void who_is_not_there_has_no_steps(void)
{
	static struct plan plan;

	ASSERT_TRUE(plan_read("tests/plans/download-bulk.plan", &plan));
	ASSERT_EQ_UINT(plan_steps(&plan, 15), 0);
	ASSERT_EQ_UINT(plan_steps(&plan, PLAN_WHO_PEER + 3), 0);
	ASSERT_EQ_UINT(plan_steps(&plan, PLAN_WHO_LINK + 3 * PLAN_LINKS_MAX), 0);
	ASSERT_TRUE(plan_steps(&plan, PLAN_WHO_LINK) > 1);
	ASSERT_EQ_UINT(plan_steps(&plan, PLAN_WHO_OTHER), 1);
}

int main(void)
{
	if (!harness_start())
		return 1;
	TEST(the_estimate_is_near);
	TEST(who_is_not_there_has_no_steps);
	return test_result();
}
