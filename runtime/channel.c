/* channel.c - Async\Channel: values passed between coroutines, through a buffer or from hand to hand.
 *
 * A wake-up only queues the woken; until it runs, others may act. So it comes with a promise: a value is kept
 * for a woken receiver, a slot for a woken sender, and everybody else takes only what is not promised. Who
 * leaves without having used the promise, being cancelled meanwhile, hands it on to the oldest waiter.
 *
 * At capacity 0 there is one slot. A value in it that no receiver has been woken for still belongs to its
 * sender, who waits for it to be taken and takes it back if it must leave.
 */
#include "runtime/channel.h"

#include "zend_enum.h"

#define VALUES_SIZE_MIN 4

enum waiter_state {
	WAITER_DONE,                /* it has left the queue, though its wait is there until the coroutine runs */
	WAITER_STARVING,
	WAITER_DELIVERING,          /* a rendezvous sender whose value is in the slot; starves too */
	WAITER_RESERVED
};

/* What the data of a wait in a queue points to. It is on the stack of who waits, or in a pledge. */
struct waiter {
	struct rt__channel_queue *queue;
	enum waiter_state state;
};

/* What stands in the queue for recvAsync(): a wait without a coroutine, for a Future. */
struct pledge {
	struct waiter waiter;
	struct rt__wait wait;
	zend_object *state;         /* of the Future; owned */
};

zend_class_entry *rt__ce_channel;
zend_class_entry *rt__ce_channel_exception;
zend_class_entry *rt__ce_channel_close_reason;
static zend_object_handlers channel_handlers;

static const char *const reason_cases[] = {
#define RT__CHANNEL_REASON(CASE, value, message) #CASE,
#include "runtime/channel_reasons.def"
#undef RT__CHANNEL_REASON
};

static const char *const reason_messages[] = {
#define RT__CHANNEL_REASON(CASE, value, message) message,
#include "runtime/channel_reasons.def"
#undef RT__CHANNEL_REASON
};

static const struct rt__outcome woken = { .cause = RT_CAUSE_EVENT };

/* ---- the exception ---- */

/* The caller owns it. */
static zend_object *exception_create(const struct rt__channel *channel, zend_execute_data *frame)
{
	zend_object *exception = rt__exception_create(rt__ce_channel_exception, frame, NULL, "%s",
		reason_messages[channel->reason]);
	zval reason;
	ZVAL_OBJ(&reason, zend_enum_get_case_cstr(rt__ce_channel_close_reason, reason_cases[channel->reason]));
	zend_update_property(rt__ce_channel_exception, exception, "reason", strlen("reason"), &reason);
	return exception;
}

/* ---- values ---- */

static zval *value_at(const struct rt__channel *channel, uint32_t i)
{
	return &channel->values[(channel->values_head + i) & (channel->values_size - 1)];
}

static void values_grow(struct rt__channel *channel)
{
	uint32_t size = channel->values_size == 0 ? VALUES_SIZE_MIN : channel->values_size * 2;
	zval *values = safe_emalloc(size, sizeof(*values), 0);
	for (uint32_t i = 0; i < channel->values_count; i++) {
		ZVAL_COPY_VALUE(&values[i], value_at(channel, i));
	}
	if (channel->values != NULL) {
		efree(channel->values);
	}
	channel->values = values;
	channel->values_size = size;
	channel->values_head = 0;
}

static void value_put(struct rt__channel *channel, zval *value)
{
	if (channel->values_count == channel->values_size) {
		values_grow(channel);
	}
	ZVAL_COPY_DEREF(value_at(channel, channel->values_count), value);
	channel->values_count++;
	channel->committed = false;
}

static void value_take(struct rt__channel *channel, zval *value)
{
	ZEND_ASSERT(channel->values_count > 0);
	ZVAL_COPY_VALUE(value, value_at(channel, 0));
	channel->values_head = (channel->values_head + 1) & (channel->values_size - 1);
	channel->values_count--;
	channel->committed = false;
}

/* The value in the rendezvous slot, if any, unless a receiver counts on it. */
static void value_withdraw(struct rt__channel *channel)
{
	if (channel->capacity == 0 && channel->values_count > 0 && !channel->committed) {
		zval value;
		value_take(channel, &value);
		zval_ptr_dtor(&value);
	}
}

