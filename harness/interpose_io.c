/* interpose_io.c - the libc calls that move bytes through sockets: a full socket takes nothing, a nearly full one a
 * part, what is under way is counted (sockets.h), and faults of the plan come first (faults.h).
 *
 * The real call is the sanitizer's interceptor where there is one, since it checks the caller's buffer.
 */
#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/faults.h"
#include "harness/readiness.h"
#include "harness/sockets.h"
#include "harness/transit.h"
#include "harness/world.h"

#define INTERCEPTOR __attribute__((weak))
INTERCEPTOR ssize_t __interceptor_send(int fd, const void *data, size_t size, int flags);
INTERCEPTOR ssize_t __interceptor_recv(int fd, void *data, size_t size, int flags);
INTERCEPTOR ssize_t __interceptor_sendto(int fd, const void *data, size_t size, int flags, const struct sockaddr *address,
		socklen_t address_size);
INTERCEPTOR ssize_t __interceptor_recvfrom(int fd, void *data, size_t size, int flags, struct sockaddr *address,
		socklen_t *address_size);
INTERCEPTOR ssize_t __interceptor_read(int fd, void *data, size_t size);
INTERCEPTOR ssize_t __interceptor_write(int fd, const void *data, size_t size);

static bool is_blocking(int fd, int flags)
{
	return !(flags & MSG_DONTWAIT) && sockets_is_blocking(fd);
}

/* A call of the class fails with the error. The connection that is lost is really lost, for both ends; without one the
 * error is all. */
static bool fail(int fd, const struct plan_fault *fault, int error)
{
	if ((error == ECONNRESET || error == EPIPE) && !transit_is_datagram(fd))
		sockets_break(fd);
	faults_took(fault);
	errno = error;
	return false;
}

/* Less than `size` bytes, if there were more. */
static void shorten(const struct plan_fault *fault, size_t *size)
{
	if (fault->value >= *size)
		return;
	*size = fault->value;
	faults_took(fault);
}

/* Lets the plan disturb a call that moves up to *size bytes. False: it fails, and errno says how. */
static bool disturb(enum plan_call call, int fd, size_t *size, int flags)
{
	if (!world_is_active() || !sockets_is_known(fd))
		return true;
	const struct plan_fault *fault = faults_call(call);

	if (readiness_is_held(fd) && (call == PLAN_CALL_RECV || call == PLAN_CALL_READ)) {
		errno = EAGAIN;
		return false;
	}
	if (fault == NULL)
		return true;
	switch (fault->kind) {
	case PLAN_FAULT_SHORT:
		/* A datagram goes as a whole or not at all, and what is cut off one that comes is lost. */
		if (transit_is_datagram(fd))
			return true;
		shorten(fault, size);
		return true;
	case PLAN_FAULT_SPLIT:
		if (transit_is_datagram(fd))
			return true;
		/* Who waits in the call itself would wait for ever: no turn of the loop comes. */
		shorten(fault, size);
		if (!is_blocking(fd, flags))
			readiness_hold(fd);
		return true;
	case PLAN_FAULT_EAGAIN:
		return is_blocking(fd, flags) || fail(fd, fault, EAGAIN);
	case PLAN_FAULT_EINTR:
		return fail(fd, fault, EINTR);
	case PLAN_FAULT_ECONNRESET:
		return fail(fd, fault, ECONNRESET);
	case PLAN_FAULT_EPIPE:
		return fail(fd, fault, EPIPE);
	case PLAN_FAULT_ENOBUFS:
		return fail(fd, fault, ENOBUFS);
	default:
		return true;
	}
}

/* Bytes of `size` that the socket takes; 0 with errno EAGAIN when it is full. */
static size_t send_size(int fd, size_t size)
{
	if (!world_is_active() || size == 0)
		return size;
	size_t room = sockets_room(fd);
	if (room == 0)
		errno = EAGAIN;
	return size < room ? size : room;
}

