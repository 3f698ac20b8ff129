/* schedule.c - see schedule.h: the generator, the rules that need no state of their own (fifo, random, uniform), and
 * the way to the samplers that do.
 *
 * Random is bit-exact with TrueAsync's own hook, since a frozen test pins a seed and must replay the same picks there:
 * SplitMix64 over a scrambled seed, one draw that keeps the head half of the time, a second one that chooses.
 * Needs no PHP, so that a unit test and the search for a fitting seed can use it alone.
 */
#include "runtime/sampler.h"

#define SEED_SCRAMBLE UINT64_C(0xA5A5A5A5DEADBEEF)
#define SPLITMIX_STEP UINT64_C(0x9E3779B97F4A7C15)
#define SPLITMIX_FIRST UINT64_C(0xBF58476D1CE4E5B9)
#define SPLITMIX_SECOND UINT64_C(0x94D049BB133111EB)

void rt_schedule_init(struct rt_schedule *schedule, enum rt_schedule_kind kind, uint64_t seed)
{
	if (kind == RT_SCHEDULE_PCT) {
		rt_schedule_init_pct(schedule, seed, 1, RT_SCHEDULE_STEPS);
		return;
	}
	*schedule = (struct rt_schedule) { .kind = (uint8_t) kind, .state = seed ^ SEED_SCRAMBLE };
}

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * SPLITMIX_FIRST;
	z = (z ^ (z >> 27)) * SPLITMIX_SECOND;
	return z ^ (z >> 31);
}

uint64_t rt_schedule_draw(struct rt_schedule *schedule)
{
	schedule->state += SPLITMIX_STEP;
	return mix(schedule->state);
}

uint64_t rt__schedule_number(const struct rt_schedule *schedule, const struct rt_schedule_task *task, uint32_t turn)
{
	uint64_t random = mix(schedule->state ^ mix(task->number * SPLITMIX_STEP + turn * SPLITMIX_FIRST));
	/* The coroutine breaks ties. */
	return (random & ~(uint64_t) UINT32_MAX) | task->number;
}

uint32_t rt__schedule_strongest(const struct rt_schedule_queue *queue)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < queue->count; i++) {
		if (queue->task(queue->context, i)->priority > queue->task(queue->context, best)->priority) {
			best = i;
		}
	}
	return best;
}

uint32_t rt_schedule_pick(struct rt_schedule *schedule, uint32_t n)
{
	if (schedule->kind != RT_SCHEDULE_RANDOM || n <= 1) {
		return 0;
	}
	if (rt_schedule_draw(schedule) % 2 == 0) {
		return 0;
	}
	return (uint32_t) (rt_schedule_draw(schedule) % n);
}

void rt_schedule_created(const struct rt_schedule *schedule, struct rt_schedule_task *task, uint32_t number,
	struct rt_schedule_task *parent)
{
	*task = (struct rt_schedule_task) { .number = number, .weight = 1 };
	if (schedule->kind == RT_SCHEDULE_PCT) {
		rt__schedule_pct_created(schedule, task);
	} else if (schedule->kind == RT_SCHEDULE_URW) {
		rt__schedule_urw_created(schedule, task, parent);
	}
}

void rt_schedule_queued(const struct rt_schedule *schedule, struct rt_schedule_task *task, uint64_t resource,
	bool changes)
{
	task->resource = resource;
	task->changes = changes;
	if (schedule->kind == RT_SCHEDULE_POS) {
		rt__schedule_pos_queued(schedule, task);
	}
}

uint32_t rt_schedule_sample(struct rt_schedule *schedule, const struct rt_schedule_queue *queue)
{
	if (queue->count <= 1) {
		return 0;
	}
	switch (schedule->kind) {
	case RT_SCHEDULE_UNIFORM:
		return (uint32_t) (rt_schedule_draw(schedule) % queue->count);
	case RT_SCHEDULE_PCT:
		return rt__schedule_pct_sample(schedule, queue);
	case RT_SCHEDULE_POS:
		return rt__schedule_strongest(queue);
	case RT_SCHEDULE_URW:
		return rt__schedule_urw_sample(schedule, queue);
	default:
		return rt_schedule_pick(schedule, queue->count);
	}
}

void rt_schedule_ran(const struct rt_schedule *schedule, struct rt_schedule_task *task,
	const struct rt_schedule_queue *left)
{
	if (schedule->kind == RT_SCHEDULE_POS) {
		rt__schedule_pos_ran(schedule, task, left);
	} else if (schedule->kind == RT_SCHEDULE_URW) {
		rt__schedule_urw_ran(task);
	}
}

void rt_schedule_yielded(struct rt_schedule *schedule, struct rt_schedule_task *task)
{
	if (schedule->kind == RT_SCHEDULE_PCT) {
		rt__schedule_pct_yielded(schedule, task);
	}
}
