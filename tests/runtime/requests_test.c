/* Thousands of requests in one process, each ending in another way: nothing of one may reach the next. And the hook
 * through which an embedder is the thread pool. */
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "sapi/embed/php_embed.h"

#include "runtime/rt.h"
#include "tests/test.h"

#define ROUNDS 200

#define USE "use function Async\\{spawn, suspend, delay, await, await_all, timeout};\n"
#define PAIR "[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);\n"

static const char *const programs[] = {
	"",
	USE "await(spawn(fn () => 1));",
	USE "spawn(function () { suspend(); suspend(); });",
	USE "$c = spawn(function () { throw new RuntimeException('held'); }); suspend();",
	USE "spawn(function () { throw new RuntimeException('boom'); }); suspend(); suspend();",
	USE "spawn(function () use (&$b) { await($b); });"
		"$b = spawn(fn () => await(Async\\current_coroutine()));",
	USE "spawn(function () { suspend(); exit(1); }); while (true) { suspend(); }",
	USE "spawn(function () { suspend(); exit(1); }); spawn(fn () => 1); exit(2);",
	USE "try { await(spawn(fn () => delay(100000)), timeout(1)); } catch (Async\\AsyncCancellation $e) {}"
		"foreach (Async\\get_coroutines() as $c) { $c->cancel(); }",
	/* Fatal errors with others parked: in a coroutine, in main, out of a shutdown function. */
	USE PAIR "spawn(fn () => fread($a, 1)); spawn(fn () => delay(100000));"
		"spawn(function () { suspend(); trigger_error('x', E_USER_ERROR); }); fread($b, 1);",
	USE PAIR "spawn(fn () => fread($a, 1)); $t = timeout(100000); spawn(fn () => await($t)); suspend();"
		"trigger_error('x', E_USER_ERROR);",
	USE "register_shutdown_function(function () { "
		"spawn(function () { delay(1); trigger_error('x', E_USER_ERROR); });"
		"spawn(fn () => delay(100000)); });",
	/* Streams left open, closed under a reader, kept alive by a cycle. */
	USE PAIR "$c = spawn(fn () => fread($a, 1)); suspend(); fclose($a);"
		"$x = new stdClass; $x->self = $x; $x->b = $b;",
	USE PAIR "$c = spawn(fn () => fread($a, 1)); suspend(); $c->cancel();",
	USE "$x = timeout(5); $y = new stdClass; $y->self = $y; $y->x = $x;"
		"$y->c = spawn(fn () => await($x, timeout(1)));",
	USE "spawn(fn () => gethostbyname('localhost')); suspend(); trigger_error('x', E_USER_ERROR);",
	USE "$c = spawn(fn () => gethostbyname('localhost')); suspend(); $c->cancel();",
	USE "$f = tmpfile(); for ($i = 0; $i < 3; $i++) { spawn(fn () => fwrite($f, 'x')); } suspend();"
		"trigger_error('x', E_USER_ERROR);",
	USE "$f = tmpfile(); $c = spawn(fn () => fwrite($f, 'x')); $d = spawn(fn () => fwrite($f, 'y')); suspend();"
		"$c->cancel(); $x = new stdClass; $x->self = $x; $x->f = $f;",
	USE "class D { function __destruct() { spawn(fn () => suspend()); } } $d = new D;",
	"stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);",
};

#define PROGRAMS (sizeof programs / sizeof *programs)

static int start(sapi_module_struct *module)
{
	return php_module_startup(module, &true_async_module_entry);
}

static size_t discard(const char *text, size_t size)
{
	(void) text;
	return size;
}

static unsigned descriptor_count(void)
{
	unsigned count = 0;
	DIR *folder = opendir("/proc/self/fd");
	while (readdir(folder) != NULL)
		count++;
	closedir(folder);
	return count;
}

static void request(const char *program)
{
	php_request_startup();
	EG(error_reporting) = 0;
	zend_first_try {
		zend_eval_string_ex(program, NULL, "request", true);
	} zend_end_try();
	php_request_shutdown(NULL);
	ASSERT_EQ_UINT(rt_coroutine_count(), 0);
	ASSERT_EQ_UINT(rt_handle_count(), 0);
	ASSERT_EQ_UINT(rt_ready_count(), 0);
	ASSERT_TRUE(rt_current() == NULL);
}

static void round_of_requests(void)
{
	for (size_t i = 0; i < PROGRAMS; i++) {
		test_case = programs[i];
		request(programs[i]);
	}
}

