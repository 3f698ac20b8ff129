/* What the runtime tells the schedule of its coroutines: which resource each will touch when it runs, whether it changes
 * it, and how much it has left to do. Each coroutine of a program parks in something and is then cancelled, so that it
 * is ready with what it was parked in. */
#include <signal.h>

#include "sapi/embed/php_embed.h"

#include "runtime/rt_private.h"
#include "tests/test.h"

enum { TASKS_MAX = 32 };

/* By coroutine: as it was when it last became ready. */
static struct rt_schedule_task woken[TASKS_MAX];
static uint32_t spawned_weight;

static void on_wake(void *context, struct rt_coroutine *coroutine, enum rt_cause cause)
{
	(void) context;
	(void) cause;
	if (coroutine->id < TASKS_MAX)
		woken[coroutine->id] = coroutine->schedule;
}

static void on_spawn(void *context, struct rt_coroutine *coroutine)
{
	(void) context;
	if (spawned_weight > 0)
		rt_coroutine_set_weight(coroutine, spawned_weight);
}

static struct rt_schedule schedule;
static const struct rt_hooks hooks = { .schedule = &schedule, .wake = on_wake, .spawn = on_spawn };

static int start(sapi_module_struct *module)
{
	return php_module_startup(module, &true_async_module_entry);
}

#define USE "use function Async\\{spawn, suspend, delay, await, await_all, timeout};\n"

static void request(const char *program)
{
	memset(woken, 0, sizeof woken);
	php_request_startup();
	zend_first_try {
		zend_eval_string_ex(program, NULL, "request", true);
	} zend_end_try();
	php_request_shutdown(NULL);
}

/* Coroutine 1 is main; the closures of the program are 2, 3, ... */
static void parked_in(const char *closures)
{
	char program[4096];
	snprintf(program, sizeof program, USE
		"[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0); $channel = new Async\\Channel(1);"
		"$all = array_map('Async\\spawn', [%s]); delay(1);"
		"foreach ($all as $c) { $c->cancel(); } await_all($all);", closures);
	request(program);
}

static void a_descriptor_is_one_resource(void)
{
	parked_in("fn () => fread($a, 1), fn () => fread($a, 1), fn () => fread($b, 1)");
	ASSERT_TRUE(woken[2].resource != 0);
	ASSERT_EQ_HEX(woken[2].resource, woken[3].resource);
	ASSERT_TRUE(woken[4].resource != 0 && woken[4].resource != woken[2].resource);
	ASSERT_TRUE(woken[2].changes && woken[4].changes);
}

/* A receiver waits while it is empty, a sender while it is full. */
static void a_channel_is_one_resource(void)
{
	parked_in("fn () => $channel->recv(), fn () => $channel->recv(), fn () => delay(1000)");
	ASSERT_TRUE(woken[2].resource != 0);
	ASSERT_EQ_HEX(woken[2].resource, woken[3].resource);
	ASSERT_TRUE(woken[4].resource != woken[2].resource);
	request(USE "$channel = new Async\\Channel(1); $receiver = spawn(fn () => $channel->recv()); delay(1);"
		"$receiver->cancel(); delay(1); $channel->send(1); $sender = spawn(fn () => $channel->send(2)); delay(1);"
		"$sender->cancel(); delay(1);");
	ASSERT_TRUE(woken[2].resource != 0);
	ASSERT_EQ_HEX(woken[2].resource, woken[3].resource);
	ASSERT_TRUE(woken[2].changes && woken[3].changes);
}

static void who_awaits_only_looks(void)
{
	request(USE "$sleeper = spawn(fn () => delay(3)); spawn(fn () => await($sleeper)); spawn(fn () => await($sleeper));");
	ASSERT_TRUE(woken[3].resource != 0);
	ASSERT_EQ_HEX(woken[3].resource, woken[4].resource);
	ASSERT_TRUE(!woken[3].changes && !woken[4].changes);
	ASSERT_TRUE(woken[2].resource != 0 && woken[2].resource != woken[3].resource);
}

static void who_yields_touches_nothing(void)
{
	request(USE "spawn(function () { suspend(); }); spawn(fn () => delay(0)); suspend(); suspend();");
	ASSERT_TRUE(woken[2].number == 2 && woken[3].number == 3);
	ASSERT_EQ_HEX(woken[2].resource, 0);
	ASSERT_EQ_HEX(woken[3].resource, 0);
}

/* Ready for the first time after its wake-up: what it has run so far is off its weight. */
static void weights_run_down(void)
{
	rt_schedule_init(&schedule, RT_SCHEDULE_URW, 1);
	schedule.weight_count = 1;
	schedule.weights[0] = 100;
	spawned_weight = 20;
	request(USE "spawn(function () { suspend(); suspend(); suspend(); }); spawn(fn () => suspend());");
	/* Queued 4 times, woken 3 times: the last time after 3 runs. */
	ASSERT_EQ_UINT(woken[2].weight, 17);
	ASSERT_EQ_UINT(woken[3].weight, 19);
	request(USE "spawn(fn () => 1); spawn(fn () => 1); suspend();");
	/* Main, as it yields: both children's are off. */
	ASSERT_EQ_UINT(woken[1].weight, 60);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	php_embed_module.startup = start;
	php_embed_module.ini_entries = NULL;
	if (php_embed_init(0, NULL) != SUCCESS)
		return 1;
	php_request_shutdown(NULL);
	rt_hooks_set(&hooks);
	rt_schedule_init(&schedule, RT_SCHEDULE_POS, 1);
	TEST(a_descriptor_is_one_resource);
	TEST(a_channel_is_one_resource);
	TEST(who_awaits_only_looks);
	TEST(who_yields_touches_nothing);
	TEST(weights_run_down);
	rt_hooks_set(NULL);
	if (php_request_startup() == SUCCESS)
		php_embed_shutdown();
	return test_result();
}
