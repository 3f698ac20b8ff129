/* trial.c - see trial.h.
 *
 * Nothing is believed from a plan: the PHP program is really run, as a user would run it, with real time and
 * real sockets. The environment of the test is set for the child alone.
 */
#include "tools/trial.h"

#include <errno.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/php_files.h"
#include "tools/child.h"
#include "tools/command.h"
#include "tools/files.h"
#include "tools/sanitizer.h"

/* A test that hangs mostly sleeps, so several at a time cost little. */
enum { RUNNER_SLACK_MS = 60000, PROBE_MS = 20000, JOBS_MAX = 20 };

/* As Steps.php says it. */
static const char stale_mark[] = "STALE: ";

/* One run of a program; several may be under way at a time. */
struct job { pid_t pid; int fd; };

/* Starts a program in the trial's folder, its stdout and stderr in a file in memory. */
static struct job job_start(const struct trial *trial, const char *sched, const char *const *arguments)
{
	struct job job = { .fd = judge_stderr_open() };
	fflush(NULL);
	job.pid = fork();
	if (job.pid == 0) {
		dup2(job.fd, STDOUT_FILENO);
		judge_child_begin(job.fd);
		setenv("CHAOS_GEN_SEED", "1", 1);
		setenv("NO_INTERACTION", "1", 1);
		/* The harness has set it for itself; who runs the test has what the test says. */
		unsetenv("USE_ZEND_ALLOC");
		if (trial->heap_bare) {
			setenv("USE_ZEND_ALLOC", "0", 1);
		}
		setenv("TEST_PHP_EXECUTABLE", trial->php, 1);
		if (sched && strcmp(sched, "fifo") != 0) {
			setenv("TRUE_ASYNC_SCHED", sched, 1);
		} else {
			unsetenv("TRUE_ASYNC_SCHED");
		}
		if (trial->plan[0] != '\0') {
			setenv("FUZZ_ASYNC_PLAN", trial->plan, 1);
		}
		if (chdir(trial->folder) == 0) {
			execv(arguments[0], (char *const *)arguments);
		}
		perror(arguments[0]);
		_exit(127);
	}
	return job;
}

/* Waits for its end and takes what it printed. */
static void job_end(struct trial *trial, struct job job, uint32_t bound_ms)
{
	trial->timely = job.pid > 0 && child_wait(job.pid, bound_ms, NULL, &trial->status);
	judge_stderr_read(job.fd, trial->output);
	close(job.fd);
	for (size_t size = strlen(trial->output); size > 0 && trial->output[size - 1] == '\n';) {
		trial->output[--size] = '\0';
	}
}

static void execute(struct trial *trial, uint32_t bound_ms, const char *sched, const char *const *arguments)
{
	job_end(trial, job_start(trial, sched, arguments), bound_ms);
}

/* The code prints "ready" or what is missing; the option names another PHP. */
static bool probe(struct trial *trial, const char *code, const char *option)
{
	const char *arguments[] = { trial->php, "-r", code, NULL };
	execute(trial, PROBE_MS, NULL, arguments);
	if (strcmp(trial->output, "ready") == 0) {
		return true;
	}
	complain("%s: cannot run frozen tests: %.*s; name another PHP with %s", trial->php,
		(int)strcspn(trial->output, "\n"), *trial->output ? trial->output : "it printed nothing", option);
	return false;
}

/* The text between --FILE-- and --EXPECT--. */
static bool program_write(const struct trial *trial, const char *test, char *path)
{
	static const char file_mark[] = "\n--FILE--\n", expect_mark[] = "\n--EXPECT--\n";
	const char *start = strstr(test, file_mark);
	const char *end = start ? strstr(start, expect_mark) : NULL;
	snprintf(path, PATH_TEXT_MAX, "%.4000s/program.php", trial->folder);
	return end && file_write(path, start + strlen(file_mark), (size_t)(end - start) - strlen(file_mark) + 1);
}

/* Does the report of the program name that oracle at the beginning of a line? */
static bool output_names(const char *output, const char *oracle)
{
	size_t length = strlen(oracle);
	for (const char *line = output; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		if (strncmp(line, oracle, length) == 0 && line[length] == ':') {
			return true;
		}
	}
	return false;
}

/* Signature and detail, where an oracle of the library has ended the program as it ends the fuzzer; or NULL. */
static const char *output_finding(const char *output)
{
	static const char mark[] = "php-fuzz-async: finding: ";
	const char *finding = strstr(output, mark);
	return finding ? finding + strlen(mark) : NULL;
}

/* Steps.php says "liveness" for every kind of not ending; a hang that even its bound does not end is one,
 * too. */
static bool agrees(const struct trial *trial, const struct verdict *verdict)
{
	struct verdict crash;
	bool exited = trial->timely && WIFEXITED(trial->status);
	const char *finding = output_finding(trial->output);
	if (finding) {
		size_t length = strlen(verdict->signature);
		return strncmp(finding, verdict->signature, length) == 0 && finding[length] == ':';
	}
	switch (verdict->kind) {
	case VERDICT_CRASH:
		return trial->timely && (WIFSIGNALED(trial->status) || sanitizer_parse(trial->output, &crash));
	case VERDICT_LIVENESS:
		return !trial->timely || (exited && (output_names(trial->output, "liveness")
			|| (strcmp(verdict->oracle, "deadlock") == 0 && strstr(trial->output, "Deadlock"))));
	case VERDICT_CORRECTNESS:
		return exited && output_names(trial->output, verdict->oracle);
	default:
		return false; /* a leak: PHP's command line does not look for any */
	}
}

