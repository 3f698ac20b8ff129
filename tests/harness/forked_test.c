/* forked_test.c - peers that are processes of their own: they do what the table says, the same way every time, and what goes
 * wrong with a process ends ours with a line that names it.
 *
 * What ends a process is tried in a child, which has processes of its own for its peers. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/forked.h"
#include "harness/harness.h"
#include "tests/test.h"

static struct run run;
static struct plan plan;

static void plan_set(const char *text)
{
	struct plan_error error;
	bool parsed = plan_parse(text, strlen(text), &plan, &error);

	test_case = text;
	ASSERT_TRUE(parsed);
}

static void log_holds(const char *line)
{
	if (strstr(run.log, line) == NULL)
		fprintf(stderr, "%s", run.log);
	ASSERT_TRUE(strstr(run.log, line) != NULL);
}

/* One for each toxic: what the process did, and what the client saw. */
static void plays_each_toxic(void)
{
	static const struct { const char *plan, *peer, *client; } cases[] = {
		{ "peer P0 serve bytes=600 slice=200 drip=3\nco C0 download P0 chunk=100", "(w200 d3)x2 w200 close@600", "recv=600B end=eof" },
		{ "peer P0 serve bytes=600 fin=150\nco C0 download P0 chunk=100", "w150 reset@150", "recv=150B end=eof" },
		{ "peer P0 serve bytes=600 rst=150\nco C0 download P0 chunk=100", "w150 hard-reset@150", "recv=150B end=ECONNRESET" },
		{ "peer P0 consume bytes=512 rst=1000\nco C0 upload P0 bytes=65535 write=256", "r488 hard-reset@1000", "outcome=failed" },
		{ "peer P0 consume never_read=20\nco C0 upload P0 bytes=65535 write=8192", "h20 noread close(unread)", "end=ECONNRESET" },
		{ "peer P0 consume never_read=20\nco C0 upload P0 bytes=10 write=1", "h20 noread close(unread)", "sent=10B end=all" },
		{ "peer P0 consume slow_read=bytes:300,ms:2\nco C0 upload P0 bytes=900 write=450", "(r300 d2)x3 eof@900", "end=all" },
		{ "peer P0 consume stop_read=after:100,hold_ms:9\nco C0 upload P0 bytes=65535 write=100", "r100 h9 stop@100", "outcome=failed" },
		{ "peer P0 serve bytes=10 latency=30\nco C0 download P0 chunk=100", "d30 w10 close@10", "recv=10B end=eof" },
		{ "peer P0 serve bytes=10 stall=after:4,ms:40\nco C0 download P0 chunk=100", "w4 p40 w6 close@10", "recv=10B end=eof" },
		{ "peer P0 serve bytes=50 half_close=20\nco C0 download P0 chunk=100", "w20 s20 half-close@20 eof@0", "recv=20B end=eof" },
		{ "peer P0 consume half_close=20\nco C0 upload P0 bytes=50 write=10", "s20", "sent=50B end=all" },
		{ "peer P0 serve bytes=50 slow_close=25\nco C0 download P0 chunk=100", "w50 l25 close@50", "recv=50B end=eof" },
		{ "peer P0 serve bytes=50 extra=7\nco C0 download P0 chunk=100", "w50 w7 close@57", "recv=57B end=eof" },
		{ "peer P0 consume early=5\nco C0 upload P0 bytes=50 write=50", "w5 r50", "sent=50B end=all" },
		{ "peer P0 serve bytes=60000 small_buffer=2304\nco C0 download P0 chunk=100", "close@60000", "recv=60000B end=eof" },
		{ "peer P0 serve bytes=5 accept_late=15\nco C0 download P0 chunk=100", "| d15 accepted@1", "recv=5B end=eof" },
		{ "peer P0 serve bytes=5 accept_close=1\nco C0 download P0 chunk=100", "accept-close@0", "recv=0B end=eof" },
		{ "peer P0 serve bytes=5 accept_rst=1\nco C0 download P0 chunk=100", "hard-reset@0", "recv=0B end=ECONNRESET" },
		{ "peer P0 serve bytes=5 refuse=after:0,hold_ms:0\nco C0 download P0 chunk=100", "refuses", "outcome=connect_failed" },
		{ "peer P0 serve bytes=5 refuse=after:0,hold_ms:8\nco C0 download P0 chunk=100", "h8 accepted@0 refuses", "end=ECONNRESET" },
	};
	char text[256];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, "plan 1\nforked\n%s\n", cases[i].plan);
		plan_set(text);
		harness_run(&plan, &run);
		ASSERT_EQ_UINT(run.verdict.kind, VERDICT_OK);
		log_holds(cases[i].peer);
		log_holds(cases[i].client);
	}
	test_case = "";
}

