/* resource.c - what a coroutine touches when it is resumed, as the sampler POS wants to know it: what it was parked in.
 *
 * That is coarse on purpose. What else a coroutine will touch before it parks again nobody knows beforehand, and what
 * it has touched before is no pending event any more. One descriptor is one resource for all who read, write and
 * accept on it; one channel for its senders and receivers; what is awaited is one for all who await it, and awaiting
 * only looks. A timer belongs to one coroutine, so timers race with nobody.
 *
 * Resources are compared, never ordered, and only while their coroutines wait for their turn: until then a coroutine
 * retains its events, so that no two of them can have had the same address.
 */
#include "runtime/rt_private.h"
#include "runtime/channel.h"

uint64_t rt__resource_of(const struct rt_coroutine *coroutine, bool *changes)
{
	const struct rt__wait *wait = coroutine->waker.first;
	*changes = coroutine->op != RT_OP_AWAIT;
	if (wait == NULL) {
		return 0;
	}
	const char *event = (const char *) wait->event;
	if (coroutine->op == RT_OP_RECEIVE) {
		event -= XtOffsetOf(struct rt__channel, receivers);
	} else if (coroutine->op == RT_OP_SEND) {
		event -= XtOffsetOf(struct rt__channel, senders);
	}
	return (uint64_t) (uintptr_t) event;
}
