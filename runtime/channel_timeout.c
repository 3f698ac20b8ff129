/* channel_timeout.c - how long somebody may starve at a channel before it closes.
 *
 * Time runs while a receiver waits that no value has been promised to, or else a sender that no slot has. A
 * hard timeout is a timer like any other. A soft one is hidden: it does not keep the program alive, and when
 * nothing else does, the deadlock resolver closes the channel without waiting for it.
 */
#include "runtime/channel.h"

static void channel_rang(void *owner)
{
	struct rt__channel *channel = owner;
	rt__channel_close(channel, channel->alarm_reason);
}

static void timeout_start(struct rt__channel *channel, enum rt__channel_reason reason, uint32_t ms)
{
	channel->alarm = rt__alarm_create(channel_rang, channel);
	channel->alarm_reason = reason;
	if (!channel->hard) {
		rt__alarm_hide(channel->alarm);
	}
	rt__alarm_start(channel->alarm, ms);
	rt__list_append(&rt__run.channels_armed, &channel->armed);
}

void rt__channel_timeout_stop(struct rt__channel *channel)
{
	if (channel->alarm != NULL) {
		rt__alarm_free(channel->alarm);
		channel->alarm = NULL;
		rt__list_remove(&channel->armed);
	}
}

void rt__channel_timeout_refresh(struct rt__channel *channel)
{
	bool receiver = channel->receivers.starving > 0;
	enum rt__channel_reason reason = receiver ? RT__CHANNEL_NO_PRODUCERS : RT__CHANNEL_NO_CONSUMERS;
	uint32_t ms = receiver ? channel->no_producer_ms : channel->no_consumer_ms;
	if (channel->event.closed || (!receiver && channel->senders.starving == 0)) {
		ms = 0;
	}
	if (channel->alarm != NULL && ms > 0 && channel->alarm_reason == reason) {
		return;
	}
	rt__channel_timeout_stop(channel);
	if (ms > 0) {
		timeout_start(channel, reason, ms);
	}
}

bool rt__channel_deadlock_resolve(void)
{
	bool resolved = false;
	RT__LIST_EACH(node, &rt__run.channels_armed) {
		struct rt__channel *channel = RT__LIST_ENTRY(node, struct rt__channel, armed);
		if (!channel->hard) {
			rt__channel_close(channel, RT__CHANNEL_DEADLOCK);
			resolved = true;
		}
	}
	return resolved;
}

void rt__channel_timeout_stop_all(void)
{
	RT__LIST_EACH(node, &rt__run.channels_armed) {
		rt__channel_timeout_stop(RT__LIST_ENTRY(node, struct rt__channel, armed));
	}
}
