/* event.c - what can be waited for: timers, descriptors, the end of a coroutine, every awaitable.
 *
 * An event tells its waits in the order of their subscription. A notification only marks and queues, it never
 * runs PHP code nor removes a wait, so the list is stable while it is walked.
 */
#include "runtime/rt_private.h"

void rt__event_init(struct rt__event *event, const struct rt__event_ops *ops)
{
	event->ops = ops;
	event->closed = false;
	rt__list_init(&event->waits);
}

void rt__event_notify(struct rt__event *event, const struct rt__outcome *outcome)
{
	RT__LIST_EACH(node, &event->waits) {
		struct rt__wait *wait = RT__LIST_ENTRY(node, struct rt__wait, of_event);
		if (rt__wait_listens(wait)) {
			wait->notify(wait, outcome);
		}
	}
}

void rt__event_close(struct rt__event *event, const struct rt__outcome *outcome)
{
	event->closed = true;
	rt__event_notify(event, outcome);
}
