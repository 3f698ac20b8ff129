/* freeze_test.c - plans and the .phpt made of them. What the tests do when they run is the matter of
 * tests/canary. */
#include "harness/freeze.h"
#include "tests/test.h"

static struct plan plan;
static char text[FREEZE_TEXT_MAX];

static void plan_set(const char *source)
{
	struct plan_error error;
	bool parsed = plan_parse(source, strlen(source), &plan, &error);
	ASSERT_TRUE(parsed);
	if (!parsed) {
		fprintf(stderr, "%u:%u: %s\n", error.line, error.column, error.message);
	}
}

static size_t freeze(const char *sched, const struct freeze_killer *killers)
{
	struct freeze_options options = { .title = "title", .description = "one\n--FILE--\nthree", .sched = sched,
		.peers_dir = "_peers", .killers = killers };
	const char *reason = NULL;
	return freeze_write(&plan, &options, text, &reason);
}

static void assert_holds(const char *part)
{
	test_case = part;
	ASSERT_TRUE(strstr(text, part) != NULL);
	test_case = "";
}

/* What a program with peers and nothing else takes. */
static const char requires[] =
#define REQUIRE(name) "require __DIR__ . '/_peers/" name "';\n"
#define REQUIRE_ALWAYS(name) REQUIRE(name)
#define REQUIRE_PEERS(name) REQUIRE(name)
#define REQUIRE_CHANNELS(name)
#define REQUIRE_FUTURES(name)
#define REQUIRE_STREAMS(name)
#define REQUIRE_SCOPES(name)
#define REQUIRE_ENDINGS(name)
#define REQUIRE_FORKED(name)
#define REQUIRE_BESIDE(name)
#define REQUIRE_BYTES(name)
#define REQUIRE_LINKS(name)
#define REQUIRE_DATAGRAMS(name)
#define REQUIRE_TASKS(name)
#define REQUIRE_LISTENERS(name)
#define REQUIRE_BUILTINS(name)
#define REQUIRE_NEVER(name)
#define PHP_FILE(symbol, folder, name, need) REQUIRE_##need(name)
#include "harness/php_files.def"
#undef PHP_FILE
	;

static void writes_the_whole_test(void)
{
	char expected[2048];
	plan_set("plan 1\npeer P0 consume bytes=1024 rst=2048\nco C0 upload P0 bytes=65536 write=4096\n");
	size_t length = freeze("fifo", NULL);
	ASSERT_EQ_UINT(length, strlen(text));
	snprintf(expected, sizeof expected, "%s%s%s",
		"--TEST--\ntitle\n--DESCRIPTION--\none\n --FILE--\nthree\n"
		"--SKIPIF--\n<?php\nif (!function_exists('Async\\\\spawn')) {\n"
		"    die('skip no coroutine runtime (Async\\spawn)');\n}\n"
		"if (!extension_loaded('sockets')) {\n    die('skip ext/sockets is needed');\n}\n?>\n"
		"--INI--\nasync.debug_deadlock=0\n--ENV--\nTRUE_ASYNC_SCHED=fifo\nCHAOS_GEN_SEED=1\n"
		"--FILE--\n<?php\n", requires,
		"\n"
		"$steps = new FuzzAsync\\Steps(buffer: 8192);\n"
		"$P0 = $steps->peer('P0', ['mode' => 'consume', 'read' => 1024, 'rst' => 2048, 'connections' => 1]);\n"
		"\n$steps->coroutine('C0', function () use ($steps, $P0) {\n"
		"    $steps->upload('C0', $P0, 65536, 4096);\n});\n"
		"\n$steps->run(5000);\necho $steps->report(), \"\\n\";\n?>\n--EXPECT--\nDONE\n");
	ASSERT_EQ_STR(text, expected);
}

