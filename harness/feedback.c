/* feedback.c - see feedback.h.
 *
 * A cell is counted by the hash of what it is, never by names of coroutines (C3 is as good as C1) nor by anything without
 * bound: novelty without end would fill the corpus with the same behaviour again and again. Names are reduced to parts:
 * an actor, a peer, a connection and so on.
 */
#include "harness/feedback.h"

#include <errno.h>
#include <string.h>

#include "harness/names.h"
#include "harness/sockets.h"

struct counters {
#define FEEDBACK_REGION(ID, name, size, on) uint8_t name[size];
#include "harness/regions.def"
#undef FEEDBACK_REGION
};

_Static_assert(sizeof(struct counters) <= 8192, "the engine looks at all counters after each run");

enum region {
#define FEEDBACK_REGION(ID, name, size, on) REGION_##ID,
#include "harness/regions.def"
#undef FEEDBACK_REGION
	REGION_COUNT
};

enum goal {
#define FEEDBACK_GOAL(ID) GOAL_##ID,
#include "harness/goals.def"
#undef FEEDBACK_GOAL
	GOAL_COUNT
};

static const struct { const char *name; size_t offset, size; bool on; } regions[] = {
#define FEEDBACK_REGION(ID, name, size, on) { #name, offsetof(struct counters, name), size, on },
#include "harness/regions.def"
#undef FEEDBACK_REGION
};

#define FEEDBACK_REGION(ID, name, size, on) _Static_assert(((size) & ((size) - 1)) == 0, #name " is no power of two");
#include "harness/regions.def"
#undef FEEDBACK_REGION

__attribute__((section("__libfuzzer_extra_counters"), used)) static struct counters counters;

/* What came last to a coroutine. */
struct last { uint8_t op, cause; bool cancelled; };

static struct {
	bool is_off[REGION_COUNT];
	const struct plan *plan;
	struct last last[UINT8_MAX + 1];
	struct { uint8_t part, op, result; } io;        /* the last call on a socket, whoever made it */
	uint32_t ready_max, alive_max;
} g;

static uint32_t mix(uint32_t cell, uint32_t with)
{
	cell = (cell ^ with) * 0x9e3779b1u;
	return cell ^ cell >> 15;
}

static void count(enum region region, uint32_t cell)
{
	uint8_t *counter = (uint8_t *)&counters + regions[region].offset + (cell & (regions[region].size - 1));

	if (!g.is_off[region] && *counter < UINT8_MAX)
		++*counter;
}

static void reach(enum goal goal)
{
	_Static_assert(GOAL_COUNT <= sizeof counters.goals, "a goal has no counter");
	count(REGION_GOALS, goal);
}

/* Up to 15, by powers of two. */
static uint32_t size_class(uint64_t value)
{
	uint32_t class = value == 0 ? 0 : 64 - (uint32_t)__builtin_clzll(value);

	return class < 15 ? class : 15;
}

enum part { PART_ACTOR, PART_PEER, PART_LINK, PART_CHILD, PART_KILLER, PART_OTHER, PART_MAIN, PART_LOOP };

static uint8_t part_of(uint8_t who)
{
	static const uint8_t firsts[] = { 0, PLAN_WHO_PEER, PLAN_WHO_LINK, PLAN_WHO_CHILD, PLAN_WHO_KILLER, PLAN_WHO_OTHER };
	uint8_t part = PART_OTHER;

	if (who == PLAN_WHO_MAIN)
		return PART_MAIN;
	while (who < firsts[part])
		part--;
	return part;
}

/* ---- hand-offs and wake-ups ---- */

static void handoff_count(uint8_t who, uint8_t op, enum rt_cause cause)
{
	const struct rt_coroutine *current = rt_current();
	uint8_t by = current == NULL ? PLAN_WHO_COUNT : names_who(current);
	uint32_t cell = current == NULL ? PART_LOOP : part_of(by);

	cell = mix(cell, current == NULL ? 0 : (uint32_t)rt_coroutine_op(current));
	count(REGION_HANDOFFS, mix(mix(mix(cell, part_of(who)), op), cause));
}

/* ---- toxics ---- */

