/* schedule_urw.c - uniform random walk. A ready coroutine runs with a probability proportional to the events it has left,
 * so that every interleaving of all events is equally likely when the counts are right, and all are ready. Where they
 * are wrong, it is still a random walk; a count that has run out stays 1.
 */
#include "runtime/sampler.h"

#include <stddef.h>

void rt_schedule_weigh(struct rt_schedule_task *task, uint32_t weight, struct rt_schedule_task *parent)
{
	task->weight = weight > 1 ? weight : 1;
	if (parent != NULL) {
		parent->weight = parent->weight > task->weight ? parent->weight - task->weight : 1;
	}
}

void rt__schedule_urw_created(const struct rt_schedule *schedule, struct rt_schedule_task *task,
	struct rt_schedule_task *parent)
{
	if (task->number <= schedule->weight_count) {
		rt_schedule_weigh(task, schedule->weights[task->number - 1], parent);
	}
}

uint32_t rt__schedule_urw_sample(struct rt_schedule *schedule, const struct rt_schedule_queue *queue)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < queue->count; i++) {
		sum += queue->task(queue->context, i)->weight;
	}
	uint64_t point = rt_schedule_draw(schedule) % sum;
	uint32_t i = 0;
	for (; point >= queue->task(queue->context, i)->weight; i++) {
		point -= queue->task(queue->context, i)->weight;
	}
	return i;
}

void rt__schedule_urw_ran(struct rt_schedule_task *task)
{
	if (task->weight > 1) {
		task->weight--;
	}
}
