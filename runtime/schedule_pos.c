/* schedule_pos.c - partial order sampling. Every pending event has a random priority and the strongest runs; after it
 * the events that race with it, those of the same resource of which at least one changes it, draw again. Between racing
 * events the order is thus sampled anew each time, and the order of all others costs no draws.
 *
 * The event of a ready coroutine is what it does when it is resumed; its resource is what it was parked in. Who has
 * touched nothing that others can touch, who yields or has not run yet, races with nobody: if all of them raced with
 * each other, everything would be drawn again after each event, which is the sampler uniform.
 */
#include "runtime/sampler.h"

static bool race(const struct rt_schedule_task *one, const struct rt_schedule_task *other)
{
	return one->resource != 0 && one->resource == other->resource && (one->changes || other->changes);
}

void rt__schedule_pos_queued(const struct rt_schedule *schedule, struct rt_schedule_task *task)
{
	task->priority = rt__schedule_number(schedule, task, ++task->draws);
}

void rt__schedule_pos_ran(const struct rt_schedule *schedule, const struct rt_schedule_task *task,
	const struct rt_schedule_queue *left)
{
	for (uint32_t i = 0; i < left->count; i++) {
		struct rt_schedule_task *other = left->task(left->context, i);
		if (race(task, other)) {
			rt__schedule_pos_queued(schedule, other);
		}
	}
}
