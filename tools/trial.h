/* trial.h - runs a frozen test with a given PHP, in a folder of its own, within a bound of real time. */
#ifndef TOOLS_TRIAL_H
#define TOOLS_TRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/verdict.h"
#include "tools/judge.h"
#include "tools/paths.h"

struct trial {
	const char *php;
	uint32_t bound_ms;          /* of one run of the program */
	char root[PATH_TEXT_MAX];   /* folder of its own, with _peers/ in it */
	char folder[PATH_TEXT_MAX]; /* where the test is: there or below */
	bool heap_bare;             /* the programs run without PHP's own memory manager */
	char plan[PATH_TEXT_MAX];   /* file of the plan, for tests with the library; "" for plain ones */
	bool timely;                /* what the last run did ... */
	int status;
	char output[JUDGE_REPORT_MAX];  /* ... and printed, stdout and stderr together, without
	                             * newlines at its end */
};

/* Makes the folders, `below` ("" or "a/b") for the test, and asks PHP whether it has a coroutine runtime and sockets. Returns
 * false after one line on stderr; trial_close is due in any case. */
bool trial_open(struct trial *trial, const char *php, const char *below);
void trial_close(struct trial *trial);

/* From now on tests have the library with this plan, as text in `file` beside them. Returns false after one line on
 * stderr: PHP has no library. */
bool trial_plan(struct trial *trial, const char *file, const char *text);

/* How often a test ended in which way; what is missing to `runs` ended otherwise. */
struct trial_count { uint32_t runs, fails, passes, stale; };

/* Runs the program of the test so many times. It fails when that is for what `verdict` says, and not because PHP, the
 * runtime or the program itself is unfit; without a verdict nothing fails. */
void trial_run(struct trial *trial, const char *test, const char *sched, const struct verdict *verdict, uint32_t runs,
	struct trial_count *count);

/* The anchors that the last run has hit, where it tells. */
bool trial_anchors(const struct trial *trial, uint32_t *hit);

/* Runs the test through run-tests.php. Returns true when it FAILs there, or PASSes, as asked; or when there is no
 * run-tests.php. */
bool trial_in_runner(struct trial *trial, const char *name, const char *test, bool fails);

/* Copies the PHP files of a frozen test into folder/_peers where they are absent: committed ones belong to the
 * tests that were frozen with them. False after one line. */
bool trial_copy_peers(const char *folder);

#endif