static void pins_the_schedule(void)
{
	plan_set("plan 1\nco C0 suspend times=2\n");
	ASSERT_TRUE(freeze("random:42", NULL) > 0);
	assert_holds("\n--ENV--\nTRUE_ASYNC_SCHED=random:42\nCHAOS_GEN_SEED=1\n--FILE--\n");
	ASSERT_TRUE(freeze(NULL, NULL) > 0);
	assert_holds("\n--ENV--\nTRUE_ASYNC_SCHED=fifo\nCHAOS_GEN_SEED=1\n--FILE--\n");
}

/* PHP's own memory manager would hide what was freed. */
static void bares_the_heap(void)
{
	struct freeze_options options = { .title = "t", .description = "d", .peers_dir = "_peers", .heap_bare = true };
	const char *reason;
	plan_set("plan 1\nco C0 suspend times=2\n");
	ASSERT_TRUE(freeze_write(&plan, &options, text, &reason) > 0);
	assert_holds("\nCHAOS_GEN_SEED=1\nUSE_ZEND_ALLOC=0\n--FILE--\n");
}

static void writes_each_op_and_the_peers_it_uses(void)
{
	plan_set("plan 1\nbuffer 4096\npeer P0 serve bytes=64 slice=4 drip=3\npeer P1 consume bytes=16\n"
		"co C0 download P0 chunk=7; upload P1 bytes=5 write=2; download P0 chunk=8192; cancel C2\n"
		"co C2 delay ms=9; suspend times=3\n");
	ASSERT_TRUE(freeze("fifo", NULL) > 0);
	assert_holds("Steps(buffer: 4096)");
	assert_holds("['mode' => 'serve', 'payload' => 64, 'slice' => 4, 'delay' => 3, 'connections' => 2]");
	assert_holds("'C0', function () use ($steps, $P0, $P1) {\n    $steps->download('C0', $P0, 7);\n"
		"    $steps->upload('C0', $P1, 5, 2);\n    $steps->download('C0', $P0, 8192);\n"
		"    $steps->cancel('C0', 'C2');\n});\n");
	assert_holds("'C2', function () use ($steps) {\n    $steps->delay('C2', 9);\n"
		"    $steps->suspend('C2', 3);\n});\n");
	assert_holds("$steps->run(5000);");
}

static void writes_the_cells_each_once(void)
{
	plan_set("plan 1\nco C0 send ch1 times=2; recv ch3 ms=5\nco C1 recv ch1; close_channel ch3\n");
	ASSERT_TRUE(freeze("fifo", NULL) > 0);
	assert_holds("Steps(buffer: 8192);\n$steps->cell('ch1');\n$steps->cell('ch3');\n\n$steps->coroutine('C0', ");
	assert_holds("    $steps->send('C0', 'ch1', 2, 0);\n    $steps->recv('C0', 'ch3', 1, 5);\n");
	assert_holds("    $steps->recv('C1', 'ch1', 1, 0);\n    $steps->close_channel('C1', 'ch3', 0);\n");
}

static void writes_cancels_as_killers(void)
{
	plan_set("plan 1\nco C0 delay ms=2\nco C1 delay ms=2\ncancel C0 @suspend=1 cause=cancel\n"
		"cancel C1 @suspend=1 cause=cancel\n");
	ASSERT_TRUE(freeze("fifo", (const struct freeze_killer[]){ { .ms = 0 }, { .suspends = 3 } }) > 0);
	assert_holds("'K0', function () use ($steps) {\n    $steps->cancel('K0', 'C0');\n});\n");
	assert_holds("'K1', function () use ($steps) {\n    $steps->suspend('K1', 3);\n"
		"    $steps->cancel('K1', 'C1');\n});\n");
	ASSERT_TRUE(freeze("fifo", NULL) > 0);
	ASSERT_TRUE(strstr(text, "'K0'") == NULL);
}