static int remove_entry(const char *path, const struct stat *stat_buffer, int flag, struct FTW *walk)
{
	return remove(path);
}

bool trial_open(struct trial *trial, const char *php, const char *below)
{
	const char *temporary = getenv("TMPDIR");
	trial->php = php;
	trial->plan[0] = '\0';
	snprintf(trial->root, sizeof trial->root, "%.3000s/fuzzcase-XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(trial->root)) {
		complain("%s: cannot be made: %s", trial->root, strerror(errno));
		trial->root[0] = '\0';
		return false;
	}
	snprintf(trial->folder, sizeof trial->folder, "%.3800s/%.200s", trial->root, below);
	return folders_make(trial->folder) && trial_copy_peers(trial->root) && probe(trial,
		"echo function_exists('Async\\\\spawn') ? (extension_loaded('sockets') ? 'ready' : 'no ext/sockets')"
		" : 'no coroutine runtime (Async\\\\spawn)';", "--php");
}

bool trial_plan(struct trial *trial, const char *file, const char *text)
{
	snprintf(trial->plan, sizeof trial->plan, "%.3800s/%.200s", trial->folder, file);
	return file_write(trial->plan, text, strlen(text)) && probe(trial,
		"echo function_exists('FuzzAsync\\\\world_enter') ? 'ready' : 'no fuzz_world.so';", "--world-php");
}

void trial_close(struct trial *trial)
{
	if (trial->root[0] != '\0') {
		nftw(trial->root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	}
}

static void count_add(const struct trial *trial, const struct verdict *verdict, struct trial_count *count)
{
	bool exited = trial->timely && WIFEXITED(trial->status);
	count->runs++;
	if (verdict && agrees(trial, verdict)) {
		count->fails++;
	} else if (exited && strcmp(trial->output, "DONE") == 0) {
		count->passes++;
	} else if (exited && strncmp(trial->output, stale_mark, strlen(stale_mark)) == 0) {
		count->stale++;
	}
}

void trial_run(struct trial *trial, const char *test, const char *sched, const struct verdict *verdict, uint32_t runs,
	struct trial_count *count)
{
	char path[PATH_TEXT_MAX];
	struct job jobs[JOBS_MAX];
	memset(count, 0, sizeof *count);
	trial->heap_bare = strstr(test, "\nUSE_ZEND_ALLOC=0\n") != NULL;
	if (!program_write(trial, test, path)) {
		return;
	}
	const char *arguments[] = { trial->php, "-d", "async.debug_deadlock=0", path, NULL };
	while (count->runs < runs) {
		uint32_t batch = runs - count->runs < JOBS_MAX ? runs - count->runs : JOBS_MAX;
		for (uint32_t i = 0; i < batch; i++) {
			jobs[i] = job_start(trial, sched, arguments);
		}
		for (uint32_t i = 0; i < batch; i++) {
			job_end(trial, jobs[i], trial->bound_ms);
			count_add(trial, verdict, count);
		}
	}
}

bool trial_anchors(const struct trial *trial, uint32_t *hit)
{
	static const char mark[] = "anchors hit ";
	const char *line = strstr(trial->output, mark);
	return line && sscanf(line + strlen(mark), "%" SCNu32 "/", hit) == 1;
}

bool trial_in_runner(struct trial *trial, const char *name, const char *test, bool fails)
{
	static const char failed[] = "Tests failed    :    0", passed[] = "Tests passed    :    1";
	char runner[PATH_TEXT_MAX], path[PATH_TEXT_MAX];
	if (!path_run_tests(runner)) {
		return true;
	}
	snprintf(path, sizeof path, "%.3800s/%s.phpt", trial->folder, name);
	if (!file_write(path, test, strlen(test))) {
		return false;
	}
	const char *arguments[] = { trial->php, runner, "-q", "-n", "-p", trial->php, path, NULL };
	trial->heap_bare = false;   /* its --ENV-- says it */
	execute(trial, trial->bound_ms + RUNNER_SLACK_MS, NULL, arguments);
	if (!fails) {
		return strstr(trial->output, passed) != NULL;
	}
	return output_names(trial->output, "Tests failed    ") && !strstr(trial->output, failed);
}

bool trial_copy_peers(const char *folder)
{
	char path[PATH_TEXT_MAX];
	snprintf(path, sizeof path, "%.3800s/_peers", folder);
	if (mkdir(path, 0777) != 0 && errno != EEXIST) {
		complain("%s: cannot be made: %s", path, strerror(errno));
		return false;
	}
	for (const struct php_file *file = php_files; file->name; file++) {
		snprintf(path, sizeof path, "%.3800s/_peers/%s", folder, file->name);
		if (file->need != PHP_NEED_NEVER && access(path, F_OK) != 0 && !file_write(path, file->text, strlen(file->text))) {
			return false;
		}
	}
	return true;
}
