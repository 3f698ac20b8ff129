/* plan_minimize.c - minimization of synthetic failures: what is needed stays, all else goes, and the bounds hold. */
#include "plan/element.h"
#include "plan/minimize.h"
#include "plan/prng.h"
#include "tests/test.h"

/* A failure that needs every element named here; what is 0 is not needed. */
struct failure {
	uint64_t ops;               /* bit k: an op of kind k */
	uint32_t toxics;            /* bit k: a toxic of kind k */
	uint32_t delay_min;         /* some delay of at least so many ms */
	uint32_t seed_min, actors_min, deviations_min, cancels_min, peers_min, buffer_min;
	uint32_t calls, progress_calls, progress_max;
};

static bool failure_shows(void *context, const struct plan *plan)
{
	struct failure *failure = context;
	uint64_t ops = 0;
	uint32_t toxics = 0, delay = 0, actors = 0;
	failure->calls++;
	ASSERT_EQ_STR(plan_check(plan), NULL);
	for (uint32_t i = 0; i < plan->op_count; i++) {
		ops |= UINT64_C(1) << plan->ops[i].kind;
		if (plan->ops[i].kind == PLAN_OP_DELAY && plan->ops[i].a > delay)
			delay = plan->ops[i].a;
	}
	for (uint32_t i = 0; i < plan->peer_count; i++)
		for (uint32_t j = 0; j < plan->peers[i].toxic_count; j++)
			toxics |= 1u << plan->peers[i].toxics[j].kind;
	for (uint32_t i = 0; i < PLAN_ACTORS_MAX; i++)
		actors += plan_actors(plan) >> i & 1;
	return (ops & failure->ops) == failure->ops && (toxics & failure->toxics) == failure->toxics
		&& delay >= failure->delay_min && plan->sampler.seed >= failure->seed_min && actors >= failure->actors_min
		&& plan->deviation_count >= failure->deviations_min && plan->cancel_count >= failure->cancels_min
		&& plan->peer_count >= failure->peers_min && plan->buffer >= failure->buffer_min;
}

/* As a predicate: judges one after the other, up to the first. */
static uint32_t first_failing(void *context, const struct plan *candidates, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (failure_shows(context, &candidates[i]))
			return i;
	return count;
}

static bool progress_count(void *context, const char *pass, const struct plan *best, uint32_t attempts)
{
	struct failure *failure = context;
	ASSERT_TRUE(pass && *pass);
	ASSERT_EQ_STR(plan_check(best), NULL);
	ASSERT_EQ_UINT(attempts, failure->calls);
	failure->progress_calls++;
	return !failure->progress_max || failure->progress_calls < failure->progress_max;
}

/* A large random plan. */
static void plan_random(uint64_t seed, struct plan *plan)
{
	static uint8_t data[PLAN_HEADER_SIZE + 250 * PLAN_RECORD_SIZE];
	struct prng prng;
	prng_init(&prng, seed, 0);
	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (uint8_t)prng_below(&prng, i % 8 == 0 ? 4 : 256);
	plan_decode(data, sizeof data, plan);
}

/* Deleting any one record of the canonical bytes makes the failure go away, and so does taking out any element. */
static void one_minimal(const struct plan *plan, struct failure failure)
{
	uint8_t data[PLAN_INPUT_MAX], shorter[PLAN_INPUT_MAX];
	size_t size = plan_encode(plan, data, sizeof data);
	for (size_t at = PLAN_HEADER_SIZE; at < size; at += PLAN_RECORD_SIZE) {
		struct plan candidate;
		memcpy(shorter, data, at);
		memcpy(shorter + at, data + at + PLAN_RECORD_SIZE, size - at - PLAN_RECORD_SIZE);
		plan_decode(shorter, size - PLAN_RECORD_SIZE, &candidate);
		ASSERT_TRUE(!failure_shows(&failure, &candidate));
	}
	for (uint32_t place = 0; place < plan_elements(plan); place++) {
		struct plan candidate;
		plan_element_without(plan, place, &candidate);
		ASSERT_TRUE(!failure_shows(&failure, &candidate));
	}
}

