/* trial.c - see trial.h.
 *
 * Nothing is believed from a plan: the PHP program is really run, as a user would run it, with real time and
 * real sockets. The environment of the test is set for the child alone.
 */
#include "tools/trial.h"

#include <errno.h>
#include <ftw.h>
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

enum { RUNNER_SLACK_MS = 60000, PROBE_MS = 20000, ARGUMENTS_MAX = 16 };

/* Runs a program in the trial's folder with stdout and stderr in trial->output. */
static void execute(struct trial *trial, uint32_t bound_ms, const char *sched, const char *const *arguments)
{
	int fd = judge_stderr_open();
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(fd, STDOUT_FILENO);
		judge_child_begin(fd);
		setenv("CHAOS_GEN_SEED", "1", 1);
		setenv("NO_INTERACTION", "1", 1);
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
	trial->timely = pid > 0 && child_wait(pid, bound_ms, NULL, &trial->status);
	judge_stderr_read(fd, trial->output);
	close(fd);
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

bool trial_open(struct trial *trial, const char *php)
{
	const char *temporary = getenv("TMPDIR");
	trial->php = php;
	trial->plan[0] = '\0';
	snprintf(trial->folder, sizeof trial->folder, "%s/fuzzcase-XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(trial->folder)) {
		complain("%s: cannot be made: %s", trial->folder, strerror(errno));
		trial->folder[0] = '\0';
		return false;
	}
	return trial_copy_peers(trial->folder) && probe(trial,
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
	if (trial->folder[0] != '\0') {
		nftw(trial->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	}
}

bool trial_fails(struct trial *trial, const char *test, const char *sched, const struct verdict *verdict)
{
	char path[PATH_TEXT_MAX];
	if (!program_write(trial, test, path)) {
		return false;
	}
	const char *arguments[] = { trial->php, "-d", "async.debug_deadlock=0", path, NULL };
	execute(trial, trial->bound_ms, sched, arguments);
	return agrees(trial, verdict);
}

bool trial_fails_in_runner(struct trial *trial, const char *name, const char *test)
{
	char runner[PATH_TEXT_MAX], path[PATH_TEXT_MAX];
	if (!path_run_tests(runner)) {
		return true;
	}
	snprintf(path, sizeof path, "%.3800s/%s.phpt", trial->folder, name);
	if (!file_write(path, test, strlen(test))) {
		return false;
	}
	const char *arguments[] = { trial->php, runner, "-q", "-n", "-p", trial->php, path, NULL };
	execute(trial, trial->bound_ms + RUNNER_SLACK_MS, NULL, arguments);
	return output_names(trial->output, "Tests failed    ") && !strstr(trial->output, "Tests failed    :    0");
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
		if (file->frozen && access(path, F_OK) != 0 && !file_write(path, file->text, strlen(file->text))) {
			return false;
		}
	}
	return true;
}
