/* ready.c - the ready queue: a growing ring, FIFO unless somebody picks.
 *
 * A pick swaps the chosen coroutine with the head and pops, so the displaced head takes the place of the
 * chosen one. That is TrueAsync's rule; a queue that shifted instead would run the same seed in another
 * order.
 */
#include "runtime/rt_private.h"

#define READY_SIZE_MIN 16   /* a power of two, as every later size, so that an index wraps by masking */

static struct rt_coroutine **slot(uint32_t i)
{
	return &rt__run.ready[(rt__run.ready_head + i) & (rt__run.ready_size - 1)];
}

static void grow(void)
{
	uint32_t size = rt__run.ready_size == 0 ? READY_SIZE_MIN : rt__run.ready_size * 2;
	struct rt_coroutine **ring = safe_emalloc(size, sizeof(*ring), 0);
	for (uint32_t i = 0; i < rt__run.ready_count; i++) {
		ring[i] = *slot(i);
	}
	if (rt__run.ready != NULL) {
		efree(rt__run.ready);
	}
	rt__run.ready = ring;
	rt__run.ready_size = size;
	rt__run.ready_head = 0;
}

static struct rt_schedule_task *task_of(void *context, uint32_t i)
{
	(void) context;
	return &(*slot(i))->schedule;
}

static struct rt_schedule_queue queue(void)
{
	return (struct rt_schedule_queue) { .count = rt__run.ready_count, .task = task_of };
}

static uint32_t pick(void)
{
	struct rt_schedule_queue ready = queue();
	uint32_t sampled = rt_schedule_sample(&rt__run.schedule, &ready);
	if (EXPECTED(rt__hooks == NULL || rt__hooks->pick == NULL)) {
		return sampled;
	}
	uint32_t i = rt__hooks->pick(rt__hooks->context, ready.count, sampled);
	return i < ready.count ? i : 0;
}

static void task_queued(struct rt_coroutine *coroutine)
{
	if (UNEXPECTED(rt__run.schedule.kind == RT_SCHEDULE_POS)) {
		bool changes;
		uint64_t resource = rt__resource_of(coroutine, &changes);
		rt_schedule_queued(&rt__run.schedule, &coroutine->schedule, resource, changes);
	}
}

void rt__ready_push(struct rt_coroutine *coroutine)
{
	if (rt__run.ready_count == rt__run.ready_size) {
		grow();
	}
	*slot(rt__run.ready_count++) = coroutine;
	task_queued(coroutine);
}

void rt__ready_push_head(struct rt_coroutine *coroutine)
{
	if (rt__run.ready_count == rt__run.ready_size) {
		grow();
	}
	rt__run.ready_head = (rt__run.ready_head - 1) & (rt__run.ready_size - 1);
	rt__run.ready_count++;
	*slot(0) = coroutine;
	task_queued(coroutine);
}

struct rt_coroutine *rt__ready_pop(void)
{
	if (rt__run.ready_count == 0) {
		return NULL;
	}
	if (rt__run.ready_count > 1) {
		struct rt_coroutine **chosen = slot(pick());
		struct rt_coroutine *head = *slot(0);
		*slot(0) = *chosen;
		*chosen = head;
	}
	struct rt_coroutine *coroutine = *slot(0);
	rt__run.ready_head = (rt__run.ready_head + 1) & (rt__run.ready_size - 1);
	rt__run.ready_count--;
	struct rt_schedule_queue left = queue();
	rt_schedule_ran(&rt__run.schedule, &coroutine->schedule, &left);
	return coroutine;
}

bool rt__ready_remove(struct rt_coroutine *coroutine)
{
	uint32_t i = 0;
	while (i < rt__run.ready_count && *slot(i) != coroutine) {
		i++;
	}
	if (i == rt__run.ready_count) {
		return false;
	}
	for (; i + 1 < rt__run.ready_count; i++) {
		*slot(i) = *slot(i + 1);
	}
	rt__run.ready_count--;
	return true;
}

void rt__ready_free(void)
{
	if (rt__run.ready != NULL) {
		efree(rt__run.ready);
	}
	rt__run.ready = NULL;
	rt__run.ready_size = 0;
	rt__run.ready_count = 0;
}

struct rt_coroutine *rt_ready(uint32_t i)
{
	return i < rt__run.ready_count ? *slot(i) : NULL;
}

uint32_t rt_ready_count(void)
{
	return rt__run.ready_count;
}
