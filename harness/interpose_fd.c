/* interpose_fd.c - the libc calls that open and close sockets, so that the world knows the sockets of a run. */
#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/world.h"

static int opened(long fd)
{
	if (fd >= 0 && world_is_active())
		world_fd_opened((int)fd);
	return (int)fd;
}

int socket(int domain, int type, int protocol)
{
	return opened(syscall(SYS_socket, domain, type, protocol));
}

int accept4(int fd, __SOCKADDR_ARG address, socklen_t *restrict size, int flags)
{
	return opened(syscall(SYS_accept4, fd, address.__sockaddr__, size, flags));
}

int accept(int fd, __SOCKADDR_ARG address, socklen_t *restrict size)
{
	return opened(syscall(SYS_accept, fd, address.__sockaddr__, size));
}

int socketpair(int domain, int type, int protocol, int fds[2])
{
	int result = (int)syscall(SYS_socketpair, domain, type, protocol, fds);

	if (result == 0) {
		opened(fds[0]);
		opened(fds[1]);
	}
	return result;
}

int close(int fd)
{
	if (world_is_active())
		world_fd_closed(fd);
	return (int)syscall(SYS_close, fd);
}
