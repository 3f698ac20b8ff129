/* limit.c - how long one call may wait in all, and the park under that limit. */
#include "runtime/socket.h"

struct rt__limit rt__limit_from(const struct timeval *timeout)
{
	struct rt__limit limit = { .limited = timeout != NULL && timeout->tv_sec >= 0 };
	if (limit.limited) {
		limit.ms = (uint64_t) timeout->tv_sec * 1000 + ((uint64_t) timeout->tv_usec + 999) / 1000;
	}
	return limit;
}

static bool limit_left(struct rt__limit *limit, uint64_t *ms)
{
	uint64_t now = rt__now_ms();
	if (!limit->begun) {
		limit->begun = true;
		limit->end_ms = now + limit->ms;
	}
	*ms = limit->end_ms > now ? limit->end_ms - now : 0;
	return *ms > 0;
}

enum rt__wake rt__limit_park(struct rt__limit *limit, enum rt_op op, int fd)
{
	struct rt_coroutine *coroutine = rt__run.current;
	uint64_t ms;
	if (limit->limited) {
		if (!limit_left(limit, &ms)) {
			rt__waker_clear(coroutine);
			return RT__WAKE_TIMEOUT;
		}
		rt__timer_wait_add(ms);
	}
	if (!rt__suspend(op, fd, NULL)) {
		return RT__WAKE_THROWN;
	}
	switch (coroutine->waker.cause) {
	case RT_CAUSE_TIMEOUT:
		return RT__WAKE_TIMEOUT;
	case RT_CAUSE_CLOSE:
		return RT__WAKE_CLOSED;
	default:
		return RT__WAKE_READY;
	}
}
