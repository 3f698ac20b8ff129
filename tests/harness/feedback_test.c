/* feedback_test.c - the counters for the engine: the same run counts the same, whatever ran before; regions are switched one
 * by one and do not change the run; every region and every goal is reached by a seed; and they are where libFuzzer looks.
 */
#include <glob.h>
#include <stdlib.h>

#include "harness/feedback.h"
#include "harness/harness.h"
#include "tests/test.h"

enum {
#define FEEDBACK_REGION(ID, name, size, on) REGION_##ID,
#include "harness/regions.def"
#undef FEEDBACK_REGION
	REGION_COUNT
};

static const struct { const char *name; size_t size; } regions[] = {
#define FEEDBACK_REGION(ID, name, size, on) { #name, size },
#include "harness/regions.def"
#undef FEEDBACK_REGION
};

static const char *const goals[] = {
#define FEEDBACK_GOAL(ID) #ID,
#include "harness/goals.def"
#undef FEEDBACK_GOAL
};

enum { PLANS_MAX = 512, COUNTERS_MAX = 8192, BYTE_RUNS = 260 };

static struct { struct plan plans[PLANS_MAX]; uint32_t count; } seeds;
static struct run run;
static const uint8_t *counters;
static size_t counters_size;

static size_t region_offset(uint32_t region)
{
	size_t offset = 0;
	for (uint32_t i = 0; i < region; i++)
		offset += regions[i].size;
	return offset;
}

static uint32_t region_reached(uint32_t region)
{
	uint32_t reached = 0;
	for (size_t i = 0; i < regions[region].size; i++)
		reached += counters[region_offset(region) + i] > 0;
	return reached;
}

static void seeds_read(void)
{
	glob_t paths = { 0 };
	if (glob("corpus/*", 0, NULL, &paths) != 0)
		paths.gl_pathc = 0;
	for (size_t i = 0; i < paths.gl_pathc && seeds.count < PLANS_MAX; i++) {
		uint8_t data[PLAN_INPUT_MAX];
		FILE *file = fopen(paths.gl_pathv[i], "rb");
		if (file == NULL)
			continue;
		plan_decode(data, fread(data, 1, sizeof data, file), &seeds.plans[seeds.count++]);
		fclose(file);
	}
	globfree(&paths);
	ASSERT_LE_INT(50, seeds.count);
}

/* What the engine finds in the section is the array, whole and alone. */
static void they_are_in_the_section(void)
{
	extern const uint8_t __start___libfuzzer_extra_counters[], __stop___libfuzzer_extra_counters[];
	ASSERT_TRUE(counters == __start___libfuzzer_extra_counters);
	ASSERT_EQ_UINT(__stop___libfuzzer_extra_counters - __start___libfuzzer_extra_counters, counters_size);
	ASSERT_EQ_UINT(region_offset(REGION_COUNT), counters_size);
	ASSERT_LE_INT(counters_size, COUNTERS_MAX);
}

static void counted_run(const struct plan *plan)
{
	feedback_clear();
	harness_run(plan, &run);
}

/* Forwards, then backwards, so that another run stands before each. */
static void the_same_run_counts_the_same(void)
{
	static uint8_t first[PLANS_MAX][COUNTERS_MAX];
	uint32_t same = 0;
	ASSERT_TRUE(feedback_select("all"));
	for (uint32_t i = 0; i < seeds.count; i++) {
		counted_run(&seeds.plans[i]);
		memcpy(first[i], counters, counters_size);
		same += i > 0 && memcmp(first[i], first[i - 1], counters_size) == 0;
	}
	for (uint32_t i = seeds.count; i-- > 0;) {
		counted_run(&seeds.plans[i]);
		ASSERT_TRUE(memcmp(first[i], counters, counters_size) == 0);
	}
	ASSERT_LE_INT(same, seeds.count / 10);
}

static void regions_are_switched(void)
{
	const struct plan *plan = &seeds.plans[0];
	for (uint32_t i = 1; i < seeds.count && !(plan->cancel_count && plan->peer_count && plan->peers[0].toxic_count); i++)
		plan = &seeds.plans[i];
	ASSERT_TRUE(feedback_select("none"));
	counted_run(plan);
	uint64_t hash = run.trace.hash;
	for (uint32_t i = 0; i < REGION_COUNT; i++)
		ASSERT_EQ_UINT(region_reached(i), 0);
	for (uint32_t i = 0; i < REGION_COUNT; i++) {
		char list[64];
		test_case = regions[i].name;
		snprintf(list, sizeof list, "near,%s", regions[i].name);
		ASSERT_TRUE(feedback_select(list));
		ASSERT_TRUE(!feedback_select("near,nothing"));
		ASSERT_TRUE(!feedback_select(""));
		counted_run(plan);
		ASSERT_EQ_HEX(run.trace.hash, hash);
		for (uint32_t j = 0; j < REGION_COUNT; j++)
			ASSERT_EQ_UINT(region_reached(j) > 0 && j != i, j != i && j == REGION_NEAR);
	}
}

/* Over all seeds, without clearing: a counter that is full stays full, rather than begin anew. */
static void every_cell_can_be_reached(void)
{
	ASSERT_TRUE(feedback_select("all"));
	feedback_clear();
	for (uint32_t i = 0; i < seeds.count; i++)
		harness_run(&seeds.plans[i], &run);
	for (uint32_t i = 0; i < REGION_COUNT; i++) {
		test_case = regions[i].name;
		ASSERT_LE_INT(8, region_reached(i));
	}
	for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
		test_case = goals[i];
		ASSERT_LT_INT(0, counters[region_offset(REGION_GOALS) + i]);
	}
}

static void full_counters_stay_full(void)
{
	static uint8_t before[COUNTERS_MAX];
	uint32_t full = 0;
	feedback_clear();
	for (uint32_t i = 0; i < BYTE_RUNS; i++) {
		memcpy(before, counters, counters_size);
		harness_run(&seeds.plans[0], &run);
		for (size_t j = 0; j < counters_size; j++)
			if (counters[j] < before[j])
				ASSERT_LE_INT(before[j], counters[j]);
	}
	for (size_t j = 0; j < counters_size; j++)
		full += counters[j] == UINT8_MAX;
	ASSERT_LE_INT(1, full);
}

int main(void)
{
	if (!harness_start())
		return 1;
	counters = feedback_counters(&counters_size);
	TEST(seeds_read);
	TEST(they_are_in_the_section);
	TEST(the_same_run_counts_the_same);
	TEST(regions_are_switched);
	TEST(every_cell_can_be_reached);
	TEST(full_counters_stay_full);
	return test_result();
}
