/* timeout.c - Async\Timeout: an awaitable that fails with a TimeoutException after some milliseconds.
 *
 * The time runs while somebody waits for it, from the moment the first one begins to. As a token it ends that
 * wait.
 */
#include "runtime/rt_private.h"

struct timeout {
	struct rt__event event;
	struct rt__alarm *alarm;    /* while somebody waits */
	zend_long ms;
	uint32_t starts;
	bool cancelled;
	zend_object *exception;     /* once it has happened or was cancelled */
	zend_object std;
};

zend_class_entry *rt__ce_timeout;
static zend_object_handlers timeout_handlers;

static struct timeout *timeout_from(struct rt__event *event)
{
	return (struct timeout *) event;
}

static struct timeout *timeout_from_object(zend_object *object)
{
	return (struct timeout *) ((char *) object - XtOffsetOf(struct timeout, std));
}

static void timeout_replay(struct rt__event *event, struct rt__wait *wait)
{
	struct timeout *timeout = timeout_from(event);
	struct rt__outcome outcome = {
		.error = timeout->exception,
		.cause = timeout->cancelled ? RT_CAUSE_CANCEL : RT_CAUSE_TIMEOUT,
	};
	wait->notify(wait, &outcome);
}

static void timeout_end(struct timeout *timeout, zend_object *exception)
{
	timeout->exception = exception;
	struct rt__outcome outcome = {
		.error = exception,
		.cause = timeout->cancelled ? RT_CAUSE_CANCEL : RT_CAUSE_TIMEOUT,
	};
	rt__event_close(&timeout->event, &outcome);
}

static void timeout_rang(void *owner)
{
	struct timeout *timeout = owner;
	timeout_end(timeout, rt__exception_create(rt__ce_timeout_exception, NULL, NULL,
		"Timeout occurred after " ZEND_LONG_FMT " milliseconds", timeout->ms));
}

static void timeout_start(struct rt__event *event, struct rt__wait *wait)
{
	struct timeout *timeout = timeout_from(event);
	(void) wait;
	if (timeout->starts++ > 0) {
		return;
	}
	timeout->alarm = rt__alarm_create(timeout_rang, timeout);
	rt__alarm_start(timeout->alarm, (uint64_t) timeout->ms);
}

static void timeout_stop(struct rt__event *event, struct rt__wait *wait)
{
	struct timeout *timeout = timeout_from(event);
	(void) wait;
	if (--timeout->starts == 0) {
		rt__alarm_free(timeout->alarm);
	}
}

static void timeout_retain(struct rt__event *event)
{
	GC_ADDREF(&timeout_from(event)->std);
}

static void timeout_release(struct rt__event *event)
{
	OBJ_RELEASE(&timeout_from(event)->std);
}

static const struct rt__event_ops timeout_ops = {
	.name = "timeout",
	.start = timeout_start,
	.stop = timeout_stop,
	.replay = timeout_replay,
	.retain = timeout_retain,
	.release = timeout_release,
};

static zend_object *timeout_object_create(zend_class_entry *ce)
{
	struct timeout *timeout = zend_object_alloc(sizeof(*timeout), ce);
	memset(timeout, 0, XtOffsetOf(struct timeout, std));
	rt__event_init(&timeout->event, &timeout_ops);
	zend_object_std_init(&timeout->std, ce);
	object_properties_init(&timeout->std, ce);
	timeout->std.handlers = &timeout_handlers;
	return &timeout->std;
}

static void timeout_object_free(zend_object *object)
{
	struct timeout *timeout = timeout_from_object(object);
	if (timeout->exception != NULL) {
		OBJ_RELEASE(timeout->exception);
		timeout->exception = NULL;
	}
	zend_object_std_dtor(object);
}

zend_object *rt__timeout_create(zend_long ms)
{
	zend_object *object = timeout_object_create(rt__ce_timeout);
	timeout_from_object(object)->ms = ms;
	return object;
}

void rt__timeout_cancel(zend_object *object, zend_object *error)
{
	struct timeout *timeout = timeout_from_object(object);
	if (timeout->event.closed) {
		return;
	}
	timeout->cancelled = true;
	if (error != NULL) {
		GC_ADDREF(error);
	} else {
		error = rt__exception_create(rt__ce_async_cancellation, EG(current_execute_data), NULL,
			"Timeout has been cancelled");
	}
	timeout_end(timeout, error);
}

bool rt__timeout_is_completed(zend_object *object)
{
	return timeout_from_object(object)->event.closed;
}

bool rt__timeout_is_cancelled(zend_object *object)
{
	return timeout_from_object(object)->cancelled;
}

void rt__timeout_class_prepare(zend_class_entry *ce)
{
	rt__ce_timeout = ce;
	ce->create_object = timeout_object_create;
	timeout_handlers = std_object_handlers;
	timeout_handlers.offset = XtOffsetOf(struct timeout, std);
	timeout_handlers.free_obj = timeout_object_free;
	timeout_handlers.clone_obj = NULL;
}
