/* timer.c - an event that happens once, some milliseconds after it was started: delays and time limits.
 *
 * Stopping it before it has happened forgets the time that has passed.
 */
#include "runtime/rt_private.h"

struct timer {
	struct rt__event event;
	struct rt__alarm *alarm;
	uint64_t ms;
	uint32_t references;
	uint32_t starts;
};

static const struct rt__outcome timer_outcome = { .cause = RT_CAUSE_TIMEOUT };

static struct timer *timer_from(struct rt__event *event)
{
	return (struct timer *) event;
}

static void timer_rang(void *owner)
{
	struct timer *timer = owner;
	rt__event_close(&timer->event, &timer_outcome);
}

static void timer_replay(struct rt__event *event, struct rt__wait *wait)
{
	(void) event;
	wait->notify(wait, &timer_outcome);
}

static void timer_start(struct rt__event *event, struct rt__wait *wait)
{
	struct timer *timer = timer_from(event);
	(void) wait;
	if (timer->starts++ == 0) {
		rt__alarm_start(timer->alarm, timer->ms);
	}
}

static void timer_stop(struct rt__event *event, struct rt__wait *wait)
{
	struct timer *timer = timer_from(event);
	(void) wait;
	if (--timer->starts == 0) {
		rt__alarm_stop(timer->alarm);
	}
}

static void timer_retain(struct rt__event *event)
{
	timer_from(event)->references++;
}

static void timer_release(struct rt__event *event)
{
	struct timer *timer = timer_from(event);
	if (--timer->references == 0) {
		rt__alarm_free(timer->alarm);
		efree(timer);
	}
}

static const struct rt__event_ops timer_ops = {
	.name = "timer",
	.start = timer_start,
	.stop = timer_stop,
	.replay = timer_replay,
	.retain = timer_retain,
	.release = timer_release,
};

struct rt__event *rt__timer_create(uint64_t ms)
{
	struct timer *timer = ecalloc(1, sizeof(*timer));
	rt__event_init(&timer->event, &timer_ops);
	timer->alarm = rt__alarm_create(timer_rang, timer);
	timer->ms = ms;
	timer->references = 1;
	return &timer->event;
}

void rt__timer_wait_add(uint64_t ms)
{
	struct rt__event *timer = rt__timer_create(ms);
	rt__wait_add(rt__run.current, timer, rt__notify_resume, NULL);
	timer->ops->release(timer);
}
