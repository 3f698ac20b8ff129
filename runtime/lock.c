/* lock.c - one coroutine at a time, the others in the order in which they came.
 *
 * Whoever lets go hands the lock to the first in the queue while that one is still asleep, so nobody can come in
 * between. If that one is cancelled before it runs, it hands the lock on.
 */
#include "runtime/lock.h"

struct turn {
	struct rt__event event;
	struct rt__list of_lock;
	bool granted;
	uint32_t references;
};

static const struct rt__outcome granted_outcome = { .cause = RT_CAUSE_EVENT };

static struct turn *turn_from(struct rt__event *event)
{
	return (struct turn *) event;
}

static void turn_retain(struct rt__event *event)
{
	turn_from(event)->references++;
}

static void turn_release(struct rt__event *event)
{
	struct turn *turn = turn_from(event);
	if (--turn->references == 0) {
		efree(turn);
	}
}

static const struct rt__event_ops turn_ops = {
	.name = "lock",
	.retain = turn_retain,
	.release = turn_release,
};

void rt__lock_init(struct rt__lock *lock)
{
	lock->held = false;
	rt__list_init(&lock->turns);
}

bool rt__lock_acquire(struct rt__lock *lock, enum rt_op op)
{
	if (!lock->held) {
		lock->held = true;
		return true;
	}
	struct turn *turn = ecalloc(1, sizeof(*turn));
	rt__event_init(&turn->event, &turn_ops);
	turn->references = 1;
	rt__list_append(&lock->turns, &turn->of_lock);
	rt__wait_add(rt__run.current, &turn->event, rt__notify_resume, NULL);
	bool woken = rt__suspend(op, -1, NULL);
	bool granted = turn->granted;
	rt__list_remove(&turn->of_lock);
	turn_release(&turn->event);
	if (!woken && granted) {
		rt__lock_release(lock);
	}
	return woken;
}

void rt__lock_release(struct rt__lock *lock)
{
	if (rt__list_is_empty(&lock->turns)) {
		lock->held = false;
		return;
	}
	struct turn *next = RT__LIST_ENTRY(lock->turns.next, struct turn, of_lock);
	rt__list_remove(&next->of_lock);
	next->granted = true;
	rt__event_close(&next->event, &granted_outcome);
}