static uint32_t slots(const struct rt__channel *channel)
{
	return channel->capacity == 0 ? 1 : channel->capacity;
}

static bool has_free_value(const struct rt__channel *channel)
{
	return channel->values_count > channel->receivers.reserved;
}

static bool has_free_slot(const struct rt__channel *channel)
{
	return slots(channel) - channel->values_count > channel->senders.reserved;
}

/* ---- queues ---- */

static struct waiter *waiter_of(const struct rt__wait *wait)
{
	return wait->data;
}

static void waiter_set(struct waiter *waiter, enum waiter_state state)
{
	struct rt__channel_queue *queue = waiter->queue;
	queue->starving -= waiter->state == WAITER_STARVING || waiter->state == WAITER_DELIVERING;
	queue->reserved -= waiter->state == WAITER_RESERVED;
	waiter->state = state;
	queue->starving += state == WAITER_STARVING || state == WAITER_DELIVERING;
	queue->reserved += state == WAITER_RESERVED;
}

/* The oldest waiter that a value or slot can be promised to, or NULL. */
static struct rt__wait *queue_oldest(struct rt__channel_queue *queue)
{
	RT__LIST_EACH(node, &queue->event.waits) {
		struct rt__wait *wait = RT__LIST_ENTRY(node, struct rt__wait, of_event);
		if (waiter_of(wait)->state == WAITER_STARVING) {
			return wait;
		}
	}
	return NULL;
}

static void sender_wake(struct rt__channel *channel);

/* Takes it out of the queue. The caller owns the state that is returned, and ends it. */
static zend_object *pledge_free(struct pledge *pledge)
{
	zend_object *state = pledge->state;
	waiter_set(&pledge->waiter, WAITER_DONE);
	rt__list_remove(&pledge->wait.of_event);
	rt__future_disown(state);
	efree(pledge);
	return state;
}

/* A Future has nothing to run before it takes its value: it has it now. */
static void pledge_keep(struct rt__channel *channel, struct pledge *pledge)
{
	zval value;
	zend_object *state = pledge_free(pledge);
	value_take(channel, &value);
	rt__future_complete(state, &value);
	sender_wake(channel);
	rt__channel_timeout_refresh(channel);
	OBJ_RELEASE(state);
	zval_ptr_dtor(&value);
}

static void pledge_break(struct pledge *pledge, zend_object *error)
{
	zend_object *state = pledge_free(pledge);
	rt__future_fail(state, error);
	OBJ_RELEASE(state);
}

static void pledge_abandoned(void *owner)
{
	zend_object *state = pledge_free(owner);
	OBJ_RELEASE(state);
}

/* Promises a value to the oldest receiver. False if there is none, or no value that is not promised yet. */
static bool receiver_wake(struct rt__channel *channel)
{
	struct rt__wait *wait = has_free_value(channel) ? queue_oldest(&channel->receivers) : NULL;
	if (wait == NULL) {
		return false;
	}
	if (wait->coroutine == NULL) {
		pledge_keep(channel, RT__LIST_ENTRY(wait, struct pledge, wait));
		return true;
	}
	waiter_set(waiter_of(wait), WAITER_RESERVED);
	wait->notify(wait, &woken);
	rt__channel_timeout_refresh(channel);
	return true;
}

/* The sender whose value has just been taken hears of it. It leaves the queue now: a close before it runs
 * must not fail a message that has arrived. */
static void delivered_wake(struct rt__channel *channel)
{
	struct rt__wait *wait = channel->delivering;
	if (wait == NULL || channel->values_count > 0) {
		return;
	}
	channel->delivering = NULL;
	waiter_set(waiter_of(wait), WAITER_DONE);
	wait->notify(wait, &woken);
	rt__channel_timeout_refresh(channel);
}

/* Promises a slot that has become free to the oldest sender; at once, or somebody new would have it. */
static void sender_wake(struct rt__channel *channel)
{
	delivered_wake(channel);
	struct rt__wait *wait = has_free_slot(channel) ? queue_oldest(&channel->senders) : NULL;
	if (wait == NULL) {
		return;
	}
	waiter_set(waiter_of(wait), WAITER_RESERVED);
	wait->notify(wait, &woken);
	rt__channel_timeout_refresh(channel);
}

