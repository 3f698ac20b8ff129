/* freeze.h - a plan written as a flat PHP program in a .phpt. The only writer of .phpt files.
 *
 * The program calls the same methods of Steps.php as the interpreter, so the frozen test is what ran. Pure text: the
 * caller runs it and decides.
 *
 * There are two kinds. The plain one runs in any PHP with the runtime, with real time and real sockets; it cannot say
 * everything that a plan can. The other runs in a PHP with fuzz_world.so (preload/), which has the plan from a file beside
 * the test, and does what the fuzzer's run did.
 */
#ifndef HARNESS_FREEZE_H
#define HARNESS_FREEZE_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/harness.h"

enum { FREEZE_TEXT_MAX = 262144 };

/* What a killer coroutine waits for before it does what its cancellation says: `ms` milliseconds, and where that is 0,
 * `suspends` calls of suspend(). */
struct freeze_killer { unsigned suspends, ms; };

struct freeze_options {
	const char *title;          /* --TEST-- line, without newline */
	const char *description;    /* --DESCRIPTION-- text, may be several lines */
	const char *sched;          /* value of TRUE_ASYNC_SCHED to pin; NULL = fifo */
	bool fifo_unsaid;           /* FIFO is what the environment has, and is not pinned */
	bool heap_bare;             /* PHP's own memory manager is off, since it hides from a sanitizer what was freed */
	const char *peers_dir;      /* folder of the PHP files relative to the test: "_peers"; NULL: the test holds them */
	unsigned anchors;           /* events that must come to pass, else the test says that it is stale */
	/* Cancels of the plan as killer coroutines, one for each; or NULL. Event anchors exist only in the harness; these stand
	 * in for them. */
	const struct freeze_killer *killers;
	/* For a test with the library: name of the file beside the test that holds the plan. It then has the schedule and
	 * the event anchors, and what stands for them above is not used. NULL: a plain test. */
	const char *plan_file;
};

/* Writes the test with its NUL into text (FREEZE_TEXT_MAX bytes). Returns its length, or 0 when the plan cannot be
 * said in such a test; *reason then is a static sentence, else NULL: explicit deviations and faults in a plain one,
 * allocations that fail in one with the library. */
size_t freeze_write(const struct plan *plan, const struct freeze_options *options, char *text, const char **reason);

/* The chaos-free description of each peer's resolved toxics ("P0: consume read=8192 rst=100"), one line each. */
size_t freeze_describe(const struct plan *plan, char *text, size_t size);

#endif
