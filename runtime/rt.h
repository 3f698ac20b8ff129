/* rt.h - the stand-in runtime: TrueAsync's PHP API on stock PHP, over libuv and Zend's fiber contexts.
 *
 * This is its only public header, with schedule.h, which it includes. PHP programs see the Async\ functions and classes; C embedders see what stands
 * here: the module entry, hooks that observe and steer the scheduler, and read-only facts about coroutines. The
 * runtime knows nothing of fuzzing: without hooks it is FIFO, or what TRUE_ASYNC_SCHED says.
 *
 * Names: rt_ is public, rt__ is shared between the files of runtime/ only (rt_private.h).
 */
#ifndef RUNTIME_RT_H
#define RUNTIME_RT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "runtime/schedule.h"

struct _zend_module_entry;
struct _zend_object;
struct rt_coroutine;

enum rt_op {
#define PLAN_WAIT(ID, name) RT_OP_##ID,
#include "plan/waits.def"
#undef PLAN_WAIT
	RT_OP_COUNT
};

/* Why a parked coroutine entered the ready queue. Exactly one per suspension. */
enum rt_cause {
	RT_CAUSE_NONE,
	RT_CAUSE_YIELD,             /* suspend(), delay(0): it queued itself */
	RT_CAUSE_EVENT,             /* what it waited for happened */
	RT_CAUSE_TIMEOUT,           /* its timer or time limit fired */
	RT_CAUSE_TOKEN,             /* its cancellation token fired */
	RT_CAUSE_CANCEL,            /* it was cancelled */
	RT_CAUSE_CLOSE,             /* the handle it waited on was closed */
	RT_CAUSE_DEADLOCK,          /* the deadlock resolver cancelled it */
	RT_CAUSE_SHUTDOWN,          /* graceful shutdown cancelled it */
	RT_CAUSE_COUNT
};

/* Where the runtime has an order to choose that neither it nor libuv promises, or that libuv alone does (TIMER). */
enum rt_site {
	RT_SITE_TIMER,              /* alarms that are due at the same time, in the order in which they were started */
	RT_SITE_CLOSE,              /* handles that are closed in one turn of the loop, in the order in which they were given up */
};

/* Callbacks of an embedder. Each may be NULL. They run in scheduler context: they must not run PHP code, suspend or
 * throw; what they may call is said at each. `context` is the struct's first member. */
struct rt_hooks {
	void *context;
	/* A coroutine was created and queued; its tag is 0. May call rt_coroutine_set_tag and rt_coroutine_set_weight. */
	void (*spawn)(void *context, struct rt_coroutine *coroutine);
	/* How coroutines are picked, copied at the start of each request; NULL: as TRUE_ASYNC_SCHED says. */
	const struct rt_schedule *schedule;
	/* n >= 2 coroutines are ready and the schedule has sampled one of them; returns the index of the one to run (>= n
	 * counts as 0). The runtime swaps it with the head and pops. Candidates: rt_ready(0..n-1), head first. */
	uint32_t (*pick)(void *context, uint32_t n, uint32_t sampled);
	/* The coroutine has parked (rt_coroutine_op says in what) and nothing else has run yet.
	 * This one, wake and turn may call rt_coroutine_cancel and rt_gate_open, on any coroutine. */
	void (*suspend)(void *context, struct rt_coroutine *coroutine);
	/* The coroutine entered the ready queue. Not called for its spawn. */
	void (*wake)(void *context, struct rt_coroutine *coroutine, enum rt_cause cause);
	/* A cancellation was requested of the coroutine (whether or not it will be delivered). */
	void (*cancel)(void *context, struct rt_coroutine *coroutine);
	/* The coroutine ended. Its object may live on; rt_coroutine facts stay readable during the call. */
	void (*finish)(void *context, struct rt_coroutine *coroutine);
	/* A socket call of the coroutine returned `result` bytes (or a descriptor for accept and connect), or -errno. */
	void (*io)(void *context, struct rt_coroutine *coroutine, enum rt_op op, ssize_t result);
	/* The reactor is about to poll: one turn of the loop. */
	void (*turn)(void *context);
	/* n >= 2 candidates; returns the index of the one that comes first (>= n counts as 0). Asked again for the rest. */
	uint32_t (*choose)(void *context, enum rt_site site, uint32_t n);
	/* n >= 1 jobs for the thread pool wait (a lookup, a read from a file); returns the index, by order of submission, of
	 * the one that is run and completes now, in this turn of the loop, or n or more: none. No thread is used while this
	 * hook is set. The loop does not sleep while jobs wait, so they must not be held back for ever. */
	uint32_t (*work)(void *context, uint32_t n);
	/* A deadlock was found: `count` coroutines wait and nothing can wake them. Before they are cancelled. */
	void (*deadlock)(void *context, uint32_t count);
};