/* The newest first: their order is nobody's business but TrueAsync's, whose it is. */
static void queue_fail(struct rt__channel_queue *queue, bool spares_reserved,
	const struct rt__outcome *closed)
{
	struct rt__list *head = &queue->event.waits;
	for (struct rt__list *node = head->prev, *before; node != head; node = before) {
		before = node->prev;
		struct rt__wait *wait = RT__LIST_ENTRY(node, struct rt__wait, of_event);
		enum waiter_state state = waiter_of(wait)->state;
		if (state == WAITER_DONE || (state == WAITER_RESERVED && spares_reserved)) {
			continue;
		}
		if (wait->coroutine == NULL) {
			pledge_break(RT__LIST_ENTRY(wait, struct pledge, wait), closed->error);
			continue;
		}
		waiter_set(waiter_of(wait), WAITER_DONE);
		wait->notify(wait, closed);
	}
}

/* ---- waiting ---- */

/* Hands on what was promised to a waiter that leaves with an exception, or what it leaves behind. */
static void hand_on(struct rt__channel *channel, const struct rt__channel_queue *queue,
	enum waiter_state state)
{
	if (state == WAITER_DELIVERING) {
		channel->delivering = NULL;
		value_withdraw(channel);
	}
	if (channel->event.closed || (state != WAITER_DELIVERING && state != WAITER_RESERVED)) {
		return;
	}
	if (queue == &channel->receivers) {
		receiver_wake(channel);
	} else {
		sender_wake(channel);
	}
}

/* Parks until a value or a slot has been kept for the caller, or, delivering, until its value has been taken.
 * Between the return and the use of what was kept, nothing may suspend. False: an exception was thrown. */
static bool queue_wait(struct rt__channel *channel, struct rt__channel_queue *queue, enum waiter_state state,
	zend_object *token)
{
	struct waiter waiter = { .queue = queue };
	struct rt__wait *wait = rt__wait_add(rt__run.current, &queue->event, rt__notify_resume, &waiter);
	waiter_set(&waiter, state);
	if (state == WAITER_DELIVERING) {
		channel->delivering = wait;
	}
	if (token != NULL) {
		rt__token_add(token);
	}
	rt__channel_timeout_refresh(channel);
	bool ok = rt__suspend(queue == &channel->receivers ? RT_OP_RECEIVE : RT_OP_SEND, -1, NULL);
	state = waiter.state;
	waiter_set(&waiter, WAITER_DONE);
	if (!ok) {
		hand_on(channel, queue, state);
	}
	rt__channel_timeout_refresh(channel);
	return ok;
}

/* A token that has fired before the call ends it, even if the call could be done at once. */
static bool token_passes(zend_object *token, enum rt_op op)
{
	if (token == NULL) {
		return true;
	}
	if (token->ce == rt__ce_future) {
		rt__future_observe(token);
	}
	if (!rt__event_from(token)->closed) {
		return true;
	}
	rt__token_add(token);
	return rt__suspend(op, -1, NULL);
}

enum rt__channel_received rt__channel_receive(struct rt__channel *channel, zend_object *token, zval *result)
{
	bool reserved = false;
	if (!token_passes(token, RT_OP_RECEIVE)) {
		return RT__CHANNEL_THROWN;
	}
	while (!reserved && !has_free_value(channel)) {
		if (channel->event.closed) {
			return RT__CHANNEL_CLOSED;
		}
		if (!queue_wait(channel, &channel->receivers, WAITER_STARVING, token)) {
			return RT__CHANNEL_THROWN;
		}
		reserved = true;
	}
	value_take(channel, result);
	sender_wake(channel);
	return RT__CHANNEL_RECEIVED;
}

static void pledge_make(struct rt__channel *channel, zend_object *future)
{
	struct pledge *pledge = ecalloc(1, sizeof(*pledge));
	pledge->waiter.queue = &channel->receivers;
	pledge->wait.event = &channel->receivers.event;
	pledge->wait.data = &pledge->waiter;
	pledge->state = rt__future_own(future, pledge_abandoned, pledge);
	waiter_set(&pledge->waiter, WAITER_STARVING);
	rt__list_append(&channel->receivers.event.waits, &pledge->wait.of_event);
}

