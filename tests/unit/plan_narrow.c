/* plan_narrow.c - a narrowed plan is legal, holds nothing from outside of its subset and all that is inside of it and needs
 * nothing else; narrowing twice is narrowing once, and the whole subset changes nothing. Over the seeds, and bytes. */
#include <glob.h>

#include "plan/plan.h"
#include "plan/prng.h"
#include "tests/test.h"

static const struct { const char *name; struct plan_subset subset; } targets[] = {
#define FUZZ_TARGET(ID, name, peers, cancels, faults, ops) { name, { peers, cancels, faults, ops } },
#include "fuzz/targets.def"
#undef FUZZ_TARGET
};
enum { TARGETS = sizeof targets / sizeof *targets };

static uint32_t kept[TARGETS], whole;

/* Whether an op stands for itself: one that names a coroutine may fall with it. */
static bool is_wanted(const struct plan_op *op, const struct plan_subset *subset)
{
	enum plan_target target = plan_op_info(op->kind)->target;

	return (subset->ops >> op->kind & 1) && target != PLAN_TARGET_ACTOR &&
			(subset->has_peers || !plan_target_is_peer(target));
}

static void narrow_check(const struct plan *plan)
{
	whole += plan->op_count;
	for (uint32_t t = 0; t < TARGETS; t++) {
		const struct plan_subset *subset = &targets[t].subset;
		uint32_t wanted = 0, found = 0;
		struct plan narrowed = *plan, again;

		plan_narrow(&narrowed, subset);
		kept[t] += narrowed.op_count;
		ASSERT_EQ_STR(plan_check(&narrowed), NULL);
		for (uint32_t i = 0; i < plan->op_count; i++)
			wanted += is_wanted(&plan->ops[i], subset);
		for (uint32_t i = 0; i < narrowed.op_count; i++) {
			ASSERT_TRUE(subset->ops >> narrowed.ops[i].kind & 1);
			found += is_wanted(&narrowed.ops[i], subset);
		}
		ASSERT_EQ_UINT(found, wanted);
		ASSERT_TRUE(subset->has_peers || narrowed.peer_count == 0);
		ASSERT_TRUE(subset->has_cancels || narrowed.cancel_count == 0);
		ASSERT_TRUE(subset->has_faults || narrowed.fault_count == 0);
		again = narrowed;
		plan_narrow(&again, subset);
		ASSERT_TRUE(plan_equal(&again, &narrowed));
		if (subset->ops == UINT64_MAX)
			ASSERT_TRUE(plan_equal(&narrowed, plan));
	}
}

static void seeds_are_narrowed(void)
{
	static uint8_t data[PLAN_INPUT_MAX];
	static struct plan plan;
	glob_t paths;

	if (glob("corpus/*", 0, NULL, &paths) != 0)
		paths.gl_pathc = 0;
	for (size_t i = 0; i < paths.gl_pathc; i++) {
		FILE *file = fopen(paths.gl_pathv[i], "r");
		size_t size = file == NULL ? 0 : fread(data, 1, sizeof data, file);

		test_case = paths.gl_pathv[i];
		ASSERT_TRUE(size > 0);
		if (file != NULL)
			fclose(file);
		plan_decode(data, size, &plan);
		narrow_check(&plan);
	}
	globfree(&paths);
	/* Each target has something to run, and only the whole one runs everything. */
	for (uint32_t t = 0; t < TARGETS; t++) {
		test_case = targets[t].name;
		ASSERT_TRUE(kept[t] >= 20);
		ASSERT_TRUE(t == 0 ? kept[t] == whole : kept[t] < whole);
	}
}

static void bytes_are_narrowed(void)
{
	static uint8_t data[1024];
	static struct plan plan;
	struct prng random;

	prng_init(&random, 1, 0);
	for (uint32_t i = 0; i < 2000; i++) {
		size_t size = prng_next(&random) % sizeof data;

		for (size_t k = 0; k < size; k++)
			data[k] = (uint8_t)prng_next(&random);
		plan_decode(data, size, &plan);
		narrow_check(&plan);
	}
}

int main(void)
{
	TEST(seeds_are_narrowed);
	TEST(bytes_are_narrowed);
	return test_result();
}