static uint32_t minimized(struct plan *plan, struct failure *failure, uint32_t attempts_max)
{
	struct plan_minimize_options options = { attempts_max, 1, first_failing, progress_count, failure };
	ASSERT_TRUE(failure_shows(failure, plan));
	failure->calls = 0;
	uint32_t attempts = plan_minimize(plan, &options);
	ASSERT_EQ_UINT(attempts, failure->calls);
	ASSERT_EQ_STR(plan_check(plan), NULL);
	ASSERT_TRUE(failure_shows(failure, plan));
	return attempts;
}

#define OPS(kind) (UINT64_C(1) << PLAN_OP_##kind)
#define TOXICS(kind) (1u << PLAN_TOXIC_##kind)

static void only_what_is_needed_stays(void)
{
	static const struct {
		const char *name; struct failure failure; uint32_t records_max; const char *text; } cases[] = {
		{ "nothing", { 0 }, 0, "plan 1\n" },
		{ "an op", { .ops = OPS(SUSPEND) }, 1, "plan 1\nco C0 suspend times=1\n" },
		{ "two ops and a toxic", { .ops = OPS(DOWNLOAD) | OPS(DELAY), .toxics = TOXICS(RST) }, 4, NULL },
		{ "two coroutines", { .ops = OPS(SUSPEND), .actors_min = 2 }, 3, NULL },
		{ "an op that needs another", { .ops = OPS(CANCEL) }, 1, "plan 1\nco C0 cancel C0\n" },
		{ "both modes", { .ops = OPS(DOWNLOAD) | OPS(UPLOAD), .toxics = TOXICS(SLICE) | TOXICS(STOP_READ) }, 6, NULL },
		{ "a delay", { .delay_min = 777 }, 1, "plan 1\nco C0 delay ms=777\n" },
		{ "a seed", { .seed_min = 70000 }, 1, "plan 1\nsched random seed=70000\n" },
		{ "a buffer", { .buffer_min = 5000 }, 0, "plan 1\nbuffer 5000\n" },
		{ "any buffer", { .buffer_min = 1 }, 0, "plan 1\nbuffer 2304\n" },
		{ "a cancel", { .cancels_min = 1, .ops = OPS(DELAY) }, 2,
			"plan 1\nco C0 delay ms=0\ncancel C0 @suspend=1 cause=cancel\n" },
		{ "a deviation", { .deviations_min = 1 }, 3, NULL },
		{ "three deviations and two cancels", { .deviations_min = 3, .cancels_min = 2 }, 9, NULL },
		{ "two peers", { .peers_min = 2 }, 2, NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint32_t shown = 0;
		for (uint64_t seed = 1; seed <= 40; seed++) {
			static char text[PLAN_TEXT_MAX];
			struct failure failure = cases[i].failure;
			struct plan plan;
			plan_random(seed, &plan);
			test_case = cases[i].name;
			plan.buffer = 60000;
			plan.sampler = (struct plan_sampler){ PLAN_SAMPLER_RANDOM, 0, UINT32_MAX - 1 };
			if (!failure_shows(&failure, &plan))
				continue;
			shown++;
			minimized(&plan, &failure, 0);
			one_minimal(&plan, failure);
			ASSERT_LE_INT(plan_record_count(&plan), cases[i].records_max);
			plan_print(&plan, text);
			if (cases[i].text)
				ASSERT_EQ_STR(text, cases[i].text);
		}
		ASSERT_LE_INT(5, shown);
	}
}

static void parameters_end_at_the_smallest(void)
{
	static const char text[] = "plan 1\nbuffer 9000\nsched random seed=99\npeer P0 serve bytes=500 slice=9\n"
		"co C7 delay ms=29999\nco C7 download P0 chunk=77\nco C9 suspend times=16\n";
	static const char *const expected = "plan 1\npeer P0 serve bytes=0\nco C0 delay ms=12345; download P0 chunk=1\n"
		"co C1 suspend times=1\n";
	char printed[PLAN_TEXT_MAX];
	struct failure failure = { .ops = OPS(DELAY) | OPS(DOWNLOAD) | OPS(SUSPEND), .delay_min = 12345, .actors_min = 2 };
	struct plan plan;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &plan, &error));
	uint32_t attempts = minimized(&plan, &failure, 0);
	plan_print(&plan, printed);
	ASSERT_EQ_STR(printed, expected);
	ASSERT_LE_INT(attempts, 60);
	failure.actors_min = 1;
	minimized(&plan, &failure, 0);
	plan_print(&plan, printed);
	ASSERT_EQ_STR(printed,
		"plan 1\npeer P0 serve bytes=0\nco C0 delay ms=12345; download P0 chunk=1; suspend times=1\n");
}