zend_object *rt__channel_receive_async(struct rt__channel *channel)
{
	zend_object *future = rt__future_create_pending();
	if (has_free_value(channel)) {
		zval value;
		value_take(channel, &value);
		sender_wake(channel);
		rt__future_complete(future, &value);
		zval_ptr_dtor(&value);
	} else if (channel->event.closed) {
		zend_object *exception = exception_create(channel, EG(current_execute_data));
		rt__future_fail(future, exception);
		OBJ_RELEASE(exception);
	} else {
		pledge_make(channel, future);
	}
	return future;
}

/* True if the value has found its receiver, or a place in the buffer, and the sender may go on. */
static bool value_hand_over(struct rt__channel *channel, zval *value)
{
	value_put(channel, value);
	bool matched = receiver_wake(channel);
	channel->committed = matched && channel->values_count > 0;
	return matched || channel->capacity > 0;
}

void rt__channel_send(struct rt__channel *channel, zval *value, zend_object *token)
{
	if (!token_passes(token, RT_OP_SEND)) {
		return;
	}
	if (channel->event.closed) {
		rt__channel_throw_closed(channel);
		return;
	}
	if (!has_free_slot(channel) && !queue_wait(channel, &channel->senders, WAITER_STARVING, token)) {
		return;
	}
	if (!value_hand_over(channel, value)) {
		queue_wait(channel, &channel->senders, WAITER_DELIVERING, token);
	}
}

bool rt__channel_send_async(struct rt__channel *channel, zval *value)
{
	if (channel->event.closed || !has_free_slot(channel)) {
		return false;
	}
	value_hand_over(channel, value);
	return true;
}

void rt__channel_close(struct rt__channel *channel, enum rt__channel_reason reason)
{
	if (channel->event.closed) {
		return;
	}
	channel->reason = reason;
	channel->event.closed = true;
	rt__channel_timeout_stop(channel);
	if (!rt__list_is_empty(&channel->receivers.event.waits)
		|| !rt__list_is_empty(&channel->senders.event.waits) || !rt__list_is_empty(&channel->event.waits)) {
		struct rt__outcome closed = {
			.error = exception_create(channel, rt__run.in_scheduler ? NULL : EG(current_execute_data)),
			.insists = true,
			.cause = RT_CAUSE_CLOSE,
		};
		/* What has been promised to a receiver can still be received; a sender has no such claim. */
		queue_fail(&channel->receivers, true, &closed);
		queue_fail(&channel->senders, false, &closed);
		rt__event_notify(&channel->event, &closed);
		OBJ_RELEASE(closed.error);
	}
	channel->delivering = NULL;
	value_withdraw(channel);
}

void rt__channel_throw_closed(const struct rt__channel *channel)
{
	rt__exception_throw(exception_create(channel, EG(current_execute_data)));
}

bool rt__channel_is_full(const struct rt__channel *channel)
{
	return channel->values_count >= slots(channel);
}

/* ---- the object ---- */

static void owner_ended(struct rt__scope_end *end)
{
	struct rt__channel *channel =
		(struct rt__channel *) ((char *) end - XtOffsetOf(struct rt__channel, owner_end));
	rt__channel_close(channel, RT__CHANNEL_SCOPE_DISPOSED);
}

void rt__channel_bind(struct rt__channel *channel)
{
	rt__scope_on_dispose(rt__scope_current(), &channel->owner_end, owner_ended);
}

static struct rt__channel *channel_from_event(struct rt__event *event)
{
	return (struct rt__channel *) event;
}

static struct rt__channel *channel_from_receivers(struct rt__event *event)
{
	return (struct rt__channel *) ((char *) event - XtOffsetOf(struct rt__channel, receivers.event));
}

static struct rt__channel *channel_from_senders(struct rt__event *event)
{
	return (struct rt__channel *) ((char *) event - XtOffsetOf(struct rt__channel, senders.event));
}

static void close_replay(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__outcome closed = {
		.error = exception_create(channel_from_event(event), wait->coroutine->frame),
		.cause = RT_CAUSE_CLOSE,
	};
	wait->notify(wait, &closed);
	OBJ_RELEASE(closed.error);
}