/* Pauses are virtual, and what is under way counts against the buffers: a writer parks though the kernel has room. */
static void moves_in_lockstep(void)
{
	plan_set("plan 1\nforked\npeer P0 consume never_read=10000\nco C0 upload P0 bytes=65535 write=1024\n");
	harness_run(&plan, &run);
	ASSERT_EQ_UINT(run.virtual_ms, 10000);
	log_holds("sent=16384B");
	uint64_t hash = run.trace.hash;
	harness_run(&plan, &run);
	ASSERT_EQ_UINT(run.trace.hash, hash);
	/* A second connection waits while the first is played. */
	plan_set("plan 1\nforked\npeer P0 serve bytes=10 latency=100\nco C0 download P0 chunk=10\nco C1 download P0 chunk=10\n");
	harness_run(&plan, &run);
	ASSERT_EQ_UINT(run.virtual_ms, 200);
}

/* An end of the run in the middle leaves nobody behind in it. */
static void survives_the_end_of_a_run(void)
{
	pid_t pid = forked_pid(0);

	ASSERT_TRUE(pid > 0);
	plan_set("plan 1\nforked\npeer P0 serve bytes=60000 slice=10 drip=1000\nco C0 download P0 chunk=1\nco C1 delay ms=5; quit how=0\n");
	harness_run(&plan, &run);
	ASSERT_EQ_UINT(run.verdict.kind, VERDICT_OK);
	plan_set("plan 1\nforked\npeer P0 serve bytes=10\nco C0 download P0 chunk=10\n");
	harness_run(&plan, &run);
	log_holds("recv=10B end=eof");
	ASSERT_EQ_INT(forked_pid(0), pid);
}

/* ---- what breaks, in a child that has run the plan once ---- */

static void process_kill(void)
{
	kill(forked_pid(0), SIGKILL);
}

static void process_freeze(void)
{
	setenv("FUZZ_ASYNC_FORKED_MS", "300", 1);
	kill(forked_pid(0), SIGSTOP);
}

static void process_starve(void)
{
	prlimit(forked_pid(0), RLIMIT_NOFILE, &(struct rlimit){ 3, 3 }, NULL);
}

/* ---- and before the process is there ---- */

static void descriptors_take(void)
{
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 3, 3 });
}

static void php_hide(void)
{
	setenv("FUZZ_ASYNC_PHP", "/nowhere/php", 1);
}

static void php_fail(void)
{
	setenv("FUZZ_ASYNC_PHP", "/bin/false", 1);
}

/* Runs the plan, and once more when something has broken. Returns the exit code of that, and what was said. */
static int broken_run(bool starts, void (*breaks)(void), char *said, size_t size)
{
	volatile pid_t *process = mmap(NULL, sizeof *process, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status = 0, ends[2];
	size_t got = 0;

	ASSERT_EQ_INT(pipe2(ends, O_CLOEXEC), 0);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		if (starts)
			harness_run(&plan, &run);
		*process = starts ? forked_pid(0) : 0;
		breaks();
		harness_run(&plan, &run);
		_exit(0);
	}
	close(ends[1]);
	waitpid(pid, &status, 0);
	/* What is frozen does not end by itself, and holds the pipe. */
	if (*process > 0)
		kill(*process, SIGKILL);
	for (ssize_t more; got + 1 < size && (more = read(ends[0], said + got, size - 1 - got)) > 0;)
		got += (size_t)more;
	said[got] = '\0';
	close(ends[0]);
	munmap((void *)process, sizeof *process);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void names_what_is_broken(void)
{
	static const struct { bool starts; void (*breaks)(void); const char *line; } cases[] = {
		{ true, process_kill, " has died of signal 9\n" },
		{ true, process_freeze, " has said nothing for 300 ms\n" },
		{ true, process_starve, "it finds no port to listen at: peer P0 cannot listen:" },
		{ false, descriptors_take, "no control socket: Too many open files\n" },
		{ false, php_hide, "there is no PHP to run it" },
		{ false, php_fail, " has ended with exit code 1\n" },
	};
	char said[4096];

	plan_set("plan 1\nforked\npeer P0 serve bytes=10\nco C0 download P0 chunk=10\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		test_case = cases[i].line;
		ASSERT_EQ_INT(broken_run(cases[i].starts, cases[i].breaks, said, sizeof said), HARNESS_EXIT_BUG);
		ASSERT_TRUE(strncmp(said, "HARNESS BUG: forked peer P0: ", 29) == 0);
		ASSERT_TRUE(strstr(said, cases[i].line) != NULL);
		if (strstr(said, cases[i].line) == NULL)
			fprintf(stderr, "%s\n", said);
	}
	test_case = "";
}

int main(void)
{
	if (!harness_start())
		return 1;
	TEST(plays_each_toxic);
	TEST(moves_in_lockstep);
	TEST(survives_the_end_of_a_run);
	TEST(names_what_is_broken);
	harness_stop();
	return test_result();
}
