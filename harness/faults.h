/* faults.h - which call of libc a plan disturbs, and how.
 *
 * The interposed calls (interpose_*.c) ask here before they ask the kernel; what a fault does to a call is theirs. A call
 * is counted twice: among those of its class by anybody, and among those by its caller. A fault of the plan disturbs
 * call number `nth` of the caller that it names, and as many more in a row as its value says. docs/FAULTS.md lists the
 * effects, and what a strict plan leaves out.
 *
 * Only calls on what belongs to the run are counted, so nothing else is ever disturbed. With an empty track a call
 * costs one branch.
 */
#ifndef HARNESS_FAULTS_H
#define HARNESS_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

#include "plan/plan.h"

/* A coroutine that is parked on a descriptor. */
struct faults_waiter {
	uint8_t who;                /* PLAN_WHO_*, or more for one without a name */
	int fd;
	bool writes;                /* it waits for room, else for something to read */
};

/* What faults.c needs to know of the run. */
struct faults_callbacks {
	/* PLAN_WHO_* of who makes the call; PLAN_WHO_COUNT or more: nobody that a plan can name. */
	uint8_t (*caller)(void);
	/* Calls visit for each coroutine that is parked on a descriptor of the run, in the order of their creation. */
	void (*each_waiter)(void (*visit)(void *context, const struct faults_waiter *waiter), void *context);
	/* The fault disturbs a call by `who`; `first`: it has not done so before. */
	void (*took)(const struct plan_fault *fault, uint8_t who, bool first);
};

/* Around a run. The plan and the callbacks (copied) must outlive it. */
void faults_begin(const struct plan *plan, const struct faults_callbacks *callbacks);
void faults_end(void);

/* Counts a call and returns the fault that is to disturb it, or NULL. Who disturbs the call says faults_took. */
const struct plan_fault *faults_call(enum plan_call call);

/* The same for a wait of the event loop. Nobody makes it: a fault that names a coroutine counts the waits in which that
 * one is parked on a descriptor, and disturbs what it waits for. Then *waiter is that coroutine, else its fd is -1. A
 * fault that did not take because there was nothing to disturb is offered again at the next wait. */
const struct plan_fault *faults_wait(struct faults_waiter *waiter);

/* The fault has its effect now, on whoever calls, or on the wait that was asked for last. */
void faults_took(const struct plan_fault *fault);

/* The plan leaves out what the kernel and libc promise never to do. What depends on the fault alone is left out here; the
 * rest is for who knows the call. */
bool faults_is_strict(void);

/* A coroutine that waits for a descriptor which is_taken(context, fd) denies, the first in order of creation; fd -1: none.
 * Those that wait for a connection are not looked at: to them, being ready is the answer. */
struct faults_waiter faults_waiter_find(bool (*is_taken)(void *context, int fd), void *context);

#endif