static void close_retain(struct rt__event *event)
{
	GC_ADDREF(&channel_from_event(event)->std);
}

static void close_release(struct rt__event *event)
{
	OBJ_RELEASE(&channel_from_event(event)->std);
}

static void receivers_retain(struct rt__event *event)
{
	GC_ADDREF(&channel_from_receivers(event)->std);
}

static void receivers_release(struct rt__event *event)
{
	OBJ_RELEASE(&channel_from_receivers(event)->std);
}

static void senders_retain(struct rt__event *event)
{
	GC_ADDREF(&channel_from_senders(event)->std);
}

static void senders_release(struct rt__event *event)
{
	OBJ_RELEASE(&channel_from_senders(event)->std);
}

static const struct rt__event_ops close_ops = {
	.name = "channel",
	.replay = close_replay,
	.retain = close_retain,
	.release = close_release,
};

static const struct rt__event_ops receivers_ops = {
	.name = "channel receivers",
	.retain = receivers_retain,
	.release = receivers_release,
};

static const struct rt__event_ops senders_ops = {
	.name = "channel senders",
	.retain = senders_retain,
	.release = senders_release,
};

struct rt__channel *rt__channel_from(zend_object *object)
{
	return (struct rt__channel *) ((char *) object - XtOffsetOf(struct rt__channel, std));
}

static zend_object *channel_object_create(zend_class_entry *ce)
{
	struct rt__channel *channel = zend_object_alloc(sizeof(*channel), ce);
	memset(channel, 0, XtOffsetOf(struct rt__channel, std));
	rt__event_init(&channel->event, &close_ops);
	rt__event_init(&channel->receivers.event, &receivers_ops);
	rt__event_init(&channel->senders.event, &senders_ops);
	rt__list_init(&channel->armed);
	rt__list_init(&channel->owner_end.of_scope);
	zend_object_std_init(&channel->std, ce);
	object_properties_init(&channel->std, ce);
	channel->std.handlers = &channel_handlers;
	return &channel->std;
}

static void channel_object_destroy(zend_object *object)
{
	rt__channel_close(rt__channel_from(object), RT__CHANNEL_DISPOSED);
}

static void channel_object_free(zend_object *object)
{
	struct rt__channel *channel = rt__channel_from(object);
	rt__channel_timeout_stop(channel);
	rt__scope_off_dispose(&channel->owner_end);
	/* Left only where a fatal error has kept it from being closed. */
	RT__LIST_EACH(node, &channel->receivers.event.waits) {
		struct rt__wait *wait = RT__LIST_ENTRY(node, struct rt__wait, of_event);
		pledge_abandoned(RT__LIST_ENTRY(wait, struct pledge, wait));
	}
	while (channel->values_count > 0) {
		zval value;
		value_take(channel, &value);
		zval_ptr_dtor(&value);
	}
	if (channel->values != NULL) {
		efree(channel->values);
	}
	zend_object_std_dtor(object);
}

static HashTable *channel_object_gc(zend_object *object, zval **table, int *count)
{
	struct rt__channel *channel = rt__channel_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	for (uint32_t i = 0; i < channel->values_count; i++) {
		zend_get_gc_buffer_add_zval(buffer, value_at(channel, i));
	}
	RT__LIST_EACH(node, &channel->receivers.event.waits) {
		struct rt__wait *wait = RT__LIST_ENTRY(node, struct rt__wait, of_event);
		if (wait->coroutine == NULL) {
			zend_get_gc_buffer_add_obj(buffer, RT__LIST_ENTRY(wait, struct pledge, wait)->state);
		}
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void rt__channel_class_prepare(zend_class_entry *ce)
{
	rt__ce_channel = ce;
	ce->create_object = channel_object_create;
	ce->get_iterator = rt__channel_iterator_create;
	channel_handlers = std_object_handlers;
	channel_handlers.offset = XtOffsetOf(struct rt__channel, std);
	channel_handlers.dtor_obj = channel_object_destroy;
	channel_handlers.free_obj = channel_object_free;
	channel_handlers.get_gc = channel_object_gc;
	channel_handlers.clone_obj = NULL;
}
