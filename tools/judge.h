/* judge.h - runs a plan in a child and says how it ended, whatever it does to its process.
 *
 * The harness is started once; each run is a fork of that process, so that it starts from the same state and
 * may crash. Its struct run lies in shared memory and is complete up to the moment of a trap.
 */
#ifndef TOOLS_JUDGE_H
#define TOOLS_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/harness.h"

enum {
	JUDGE_BOUND_MS = 30000,     /* real time of one run; virtual time is bounded by the harness */
	JUDGE_REPORT_MAX = 65536,   /* bytes of a child's stderr that are looked at */
};

enum judge_flags { JUDGE_LEAKS = 1 };   /* look for leaks after the run where the build can: a heap scan */

struct judge;

/* Starts the harness. Returns NULL after one line on stderr. */
struct judge *judge_create(void);
/* One more over the same harness, so that runs of both can be under way at once. It is to be destroyed before the first. Returns
 * NULL after one line on stderr. */
struct judge *judge_beside(struct judge *judge);
void judge_destroy(struct judge *judge);

/* Runs the plan. Returns the run, valid until the next call, or NULL after one line on stderr when the
 * harness itself failed (the caller's exit code is then STATUS_BUG). */
const struct run *judge_run(struct judge *judge, const struct plan *plan, unsigned flags);

/* judge_run in two halves: starts the run; waits for it. */
void judge_begin(struct judge *judge, const struct plan *plan, unsigned flags);
const struct run *judge_end(struct judge *judge);

/* What the last run printed on stderr, valid until the next one. */
const char *judge_report(const struct judge *judge);

/* For those who fork runs themselves. */

/* An empty file in memory for a child's stderr. Returns its descriptor; ends the process when it cannot be
 * had. */
int judge_stderr_open(void);

/* In the child, first: its stderr goes to `fd`, Ctrl-C is the parent's business. */
void judge_child_begin(int fd);

/* In the child, after a run: looks for leaks; the report goes to stderr. */
bool judge_child_leaks(void);

/* Reads what lies in `fd` into report (JUDGE_REPORT_MAX bytes with its NUL). */
void judge_stderr_read(int fd, char *report);

/* The verdict of a run whose process ended with `status` (`timely` false: it was killed). Returns false when
 * it is a bug of the harness. *verdict holds what the harness itself left and is overwritten only where it
 * left nothing. */
bool judge_classify(bool timely, int status, const char *report, struct verdict *verdict);

#endif
