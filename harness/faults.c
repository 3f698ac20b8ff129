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
	uint64_t taken;             /* bit i: fault i has disturbed a call */
	uint8_t caller;             /* of the call that was asked for last */
} g;

_Static_assert(PLAN_FAULTS_MAX <= 64, "a bit for each fault");

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

/* Calls in a row that a fault disturbs. */
static uint32_t run_length(const struct plan_fault *fault)
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
		if (number >= fault->nth && number - fault->nth < run_length(fault) &&
				!(g.plan->strict && is_impossible(fault)))
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
	g.caller = g.callbacks.caller();
	count(call, g.caller);
	g.counts[PLAN_WHO_ANY][call]++;
	return find(call, g.caller);
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
	g.caller = waiter->who;
	return fault;
}

void faults_took(const struct plan_fault *fault)
{
	CHECK(g.plan != NULL);
	uint64_t bit = UINT64_C(1) << (fault - g.plan->faults);
	bool first = (g.taken & bit) == 0;

	g.taken |= bit;
	g.callbacks.took(fault, g.caller, first);
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
