/* run_test.c - the harness over many runs in one process: same hash, virtual time, nothing left; and the budgets, each
 * seen to end a program that does not end by itself. */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <php.h>
#include <zend_vm.h>

#include "harness/budget.h"
#include "harness/embed.h"
#include "harness/harness.h"
#include "harness/world.h"
#include "tests/test.h"

static struct run *run;

static const char transfers[] =
	"plan 1\nsched random seed=42\n"
	"peer P0 serve bytes=256 slice=16\npeer P1 consume bytes=2048\n"
	"co C0 download P0 chunk=64\nco C1 upload P1 bytes=8192 write=512\nco C2 suspend times=4; cancel C0\n"
	"cancel C1 @suspend=1 cause=cancel\n";

static const char delays[] =
	"plan 1\nco C0 delay ms=30000\nco C1 delay ms=10000; delay ms=10000; delay ms=9999\n";

static struct plan parsed(const char *text)
{
	struct plan plan;
	struct plan_error error = { 0 };

	ASSERT_TRUE(plan_parse(text, strlen(text), &plan, &error));
	ASSERT_EQ_STR(error.message, "");
	return plan;
}

static void every_run_is_the_same(void)
{
	struct plan plan = parsed(transfers);

	harness_run(&plan, run);
	uint64_t hash = run->trace.hash, fds = world_fd_set();
	uint32_t count = run->trace.count;
	ASSERT_TRUE(run->complete);
	ASSERT_TRUE(count > 20);
	ASSERT_EQ_UINT(run->anchors, 1);
	ASSERT_EQ_UINT(run->anchors_hit, 1);
	ASSERT_TRUE(strstr(run->log, "client C1: peer=P1") != NULL);
	for (int i = 0; i < 500; i++) {
		harness_run(&plan, run);
		ASSERT_EQ_HEX(run->trace.hash, hash);
		ASSERT_EQ_UINT(run->trace.count, count);
	}
	ASSERT_EQ_HEX(world_fd_set(), fds);
}

static void the_schedule_changes_the_run(void)
{
	struct plan plan = parsed(transfers);

	harness_run(&plan, run);
	uint64_t hash = run->trace.hash;
	plan.sampler.seed = 43;
	harness_run(&plan, run);
	ASSERT_TRUE(run->trace.hash != hash);
	plan.sampler.seed = 42;
	plan.cancel_count = 0;
	harness_run(&plan, run);
	ASSERT_TRUE(run->trace.hash != hash);
}

static void every_sampler_repeats_itself(void)
{
	enum { SEEDS = 12 };
	struct plan plan = parsed(transfers);

	for (uint8_t kind = 0; kind < PLAN_SAMPLER_COUNT; kind++) {
		uint64_t hashes[SEEDS];
		uint32_t different = 0;
		test_case = plan_sampler_name(kind);
		for (uint32_t seed = 0; seed < SEEDS; seed++) {
			plan.sampler = (struct plan_sampler){ kind, plan_sampler_depth(kind), kind == PLAN_SAMPLER_FIFO ? 0 : seed };
			harness_run(&plan, run);
			hashes[seed] = run->trace.hash;
			harness_run(&plan, run);
			ASSERT_EQ_HEX(run->trace.hash, hashes[seed]);
			bool seen = false;
			for (uint32_t i = 0; i < seed; i++)
				seen = seen || hashes[i] == hashes[seed];
			different += !seen;
		}
		/* The seed decides, wherever there is one. */
		ASSERT_TRUE(kind == PLAN_SAMPLER_FIFO ? different == 1 : different > SEEDS / 2);
	}
}

static void thirty_seconds_pass_in_virtual_time(void)
{
	struct plan plan = parsed(delays);

	harness_run(&plan, run);
	ASSERT_EQ_UINT(run->virtual_ms, 30000);
	ASSERT_TRUE(run->turns < 20);
}

/* Mappings that nobody may touch: each stack of a fiber ends in one. */
static uint32_t guards(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[4096];
	uint32_t count = 0;

	ASSERT_TRUE(maps != NULL);
	while (fgets(line, sizeof line, maps) != NULL)
		count += strstr(line, " ---p ") != NULL;
	fclose(maps);
	return count;
}

/* Stacks of coroutines are made once; but for a run whose allocations are counted, since it is to find the same in
 * every process. */