/* A peer goes with what names it, and the names behind it move down. */
static void peers_are_closed_over(void)
{
	static const char text[] = "plan 1\nat P2.1 @3 run C0\nat P0 @1 run C0\n"
		"peer P0 serve\npeer P1 consume\npeer P2 serve rst=3\nco C0 download P0; upload P1; download P2\n";
	char printed[PLAN_TEXT_MAX];
	struct failure failure = { .ops = OPS(DOWNLOAD), .toxics = TOXICS(RST), .deviations_min = 1 };
	struct plan plan;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &plan, &error));
	minimized(&plan, &failure, 0);
	one_minimal(&plan, failure);
	plan_print(&plan, printed);
	ASSERT_EQ_STR(printed,
		"plan 1\nat P0.1 @suspend=1 run C0\npeer P0 serve bytes=0 rst=0\nco C0 download P0 chunk=1\n");
}

/* Fails while one actor sends to the channel that another receives from. */
static bool shares_a_channel(const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->op_count; i++)
		for (uint32_t j = 0; j < plan->op_count; j++)
			if (plan->ops[i].kind == PLAN_OP_SEND && plan->ops[j].kind == PLAN_OP_RECV
					&& plan->ops[i].target == plan->ops[j].target && plan->ops[i].actor != plan->ops[j].actor)
				return true;
	return false;
}

static uint32_t first_sharing(void *context, const struct plan *candidates, uint32_t count)
{
	(void)context;
	return shares_a_channel(candidates) ? 0 : count;
}

/* Who shares a cell moves together: one op alone cannot. */
static void cells_are_merged(void)
{
	static const char text[] = "plan 1\nco C0 send ch3 times=9; send ch1\nco C4 recv ch3 times=2 ms=7; close_channel ch2\n";
	char printed[PLAN_TEXT_MAX];
	struct plan_minimize_options options = { 0, 1, first_sharing, NULL, NULL };
	struct plan plan;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &plan, &error));
	plan_minimize(&plan, &options);
	plan_print(&plan, printed);
	ASSERT_EQ_STR(printed, "plan 1\nco C0 send ch0 times=1 ms=0\nco C1 recv ch0 times=1 ms=0\n");
}

/* Fails while somebody writes: to a peer, a link or a stream; and, where `read` is wanted, another op reads the same. */
struct writing { bool read; };

/* What is written to one end of a link is read from the other. */
static bool same_place(const struct plan_op *a, const struct plan_op *b)
{
	return b->target == (a->kind == PLAN_OP_LINK_WRITE && b->kind == PLAN_OP_LINK_READ ? a->target ^ 1 : a->target);
}

static bool writes(const struct writing *writing, const struct plan *plan)
{
	static const uint8_t pairs[][2] = { { PLAN_OP_UPLOAD, PLAN_OP_DOWNLOAD }, { PLAN_OP_LINK_WRITE, PLAN_OP_LINK_READ },
		{ PLAN_OP_SHARE_WRITE, PLAN_OP_SHARE_READ } };
	for (uint32_t pair = 0; pair < 3; pair++)
		for (uint32_t i = 0; i < plan->op_count; i++)
			for (uint32_t j = 0; j < plan->op_count; j++)
				if (plan->ops[i].kind == pairs[pair][0] && same_place(&plan->ops[i], &plan->ops[j])
						&& (!writing->read || plan->ops[j].kind == pairs[pair][1]))
					return true;
	return false;
}

