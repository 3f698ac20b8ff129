/* lock.h - mutual exclusion between coroutines. */
#ifndef RUNTIME_LOCK_H
#define RUNTIME_LOCK_H

#include "runtime/rt_private.h"

struct rt__lock {
	bool held;
	struct rt__list turns;      /* who waits, in order */
};

void rt__lock_init(struct rt__lock *lock);
/* Parks the running coroutine while somebody else has the lock. That one must be about to run or wait for something: to
 * wait for a lock does not keep a program alive. False: an exception was thrown into the coroutine. */
bool rt__lock_acquire(struct rt__lock *lock, enum rt_op op);
void rt__lock_release(struct rt__lock *lock);

#endif
