/* sampler.h - what the samplers of schedule.h share; for runtime/schedule*.c only. Each sampler is one file. */
#ifndef RUNTIME_SAMPLER_H
#define RUNTIME_SAMPLER_H

#include "runtime/schedule.h"

/* A number that depends on the seed, the coroutine and the turn alone: who else has drawn before must not matter, or
 * taking an op out of one coroutine would shift all others. Numbers of two coroutines are never equal. */
uint64_t rt__schedule_number(const struct rt_schedule *schedule, const struct rt_schedule_task *task, uint32_t turn);
/* Index of the highest priority. */
uint32_t rt__schedule_strongest(const struct rt_schedule_queue *queue);

void rt__schedule_pct_created(const struct rt_schedule *schedule, struct rt_schedule_task *task);
uint32_t rt__schedule_pct_sample(struct rt_schedule *schedule, const struct rt_schedule_queue *queue);
void rt__schedule_pct_yielded(struct rt_schedule *schedule, struct rt_schedule_task *task);

void rt__schedule_pos_queued(const struct rt_schedule *schedule, struct rt_schedule_task *task);
void rt__schedule_pos_ran(const struct rt_schedule *schedule, const struct rt_schedule_task *task,
	const struct rt_schedule_queue *left);

void rt__schedule_urw_created(const struct rt_schedule *schedule, struct rt_schedule_task *task,
	struct rt_schedule_task *parent);
uint32_t rt__schedule_urw_sample(struct rt_schedule *schedule, const struct rt_schedule_queue *queue);
void rt__schedule_urw_ran(struct rt_schedule_task *task);

#endif
