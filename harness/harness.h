/* harness.h - runs ONE plan in the embedded PHP and judges it.
 *
 *   plan --> program (PHP arrays) --> interpret() in PHP over Steps.php and EvilPeer.php --> facts --> oracles --> run
 *
 * A process starts the harness once and then runs any number of plans; nothing of a run survives it. Single
 * threaded. The first oracle that is violated ends the process: it prints one line
 *     php-fuzz-async: finding: <signature>: <detail>
 * on stderr and traps in a function of its own, oracle_<class>(), so that every engine sees a crash with a stack of
 * its own. Who wants to survive a finding runs the plan in a child and reads the run from shared memory: *run is
 * complete up to the moment of the trap. (A sanitizer's finding leaves run->verdict ok; the child's death and stderr tell.)
 */
#ifndef HARNESS_HARNESS_H
#define HARNESS_HARNESS_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/trace.h"
#include "harness/verdict.h"
#include "plan/plan.h"

enum {
	RUN_LOG_MAX = 16384,
	RUN_SOURCES_MAX = 64,
	RUN_BLOCKED_MAX = 8192,
	/* Virtual time within which a run must end, on top of the pauses that its program asks for (Steps::run). */
	RUN_BOUND_MS = 5000,
};

/* Exit code of a process that met a bug of the harness itself ("HARNESS BUG: ..." on stderr). */
enum { HARNESS_EXIT_BUG = 3 };

struct run {
	const struct plan *plan;
	bool complete;              /* the run reached its end, so that hash and figures are those of a whole run */
	bool is_suppressed;         /* ended by a finding that is known: verdict.signature */
	struct verdict verdict;
	uint64_t virtual_ms;        /* virtual time that passed */
	uint64_t steps;             /* VM interrupt checks: backward jumps and function entries */
	uint32_t turns;             /* reactor turns */
	uint32_t anchors;           /* deviations, cancels and faults of the plan ... */
	uint32_t anchors_hit;       /* ... and how many of them took place */
	uint32_t cancels_landed;    /* bit i: cancellation i of the plan took place ... */
	uint32_t landed_ms[PLAN_CANCELS_MAX];   /* ... and when, in virtual time */
	uint32_t taken_count;       /* choices that were not the default ... */
	uint32_t taken_lost;        /* ... and how many of them no deviation can say: the others stand in taken[] */
	struct plan_deviation taken[PLAN_SCHED_MAX];
	uint32_t ops_skipped;       /* ops that the runtime cannot perform */
	char sources[RUN_SOURCES_MAX];  /* calls for what differs from run to run, like random numbers: "getpid getrandom" */
	uint32_t log_size;
	char log[RUN_LOG_MAX];      /* chaos log, lines ending in \n; cut at the bound */
	char blocked[RUN_BLOCKED_MAX];  /* of a liveness finding: a line for each coroutine, see blocked.h */
	struct trace trace;         /* last: what stands before it is cleared when a run begins */
};

/* Starts PHP and compiles the prelude. Returns true, or false after one line on stderr. Cheap enough for every
 * -fork child, starts no thread. Sets what PHP needs in the environment (USE_ZEND_ALLOC). */
bool harness_start(void);

/* Runs a legal plan and fills all of *run. Does not return when an oracle is violated (see above). */
void harness_run(const struct plan *plan, struct run *run);

void harness_stop(void);

/* Facts about runtime and PHP for `fuzzcase doctor`; static strings, valid after harness_start. */
struct harness_facts {
	const char *php_version;
	const char *runtime;        /* "stand-in" or "host" */
	bool has_hooks;             /* schedule, cancels and trace are exact; else mapped to TRUE_ASYNC_SCHED */
	bool has_sockets, has_pcntl, has_posix;
	bool debug_php;             /* engine assertions are on */
	bool address_sanitizer, undefined_sanitizer;
};
void harness_facts(struct harness_facts *facts);

#endif
