/* judge.c - see judge.h.
 *
 * Order of what is believed: a harness bug first, then the verdict an oracle filled in before it trapped,
 * then the report of a sanitizer or a failed assertion, then the bare signal. A child that had to be killed
 * hangs outside the step budget, which is a finding of kind liveness.
 */
#include "tools/judge.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/child.h"
#include "tools/command.h"
#include "tools/sanitizer.h"

/* Present in a build with AddressSanitizer or LeakSanitizer. */
extern int __lsan_do_recoverable_leak_check(void) __attribute__((weak));
extern void __lsan_disable(void) __attribute__((weak));
extern void __lsan_enable(void) __attribute__((weak));

struct judge {
	struct run *run;            /* shared with the child */
	struct judge *next;         /* ring of those over one harness */
	pid_t pid;                  /* of the run under way, and its stderr; fd -1: there is none */
	int fd;
	char report[JUDGE_REPORT_MAX];
};

static void *shared_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

static void verdict_set(struct verdict *verdict, enum verdict_kind kind, const char *oracle,
	const char *essence, const char *detail)
{
	*verdict = (struct verdict){ .kind = kind };
	snprintf(verdict->oracle, sizeof verdict->oracle, "%s", oracle);
	snprintf(verdict->signature, sizeof verdict->signature, "%s/%s%s%s", verdict_name(kind), oracle,
		*essence ? "/" : "", essence);
	snprintf(verdict->detail, sizeof verdict->detail, "%s", detail);
}

static void verdict_of_death(int status, struct verdict *verdict)
{
	char essence[64], detail[96];
	if (WIFSIGNALED(status)) {
		const char *name = sigabbrev_np(WTERMSIG(status));
		snprintf(essence, sizeof essence, "SIG%s", name ? name : "?");
		snprintf(detail, sizeof detail, "the process died by %s", essence);
		verdict_set(verdict, VERDICT_CRASH, "signal", essence, detail);
	} else {
		snprintf(essence, sizeof essence, "%d", WEXITSTATUS(status));
		snprintf(detail, sizeof detail, "the process left with exit code %s in the middle of a run", essence);
		verdict_set(verdict, VERDICT_CRASH, "exit", essence, detail);
	}
}

/* The child's line that says why, or its last resort. */
static void complain_bug(const char *report)
{
	const char *line = strstr(report, "HARNESS BUG");
	if (line) {
		complain("%.*s", (int)strcspn(line, "\n"), line);
	} else {
		complain("HARNESS BUG: a run left with exit code %d and gave no reason", HARNESS_EXIT_BUG);
	}
}

static struct judge *judge_allocate(void)
{
	struct judge *judge = calloc(1, sizeof *judge);
	if (!judge || !(judge->run = shared_memory(sizeof *judge->run))) {
		complain("no memory");
		free(judge);
		return NULL;
	}
	judge->next = judge;
	judge->fd = -1;
	return judge;
}

static void judge_free(struct judge *judge)
{
	munmap(judge->run, sizeof *judge->run);
	free(judge);
}

struct judge *judge_create(void)
{
	struct judge *judge = judge_allocate();
	if (!judge) {
		return NULL;
	}
	/* What the start allocates once lives as long as the process and is no leak of a run. */
	if (__lsan_disable) {
		__lsan_disable();
	}
	bool started = harness_start();
	if (__lsan_enable) {
		__lsan_enable();
	}
	if (!started) {
		judge_free(judge);
		return NULL;
	}
	return judge;
}

struct judge *judge_beside(struct judge *judge)
{
	struct judge *beside = judge_allocate();
	if (beside) {
		beside->next = judge->next;
		judge->next = beside;
	}
	return beside;
}

void judge_destroy(struct judge *judge)
{
	if (judge && judge->next == judge) {
		harness_stop();
		judge_free(judge);
	} else if (judge) {
		struct judge *before = judge->next;
		while (before->next != judge) {
			before = before->next;
		}
		before->next = judge->next;
		judge_free(judge);
	}
}

int judge_stderr_open(void)
{
	int fd = memfd_create("fuzzcase-stderr", MFD_CLOEXEC);
	if (fd < 0) {
		perror("fuzzcase: memfd_create");
		exit(STATUS_BUG);
	}
	return fd;
}

void judge_child_begin(int fd)
{
	dup2(fd, STDERR_FILENO);
	close(fd); /* so that the run meets the descriptors it would meet anywhere */
	signal(SIGINT, SIG_IGN);
}

bool judge_child_leaks(void)
{
	return __lsan_do_recoverable_leak_check && __lsan_do_recoverable_leak_check() != 0;
}

void judge_stderr_read(int fd, char *report)
{
	ssize_t size = pread(fd, report, JUDGE_REPORT_MAX - 1, 0);
	report[size > 0 ? size : 0] = '\0';
	for (ssize_t i = 0; i < size; i++) {
		if (report[i] == '\0') {
			report[i] = ' '; /* the rest is searched as one string */
		}
	}
}

bool judge_classify(bool timely, int status, const char *report, struct verdict *verdict)
{
	if (timely && WIFEXITED(status) && WEXITSTATUS(status) == HARNESS_EXIT_BUG) {
		return false;
	}
	if (verdict->kind != VERDICT_OK) {
		return true;
	}
	if (!timely) {
		verdict_set(verdict, VERDICT_LIVENESS, "engine-timeout", "", "the run did not end in real time");
	} else if (!sanitizer_parse(report, verdict) && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
		verdict_of_death(status, verdict);
	}
	return true;
}

/* In the child, as judge_child_begin, and the descriptors of the runs beside it go, too. */
static void child_begin(const struct judge *judge)
{
	for (const struct judge *beside = judge->next; beside != judge; beside = beside->next) {
		if (beside->fd >= 0) {
			close(beside->fd);
		}
	}
	judge_child_begin(judge->fd);
}

void judge_begin(struct judge *judge, const struct plan *plan, unsigned flags)
{
	memset(judge->run, 0, offsetof(struct run, trace));
	trace_reset(&judge->run->trace);
	judge->fd = judge_stderr_open();
	fflush(NULL);
	judge->pid = fork();
	if (judge->pid < 0) {
		complain("cannot fork");
		exit(STATUS_BUG);
	}
	if (judge->pid == 0) {
		child_begin(judge);
		harness_run(plan, judge->run);
		if (flags & JUDGE_LEAKS) {
			judge_child_leaks();
		}
		_exit(0);
	}
}

const struct run *judge_end(struct judge *judge)
{
	int status;
	bool timely = child_wait(judge->pid, JUDGE_BOUND_MS, NULL, &status);
	judge_stderr_read(judge->fd, judge->report);
	close(judge->fd);
	judge->fd = -1;
	if (!judge_classify(timely, status, judge->report, &judge->run->verdict)) {
		complain_bug(judge->report);
		return NULL;
	}
	return judge->run;
}

const struct run *judge_run(struct judge *judge, const struct plan *plan, unsigned flags)
{
	judge_begin(judge, plan, flags);
	return judge_end(judge);
}

const char *judge_report(const struct judge *judge)
{
	return judge->report;
}