/* The peers that a coroutine has to do with, as bits. */
static uint32_t peers_of(uint8_t who)
{
	uint32_t peers = 0;

	if (who >= PLAN_WHO_PEER && who < PLAN_WHO_LINK)
		return 1u << (who - PLAN_WHO_PEER);
	if (who >= PLAN_WHO_LINK && who < PLAN_WHO_CHILD)
		return 1u << (who - PLAN_WHO_LINK) / PLAN_LINKS_MAX;
	if (who >= PLAN_WHO_CHILD && who < PLAN_WHO_KILLER)
		who = (uint8_t)((who - PLAN_WHO_CHILD) / PLAN_CHILDREN_MAX);
	for (uint32_t i = 0; i < g.plan->op_count; i++) {
		const struct plan_op *op = &g.plan->ops[i];
		if (op->actor == who && plan_target_is_peer(plan_op_info(op->kind)->target))
			peers |= 1u << op->target;
	}
	return peers;
}

static uint32_t fd_state(int fd)
{
	if (fd < 0 || fd >= SOCKETS_MAX || !sockets_is_known(fd))
		return 0;
	return 1 + (sockets_peer(fd) >= 0) + 2 * (sockets_unread(fd) > 0) + 4 * !sockets_is_writable(fd);
}

static void toxics_count(const struct rt_coroutine *coroutine, uint8_t who, enum rt_cause cause)
{
	uint32_t state = fd_state(rt_coroutine_fd(coroutine)), peers = state == 0 ? 0 : peers_of(who);

	for (uint32_t i = 0; i < g.plan->peer_count; i++) {
		const struct plan_peer *peer = &g.plan->peers[i];
		for (uint32_t j = 0; (peers >> i & 1) && j < peer->toxic_count; j++)
			count(REGION_TOXICS, mix(mix(mix(peer->toxics[j].kind, state), cause), rt_coroutine_op(coroutine)));
	}
}

/* ---- the events of a run ---- */

struct waiters { int fd; uint32_t count; };

static bool waiter_visit(void *context, struct rt_coroutine *coroutine)
{
	struct waiters *waiters = context;

	waiters->count += rt_coroutine_is_parked(coroutine) && rt_coroutine_fd(coroutine) == waiters->fd;
	return true;
}

void feedback_suspended(struct rt_coroutine *coroutine, uint8_t who)
{
	struct waiters waiters = { .fd = rt_coroutine_fd(coroutine) };
	struct last *last = &g.last[who];
	uint8_t op = (uint8_t)rt_coroutine_op(coroutine);

	if (last->cause == RT_CAUSE_EVENT && last->op == op && waiters.fd >= 0)
		reach(GOAL_WAITED_AGAIN);
	last->op = op;
	last->cancelled = false;
	if (waiters.fd >= 0)
		rt_coroutine_each(waiter_visit, &waiters);
	if (waiters.count > 1)
		reach(GOAL_SHARED_DESCRIPTOR);
}

void feedback_woken(struct rt_coroutine *coroutine, uint8_t who, enum rt_cause cause)
{
	struct last *last = &g.last[who];
	uint8_t op = (uint8_t)rt_coroutine_op(coroutine);

	handoff_count(who, op, cause);
	count(REGION_WAKES, mix(mix(mix(part_of(who), last->cause), op), cause));
	toxics_count(coroutine, who, cause);
	if (cause == RT_CAUSE_CLOSE)
		reach(GOAL_WOKEN_BY_CLOSE);
	if (cause == RT_CAUSE_TOKEN)
		reach(GOAL_WOKEN_BY_TOKEN);
	if (cause == RT_CAUSE_TIMEOUT && op != RT_OP_DELAY && op != RT_OP_SLEEP)
		reach(GOAL_TIMED_OUT);
	if (cause == RT_CAUSE_CANCEL && op == RT_OP_CONNECT)
		reach(GOAL_CANCELLED_CONNECTING);
	last->cause = (uint8_t)cause;
	if (rt_ready_count() > g.ready_max)
		g.ready_max = rt_ready_count();
	if (rt_coroutine_count() > g.alive_max)
		g.alive_max = rt_coroutine_count();
}

