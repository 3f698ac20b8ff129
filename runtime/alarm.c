/* alarm.c - a one-shot timer of the event loop, for whoever has to act after some time: the timer event,
 * timeouts.
 *
 * The loop's clock is refreshed when an alarm is set: it stands still while PHP code computes, and a deadline
 * counted from a stale clock would come too early. Set and stopped alarms are counted here and nowhere
 * else.
 */
#include "runtime/rt_private.h"

struct rt__alarm {
	uv_timer_t handle;
	void (*ring)(void *owner);
	void *owner;
	bool hidden;
};

static void count(struct rt__alarm *alarm, int change)
{
	if (!alarm->hidden) {
		rt__run.handles += (uint32_t) change;
	}
}

static void alarm_rang(uv_timer_t *handle)
{
	struct rt__alarm *alarm = handle->data;
	/* libuv has deactivated the handle before calling. */
	count(alarm, -1);
	alarm->ring(alarm->owner);
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
	uv_timer_start(&alarm->handle, alarm_rang, ms, 0);
	count(alarm, 1);
}

void rt__alarm_stop(struct rt__alarm *alarm)
{
	if (uv_is_active((uv_handle_t *) &alarm->handle)) {
		uv_timer_stop(&alarm->handle);
		count(alarm, -1);
	}
}

void rt__alarm_free(struct rt__alarm *alarm)
{
	rt__alarm_stop(alarm);
	uv_close((uv_handle_t *) &alarm->handle, alarm_closed);
}

uint64_t rt__now_ms(void)
{
	uv_update_time(rt__loop);
	return uv_now(rt__loop);
}
