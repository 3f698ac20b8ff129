/* flock.c - waiting for a lock on a file.
 *
 * No worker waits for it: a few waiters would take up the whole pool, and the holder may need a worker to get to its
 * unlock. So the lock is tried without blocking, and again after a while; the pauses grow and then begin anew, so that
 * neither a short hold is missed for long nor a long one polled for all the time.
 */
#include "runtime/plain.h"

#include <errno.h>
#include <sys/file.h>

#define PAUSE_MS_MIN 1
#define PAUSE_MS_MAX 100

static uint64_t pause_after(uint64_t ms)
{
	if (ms == PAUSE_MS_MAX) {
		return PAUSE_MS_MIN;
	}
	return ms * 2 < PAUSE_MS_MAX ? ms * 2 : PAUSE_MS_MAX;
}

/* True once it is held. False: an exception is pending, or the stream was closed, or errno says why. */
static bool lock_park(struct rt__plain *plain, int fd, int operation)
{
	uint64_t pause_ms = PAUSE_MS_MIN;
	while (flock(fd, operation | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK) {
			return false;
		}
		rt__timer_wait_add(pause_ms);
		pause_ms = pause_after(pause_ms);
		if (!rt__suspend(RT_OP_SLEEP, -1, NULL) || plain->closed) {
			errno = ECANCELED;
			return false;
		}
	}
	return true;
}

int rt__plain_lock(php_stream *stream, int fd, int operation, void *parameter)
{
	if ((operation != LOCK_SH && operation != LOCK_EX) || php_stream_is_persistent(stream)) {
		return rt__plain_engine_option(stream, PHP_STREAM_OPTION_LOCKING, operation, parameter);
	}
	struct rt__plain *plain = rt__plain_of(stream);
	plain->users++;
	bool locked = lock_park(plain, fd, operation);
	plain->users--;
	/* The engine asks for what is held already, and takes note. */
	return locked ? rt__plain_engine_option(stream, PHP_STREAM_OPTION_LOCKING, operation, parameter) : -1;
}