static void stacks_are_kept_from_run_to_run(void)
{
	struct plan plan = parsed(transfers);
	struct plan counted = parsed("plan 1\nco C0 delay ms=1\nco C1 delay ms=2\nfault C0 malloc @4000 fail\n");
	uint32_t before = guards();

	harness_run(&plan, run);
	uint32_t kept = guards();
	ASSERT_TRUE(kept >= before + 3);
	for (int i = 0; i < 20; i++)
		harness_run(&plan, run);
	ASSERT_EQ_UINT(guards(), kept);
	harness_run(&counted, run);
	ASSERT_TRUE(run->complete);
	ASSERT_EQ_UINT(guards(), kept);
}

static void the_empty_plan_runs(void)
{
	struct plan plan;

	plan_decode(NULL, 0, &plan);
	harness_run(&plan, run);
	ASSERT_TRUE(run->complete);
}

static const char memory[] =
	"plan 1\npeer P0 serve bytes=1024 slice=256\npeer P1 consume bytes=2048\n"
	"co C0 download P0 chunk=512; delay ms=2\nco C1 upload P1 bytes=8192 write=4096; cancel C0\n";

/* The n-th allocation of a run fails, for every n: each run ends, leaves nothing, and is the same again; and so is a run
 * without a fault afterwards. */
static void every_allocation_can_fail(void)
{
	struct plan sound = parsed(memory);
	char text[512];
	uint32_t number = 0;

	harness_run(&sound, run);
	uint64_t sound_hash = run->trace.hash, fds = world_fd_set();
	do {
		snprintf(text, sizeof text, "%sfault malloc @%u fail\n", memory, ++number);
		struct plan plan = parsed(text);
		harness_run(&plan, run);
		uint64_t hash = run->trace.hash;
		ASSERT_TRUE(run->complete);
		ASSERT_TRUE(run->anchors_hit == 0 || strstr(run->log, "malloc @") != NULL);
		harness_run(&plan, run);
		ASSERT_EQ_HEX(run->trace.hash, hash);
		if (number % 16 == 0) {
			harness_run(&sound, run);
			ASSERT_EQ_HEX(run->trace.hash, sound_hash);
			run->anchors_hit = 1;
		}
	} while (run->anchors_hit > 0);
	ASSERT_TRUE(number > 200);
	ASSERT_EQ_HEX(world_fd_set(), fds);
}

/* One of another coroutine, and of the peers. */
static void an_allocation_of_one_coroutine_fails(void)
{
	static const char *const names[] = { "main", "C0", "C1", "P0", "P0.0", "P1.0" };
	char text[512];

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(text, sizeof text, "%sfault %s malloc @3 fail\n", memory, names[i]);
		struct plan plan = parsed(text);
		test_case = names[i];
		harness_run(&plan, run);
		ASSERT_EQ_UINT(run->anchors_hit, 1);
		snprintf(text, sizeof text, "fault %s: malloc @3 fail=1\n", names[i]);
		ASSERT_EQ_STR(run->log, text);
		/* Nobody runs after it; what is left is the order in which handles close. */
		uint32_t last = run->trace.count - 1;
		while (run->trace.events[last].kind == TRACE_CHOICE)
			last--;
		ASSERT_EQ_INT(run->trace.events[last].kind, TRACE_FAULT);
	}
	test_case = "";
}

size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

/* Byte for byte, which only a sanitizer can count. */
static void the_memory_of_such_a_run_is_freed(void)
{
	enum { RUNS = 50 };
	char text[512];
	size_t before = 0;

	if (__sanitizer_get_current_allocated_bytes == NULL)
		return;
	snprintf(text, sizeof text, "%sfault C0 malloc @8 fail\n", memory);
	struct plan plan = parsed(text);
	for (int i = 0; i < 2 * RUNS; i++) {
		if (i == RUNS)
			before = __sanitizer_get_current_allocated_bytes();
		harness_run(&plan, run);
		ASSERT_EQ_UINT(run->anchors_hit, 1);
	}
	ASSERT_LT_INT(__sanitizer_get_current_allocated_bytes(), before + 1024);
}

static uint32_t arrays_marked(const zend_op_array *function)
{
	uint32_t count = 0;

	for (int i = 0; i < function->last_literal; i++) {
		const zval *literal = &function->literals[i];
		count += Z_TYPE_P(literal) == IS_ARRAY && GC_INFO(Z_ARR_P(literal)) != 0;
	}
	return count;
}

