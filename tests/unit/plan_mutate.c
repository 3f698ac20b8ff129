/* plan_mutate.c - mutation and crossover: always legal, within their bounds, the same for the same numbers, and able to reach
 * every kind of record and to take everything away again.
 */
#include <dirent.h>
#include <stdlib.h>

#include "plan/generate.h"
#include "plan/mutate.h"
#include "tests/test.h"

enum { SEEDS_MAX = 512, MUTATIONS = 100000 };

/* The shipped seeds, then as many generated plans. */
static struct { struct plan plans[SEEDS_MAX]; uint32_t shipped, count; } starts;

static void starts_read(void)
{
	DIR *folder = opendir("corpus");
	struct dirent *entry;
	ASSERT_TRUE(folder != NULL);
	while (folder && (entry = readdir(folder)) && starts.count < SEEDS_MAX / 2) {
		uint8_t data[PLAN_INPUT_MAX];
		char path[512];
		snprintf(path, sizeof path, "corpus/%s", entry->d_name);
		FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "rb");
		if (!file)
			continue;
		plan_decode(data, fread(data, 1, sizeof data, file), &starts.plans[starts.count++]);
		fclose(file);
	}
	if (folder)
		closedir(folder);
	starts.shipped = starts.count;
	ASSERT_LE_INT(50, starts.shipped);
	for (uint32_t i = 0; i < starts.shipped; i++) {
		struct prng prng;
		prng_init(&prng, i, 77);
		plan_generate(&prng, &starts.plans[starts.count++]);
	}
}

static void plan_read(const char *text, struct plan *plan)
{
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, strlen(text), plan, &error));
}

/* Which kinds of each sort a plan has, as bits. */
struct present { uint64_t ops, toxics, causes, phases, faults, calls, samplers, sites, waits, targets; };

static void present_add(struct present *present, const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->op_count; i++) {
		present->ops |= UINT64_C(1) << plan->ops[i].kind;
		present->targets |= UINT64_C(1) << plan_op_info(plan->ops[i].kind)->target;
	}
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		present->toxics |= UINT64_C(1) << plan->peers[i].mode;
		for (uint32_t j = 0; j < plan->peers[i].toxic_count; j++)
			present->toxics |= UINT64_C(1) << plan->peers[i].toxics[j].kind;
	}
	present->samplers |= UINT64_C(1) << plan->sampler.kind;
	for (uint32_t i = 0; i < plan->deviation_count; i++) {
		present->sites |= UINT64_C(1) << plan->deviations[i].site;
		present->waits |= UINT64_C(1) << plan->deviations[i].anchor.wait;
	}
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		present->causes |= UINT64_C(1) << plan->cancels[i].cause;
		present->phases |= UINT64_C(1) << plan->cancels[i].phase;
	}
	for (uint32_t i = 0; i < plan->fault_count; i++) {
		present->faults |= UINT64_C(1) << plan->faults[i].kind;
		present->calls |= UINT64_C(1) << plan->faults[i].call;
	}
}

static void legal(const struct plan *plan, size_t records_max)
{
	uint8_t data[PLAN_INPUT_MAX];
	struct plan decoded;
	ASSERT_EQ_STR(plan_check(plan), NULL);
	ASSERT_LE_INT(plan_record_count(plan), records_max);
	size_t size = plan_encode(plan, data, sizeof data);
	plan_decode(data, size, &decoded);
	ASSERT_TRUE(plan_equal(plan, &decoded));
}

