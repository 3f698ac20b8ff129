/* interpose_fd.c - the libc calls that open, connect and close sockets and set their buffers, so that sockets.c knows
 * them, and so that faults of the plan come first (faults.h). */
#include <errno.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/faults.h"
#include "harness/kernel.h"
#include "harness/readiness.h"
#include "harness/sockets.h"
#include "harness/transit.h"
#include "harness/world.h"

static int error_of(const struct plan_fault *fault)
{
	switch (fault->kind) {
	case PLAN_FAULT_EAGAIN:
		return EAGAIN;
	case PLAN_FAULT_EINTR:
		return EINTR;
	case PLAN_FAULT_ECONNRESET:
		return ECONNRESET;
	case PLAN_FAULT_ENOBUFS:
		return ENOBUFS;
	default:
		return EMFILE;
	}
}

static int fail(const struct plan_fault *fault)
{
	faults_took(fault);
	errno = error_of(fault);
	return -1;
}

/* The fault for a call on a descriptor, if it is one of the run. */
static const struct plan_fault *fault_of(enum plan_call call, int fd)
{
	return world_is_active() && sockets_is_known(fd) ? faults_call(call) : NULL;
}

int socket(int domain, int type, int protocol)
{
	const struct plan_fault *fault = world_is_active() ? faults_call(PLAN_CALL_SOCKET) : NULL;

	if (fault != NULL)
		return fail(fault);
	int fd = (int)syscall(SYS_socket, domain, type, protocol);

	if (fd >= 0 && world_is_active())
		sockets_opened(fd);
	return fd;
}

int accept4(int listener, __SOCKADDR_ARG address, socklen_t *restrict size, int flags)
{
	const struct plan_fault *fault = fault_of(PLAN_CALL_ACCEPT, listener);

	if (fault != NULL && !(fault->kind == PLAN_FAULT_EAGAIN && sockets_is_blocking(listener)))
		return fail(fault);
	kernel_fills(address.__sockaddr__, size != NULL ? *size : 0);
	int fd = (int)syscall(SYS_accept4, listener, address.__sockaddr__, size, flags);

	if (fd >= 0 && world_is_active())
		sockets_accepted(listener, fd);
	return fd;
}

int accept(int listener, __SOCKADDR_ARG address, socklen_t *restrict size)
{
	return accept4(listener, address, size, 0);
}

int socketpair(int domain, int type, int protocol, int fds[2])
{
	kernel_fills(fds, 2 * sizeof *fds);
	int result = (int)syscall(SYS_socketpair, domain, type, protocol, fds);

	if (result == 0 && world_is_active()) {
		sockets_opened(fds[0]);
		sockets_opened(fds[1]);
		sockets_paired(fds[0], fds[1]);
	}
	return result;
}

/* A socket of the run that asks for any port of the loopback address gets a pair of address and port that nobody has
 * used lately. Every connection leaves its pair behind for a minute (TIME_WAIT), and after some ten thousand of them the
 * kernel's own search for a free port takes longer than the run. */
int bind(int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
	const struct sockaddr_in *wanted = address.__sockaddr_in__;

	if (world_is_active() && sockets_is_known(fd) && size >= sizeof *wanted && wanted->sin_family == AF_INET &&
			wanted->sin_port == 0 && wanted->sin_addr.s_addr == htonl(INADDR_LOOPBACK) &&
			sockets_bind(fd))
		return 0;
	return (int)syscall(SYS_bind, fd, address.__sockaddr__, size);
}

/* Interrupted, a connection is made all the same, without the caller. */
int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
	const struct plan_fault *fault = fault_of(PLAN_CALL_CONNECT, fd);

	if (fault != NULL && fault->kind != PLAN_FAULT_EINTR)
		return fail(fault);
	int result = (int)syscall(SYS_connect, fd, address.__sockaddr__, size);
	if (world_is_active()) {
		transit_connecting(fd);
		world_connecting(fd, address.__sockaddr__, size);
	}
	return fault != NULL ? fail(fault) : result;
}

/* Interrupted, a descriptor is closed all the same: Linux says so, and who tries again closes another one. */
int close(int fd)
{
	const struct plan_fault *fault = fault_of(PLAN_CALL_CLOSE, fd);
	int peer = -1;

	if (world_is_active()) {
		peer = sockets_closing(fd);
		readiness_forget(fd);
	}
	int result = (int)syscall(SYS_close, fd);
	sockets_closed(peer);
	return fault != NULL ? fail(fault) : result;
}

int shutdown(int fd, int how)
{
	bool ends = world_is_active() && how != SHUT_RD;

	if (ends)
		transit_flush(fd);
	int result = (int)syscall(SYS_shutdown, fd, how);
	if (result == 0 && ends)
		sockets_shut(fd);
	return result;
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t size)
{
	if (world_is_active() && level == SOL_SOCKET && size == sizeof(int) && sockets_is_known(fd)) {
		int bytes = *(const int *)value;
		if (name == SO_SNDBUF || name == SO_RCVBUF) {
			(name == SO_SNDBUF ? sockets_send_buffer_set : sockets_receive_buffer_set)(fd, (size_t)bytes);
			return 0;
		}
	}
	return (int)syscall(SYS_setsockopt, fd, level, name, value, size);
}
