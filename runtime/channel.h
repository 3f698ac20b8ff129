/* channel.h - what the channel*.c files share: the channel and its operations. */
#ifndef RUNTIME_CHANNEL_H
#define RUNTIME_CHANNEL_H

#include "runtime/rt_private.h"

enum rt__channel_reason {
#define RT__CHANNEL_REASON(CASE, value, message) RT__CHANNEL_##CASE,
#include "runtime/channel_reasons.def"
#undef RT__CHANNEL_REASON
	RT__CHANNEL_REASON_COUNT
};

/* Who waits for one side of a channel. */
struct rt__channel_queue {
	struct rt__event event;     /* its waits, in order of arrival, are the queue; it never happens */
	uint32_t starving;          /* waiters that nothing has been promised to */
	uint32_t reserved;          /* waiters that have been woken for a value or a slot kept for them */
};

struct rt__channel {
	struct rt__event event;     /* its close */
	struct rt__channel_queue receivers;
	struct rt__channel_queue senders;
	struct rt__wait *delivering;/* the rendezvous sender whose own value is in the slot, or NULL */
	bool committed;             /* the value in the rendezvous slot has been promised to a receiver */
	bool constructed;
	uint32_t capacity;          /* 0: rendezvous, over a slot for one value */
	zval *values;               /* ring */
	uint32_t values_head;
	uint32_t values_count;
	uint32_t values_size;       /* a power of two, or 0 */
	enum rt__channel_reason reason; /* once it is closed */
	uint32_t no_producer_ms;
	uint32_t no_consumer_ms;
	bool hard;                  /* its timeouts keep the program alive */
	struct rt__alarm *alarm;    /* while somebody starves and there is a timeout for that */
	enum rt__channel_reason alarm_reason;
	struct rt__scope_end owner_end; /* of the scope it was made in */
	struct rt__list armed;      /* in rt__run.channels_armed while there is an alarm */
	zend_object std;
};

extern zend_class_entry *rt__ce_channel;
extern zend_class_entry *rt__ce_channel_exception;
extern zend_class_entry *rt__ce_channel_close_reason;

void rt__channel_class_prepare(zend_class_entry *ce);
struct rt__channel *rt__channel_from(zend_object *object);

enum rt__channel_received {
	RT__CHANNEL_RECEIVED,
	RT__CHANNEL_CLOSED,         /* closed before, and empty; nothing has been thrown */
	RT__CHANNEL_THROWN
};

/* The current scope becomes its owner, with whose end it is closed. */
void rt__channel_bind(struct rt__channel *channel);
/* Both park the running coroutine if they must; token may be NULL. A failed send has thrown. */
enum rt__channel_received rt__channel_receive(struct rt__channel *channel, zend_object *token, zval *result);
void rt__channel_send(struct rt__channel *channel, zval *value, zend_object *token);
/* Never parks. False: closed, or no slot that is not promised to somebody. */
bool rt__channel_send_async(struct rt__channel *channel, zval *value);
/* A Future of the next value. The caller owns it. */
zend_object *rt__channel_receive_async(struct rt__channel *channel);
/* Fails everybody who waits; the first reason stays. */
void rt__channel_close(struct rt__channel *channel, enum rt__channel_reason reason);
void rt__channel_throw_closed(const struct rt__channel *channel);
bool rt__channel_is_full(const struct rt__channel *channel);

/* ---- channel_timeout.c ---- */

/* Sets or stops the channel's alarm by who waits now. */
void rt__channel_timeout_refresh(struct rt__channel *channel);
void rt__channel_timeout_stop(struct rt__channel *channel);

/* ---- channel_iterator.c ---- */

zend_object_iterator *rt__channel_iterator_create(zend_class_entry *ce, zval *object, int by_reference);

#endif
