/* waker.c - how a coroutine waits: its waits, and what will be delivered to it.
 *
 * Resuming never runs the coroutine; it enters the ready queue, and until it is picked others may act on it.
 * So what a wake-up brings is kept here and may still be replaced, by the rules of precedence in error_store.
 * Waits are stopped as soon as the coroutine is ready, except inside a turn of the event loop, where their
 * handles may be in use by the very callback: there they are stopped right after the turn. They are removed
 * only by the coroutine itself.
 */
#include "runtime/rt_private.h"

#define RESUMED_SIZE_MIN 8

static void wait_start(struct rt__wait *wait)
{
	if (wait->started) {
		return;
	}
	wait->started = true;
	if (wait->event->ops->start != NULL) {
		wait->event->ops->start(wait->event, wait);
	}
}

static void wait_stop(struct rt__wait *wait)
{
	if (!wait->started) {
		return;
	}
	wait->started = false;
	if (wait->event->ops->stop != NULL) {
		wait->event->ops->stop(wait->event, wait);
	}
}

/* The first cancellation wins; a cancellation takes precedence over any other error, which becomes its
 * previous. An error that insists takes precedence over a cancellation in the same way. */
static void error_store(struct rt__waker *waker, zend_object *error, bool insists)
{
	zend_object *old = waker->error;
	/* Of two of a kind the first one stays. */
	if (old != NULL && (rt__is_cancellation(old) == rt__is_cancellation(error)
		|| rt__is_cancellation(old) != insists)) {
		return;
	}
	GC_ADDREF(error);
	waker->error = error;
	if (old != NULL) {
		zend_exception_set_previous(error, old);
	}
}

static void resumed_add(struct rt_coroutine *coroutine)
{
	if (rt__run.resumed_count == rt__run.resumed_size) {
		uint32_t size = rt__run.resumed_size == 0 ? RESUMED_SIZE_MIN : rt__run.resumed_size * 2;
		rt__run.resumed = safe_erealloc(rt__run.resumed, size, sizeof(*rt__run.resumed), 0);
		rt__run.resumed_size = size;
	}
	rt__run.resumed[rt__run.resumed_count++] = coroutine;
}

void rt__waker_init(struct rt__waker *waker)
{
	waker->status = RT__WAKER_NONE;
	waker->cause = RT_CAUSE_NONE;
	waker->first = NULL;
	waker->last = &waker->first;
	waker->error = NULL;
	ZVAL_UNDEF(&waker->result);
}

struct rt__wait *rt__wait_add(struct rt_coroutine *coroutine, struct rt__event *event, rt__notify notify,
	void *data)
{
	struct rt__wait *wait = ecalloc(1, sizeof(*wait));
	wait->event = event;
	wait->coroutine = coroutine;
	wait->notify = notify;
	wait->data = data;
	event->ops->retain(event);
	rt__list_append(&event->waits, &wait->of_event);
	*coroutine->waker.last = wait;
	coroutine->waker.last = &wait->next;
	return wait;
}

/* An event that closed between subscription and now will not notify any more; it is replayed instead. */
void rt__waker_start(struct rt_coroutine *coroutine)
{
	struct rt__waker *waker = &coroutine->waker;
	waker->status = RT__WAKER_WAITING;
	for (struct rt__wait *wait = waker->first; wait != NULL; wait = wait->next) {
		if (waker->status != RT__WAKER_WAITING) {
			break;
		}
		if (wait->event->closed) {
			wait->event->ops->replay(wait->event, wait);
		} else {
			wait_start(wait);
		}
	}
}

bool rt__wait_listens(const struct rt__wait *wait)
{
	const struct rt__waker *waker = &wait->coroutine->waker;
	return waker->status != RT__WAKER_QUEUED || waker->heard > rt__run.picks;
}

void rt__wait_join(struct rt__wait *wait)
{
	if (wait->event->closed) {
		wait->event->ops->replay(wait->event, wait);
	} else if (wait->coroutine->waker.status == RT__WAKER_WAITING) {
		wait_start(wait);
	}
}

void rt__waker_stop(struct rt_coroutine *coroutine)
{
	for (struct rt__wait *wait = coroutine->waker.first; wait != NULL; wait = wait->next) {
		wait_stop(wait);
	}
}

void rt__waker_clear(struct rt_coroutine *coroutine)
{
	struct rt__waker *waker = &coroutine->waker;
	struct rt__wait *wait = waker->first;
	waker->first = NULL;
	waker->last = &waker->first;
	while (wait != NULL) {
		struct rt__wait *next = wait->next;
		wait_stop(wait);
		rt__list_remove(&wait->of_event);
		wait->event->ops->release(wait->event);
		efree(wait);
		wait = next;
	}
	waker->status = RT__WAKER_NONE;
	if (waker->error != NULL) {
		zend_object *error = waker->error;
		waker->error = NULL;
		OBJ_RELEASE(error);
	}
	zval result;
	ZVAL_COPY_VALUE(&result, &waker->result);
	ZVAL_UNDEF(&waker->result);
	zval_ptr_dtor(&result);
}

void rt__resume(struct rt_coroutine *coroutine, const struct rt__outcome *outcome)
{
	struct rt__waker *waker = &coroutine->waker;
	if (waker->status == RT__WAKER_NONE || waker->status == RT__WAKER_IGNORED) {
		return;
	}
	if (outcome->error != NULL) {
		error_store(waker, outcome->error, outcome->insists);
	}
	if (waker->status != RT__WAKER_WAITING) {
		return;
	}
	if (outcome->value != NULL) {
		ZVAL_COPY(&waker->result, outcome->value);
	}
	waker->cause = outcome->cause;
	/* It has not been switched away from yet: it need not be switched to either. */
	if (coroutine == rt__run.current) {
		waker->status = RT__WAKER_RESULT;
		return;
	}
	waker->status = RT__WAKER_QUEUED;
	/* What else happens to its events is no news any more. Only the scheduler finishes what it is at. */
	waker->heard = rt__run.in_scheduler ? rt__run.picks + 1 : rt__run.picks;
	rt__ready_push(coroutine);
	if (rt__run.in_reactor) {
		resumed_add(coroutine);
		/* A turn runs due timers first and then sleeps until the next one. Somebody is ready: it must not
		 * sleep. */
		uv_stop(rt__loop);
	} else {
		rt__waker_stop(coroutine);
	}
	RT__HOOK(wake, coroutine, outcome->cause);
}

void rt__notify_resume(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	rt__resume(wait->coroutine, outcome);
}
