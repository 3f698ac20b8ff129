/* schedule_pct.c - probabilistic concurrency testing. Every coroutine has a random priority and the strongest ready one
 * runs; at depth-1 random steps the strongest is demoted below all that were never demoted. A bug that needs depth
 * ordering constraints among n coroutines and k decisions is met with probability 1/(n * k^(depth-1)) at least.
 *
 * Change points are drawn independently of each other. Two of them may be the same step, which then demotes two
 * coroutines: were they distinct, two could not be held back at the same time, and the bound would not hold.
 *
 * Whoever yields goes below everybody, or a loop around suspend() would starve the rest. So the promise is for
 * programs that wait; of those that only yield, PCT makes a round.
 */
#include "runtime/sampler.h"

/* Bands of priorities: as created, demoted at a change point, and below these who has yielded. */
#define BAND_CREATED (UINT64_C(1) << 63)
#define BAND_DEMOTED (UINT64_C(1) << 62)

void rt_schedule_init_pct(struct rt_schedule *schedule, uint64_t seed, uint64_t depth, uint32_t steps)
{
	rt_schedule_init(schedule, RT_SCHEDULE_FIFO, seed);
	schedule->kind = RT_SCHEDULE_PCT;
	schedule->depth = (uint8_t) (depth < 1 ? 1 : depth > RT_SCHEDULE_DEPTH_MAX ? RT_SCHEDULE_DEPTH_MAX : depth);
	schedule->floor = BAND_DEMOTED - 1;
	for (uint32_t i = 0; i + 1 < schedule->depth; i++) {
		schedule->changes[i] = 1 + (uint32_t) (rt_schedule_draw(schedule) % (steps < 1 ? 1 : steps));
	}
}

void rt__schedule_pct_created(const struct rt_schedule *schedule, struct rt_schedule_task *task)
{
	uint64_t number = rt__schedule_number(schedule, task, 0);
	task->priority = BAND_CREATED | (number >> 1 & ~(uint64_t) UINT32_MAX) | task->number;
}

uint32_t rt__schedule_pct_sample(struct rt_schedule *schedule, const struct rt_schedule_queue *queue)
{
	uint32_t best = rt__schedule_strongest(queue);
	schedule->step++;
	for (uint32_t i = 0; i + 1 < schedule->depth; i++) {
		if (schedule->changes[i] == schedule->step) {
			/* The i-th change point demotes to d-1-i, as the method has it. */
			queue->task(queue->context, best)->priority = BAND_DEMOTED + schedule->depth - 1 - i;
			best = rt__schedule_strongest(queue);
		}
	}
	return best;
}

void rt__schedule_pct_yielded(struct rt_schedule *schedule, struct rt_schedule_task *task)
{
	task->priority = --schedule->floor;
}