void feedback_cancelled(struct rt_coroutine *coroutine, uint8_t who)
{
	struct last *last = &g.last[who];

	if (last->cancelled)
		reach(GOAL_CANCELLED_TWICE);
	if (rt_coroutine_suspensions(coroutine) == 0)
		reach(GOAL_CANCELLED_BEFORE_START);
	else if (!rt_coroutine_is_parked(coroutine))
		reach(GOAL_CANCELLED_WHILE_READY);
	last->cancelled = true;
}

void feedback_finished(uint8_t who)
{
	if (g.last[who].cause == RT_CAUSE_CANCEL)
		reach(GOAL_ENDED_CANCELLED);
	g.last[who] = (struct last){ 0 };       /* there may be others of that name */
}

void feedback_io(uint8_t who, enum rt_op op, ssize_t result)
{
	uint8_t part = part_of(who), outcome = (uint8_t)(result < 0 ? 16 + -result % 128 : size_class((uint64_t)result));
	bool writes = op == RT_OP_WRITE || op == RT_OP_SENDTO;

	if (g.io.part != part)
		count(REGION_HANDOFFS, mix(mix(mix(g.io.part * 16u + g.io.op, g.io.result), part * 16u + op), outcome));
	g.io.part = part;
	g.io.op = (uint8_t)op;
	g.io.result = outcome;
	if (result == -ECONNRESET)
		reach(writes ? GOAL_WRITE_RESET : GOAL_READ_RESET);
	if (result == -EPIPE)
		reach(GOAL_WRITE_BROKEN);
	if (result == -ECONNREFUSED)
		reach(GOAL_CONNECT_REFUSED);
}

void feedback_chosen(uint32_t index)
{
	if (index > 0)
		reach(GOAL_CHOSEN_OTHERWISE);
}

void feedback_landed(const struct rt_coroutine *subject, const struct plan_cancel *cancel)
{
	uint32_t where = mix((uint32_t)rt_coroutine_op(subject), fd_state(rt_coroutine_fd(subject)));

	count(REGION_CANCELS, mix(mix(where, cancel->cause), cancel->phase));
}

/* ---- a run and the process ---- */

void feedback_begin(const struct plan *plan)
{
	memset(g.last, 0, sizeof g.last);
	memset(&g.io, 0, sizeof g.io);
	g.ready_max = g.alive_max = 0;
	g.plan = plan;
}

void feedback_end(const struct feedback_figures *figures)
{
	const uint64_t values[] = { figures->turns, figures->virtual_ms, figures->steps, figures->missed, g.ready_max,
		g.alive_max };

	_Static_assert(sizeof values / sizeof *values * 16 <= sizeof counters.near, "a figure has no counters");
	for (uint32_t i = 0; i < sizeof values / sizeof *values; i++)
		count(REGION_NEAR, i * 16 + size_class(values[i]));
}

/* The region that is called so; REGION_COUNT when none is. */
static uint32_t region_find(const char *name, size_t size)
{
	uint32_t region = 0;

	while (region < REGION_COUNT && (strlen(regions[region].name) != size || memcmp(regions[region].name, name, size)))
		region++;
	return region;
}

bool feedback_select(const char *list)
{
	bool is_off[REGION_COUNT];
	bool all = list != NULL && strcmp(list, "all") == 0, none = list != NULL && strcmp(list, "none") == 0;

	for (uint32_t i = 0; i < REGION_COUNT; i++)
		is_off[i] = list == NULL ? !regions[i].on : !all;
	while (list != NULL && !all && !none) {
		size_t size = strcspn(list, ",");
		uint32_t region = region_find(list, size);
		if (region == REGION_COUNT)
			return false;
		is_off[region] = false;
		list = list[size] == ',' ? list + size + 1 : NULL;
	}
	memcpy(g.is_off, is_off, sizeof is_off);
	return true;
}

const uint8_t *feedback_counters(size_t *size)
{
	*size = sizeof counters;
	return (const uint8_t *)&counters;
}

void feedback_clear(void)
{
	memset(&counters, 0, sizeof counters);
}