extern struct _zend_module_entry true_async_module_entry;

/* A loadable runtime shows these to whoever is loaded beside it. */
#pragma GCC visibility push(default)

/* Installs hooks (not copied; must outlive their use) or removes them with NULL. Call outside a request. */
void rt_hooks_set(const struct rt_hooks *hooks);

/* Whether idle fibers are kept for the requests to come, up to a bound, and used again; at first they are not. Takes an
 * allocator whose blocks outlive a request (USE_ZEND_ALLOC=0). Call outside a request. */
void rt_fibers_keep(bool keep);

/* i-th coroutine of the ready queue, 0 = head; NULL past its end. */
struct rt_coroutine *rt_ready(uint32_t i);
uint32_t rt_ready_count(void);

/* The running coroutine, or NULL before the scheduler was launched and in scheduler context. */
struct rt_coroutine *rt_current(void);

/* Number of coroutines alive, main included; calls visit for each in order of creation until it returns false. */
uint32_t rt_coroutine_count(void);
void rt_coroutine_each(bool (*visit)(void *context, struct rt_coroutine *coroutine), void *context);

uint32_t rt_coroutine_id(const struct rt_coroutine *coroutine);         /* 1, 2, ... in order of creation; main is 1 */
uint32_t rt_coroutine_parent_id(const struct rt_coroutine *coroutine);  /* who spawned it; 0 for main */
uint32_t rt_coroutine_child_index(const struct rt_coroutine *coroutine);/* its number among its parent's children, from 0 */
uint32_t rt_coroutine_suspensions(const struct rt_coroutine *coroutine);/* times it has parked, from 1 inside the suspend hook */
enum rt_op rt_coroutine_op(const struct rt_coroutine *coroutine);       /* what it is parked in, or was last */
bool rt_coroutine_is_parked(const struct rt_coroutine *coroutine);      /* waits, and is not in the ready queue */
int rt_coroutine_fd(const struct rt_coroutine *coroutine);              /* descriptor it waits for, or -1 */
/* Its PHP calls, innermost first: "fread() < f() file.php:12 < {closure}() file.php:3"; "" before it has started. Writes
 * into `text` of `size` bytes and cuts what does not fit. */
void rt_coroutine_stack(const struct rt_coroutine *coroutine, char *text, size_t size);
uint32_t rt_coroutine_tag(const struct rt_coroutine *coroutine);
void rt_coroutine_set_tag(struct rt_coroutine *coroutine, uint32_t tag);
/* Events that it will have, itself and what it will spawn, for the schedule URW. Inside the spawn hook only, at most once. */
void rt_coroutine_set_weight(struct rt_coroutine *coroutine, uint32_t weight);

/* What PHP's $coroutine->cancel($error) does; error may be NULL (default message), and is not consumed. */
void rt_coroutine_cancel(struct rt_coroutine *coroutine, struct _zend_object *error);

/* A gate is where a coroutine waits for the embedder. The running coroutine waits until its gate is opened, or returns
 * at once if it has been: true; false with an exception thrown into it. For functions that the embedder gives to PHP. */
bool rt_gate_wait(void);
/* Opens the gate of a living coroutine, for good; also from hooks. If it waits there, or has not reached it and is
 * ready, it runs next: before all that are ready, whatever the schedule says; several in the order of this call. */
void rt_gate_open(struct rt_coroutine *coroutine);

/* libuv handles that are active now: timers and polls of waits. 0 once every wait has been undone. */
uint32_t rt_handle_count(void);

const char *rt_op_name(enum rt_op op);
const char *rt_cause_name(enum rt_cause cause);

#pragma GCC visibility pop

#endif