static void writes_each_cause_as_its_method(void)
{
	plan_set("plan 1\npeer P0 serve bytes=9\nco C0 download P0 chunk=1\nco C1 delay ms=1\nco C2 delay ms=1\n"
		"cancel C0 @read=1 cause=close\ncancel C0 @read=2 cause=token when=woken\n"
		"cancel C1 @1 cause=scope_dispose when=later\ncancel C2 @1 cause=shutdown\n");
	ASSERT_TRUE(freeze("fifo", (const struct freeze_killer[]){ { .suspends = 4 }, { .suspends = 5 }, { .ms = 11 }, { .ms = 0 } }) > 0);
	assert_holds("    $steps->download('C0', $P0, 1);\n}, token: true);\n");
	assert_holds("    $steps->delay('C1', 1);\n}, scope: true);\n");
	assert_holds("    $steps->delay('C2', 1);\n});\n");
	assert_holds("    $steps->suspend('K0', 4);\n    $steps->close('K0', 'C0');\n});\n");
	assert_holds("C0 parks (read) for time number 2, woken: token. */\n$steps->coroutine('K1', ");
	assert_holds("    $steps->token('K1', 'C0');\n});\n");
	assert_holds("    $steps->delay('K2', 11);\n    $steps->scope_dispose('K2', 'C1');\n});\n");
	assert_holds("    $steps->shutdown('K3', 'C2');\n});\n");
}

static void refuses_deviations(void)
{
	plan_set("plan 1\nco C0 suspend times=2\nco C1 suspend times=2\n");
	plan.deviation_count = 1;
	plan.deviations[0] = (struct plan_deviation){ .anchor = { .nth = 1 }, .choice = 1 };
	struct freeze_options options = { .title = "t", .description = "d", .peers_dir = "_peers" };
	const char *reason = NULL;
	ASSERT_EQ_UINT(freeze_write(&plan, &options, text, &reason), 0);
	ASSERT_TRUE(reason != NULL && strstr(reason, "deviations") != NULL);
}

/* With the library the plan stands beside the test, which says what the interpreter would do, and that it needs it. */
static void writes_a_test_with_its_plan(void)
{
	plan_set("plan 1\npeer P0 serve bytes=9\nco C0 download P0 chunk=1\nco C1 delay ms=1\nat main @1 run C1\n"
		"cancel C1 @1 cause=cancel\ncancel C0 @read=1 cause=close\nfault C0 recv @1 econnreset\n"
		"fault epoll_wait @2 delay=20\n");
	struct freeze_options options = { .title = "t", .description = "d", .peers_dir = "_peers", .plan_file = "t.plan" };
	const char *reason = "old";
	ASSERT_TRUE(freeze_write(&plan, &options, text, &reason) > 0);
	ASSERT_TRUE(reason == NULL);
	assert_holds("world_enter')) {\n    die('skip fuzz_world.so must be preloaded and loaded ");
	assert_holds("\n--ENV--\nFUZZ_ASYNC_PLAN={PWD}/t.plan\nCHAOS_GEN_SEED=1\n--FILE--\n");
	assert_holds("    exit(\"fuzz_world.so and FUZZ_ASYNC_PLAN=t.plan are needed\\n\");\n}\n$steps = new");
	assert_holds("$steps->cuts(['C0', ]);\n");
	/* The first cancellation takes no PHP. */
	assert_holds("});\n\n$steps->killer('K1', 'close', 'C0');\n\n$steps->run(5020);\n");
	ASSERT_TRUE(strstr(text, "'K0'") == NULL && strstr(text, "TRUE_ASYNC_SCHED") == NULL);
}

static void refuses_what_ends_every_program(void)
{
	plan_set("plan 1\nco C0 delay ms=1\nfault C0 malloc @1 fail=1\n");
	struct freeze_options options = { .title = "t", .description = "d", .peers_dir = "_peers", .plan_file = "t.plan" };
	const char *reason = NULL;
	ASSERT_EQ_UINT(freeze_write(&plan, &options, text, &reason), 0);
	ASSERT_TRUE(reason != NULL && strstr(reason, "allocation") != NULL);
}