static uint32_t first_writing(void *context, const struct plan *candidates, uint32_t count)
{
	uint32_t i = 0;
	while (i < count && !writes(context, &candidates[i]))
		i++;
	return i;
}

/* An op gives way to a simpler one, and all of a plane to those of a simpler plane, since one alone cannot. */
static void ops_become_simpler(void)
{
	static const struct { const char *text; struct writing writing; const char *expected; } cases[] = {
		{ "plan 1\npeer P0 consume bytes=9 rst=7\nco C1 upload P0; delay ms=3\n", { false },
			"plan 1\nco C0 share_write s0 bytes=1 write=1\n" },
		{ "plan 1\nco C0 link_write l2\nco C1 link_read l3\n", { true },
			"plan 1\nco C0 share_write s0 bytes=1 write=1; share_read s0 bytes=1 chunk=1\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char printed[PLAN_TEXT_MAX];
		struct writing writing = cases[i].writing;
		struct plan_minimize_options options = { 0, 1, first_writing, NULL, &writing };
		struct plan plan;
		struct plan_error error;
		ASSERT_TRUE(plan_parse(cases[i].text, strlen(cases[i].text), &plan, &error));
		plan_minimize(&plan, &options);
		plan_print(&plan, printed);
		ASSERT_EQ_STR(printed, cases[i].expected);
	}
}

/* Fails while all suspensions together are enough. */
static uint32_t first_suspending(void *context, const struct plan *candidates, uint32_t count)
{
	const uint32_t *least = context;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t times = 0;
		for (uint32_t j = 0; j < candidates[i].op_count; j++)
			times += candidates[i].ops[j].kind == PLAN_OP_SUSPEND ? candidates[i].ops[j].a : 0;
		if (times >= *least)
			return i;
	}
	return count;
}

static void ops_are_fused(void)
{
	static const char text[] = "plan 1\nco C0 suspend times=2; delay ms=3; suspend times=5\nco C1 suspend times=1\n"
		"co C4 suspend times=1\n";
	char printed[PLAN_TEXT_MAX];
	uint32_t least = 9;
	struct plan_minimize_options options = { 0, 1, first_suspending, NULL, &least };
	struct plan plan;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &plan, &error));
	plan_minimize(&plan, &options);
	plan_print(&plan, printed);
	ASSERT_EQ_STR(printed, "plan 1\nco C0 suspend times=9\n");
}

static void stops_early(void)
{
	struct plan start, plan, whole;
	plan_random(3, &start);
	whole = start;
	struct failure failure = { .ops = OPS(DELAY) | OPS(SUSPEND), .delay_min = 100 };
	uint32_t all = minimized(&whole, &failure, 0);
	size_t last = plan_record_count(&start) + 1;
	for (uint32_t attempts_max = 1; attempts_max <= all + 1; attempts_max++) {
		plan = start;
		failure.progress_calls = 0;
		ASSERT_EQ_UINT(minimized(&plan, &failure, attempts_max), attempts_max < all ? attempts_max : all);
		ASSERT_LE_INT(plan_record_count(&plan), last);
		last = plan_record_count(&plan);
	}
	ASSERT_TRUE(plan_equal(&plan, &whole));
	for (uint32_t calls = 1; calls < 12; calls++) {
		plan = start;
		failure.progress_calls = 0;
		failure.progress_max = calls;
		minimized(&plan, &failure, 0);
		ASSERT_EQ_UINT(failure.progress_calls, calls);
	}
}

/* Judged candidates, by the hash of their canonical bytes. */
struct log { uint64_t seen[4096]; uint32_t count, repeated; };