/* Of the functions that all runs share. A mark left in one would be taken for a mark of the next run's collector. */
static void such_a_run_leaves_no_mark_of_the_collector(void)
{
	struct plan plan = parsed("plan 1\nstrict\npeer P0 consume bytes=1\nco C0 end_scope sc0 how=1\n"
		"co C1 grow sc2 tasks=2 work=2; watch sc2 handler=3; end_scope sc2 how=4; join sc2 ms=0 after=0\n"
		"co C1 grow sc0 tasks=2 work=1\n"
		"co C2 protect ops=1; join sc2 ms=40 after=0; grow sc3 tasks=4 work=1; end_scope sc3 how=4\n"
		"fault C2 malloc @2 fail=58\n");
	zend_function *function;
	zend_class_entry *class;
	uint32_t marked = 0, seen = 0;

	harness_run(&plan, run);
	ASSERT_EQ_UINT(run->anchors_hit, 1);
	ZEND_HASH_FOREACH_PTR(CG(class_table), class) {
		if (class->type != ZEND_USER_CLASS)
			continue;
		ZEND_HASH_FOREACH_PTR(&class->function_table, function) {
			marked += arrays_marked(&function->op_array);
			seen++;
		} ZEND_HASH_FOREACH_END();
	} ZEND_HASH_FOREACH_END();
	ASSERT_TRUE(seen > 100);
	ASSERT_EQ_UINT(marked, 0);
}

/* Runs PHP code in a request of a child, within the budgets; returns how the child ended. */
static int child_runs(const char *code)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		static struct plan plan;
		freopen("/dev/null", "w", stderr);
		memset(run, 0, sizeof *run);
		run->plan = &plan;
		embed_request_start();
		budget_begin(run);
		zend_eval_string(code, NULL, "code");
		_exit(0);
	}
	waitpid(child, &status, 0);
	return status;
}

static void an_endless_program_is_a_finding(void)
{
	ASSERT_EQ_INT(child_runs("for ($i = 0; $i < 1000; $i++) array_sum([]);"), 0);
	ASSERT_EQ_STR(run->verdict.signature, "");
	ASSERT_TRUE(run->steps >= 1000);

	ASSERT_TRUE(WIFSIGNALED(child_runs("for (;;) array_sum([]);")));
	ASSERT_EQ_STR(run->verdict.signature, "liveness/liveness/step-budget");

	/* What calls no internal function is bounded by one of PHP's two VMs only: see budget.h. */
	if (zend_vm_kind() != ZEND_VM_KIND_CALL)
		return;
	ASSERT_TRUE(WIFSIGNALED(child_runs("while (true);")));
	ASSERT_EQ_STR(run->verdict.signature, "liveness/liveness/step-budget");
	ASSERT_TRUE(WIFSIGNALED(child_runs("function f() { f2(); } function f2() { } for (;;) f();")));
	ASSERT_EQ_STR(run->verdict.signature, "liveness/liveness/step-budget");
}

/* A run that does not end says who waits for what, and in which calls. */
static void a_hang_names_each_coroutine(void)
{
	ASSERT_TRUE(WIFSIGNALED(child_runs("function pause() { Async\\delay(5); } Async\\spawn(fn() => pause());"
		"Async\\spawn(fn() => 1); Async\\suspend(); Async\\spawn(fn() => 2); for (;;) array_sum([]);")));
	ASSERT_TRUE(strstr(run->blocked, "main: running: ") == run->blocked);
	ASSERT_TRUE(strstr(run->blocked, ": parked in delay, suspension 1: Async\\delay() < pause() ") != NULL);
	ASSERT_TRUE(strstr(run->blocked, ": ready\n") != NULL);
	memset(run->blocked, 0, sizeof run->blocked);
}

int main(void)
{
	run = mmap(NULL, sizeof *run, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (run == MAP_FAILED || !harness_start())
		return 1;
	TEST(stacks_are_kept_from_run_to_run);
	TEST(every_run_is_the_same);
	TEST(the_schedule_changes_the_run);
	TEST(every_sampler_repeats_itself);
	TEST(thirty_seconds_pass_in_virtual_time);
	TEST(the_empty_plan_runs);
	TEST(every_allocation_can_fail);
	TEST(an_allocation_of_one_coroutine_fails);
	TEST(the_memory_of_such_a_run_is_freed);
	TEST(such_a_run_leaves_no_mark_of_the_collector);
	TEST(an_endless_program_is_a_finding);
	TEST(a_hang_names_each_coroutine);
	return test_result();
}
