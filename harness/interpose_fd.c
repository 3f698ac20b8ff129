/* interpose_fd.c - the libc calls that open and close sockets and set their buffers, so that sockets.c knows them. */
#include <errno.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/sockets.h"
#include "harness/world.h"

int socket(int domain, int type, int protocol)
{
	int fd = (int)syscall(SYS_socket, domain, type, protocol);

	if (fd >= 0 && world_is_active())
		sockets_opened(fd);
	return fd;
}

int accept4(int listener, __SOCKADDR_ARG address, socklen_t *restrict size, int flags)
{
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

int close(int fd)
{
	if (world_is_active())
		sockets_closed(fd);
	return (int)syscall(SYS_close, fd);
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