/* The process of a forked peer takes files beside the test. */
static void says_forked_peers(void)
{
	plan_set("plan 1\nforked\npeer P0 serve bytes=9\nco C0 download P0 chunk=1\n");
	ASSERT_TRUE(freeze("fifo", NULL) > 0);
	assert_holds("require __DIR__ . '/_peers/ForkedPeer.php';\n");
	assert_holds("$P0 = $steps->peer('P0', ['mode' => 'serve', 'payload' => 9, 'connections' => 1], forked: true);\n");
	ASSERT_TRUE(strstr(text, "BlockingIo.php") == NULL);
	struct freeze_options options = { .title = "t", .description = "d", .sched = "fifo" };
	const char *reason = NULL;
	ASSERT_EQ_UINT(freeze_write(&plan, &options, text, &reason), 0);
	ASSERT_TRUE(reason != NULL && strstr(reason, "forked peer") != NULL);
}

static void requires_what_it_needs(void)
{
	plan_set("plan 1\nco C0 send ch0\nco C1 recv ch0; select streams=1 ms=1\n");
	ASSERT_TRUE(freeze("fifo", NULL) > 0);
	assert_holds("_peers/Channels.php'");
	assert_holds("_peers/Streams.php'");
	ASSERT_TRUE(strstr(text, "EvilPeer.php") == NULL && strstr(text, "Futures.php") == NULL);
}

/* One file with the same program, the classes it needs behind it, and their comments left out. */
static void holds_what_it_needs(void)
{
	plan_set("plan 1\nco C0 delay ms=1\ncancel C0 @1 cause=cancel\n");
	struct freeze_options options = { .title = "t", .description = "d", .sched = "fifo", .anchors = 1,
		.killers = (const struct freeze_killer[]){ { .suspends = 1 } } };
	const char *reason = NULL;
	ASSERT_TRUE(freeze_write(&plan, &options, text, &reason) > 0);
	assert_holds("--FILE--\n<?php\nnamespace {\n\n$steps = new FuzzAsync\\Steps(buffer: 8192);\n$steps->expect_anchors(1);\n");
	assert_holds("echo $steps->report(), \"\\n\";\n}\n\n/* Payload.php */\nnamespace FuzzAsync {\n");
	assert_holds("\nfinal class Steps\n{\n");
	assert_holds("}\n}\n?>\n--EXPECT--\nDONE\n");
	ASSERT_TRUE(strstr(text, "require") == NULL && strstr(text, "final class EvilPeer") == NULL);
	ASSERT_TRUE(strstr(text, "Innocent") == NULL && strstr(text, "\n\n\n") == NULL);
}

static void describes_the_peers(void)
{
	char line[200];
	plan_set("plan 1\npeer P0 consume bytes=1024 rst=2048\nco C0 upload P0 bytes=1 write=1\n");
	freeze_describe(&plan, line, sizeof line);
	ASSERT_EQ_STR(line, "P0: consume read=1024 rst=2048 connections=1\n");
	ASSERT_EQ_UINT(freeze_describe(&plan, line, 8), 7);
	ASSERT_EQ_STR(line, "P0: con");
}

int main(void)
{
	TEST(writes_the_whole_test);
	TEST(pins_the_schedule);
	TEST(bares_the_heap);
	TEST(writes_each_op_and_the_peers_it_uses);
	TEST(writes_the_cells_each_once);
	TEST(writes_cancels_as_killers);
	TEST(writes_each_cause_as_its_method);
	TEST(refuses_deviations);
	TEST(writes_a_test_with_its_plan);
	TEST(refuses_what_ends_every_program);
	TEST(says_forked_peers);
	TEST(requires_what_it_needs);
	TEST(holds_what_it_needs);
	TEST(describes_the_peers);
	return test_result();
}
