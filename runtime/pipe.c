/* pipe.c - reading from and writing to pipes and terminals with the coroutine parked.
 *
 * A call tries the syscall without blocking and waits for the descriptor when there is nothing; to be woken means to
 * try again. Unlike with sockets a cancellation does not come out of the call: it becomes a notice and the call fails,
 * as in TrueAsync. On streams set to non-blocking all of it is the engine's.
 */
#include "runtime/plain.h"
#include "runtime/target.h"

#include <errno.h>
#include <poll.h>

static bool must_wait(ssize_t result)
{
	return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

/* A terminal is not made non-blocking, not even for a moment: other programs have it too. */
static ssize_t terminal_read_now(int fd, char *data, size_t size)
{
	struct pollfd polled = { .fd = fd, .events = POLLIN };
	if (poll(&polled, 1, 0) == 0) {
		errno = EAGAIN;
		return -1;
	}
	return read(fd, data, size);
}

static ssize_t read_now(int fd, int flags, char *data, size_t size)
{
	if (isatty(fd)) {
		return terminal_read_now(fd, data, size);
	}
	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	ssize_t result = read(fd, data, size);
	int error = errno;
	fcntl(fd, F_SETFL, flags);
	errno = error;
	return result;
}

static ssize_t write_now(int fd, int flags, const char *data, size_t size)
{
	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	ssize_t result = write(fd, data, size);
	int error = errno;
	fcntl(fd, F_SETFL, flags);
	errno = error;
	return result;
}

static enum rt__wake pipe_wait(struct rt__plain *plain, enum rt_op op, int fd, struct rt__limit *limit)
{
	struct rt__poll *poll = rt__poll_borrow(fd);
	if (poll == NULL) {
		return RT__WAKE_UNPOLLABLE;
	}
	plain->users++;
	rt__poll_wait_add(poll, op == RT_OP_READ ? UV_READABLE : UV_WRITABLE);
	enum rt__wake wake = rt__limit_park(limit, op, fd);
	plain->users--;
	rt__poll_return(poll);
	plain->timed_out = wake == RT__WAKE_TIMEOUT;
	return plain->closed && wake != RT__WAKE_THROWN ? RT__WAKE_CLOSED : wake;
}

static ssize_t read_end(php_stream *stream, size_t count, ssize_t result)
{
	int error = errno;
	RT__HOOK(io, rt__run.current, RT_OP_READ, result < 0 ? -(ssize_t) error : result);
	if (result <= 0 && (result == 0 || error != EBADF)) {
		stream->eof = 1;
	}
	return result < 0 ? rt__plain_fail_with_errno(stream, "Read", count, error) : result;
}

static ssize_t pipe_read(php_stream *stream, int fd, char *buffer, size_t count)
{
	int flags = fcntl(fd, F_GETFL);
	if ((flags & O_NONBLOCK) != 0) {
		return rt__plain_engine_read(stream, buffer, count);
	}
	struct rt__plain *plain = rt__plain_of(stream);
	struct rt__limit limit = rt__limit_from(&plain->timeout);
	struct rt__target target = rt__target_from(stream, buffer, count);
	plain->timed_out = false;
	for (;;) {
		ssize_t result = read_now(fd, flags, target.data, target.size);
		if (!must_wait(result)) {
			return read_end(stream, count, result);
		}
		if (plain->hasty) {
			return 0;
		}
		switch (pipe_wait(plain, RT_OP_READ, fd, &limit)) {
		case RT__WAKE_READY:
			if (!rt__target_refresh(stream, &target)) {
				return 0;
			}
			break;
		case RT__WAKE_TIMEOUT:
			return -1;
		case RT__WAKE_CLOSED:
			stream->eof = 1;
			return -1;
		case RT__WAKE_THROWN:
			return rt__plain_fail_with_exception(stream, "Read", count);
		case RT__WAKE_UNPOLLABLE:
			return rt__plain_engine_read(stream, target.data, target.size);
		}
	}
}

static ssize_t pipe_write(php_stream *stream, int fd, const char *buffer, size_t count)
{
	int flags = fcntl(fd, F_GETFL);
	if ((flags & O_NONBLOCK) != 0 || isatty(fd)) {
		return rt__plain_engine_write(stream, buffer, count);
	}
	struct rt__plain *plain = rt__plain_of(stream);
	struct rt__limit limit = rt__limit_from(&plain->timeout);
	plain->timed_out = false;
	for (;;) {
		/* What fits is written; the engine calls again for the rest. */
		ssize_t result = write_now(fd, flags, buffer, count);
		if (!must_wait(result)) {
			int error = errno;
			RT__HOOK(io, rt__run.current, RT_OP_WRITE, result < 0 ? -(ssize_t) error : result);
			return result < 0 ? rt__plain_fail_with_errno(stream, "Write", count, error) : result;
		}
		switch (pipe_wait(plain, RT_OP_WRITE, fd, &limit)) {
		case RT__WAKE_READY:
			break;
		case RT__WAKE_TIMEOUT:
		case RT__WAKE_CLOSED:
			return -1;
		case RT__WAKE_THROWN:
			return rt__plain_fail_with_exception(stream, "Write", count);
		case RT__WAKE_UNPOLLABLE:
			return rt__plain_engine_write(stream, buffer, count);
		}
	}
}

const struct rt__plain_kind rt__pipe_kind = { .read = pipe_read, .write = pipe_write };
