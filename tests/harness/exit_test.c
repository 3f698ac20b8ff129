/* exit_test.c - the end of the process in the middle of a run is a finding of its own, with the status that an engine
 * would have taken for success; in a child of the run, and outside of runs, it is an ordinary end. A bug of the harness is
 * no finding, and is seen by an engine all the same. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/bridge.h"
#include "harness/check.h"
#include "harness/harness.h"
#include "tests/test.h"

static struct run *run;

static void calls_exit(void) { exit(0); }
static void calls_underscore_exit(void) { _exit(3); }
static void is_a_harness_bug(void) { CHECK(!"planted"); }

static void is_trapped_harness_bug(void)
{
	check_traps();
	CHECK(!"planted");
}

static void has_a_child_that_exits(void)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0)
		_exit(7);
	waitpid(child, &status, 0);
	bridge_leave();
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
}

static void exits_after_the_run(void)
{
	bridge_leave();
	exit(5);
}

/* How a process ends in which `code` is run in the middle of a run. */
static int run_with(void (*code)(void))
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		static struct plan plan;
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		memset(run, 0, sizeof *run);
		plan_decode((const uint8_t *)"", 0, &plan);
		run->plan = &plan;
		bridge_enter(run);
		code();
		bridge_leave();
		_exit(98);
	}
	waitpid(child, &status, 0);
	return status;
}

static void an_end_within_a_run_is_a_finding(void)
{
	ASSERT_TRUE(WIFSIGNALED(run_with(calls_underscore_exit)));
	ASSERT_EQ_STR(run->verdict.signature, "crash/exit/_exit");
	ASSERT_EQ_STR(run->verdict.detail, "_exit(3) in the middle of a run");
	ASSERT_TRUE(WIFSIGNALED(run_with(calls_exit)));
	ASSERT_EQ_STR(run->verdict.signature, "crash/exit/exit");
	ASSERT_EQ_STR(run->verdict.detail, "exit(0) in the middle of a run");
}

static void other_ends_are_none(void)
{
	int status = run_with(has_a_child_that_exits);

	ASSERT_TRUE(WIFEXITED(status));
	ASSERT_EQ_INT(WEXITSTATUS(status), 7);
	ASSERT_EQ_STR(run->verdict.signature, "");
	status = run_with(exits_after_the_run);
	ASSERT_TRUE(WIFEXITED(status));
	ASSERT_EQ_INT(WEXITSTATUS(status), 5);
	ASSERT_EQ_STR(run->verdict.signature, "");
}

static void a_bug_of_the_harness_is_no_finding(void)
{
	int status = run_with(is_a_harness_bug);

	ASSERT_TRUE(WIFEXITED(status));
	ASSERT_EQ_INT(WEXITSTATUS(status), HARNESS_EXIT_BUG);
	ASSERT_EQ_STR(run->verdict.signature, "");
	ASSERT_TRUE(WIFSIGNALED(run_with(is_trapped_harness_bug)));
	ASSERT_EQ_STR(run->verdict.signature, "");
}

int main(void)
{
	run = mmap(NULL, sizeof *run, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (run == MAP_FAILED)
		return 1;
	TEST(an_end_within_a_run_is_a_finding);
	TEST(other_ends_are_none);
	TEST(a_bug_of_the_harness_is_no_finding);
	return test_result();
}