static void nothing_survives_a_request(void)
{
	round_of_requests();
	unsigned descriptors = descriptor_count();
	for (int i = 0; i < ROUNDS; i++)
		round_of_requests();
	ASSERT_EQ_UINT(descriptor_count(), descriptors);
}

/* What an embedder sees of the jobs of a request. */
struct jobs {
	unsigned held;              /* turns in which no job may complete */
	unsigned turns;
	unsigned most;              /* that waited at once */
	unsigned finished;
	uint32_t order[8];          /* ids of coroutines as they end */
};

static unsigned thread_count(void)
{
	unsigned count = 0;
	DIR *folder = opendir("/proc/self/task");
	while (readdir(folder) != NULL)
		count++;
	closedir(folder);
	return count;
}

static uint32_t work_last_first(void *context, uint32_t n)
{
	struct jobs *jobs = context;
	jobs->turns++;
	if (n > jobs->most)
		jobs->most = n;
	if (jobs->held == 0)
		return n - 1;
	jobs->held--;
	return n;
}

static void finish_note(void *context, struct rt_coroutine *coroutine)
{
	struct jobs *jobs = context;
	if (jobs->finished < sizeof jobs->order / sizeof *jobs->order)
		jobs->order[jobs->finished++] = rt_coroutine_id(coroutine);
}

static void request_with_jobs(struct jobs *jobs, const char *program)
{
	struct rt_hooks hooks = { .context = jobs, .finish = finish_note, .work = work_last_first };
	rt_hooks_set(&hooks);
	request(program);
	rt_hooks_set(NULL);
}

static void jobs_complete_as_the_embedder_says(void)
{
	struct jobs jobs = { .held = 3 };
	unsigned threads = thread_count();
	request_with_jobs(&jobs, USE "for ($i = 0; $i < 4; $i++) { $all[] = spawn(fn () => gethostbyname('localhost')); }"
		"await_all($all);");
	ASSERT_EQ_UINT(jobs.most, 4);
	ASSERT_EQ_UINT(jobs.turns, 3 + 4);
	ASSERT_EQ_UINT(jobs.finished, 1 + 4);
	for (uint32_t i = 0; i < 4; i++)
		ASSERT_EQ_UINT(jobs.order[i], 5 - i);
	ASSERT_EQ_UINT(jobs.order[4], 1);
	ASSERT_EQ_UINT(thread_count(), threads);
}

static void jobs_nobody_waits_for_end_with_the_request(void)
{
	struct jobs jobs = { .held = 1000000 };
	request_with_jobs(&jobs, USE "$c = spawn(fn () => gethostbyname('localhost')); suspend(); $c->cancel();"
		"try { await($c); } catch (Async\\AsyncCancellation $e) {} delay(2);");
	ASSERT_TRUE(jobs.turns > 0);
	ASSERT_EQ_UINT(jobs.finished, 2);
}

/* The second file gets the descriptor's number of the first. If anything of the first reaches it, one coroutine more
 * ends. */
static void jobs_on_a_file_end_before_it_is_closed(void)
{
	struct jobs jobs = { .held = 3 };
	request_with_jobs(&jobs, USE "$f = tmpfile(); $c = spawn(fn () => fwrite($f, 'foreign')); suspend();"
		"$c->cancel(); await($c); fclose($f); $g = tmpfile(); delay(5);"
		"if (fstat($g)['size'] !== 0) { await(spawn(fn () => 1)); }");
	ASSERT_EQ_UINT(jobs.most, 1);
	ASSERT_EQ_UINT(jobs.finished, 2);
}

int main(void)
{
	/* The engine leaks what a fatal error leaves on its stack, coroutines or not; this makes it keep
	 * account. */
	setenv("USE_ZEND_ALLOC", "0", 1);
	setenv("USE_TRACKED_ALLOC", "1", 1);
	signal(SIGPIPE, SIG_IGN);
	php_embed_module.startup = start;
	php_embed_module.ub_write = discard;
	php_embed_module.ini_entries = NULL;
	if (php_embed_init(0, NULL) != SUCCESS)
		return 1;
	php_request_shutdown(NULL);
	/* First: there is no pool yet. */
	TEST(jobs_complete_as_the_embedder_says);
	TEST(jobs_nobody_waits_for_end_with_the_request);
	TEST(jobs_on_a_file_end_before_it_is_closed);
	TEST(nothing_survives_a_request);
	if (php_request_startup() == SUCCESS)
		php_embed_shutdown();
	return test_result();
}