/* Walks from every start, now and then with a donor, under bounds from nothing to all. Every kind of edit has a part in it. */
static void results_are_legal(void)
{
	static const size_t bounds[] = { 0, 1, 5, 40, PLAN_RECORDS_MAX, PLAN_RECORDS_MAX, PLAN_RECORDS_MAX };
	uint32_t counts[PLAN_EDIT_COUNT] = { 0 }, changed = 0;
	struct plan plan = { 0 };
	struct prng prng;
	prng_init(&prng, 1, 0);
	for (uint32_t i = 0; i < MUTATIONS; i++) {
		struct plan_mutation mutation = { .counts = counts, .records_max = PLAN_RECORDS_MAX };
		if (i % 40 == 0)
			plan = starts.plans[i / 40 % starts.count];
		if (i % 40 == 39)
			mutation.records_max = bounds[prng_below(&prng, sizeof bounds / sizeof *bounds)];
		if (prng_chance(&prng, 1, 4))
			mutation.donor = &starts.plans[prng_below(&prng, starts.count)];
		struct plan before = plan;
		plan_mutate(&plan, &prng, &mutation);
		changed += !plan_equal(&plan, &before);
		legal(&plan, mutation.records_max);
	}
	ASSERT_LE_INT(MUTATIONS / 100 * 98, changed);
	for (uint32_t i = 0; i < PLAN_EDIT_COUNT; i++) {
		if (counts[i] < 50)
			for (uint32_t j = 0; j < PLAN_EDIT_COUNT; j++)
				fprintf(stderr, "  %-20s %u\n", plan_edit_name(j), counts[j]);
		ASSERT_LE_INT(50, counts[i]);
	}
}

/* The lists at their limits, where there is no room for more. */
static void full_lists_stay_within(void)
{
	static uint8_t data[PLAN_INPUT_MAX];
	struct prng prng;
	struct plan plan;
	prng_init(&prng, 2, 0);
	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (uint8_t)prng_next(&prng);
	plan_decode(data, sizeof data, &plan);
	for (uint32_t i = 0; i < 3000; i++) {
		const struct plan_mutation mutation = { .records_max = PLAN_RECORDS_MAX,
			.donor = i % 2 ? &starts.plans[i % starts.count] : NULL };
		plan_mutate(&plan, &prng, &mutation);
		legal(&plan, PLAN_RECORDS_MAX);
		if (i % 100 == 0)
			plan_decode(data, sizeof data, &plan);
	}
}

static void numbers_decide(void)
{
	uint32_t same = 0;
	for (uint32_t i = 0; i < 2000; i++) {
		const struct plan *start = &starts.plans[i % starts.count];
		const struct plan_mutation mutation = { .records_max = PLAN_RECORDS_MAX,
			.donor = i % 2 ? &starts.plans[(i + 7) % starts.count] : NULL };
		struct plan results[3];
		for (uint32_t j = 0; j < 3; j++) {
			struct prng prng;
			prng_init(&prng, i, j == 2);
			results[j] = *start;
			plan_mutate(&results[j], &prng, &mutation);
		}
		ASSERT_TRUE(plan_equal(&results[0], &results[1]));
		same += plan_equal(&results[0], &results[2]);
	}
	ASSERT_LE_INT(same, 200);
}

#define ALL(count) ((UINT64_C(1) << (count)) - 1)

/* From one small plan, without a donor. */
static void every_kind_can_come(void)
{
	struct present present = { 0 };
	struct plan start;
	plan_read("plan 1\nco C0 suspend\n", &start);
	for (uint32_t i = 0; i < 3000; i++) {
		const struct plan_mutation mutation = { .records_max = PLAN_RECORDS_MAX };
		struct plan plan = start;
		struct prng prng;
		prng_init(&prng, 3, i);
		for (uint32_t step = 0; step < 12; step++)
			plan_mutate(&plan, &prng, &mutation);
		present_add(&present, &plan);
	}
	ASSERT_EQ_HEX(present.ops, ALL(PLAN_OP_COUNT));
	ASSERT_EQ_HEX(present.targets, ALL(PLAN_TARGET_COUNT));
	ASSERT_EQ_HEX(present.toxics, ALL(PLAN_TOXIC_COUNT));
	ASSERT_EQ_HEX(present.causes, ALL(PLAN_CAUSE_COUNT));
	ASSERT_EQ_HEX(present.phases, ALL(PLAN_PHASE_COUNT));
	ASSERT_EQ_HEX(present.faults, ALL(PLAN_FAULT_COUNT));
	ASSERT_EQ_HEX(present.calls, ALL(PLAN_CALL_COUNT));
	ASSERT_EQ_HEX(present.samplers, ALL(PLAN_SAMPLER_COUNT));
	ASSERT_EQ_HEX(present.sites, ALL(PLAN_SITE_COUNT));
	ASSERT_EQ_HEX(present.waits, ALL(PLAN_WAIT_END + 1));
}