static bool log_shows(struct log *log, const struct plan *plan)
{
	uint8_t data[PLAN_INPUT_MAX];
	uint64_t key = 0xcbf29ce484222325u;
	size_t size = plan_encode(plan, data, sizeof data);
	for (size_t i = 0; i < size; i++)
		key = (key ^ data[i]) * 0x100000001b3u;
	for (uint32_t i = 0; i < log->count && i < 4096; i++)
		log->repeated += log->seen[i] == key;
	if (log->count < 4096)
		log->seen[log->count] = key;
	log->count++;
	return plan->op_count >= 5 && key % 3 != 0;    /* as irregular as a predicate can be */
}

static uint32_t log_predicate(void *context, const struct plan *candidates, uint32_t count)
{
	uint32_t i = 0;
	while (i < count && !log_shows(context, &candidates[i]))
		i++;
	return i;
}

static void no_candidate_is_judged_twice(void)
{
	for (uint64_t seed = 1; seed <= 40; seed++) {
		static struct log log;
		struct plan plan;
		struct plan_minimize_options options = { 0, 1, log_predicate, NULL, &log };
		memset(&log, 0, sizeof log);
		plan_random(seed, &plan);
		ASSERT_EQ_UINT(plan_minimize(&plan, &options), log.count);
		ASSERT_EQ_UINT(log.repeated, 0);
		ASSERT_LT_INT(log.count, 4096);
		ASSERT_EQ_STR(plan_check(&plan), NULL);
	}
}

/* However many are judged at a time: what comes behind the first that fails is as if it had not been judged. */
static void the_width_changes_nothing(void)
{
	static const uint32_t widths[] = { 2, 3, 7, PLAN_MINIMIZE_WIDTH_MAX };
	for (uint64_t seed = 1; seed <= 25; seed++) {
		static struct log log;
		struct plan start, plan, wide;
		struct plan_minimize_options options = { 0, 1, log_predicate, NULL, &log };
		plan_random(seed, &start);
		plan = start;
		memset(&log, 0, sizeof log);
		uint32_t judged = plan_minimize(&plan, &options);
		for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
			wide = start;
			options.width = widths[i];
			memset(&log, 0, sizeof log);
			ASSERT_LE_INT(judged, plan_minimize(&wide, &options));
			ASSERT_TRUE(plan_equal(&plan, &wide));
			ASSERT_LE_INT(log.count, judged);
			ASSERT_EQ_UINT(log.repeated, 0);
		}
	}
}

/* Fails while so many deviations are there, whichever. */
static uint32_t first_deviating(void *context, const struct plan *candidates, uint32_t count)
{
	const uint16_t *least = context;
	uint32_t i = 0;
	while (i < count && candidates[i].deviation_count < *least)
		i++;
	return i;
}

/* Of two schedules the one is kept in which nobody is passed over who could have gone on. */
static void preemptions_go_first(void)
{
	static const char text[] = "plan 1\nat C0 @read=1 run C1\nat C0 @yield=1 run C1\nat C1 @write=1 run C0\n"
		"at C1 @yield=2 run C0\nco C0 delay ms=1\nco C1 delay ms=1\n";
	uint16_t least = 2;
	struct plan_minimize_options options = { 0, 1, first_deviating, NULL, &least };
	struct plan plan;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &plan, &error));
	plan_minimize(&plan, &options);
	ASSERT_EQ_UINT(plan.deviation_count, 2);
	for (uint32_t i = 0; i < 2; i++)
		ASSERT_TRUE(plan.deviations[i].anchor.wait != PLAN_WAIT_SUSPEND);
}

static void empty_plan_costs_nothing(void)
{
	struct plan plan;
	struct failure failure = { 0 };
	plan_decode(NULL, 0, &plan);
	ASSERT_EQ_UINT(minimized(&plan, &failure, 0), 0);
}

int main(void)
{
	TEST(only_what_is_needed_stays);
	TEST(parameters_end_at_the_smallest);
	TEST(peers_are_closed_over);
	TEST(cells_are_merged);
	TEST(ops_become_simpler);
	TEST(ops_are_fused);
	TEST(stops_early);
	TEST(no_candidate_is_judged_twice);
	TEST(the_width_changes_nothing);
	TEST(preemptions_go_first);
	TEST(empty_plan_costs_nothing);
	return test_result();
}
