/* alarm.c - a one-shot timer of the event loop, for whoever has to act after some time: the timer event,
 * timeouts.
 *
 * The loop's clock is refreshed when an alarm is set: it stands still while PHP code computes, and a deadline
 * counted from a stale clock would come too early. Set and stopped alarms are counted here and nowhere
 * else.
 *
 * libuv rings alarms that are due at the same time in the order in which they were started. Under an embedder that
 * chooses, the first of them that libuv rings takes the others with it, and all ring in the order it says.
 */
#include "runtime/rt_private.h"

struct rt__alarm {
	uv_timer_t handle;
	void (*ring)(void *owner);
	void *owner;
	bool hidden;
	bool due;                   /* stopped, and about to ring */
	struct rt__list waiting;    /* in `started` or `due` */
};

static struct rt__list started = { &started, &started };
static struct rt__list due = { &due, &due };
static uint32_t due_count;

static void count(struct rt__alarm *alarm, int change)
{
	if (!alarm->hidden) {
		rt__run.handles += (uint32_t) change;
	}
}

static void due_add(struct rt__alarm *alarm)
{
	rt__list_remove(&alarm->waiting);
	rt__list_append(&due, &alarm->waiting);
	alarm->due = true;
	due_count++;
}

static void waiting_end(struct rt__alarm *alarm)
{
	rt__list_remove(&alarm->waiting);
	due_count -= alarm->due;
	alarm->due = false;
	count(alarm, -1);
}

static void ring(struct rt__alarm *alarm)
{
	waiting_end(alarm);
	alarm->ring(alarm->owner);
}

static struct rt__alarm *due_at(uint32_t index)
{
	struct rt__list *node = due.next;
	while (index-- > 0) {
		node = node->next;
	}
	return RT__LIST_ENTRY(node, struct rt__alarm, waiting);
}

static void alarm_rang(uv_timer_t *handle)
{
	/* libuv has deactivated the handle before calling. */
	struct rt__alarm *rang = handle->data;
	if (EXPECTED(rt__hooks == NULL || rt__hooks->choose == NULL)) {
		ring(rang);
		return;
	}
	due_add(rang);
	RT__LIST_EACH(node, &started) {
		struct rt__alarm *alarm = RT__LIST_ENTRY(node, struct rt__alarm, waiting);
		if (alarm->handle.timeout == handle->timeout) {
			uv_timer_stop(&alarm->handle);
			due_add(alarm);
		}
	}
	/* One that rings may stop others. */
	while (due_count > 0) {
		ring(due_at(rt__choose(RT_SITE_TIMER, due_count)));
	}
}

static void alarm_closed(uv_handle_t *handle)
{
	free(handle->data);
}

struct rt__alarm *rt__alarm_create(void (*ring)(void *owner), void *owner)
{
	/* Not request memory: libuv keeps the handle until its close has been called back. */
	struct rt__alarm *alarm = pecalloc(1, sizeof(*alarm), true);
	uv_timer_init(rt__loop, &alarm->handle);
	alarm->handle.data = alarm;
	alarm->ring = ring;
	alarm->owner = owner;
	rt__list_init(&alarm->waiting);
	return alarm;
}

void rt__alarm_hide(struct rt__alarm *alarm)
{
	alarm->hidden = true;
	uv_unref((uv_handle_t *) &alarm->handle);
}

void rt__alarm_start(struct rt__alarm *alarm, uint64_t ms)
{
	uv_update_time(rt__loop);
	rt__list_append(&started, &alarm->waiting);
	uv_timer_start(&alarm->handle, alarm_rang, ms, 0);
	count(alarm, 1);
}

void rt__alarm_stop(struct rt__alarm *alarm)
{
	if (alarm->due || uv_is_active((uv_handle_t *) &alarm->handle)) {
		uv_timer_stop(&alarm->handle);
		waiting_end(alarm);
	}
}

void rt__alarm_free(struct rt__alarm *alarm)
{
	rt__alarm_stop(alarm);
	rt__handle_close((uv_handle_t *) &alarm->handle, alarm_closed);
}

uint64_t rt__now_ms(void)
{
	uv_update_time(rt__loop);
	return uv_now(rt__loop);
}
