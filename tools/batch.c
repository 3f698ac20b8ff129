/* batch.c - see batch.h.
 *
 * A finding ends the process that meets it. The parent then classifies the run that was under way and starts
 * another process for what is left, so that one bad input costs one process and not the whole batch.
 */
#include "tools/batch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tools/child.h"
#include "tools/command.h"
#include "tools/judge.h"

static void run_one(struct batch *batch, uint32_t slot, uint32_t which)
{
	struct plan plan;
	struct batch_slot *at = &batch->slots[slot];
	plan_decode(at->input.data, at->input.size, &plan);
	at->states[which] = BATCH_RUNNING;
	batch->progress = batch->progress + 1;
	harness_run(&plan, &at->runs[which]);
	at->states[which] = BATCH_DONE;
}

static void run_pairs(struct batch *batch)
{
	for (uint32_t i = 0; i < batch->count; i++) {
		for (uint32_t which = 0; which < BATCH_FRESH; which++) {
			if (batch->slots[i].states[which] == BATCH_TODO) {
				run_one(batch, i, which);
			}
		}
	}
}

static pid_t fork_pairs(struct batch *batch, int error_fd)
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		judge_child_begin(error_fd);
		run_pairs(batch);
		_exit(0);
	}
	return pid;
}

static pid_t fork_fresh(int batch_fd, uint32_t which, int error_fd)
{
	char number[16], run[16];
	snprintf(number, sizeof number, "%d", batch_fd);
	snprintf(run, sizeof run, "%u", which);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		judge_child_begin(error_fd);
		execl("/proc/self/exe", "fuzzcase", "_batch", number, run, (char *)NULL);
		_exit(HARNESS_EXIT_BUG);
	}
	return pid;
}

/* Gives the run that was under way its verdict. Returns false when none was, or the harness failed. */
static bool settle(struct batch *batch, bool timely, int status, const char *report)
{
	for (uint32_t i = 0; i < batch->count; i++) {
		struct batch_slot *slot = &batch->slots[i];
		for (uint32_t which = 0; which < BATCH_RUNS; which++) {
			if (slot->states[which] != BATCH_RUNNING) {
				continue;
			}
			slot->states[which] = BATCH_DONE;
			if (which == 0) {
				slot->states[1] = BATCH_SKIPPED; /* there is no second run in a dead process */
			}
			return judge_classify(timely, status, report, &slot->runs[which].verdict);
		}
	}
	return false;
}

static bool all_done(const struct batch *batch, uint32_t first, uint32_t last)
{
	for (uint32_t i = 0; i < batch->count; i++) {
		for (uint32_t which = first; which <= last; which++) {
			if (batch->slots[i].states[which] < BATCH_DONE) {
				return false;
			}
		}
	}
	return true;
}

/* Starts processes until the runs first..last of all inputs are there. */
static bool drive(struct batch *batch, int batch_fd, uint32_t first, uint32_t last)
{
	static char report[JUDGE_REPORT_MAX];
	while (!all_done(batch, first, last)) {
		int error_fd = judge_stderr_open();
		pid_t pid = first >= BATCH_FRESH ? fork_fresh(batch_fd, first, error_fd) : fork_pairs(batch, error_fd);
		int status = 0;
		bool timely = pid > 0 && child_wait(pid, JUDGE_BOUND_MS, &batch->progress, &status);
		judge_stderr_read(error_fd, report);
		close(error_fd);
		if (!all_done(batch, first, last) && !settle(batch, timely, status, report)) {
			complain("HARNESS BUG: a process that runs inputs failed: %.*s", (int)strcspn(report, "\n"), report);
			return false;
		}
	}
	return true;
}

struct batch *batch_create(int *fd)
{
	*fd = memfd_create("fuzzcase-batch", 0);
	if (*fd < 0 || ftruncate(*fd, sizeof(struct batch)) != 0) {
		complain("no memory for a batch of inputs");
		return NULL;
	}
	return batch_open(*fd);
}

struct batch *batch_open(int fd)
{
	void *memory = mmap(NULL, sizeof(struct batch), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (memory == MAP_FAILED) {
		complain("descriptor %d is no batch of inputs", fd);
		return NULL;
	}
	return memory;
}

void batch_reset(struct batch *batch)
{
	memset(batch, 0, sizeof *batch);
}

bool batch_run(struct batch *batch, int fd)
{
	bool driven = drive(batch, fd, 0, BATCH_FRESH - 1);
	for (uint32_t which = BATCH_FRESH; driven && which < BATCH_RUNS; which++) {
		driven = drive(batch, fd, which, which);
	}
	return driven;
}

void batch_run_fresh(struct batch *batch, uint32_t which)
{
	for (uint32_t i = 0; i < batch->count; i++) {
		uint32_t slot = which == BATCH_FRESH ? batch->count - 1 - i : i;
		if (batch->slots[slot].states[which] == BATCH_TODO) {
			run_one(batch, slot, which);
		}
	}
}
