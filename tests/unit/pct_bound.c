/* The promise of PCT on small cases, by enumeration instead of sampling: whatever d ordering constraints between steps of
 * n coroutines can be met at all in k decisions, at least one run in n * k^(d-1) meets them, over all orders of
 * priorities and all change points. The runs are made by the runtime's own sampler. */
#include "runtime/schedule.h"
#include "tests/test.h"

enum { COROUTINES_MAX = 4, EVENTS_MAX = 9, RUNS_MAX = 2600, DEPTH_MAX = 4 };

/* Runs and interleavings as sets of the constraints they meet. A constraint is "this step before that one", of two
 * coroutines, and bit number of its pair in the list of all pairs. */
struct orders { uint64_t met[RUNS_MAX]; uint32_t count; };

static struct {
	uint32_t coroutines, steps, depth, decisions;
	uint32_t constraints;
	uint64_t priorities[COROUTINES_MAX];    /* ascending */
	struct orders runs, possible;
	uint32_t sets, least;                   /* sets of constraints seen, and the fewest runs that met one */
} g;

static struct rt_schedule_task *task_at(void *context, uint32_t i)
{
	return ((struct rt_schedule_task **) context)[i];
}

/* With the time of each step, by coroutine. */
static uint64_t constraints_met(const uint8_t *at)
{
	uint64_t met = 0;
	uint32_t bit = 0;
	for (uint32_t x = 0; x < g.decisions; x++) {
		for (uint32_t y = 0; y < g.decisions; y++) {
			if (x / g.steps != y / g.steps)
				met |= (uint64_t) (at[x] < at[y]) << bit++;
		}
	}
	g.constraints = bit;
	return met;
}

static void add(struct orders *orders, uint64_t met)
{
	if (orders->count < RUNS_MAX)
		orders->met[orders->count] = met;
	orders->count++;
}

static void run(const uint32_t *order, const uint32_t *changes)
{
	struct rt_schedule schedule;
	struct rt_schedule_task tasks[COROUTINES_MAX] = { { 0 } }, *ready[COROUTINES_MAX];
	struct rt_schedule_queue queue = { g.coroutines, task_at, ready };
	uint8_t at[EVENTS_MAX], done[COROUTINES_MAX] = { 0 };

	rt_schedule_init_pct(&schedule, 0, g.depth, g.decisions);
	for (uint32_t i = 0; i + 1 < g.depth; i++)
		schedule.changes[i] = changes[i];
	for (uint32_t i = 0; i < g.coroutines; i++) {
		tasks[i].priority = g.priorities[order[i]];
		ready[i] = &tasks[i];
	}
	for (uint8_t time = 0; time < g.decisions; time++) {
		uint32_t picked = rt_schedule_sample(&schedule, &queue);
		uint32_t who = (uint32_t) (ready[picked] - tasks);
		at[who * g.steps + done[who]++] = time;
		if (done[who] == g.steps)
			ready[picked] = ready[--queue.count];
	}
	add(&g.runs, constraints_met(at));
}

static void change_points_each(const uint32_t *order, uint32_t *changes, uint32_t chosen)
{
	if (chosen + 1 >= g.depth) {
		run(order, changes);
		return;
	}
	for (uint32_t step = 1; step <= g.decisions; step++) {
		changes[chosen] = step;
		change_points_each(order, changes, chosen + 1);
	}
}

static void priority_orders_each(uint32_t *order, uint32_t chosen)
{
	uint32_t changes[RT_SCHEDULE_DEPTH_MAX];
	if (chosen == g.coroutines)
		change_points_each(order, changes, 0);
	for (uint32_t rank = 0; rank < g.coroutines && chosen < g.coroutines; rank++) {
		bool taken = false;
		for (uint32_t i = 0; i < chosen; i++)
			taken = taken || order[i] == rank;
		order[chosen] = rank;
		if (!taken)
			priority_orders_each(order, chosen + 1);
	}
}

static void interleavings_each(uint8_t *at, uint8_t *done, uint8_t time)
{
	if (time == g.decisions)
		add(&g.possible, constraints_met(at));
	for (uint32_t who = 0; who < g.coroutines; who++) {
		if (done[who] == g.steps)
			continue;
		at[who * g.steps + done[who]++] = time;
		interleavings_each(at, done, (uint8_t) (time + 1));
		done[who]--;
	}
}

static uint32_t meeting(const struct orders *orders, uint64_t set)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < orders->count; i++)
		count += (orders->met[i] & set) == set;
	return count;
}

static void sets_each(uint64_t set, uint32_t from, uint32_t left)
{
	if (left == 0) {
		if (meeting(&g.possible, set) > 0) {
			uint32_t count = meeting(&g.runs, set);
			g.sets++;
			g.least = count < g.least ? count : g.least;
		}
		return;
	}
	for (uint32_t bit = from; bit < g.constraints; bit++)
		sets_each(set | UINT64_C(1) << bit, bit + 1, left - 1);
}

/* What the sampler itself gives out, in order of strength. */
static void priorities_make(void)
{
	struct rt_schedule schedule;
	rt_schedule_init_pct(&schedule, 0, g.depth, g.decisions);
	for (uint32_t i = 0; i < g.coroutines; i++) {
		struct rt_schedule_task task;
		uint32_t place = i;
		rt_schedule_created(&schedule, &task, i + 1, NULL);
		for (; place > 0 && g.priorities[place - 1] > task.priority; place--)
			g.priorities[place] = g.priorities[place - 1];
		g.priorities[place] = task.priority;
	}
}

static void bound_check(uint32_t coroutines, uint32_t steps, uint32_t depth)
{
	static char name[64];
	uint32_t order[COROUTINES_MAX], bound = coroutines;
	uint8_t at[EVENTS_MAX], done[COROUTINES_MAX] = { 0 };

	snprintf(name, sizeof name, "n=%u, %u steps each, d=%u", coroutines, steps, depth);
	test_case = name;
	memset(&g, 0, sizeof g);
	g.coroutines = coroutines;
	g.steps = steps;
	g.depth = depth;
	g.decisions = coroutines * steps;
	g.least = UINT32_MAX;
	priorities_make();
	priority_orders_each(order, 0);
	interleavings_each(at, done, 0);
	ASSERT_TRUE(g.runs.count <= RUNS_MAX && g.possible.count <= RUNS_MAX);
	sets_each(0, 0, depth);
	for (uint32_t i = 1; i < depth; i++)
		bound *= g.decisions;
	ASSERT_TRUE(g.sets > 0);
	ASSERT_TRUE((uint64_t) g.least * bound >= g.runs.count);
	fprintf(stderr, "     %s: %u sets of constraints, met by %u of %u runs at least (promised: one in %u)\n", name,
		g.sets, g.least, g.runs.count, bound);
}

static void the_bound_holds(void)
{
	for (uint32_t depth = 1; depth <= 3; depth++) {
		bound_check(2, 2, depth);
		bound_check(2, 3, depth);
		bound_check(2, 4, depth);
		bound_check(3, 2, depth);
		bound_check(3, 3, depth);
		bound_check(4, 2, depth);
	}
	bound_check(2, 3, DEPTH_MAX);
	bound_check(2, 4, DEPTH_MAX);
	bound_check(3, 2, DEPTH_MAX);
}

int main(void)
{
	TEST(the_bound_holds);
	return test_result();
}