/* A send of `taken` bytes that is not left to the kernel now. */
static bool held(int fd, const void *data, size_t taken, int flags)
{
	if (!world_is_active() || (flags & MSG_OOB) || !transit_hold(fd, data, taken))
		return false;
	sockets_sent(fd, taken);
	return true;
}

static ssize_t sent(int fd, ssize_t result)
{
	if (result > 0 && world_is_active()) {
		sockets_sent(fd, (size_t)result);
		transit_sent(fd, (size_t)result);
	}
	return result;
}

static ssize_t received(int fd, void *data, ssize_t result, size_t size, int flags)
{
	if (result <= 0 || (flags & (MSG_PEEK | MSG_OOB)) || !world_is_active())
		return result;
	sockets_received(fd, (size_t)result);
	return (ssize_t)transit_received(fd, data, (size_t)result, size);
}

ssize_t send(int fd, const void *data, size_t size, int flags)
{
	size_t taken = size;

	if (!disturb(PLAN_CALL_SEND, fd, &taken, flags))
		return -1;
	taken = send_size(fd, taken);
	if (taken == 0 && size > 0)
		return -1;
	if (held(fd, data, taken, flags))
		return (ssize_t)taken;
	return sent(fd, __interceptor_send != NULL ? __interceptor_send(fd, data, taken, flags)
			: syscall(SYS_sendto, fd, data, taken, flags, NULL, 0));
}

ssize_t sendto(int fd, const void *data, size_t size, int flags, __CONST_SOCKADDR_ARG address, socklen_t address_size)
{
	const struct sockaddr *to = address.__sockaddr__;
	size_t taken = size;

	if (!disturb(PLAN_CALL_SEND, fd, &taken, flags))
		return -1;
	taken = send_size(fd, taken);
	if (taken == 0 && size > 0)
		return -1;
	if (held(fd, data, taken, flags))
		return (ssize_t)taken;
	struct transit_queue queue = { .fd = -1 };
	if (to != NULL && world_is_active())
		queue = transit_datagram_sending(fd, to);
	ssize_t result = __interceptor_sendto != NULL ? __interceptor_sendto(fd, data, taken, flags, to, address_size)
			: syscall(SYS_sendto, fd, data, taken, flags, to, address_size);
	if (result >= 0)
		transit_datagram_sent(queue);
	return sent(fd, result);
}

ssize_t write(int fd, const void *data, size_t size)
{
	size_t taken = size;

	if (!disturb(PLAN_CALL_WRITE, fd, &taken, 0))
		return -1;
	taken = send_size(fd, taken);
	if (taken == 0 && size > 0)
		return -1;
	if (held(fd, data, taken, 0))
		return (ssize_t)taken;
	return sent(fd, __interceptor_write != NULL ? __interceptor_write(fd, data, taken)
			: syscall(SYS_write, fd, data, taken));
}

ssize_t recv(int fd, void *data, size_t size, int flags)
{
	if (!disturb(PLAN_CALL_RECV, fd, &size, flags))
		return -1;
	return received(fd, data, __interceptor_recv != NULL ? __interceptor_recv(fd, data, size, flags)
			: syscall(SYS_recvfrom, fd, data, size, flags, NULL, NULL), size, flags);
}

ssize_t recvfrom(int fd, void *restrict data, size_t size, int flags, __SOCKADDR_ARG address,
		socklen_t *restrict address_size)
{
	struct sockaddr *from = address.__sockaddr__;

	if (!disturb(PLAN_CALL_RECV, fd, &size, flags))
		return -1;
	return received(fd, data, __interceptor_recvfrom != NULL
			? __interceptor_recvfrom(fd, data, size, flags, from, address_size)
			: syscall(SYS_recvfrom, fd, data, size, flags, from, address_size), size, flags);
}

ssize_t read(int fd, void *data, size_t size)
{
	if (!disturb(PLAN_CALL_READ, fd, &size, 0))
		return -1;
	return received(fd, data, __interceptor_read != NULL ? __interceptor_read(fd, data, size)
			: syscall(SYS_read, fd, data, size), size, 0);
}