/* What is left out comes neither by itself nor from a donor. */
static void kinds_left_out_stay_out(void)
{
	struct plan start;
	plan_read("plan 1\nco C0 suspend\n", &start);
	for (uint32_t i = 0; i < 300; i++) {
		struct present present = { 0 };
		struct prng prng;
		struct plan plan = start;
		prng_init(&prng, 4, i);
		const struct plan_kinds kinds = { prng_next(&prng), prng_next(&prng), i % 5 ? prng_next(&prng) : 0,
			i % 7 ? prng_next(&prng) : 0 };
		for (uint32_t step = 0; step < 60; step++) {
			const struct plan_mutation mutation = { .records_max = PLAN_RECORDS_MAX, .kinds = &kinds,
				.donor = step % 2 ? &starts.plans[prng_below(&prng, starts.count)] : NULL };
			plan_mutate(&plan, &prng, &mutation);
			present_add(&present, &plan);
		}
		ASSERT_EQ_HEX(present.ops & ~(kinds.ops | UINT64_C(1) << PLAN_OP_SUSPEND), 0);
		ASSERT_EQ_HEX(present.toxics & ~kinds.toxics, 0);
		ASSERT_EQ_HEX(present.causes & ~kinds.causes, 0);
		ASSERT_EQ_HEX(present.faults & ~kinds.faults, 0);
	}
}

static bool writes_to_a_reset(const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		for (uint32_t j = 0; op->kind == PLAN_OP_UPLOAD && j < plan->peers[op->target].toxic_count; j++)
			if (plan->peers[op->target].toxics[j].kind == PLAN_TOXIC_RST)
				return true;
	}
	return false;
}

/* As an engine minimizes: something smaller that still fails, until there is nothing smaller. */
static void what_is_not_needed_goes(void)
{
	uint32_t tried = 0;
	for (uint32_t i = 0; i < starts.count; i++) {
		struct plan plan = starts.plans[i];
		struct prng prng;
		if (!writes_to_a_reset(&plan))
			continue;
		tried++;
		prng_init(&prng, 5, i);
		for (uint32_t attempts = 0; attempts < 4000 && plan_record_count(&plan) > 3; attempts++) {
			const struct plan_mutation mutation = { .records_max = plan_record_count(&plan) - 1 };
			struct plan smaller = plan;
			plan_mutate(&smaller, &prng, &mutation);
			if (writes_to_a_reset(&smaller))
				plan = smaller;
		}
		ASSERT_EQ_UINT(plan_record_count(&plan), 3);
	}
	ASSERT_LE_INT(4, tried);
}

/* One edit alone, and the whole donor's track is there, over the plan's own program. */
static void tracks_are_transplanted(void)
{
	static const char program[] = "plan 1\nco C0 delay ms=5; suspend times=2\nco C1 delay ms=7\n";
	static const char donor_text[] = "plan 1\nsched pct seed=5 depth=2\nat C0 @suspend=1 run C1\n"
		"co C0 suspend times=1\nco C1 suspend times=1\ncancel C1 @suspend=1 cause=cancel\n"
		"fault C0 recv @1 short=1\n";
	static const struct { struct plan_weights weights; const char *text; } cases[] = {
		{ { .edits.adopt_schedule = 1 }, "plan 1\nsched pct seed=5 depth=2\nat C0 @suspend=1 run C1\n"
			"co C0 delay ms=5; suspend times=2\nco C1 delay ms=7\n" },
		{ { .edits.adopt_cancels = 1 }, "plan 1\nco C0 delay ms=5; suspend times=2\nco C1 delay ms=7\n"
			"cancel C1 @suspend=1 cause=cancel\n" },
		{ { .edits.adopt_faults = 1 }, "plan 1\nco C0 delay ms=5; suspend times=2\nco C1 delay ms=7\n"
			"fault C0 recv @1 short=1\n" },
		{ { .edits.adopt_program = 1 }, "plan 1\nco C0 suspend times=1\nco C1 suspend times=1\n" },
	};
	struct plan donor;
	plan_read(donor_text, &donor);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct plan_mutation mutation = { .weights = &cases[i].weights, .donor = &donor,
			.records_max = PLAN_RECORDS_MAX };
		struct plan plan;
		struct prng prng;
		char text[PLAN_TEXT_MAX];
		prng_init(&prng, 6, i);
		plan_read(program, &plan);
		plan_mutate(&plan, &prng, &mutation);
		plan_print(&plan, text);
		ASSERT_EQ_STR(text, cases[i].text);
	}
}

