/* faults.c - see faults.h.
 *
 * Knows neither PHP nor the runtime: who calls and who waits comes through callbacks, so that the interposed calls can
 * be tested without them. A call that two faults want is disturbed by the first in the order of the plan.
 */
#include "harness/faults.h"

#include <string.h>

#include "harness/check.h"

static struct {
	const struct plan *plan;    /* NULL: no faults */
	struct faults_callbacks callbacks;
	uint32_t counts[PLAN_WHO_COUNT + 1][PLAN_CALL_COUNT];   /* calls so far; [PLAN_WHO_ANY]: by anybody */
	uint32_t taken[PLAN_FAULTS_MAX];        /* times that each fault had an effect */
	uint8_t waiter;             /* whose wait is disturbed, of the wait that was asked for last */
} g;

void faults_begin(const struct plan *plan, const struct faults_callbacks *callbacks)
{
	if (plan->fault_count == 0)
		return;
	memset(&g, 0, sizeof g);
	g.callbacks = *callbacks;
	g.plan = plan;
}

void faults_end(void)
{
	g.plan = NULL;
}

/* Calls that a fault disturbs. */
static uint32_t times(const struct plan_fault *fault)
{
	switch (fault->kind) {
	case PLAN_FAULT_EAGAIN:
	case PLAN_FAULT_EINTR:
	case PLAN_FAULT_ENOBUFS:
	case PLAN_FAULT_EMFILE:
	case PLAN_FAULT_SPURIOUS:
	case PLAN_FAULT_FAIL:
		return fault->value;
	default:
		return 1;
	}
}

/* Every descriptor of a run is used without blocking, and Linux looks at signals only where it would wait; close() of a
 * socket and a non-blocking connect() never do; TCP waits for memory rather than to complain. */
static bool is_impossible(const struct plan_fault *fault)
{
	switch (fault->kind) {
	case PLAN_FAULT_EINTR:
		return fault->call != PLAN_CALL_POLL;
	case PLAN_FAULT_ENOBUFS:
		return fault->call == PLAN_CALL_SEND || fault->call == PLAN_CALL_WRITE;
	default:
		return false;
	}
}

static const struct plan_fault *find(enum plan_call call, uint8_t who)
{
	for (uint32_t i = 0; i < g.plan->fault_count; i++) {
		const struct plan_fault *fault = &g.plan->faults[i];

		if (fault->call != call || (fault->who != PLAN_WHO_ANY && fault->who != who))
			continue;
		uint32_t number = g.counts[fault->who][call];
		/* A wait may have nothing to disturb: then it is the next one that has. Calls are disturbed in a row. */
		uint32_t past = call == PLAN_CALL_POLL ? g.taken[i] : number - fault->nth;
		if (number >= fault->nth && past < times(fault) && !(g.plan->strict && is_impossible(fault)))
			return fault;
	}
	return NULL;
}

static void count(enum plan_call call, uint8_t who)
{
	if (who < PLAN_WHO_COUNT)
		g.counts[who][call]++;
}

const struct plan_fault *faults_call(enum plan_call call)
{
	if (g.plan == NULL)
		return NULL;
	uint8_t who = g.callbacks.caller();
	count(call, who);
	g.counts[PLAN_WHO_ANY][call]++;
	return find(call, who);
}

struct wait_search { const struct plan_fault *fault; struct faults_waiter waiter; };

static void wait_visit(void *context, const struct faults_waiter *waiter)
{
	struct wait_search *search = context;

	if (waiter->who >= PLAN_WHO_COUNT)
		return;
	count(PLAN_CALL_POLL, waiter->who);
	const struct plan_fault *fault = search->fault == NULL ? find(PLAN_CALL_POLL, waiter->who) : NULL;
	if (fault != NULL && fault->who == waiter->who) {
		search->fault = fault;
		search->waiter = *waiter;
	}
}

const struct plan_fault *faults_wait(struct faults_waiter *waiter)
{
	struct wait_search search = { .waiter = { .who = PLAN_WHO_COUNT, .fd = -1 } };

	*waiter = search.waiter;
	if (g.plan == NULL)
		return NULL;
	g.counts[PLAN_WHO_ANY][PLAN_CALL_POLL]++;
	const struct plan_fault *fault = find(PLAN_CALL_POLL, PLAN_WHO_COUNT);
	g.callbacks.each_waiter(wait_visit, &search);
	if (fault == NULL) {
		fault = search.fault;
		*waiter = search.waiter;
	}
	g.waiter = waiter->who;
	return fault;
}

void faults_took(const struct plan_fault *fault)
{
	CHECK(g.plan != NULL);
	bool first = g.taken[fault - g.plan->faults]++ == 0;

	g.callbacks.took(fault, fault->call == PLAN_CALL_POLL ? g.waiter : g.callbacks.caller(), first);
}

bool faults_is_strict(void)
{
	return g.plan != NULL && g.plan->strict;
}

struct waiter_search { bool (*is_taken)(void *context, int fd); void *context; struct faults_waiter found; };

static void waiter_visit(void *context, const struct faults_waiter *waiter)
{
	struct waiter_search *search = context;

	if (search->found.fd < 0 && !search->is_taken(search->context, waiter->fd))
		search->found = *waiter;
}

struct faults_waiter faults_waiter_find(bool (*is_taken)(void *context, int fd), void *context)
{
	struct waiter_search search = { is_taken, context, { .who = PLAN_WHO_COUNT, .fd = -1 } };

	g.callbacks.each_waiter(waiter_visit, &search);
	return search.found;
}