static bool grafted(const struct plan *plan)
{
	return plan->op_count == 3 && plan->ops[1].actor == 1 && plan->ops[1].kind == PLAN_OP_UPLOAD
		&& plan->peers[plan->ops[1].target].mode == PLAN_TOXIC_CONSUME && plan->ops[2].kind == PLAN_OP_CANCEL
		&& plan->ops[2].target == 1;
}

/* A coroutine comes under a name that is free, with its peer, and means itself by itself. */
static void coroutines_are_grafted(void)
{
	static const struct plan_weights weights = { .edits.graft = 1 };
	struct plan start, donor;
	uint32_t peers = 0, cancels = 0;
	plan_read("plan 1\npeer P0 serve\npeer P1 consume\nco C0 download P0\n", &start);
	plan_read("plan 1\npeer P0 consume never_read\nco C0 upload P0; cancel C0\ncancel C0 @suspend=2 cause=close\n", &donor);
	for (uint32_t i = 0; i < 100; i++) {
		const struct plan_mutation mutation = { .weights = &weights, .donor = &donor, .records_max = PLAN_RECORDS_MAX };
		struct plan plan = start;
		struct prng prng;
		prng_init(&prng, 7, i);
		plan_mutate(&plan, &prng, &mutation);
		ASSERT_TRUE(grafted(&plan));
		peers += plan.peer_count == 3;
		cancels += plan.cancel_count == 1 && plan.cancels[0].victim == 1;
	}
	ASSERT_LE_INT(20, peers);
	ASSERT_LE_INT(peers, 80);
	ASSERT_LE_INT(20, cancels);
	ASSERT_LE_INT(cancels, 80);
}

/* Bytes that are no plan, outputs without room, and one output for one number. */
static void bytes_are_bounded(void)
{
	uint8_t data[3 * PLAN_INPUT_MAX], out[PLAN_INPUT_MAX + 1], again[PLAN_INPUT_MAX];
	struct prng prng;
	prng_init(&prng, 8, 0);
	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (uint8_t)prng_next(&prng);
	for (uint32_t i = 0; i < 3000; i++) {
		size_t size = prng_below(&prng, i % 3 ? 200 : sizeof data), room = prng_below(&prng, i % 3 ? 64 : PLAN_INPUT_MAX);
		const uint8_t *donor = i % 2 ? data + prng_below(&prng, 100) : NULL;
		struct prng one, two;
		prng_init(&one, i, 9);
		prng_init(&two, i, 9);
		out[room] = 0x5a;
		size_t length = plan_mutate_bytes(data, size, donor, 900, out, room, &one);
		ASSERT_EQ_UINT(out[room], 0x5a);
		ASSERT_LE_INT(length, room);
		ASSERT_TRUE(length > 0 || room == 0);
		ASSERT_EQ_UINT(plan_mutate_bytes(data, size, donor, 900, again, room, &two), length);
		ASSERT_TRUE(memcmp(out, again, length) == 0);
		if (room >= PLAN_HEADER_SIZE) {
			ASSERT_EQ_UINT(plan_canonical_bytes(out, length, again, sizeof again), length);
			ASSERT_TRUE(memcmp(out, again, length) == 0);
		}
	}
}

int main(void)
{
	TEST(starts_read);
	TEST(results_are_legal);
	TEST(full_lists_stay_within);
	TEST(numbers_decide);
	TEST(every_kind_can_come);
	TEST(kinds_left_out_stay_out);
	TEST(what_is_not_needed_goes);
	TEST(tracks_are_transplanted);
	TEST(coroutines_are_grafted);
	TEST(bytes_are_bounded);
	return test_result();
}
