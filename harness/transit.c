/* transit.c - see transit.h.
 *
 * Facts about Linux used here. Loopback delivers in the sender's system call, unless the machine is so busy that the kernel
 * hands that work to a thread of its own (ksoftirqd). Nagle's algorithm keeps a small segment in the sender while an earlier
 * one is unacknowledged: TCP_NODELAY switches it off. A connection sends ten segments and no more before the first is
 * acknowledged, and a receiver may delay acknowledging small ones while they are unread; it acknowledges at once when all
 * has been read and TCP_QUICKACK is set. So a few sends may lie unread in the kernel, further ones are kept here, and
 * become one when the receiver has read the others.
 */
#include "harness/kernel.h"
#include "harness/transit.h"

#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/sockets.h"
#include "harness/world.h"

enum {
	UNREAD_SEGMENTS_MAX = 4,    /* well below the ten, since what is kept is sent on top */
	SEGMENT_BYTES = 16384,      /* at most so many in one: loopback's segments are larger */
	SPINS_MAX = 16, PAUSE_US = 50,
};

static struct lane {
	bool is_tcp, is_udp;
	bool connects;              /* maybe: connect() was called, and nobody has looked since */
	uint32_t unread_segments;   /* sent since the other end has last read everything */
	char *held;                 /* not sent yet; the memory is kept for the next run */
	size_t held_size, held_capacity;
} lanes[SOCKETS_COUNT];
static int connecting;          /* lanes with `connects` */

static struct lane *lane_of(int fd)
{
	return sockets_is_known(fd) && lanes[fd].is_tcp ? &lanes[fd] : NULL;
}

static void option_set(int fd, int name, int value)
{
	syscall(SYS_setsockopt, fd, IPPROTO_TCP, name, &value, sizeof value);
}

static bool has_event(int fd, short events)
{
	struct pollfd pollfd = { .fd = fd, .events = events };

	return syscall(SYS_poll, &pollfd, 1, 0) > 0;
}

/* Not all that the kernel was given for the socket, and that is not read yet, is there. */
static bool awaits_bytes(int fd)
{
	int unread = 0, peer = sockets_peer(fd);
	size_t expected = sockets_unread(fd);

	if (peer < 0 || expected == 0)
		return false;
	expected -= lanes[peer].held_size;
	return ioctl(fd, SIOCINQ, &unread) == 0 && (size_t)unread < expected && !has_event(fd, 0);
}

static bool awaits_end(int fd)
{
	return !has_event(fd, POLLRDHUP);
}

static bool awaits_connection(int fd)
{
	struct tcp_info info;
	socklen_t size = sizeof info;

	return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
			(info.tcpi_state == TCP_SYN_SENT || info.tcpi_state == TCP_SYN_RECV);
}

/* A pause in real time, the longer the later. False when it has been long enough: what is awaited may never come. */
static bool settle_pause(int *spins)
{
	static const struct timespec pause = { .tv_nsec = PAUSE_US * 1000 };

	if (*spins >= WORLD_SETTLE_MS_MAX * 1000 / PAUSE_US)
		return false;
	if (++*spins <= SPINS_MAX)
		sched_yield();
	else
		syscall(SYS_nanosleep, &pause, NULL);
	return true;
}

/* Waits in real time while the socket awaits it; not for ever, since its other end may be no socket of the run. */
static void settle(int fd, bool (*awaits)(int fd))
{
	int spins = 0;

	while (awaits(fd) && settle_pause(&spins))
		;
}

static void lane_reset(struct lane *lane, int protocol)
{
	connecting -= lane->connects;
	*lane = (struct lane){ .is_tcp = protocol == IPPROTO_TCP, .is_udp = protocol == IPPROTO_UDP, .held = lane->held,
			.held_capacity = lane->held_capacity };
}

void transit_opened(int fd)
{
	int protocol = 0;
	socklen_t size = sizeof protocol;

	getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size);
	lane_reset(&lanes[fd], protocol);
	if (lanes[fd].is_tcp)
		option_set(fd, TCP_NODELAY, 1);
}

void transit_inherited(int fd, int listener)
{
	lane_reset(&lanes[fd], lanes[listener].is_tcp ? IPPROTO_TCP : 0);
}

void transit_elsewhere(int fd)
{
	lane_reset(&lanes[fd], IPPROTO_TCP);
}

void transit_connecting(int fd)
{
	if (lane_of(fd) == NULL || lanes[fd].connects)
		return;
	lanes[fd].connects = true;
	connecting++;
}

void transit_accepted(int fd)
{
	if (lane_of(fd) != NULL && sockets_peer(fd) >= 0)
		settle(fd, awaits_bytes);
}

static void held_add(struct lane *lane, const void *data, size_t size)
{
	if (lane->held_size + size > lane->held_capacity) {
		lane->held_capacity = (lane->held_size + size) * 2;
		lane->held = realloc(lane->held, lane->held_capacity);
		CHECK(lane->held != NULL);
	}
	memcpy(lane->held + lane->held_size, data, size);
	lane->held_size += size;
}

bool transit_hold(int fd, const void *data, size_t size)
{
	struct lane *lane = lane_of(fd);

	if (lane == NULL || size == 0 || (lane->unread_segments < UNREAD_SEGMENTS_MAX && lane->held_size == 0))
		return false;
	/* What is broken must say so, and what is not connected has nothing unread. */
	if (sockets_unread_by_peer(fd) == 0 || sockets_is_shut(fd) || has_event(fd, 0))
		return false;
	held_add(lane, data, size);
	return true;
}

void transit_sent(int fd, size_t size)
{
	struct lane *lane = lane_of(fd);
	int peer = sockets_peer(fd);

	if (lane == NULL)
		return;
	lane->unread_segments += 1 + (uint32_t)(size / SEGMENT_BYTES);
	if (peer >= 0)
		settle(peer, awaits_bytes);
}

void transit_flush(int fd)
{
	struct lane *lane = fd >= 0 ? lane_of(fd) : NULL;
	size_t size = lane != NULL ? lane->held_size : 0;

	if (size == 0)
		return;
	lane->held_size = 0;
	/* The kernel's buffers are larger than all of it. When the connection is gone, so are the bytes. */
	long taken = syscall(SYS_sendto, fd, lane->held, size, MSG_DONTWAIT | MSG_NOSIGNAL, NULL, 0);
	CHECK(taken < 0 || (size_t)taken == size);
	transit_sent(fd, size);
}

/* The socket has read all that the kernel had for it. */
static void drained(int fd)
{
	int peer = sockets_peer(fd);

	option_set(fd, TCP_QUICKACK, 1);
	if (peer < 0)
		return;
	lanes[peer].unread_segments = 0;
	transit_flush(peer);
}

void transit_taken_elsewhere(int fd)
{
	if (sockets_peer(fd) >= 0 && sockets_unread(fd) == transit_kept_for(fd))
		drained(fd);
}

size_t transit_kept_for(int fd)
{
	int peer = sockets_peer(fd);

	return peer >= 0 ? lanes[peer].held_size : 0;
}

bool transit_is_full(int fd)
{
	return lanes[fd].unread_segments >= UNREAD_SEGMENTS_MAX && sockets_unread_by_peer(fd) > 0;
}

size_t transit_received(int fd, void *data, size_t got, size_t size)
{
	int peer = sockets_peer(fd);

	if (lane_of(fd) == NULL || peer < 0)
		return got;
	while (sockets_unread(fd) == lanes[peer].held_size) {
		bool more = lanes[peer].held_size > 0 && got < size;
		drained(fd);
		if (!more)
			break;
		kernel_fills((char *)data + got, size - got);
		long rest = syscall(SYS_recvfrom, fd, (char *)data + got, size - got, MSG_DONTWAIT, NULL, NULL);
		if (rest <= 0)
			break;
		sockets_received(fd, (size_t)rest);
		got += (size_t)rest;
	}
	return got;
}

bool transit_is_datagram(int fd)
{
	return sockets_is_known(fd) && lanes[fd].is_udp;
}

static bool has_address(int fd, const struct sockaddr_in *address)
{
	struct sockaddr_in own;
	socklen_t size = sizeof own;

	return getsockname(fd, (struct sockaddr *)&own, &size) == 0 && own.sin_family == AF_INET &&
			own.sin_port == address->sin_port && own.sin_addr.s_addr == address->sin_addr.s_addr;
}

static uint32_t queue_bytes(int fd)
{
	uint32_t figures[SK_MEMINFO_VARS] = { 0 };
	socklen_t size = sizeof figures;

	getsockopt(fd, SOL_SOCKET, SO_MEMINFO, figures, &size);
	return figures[SK_MEMINFO_RMEM_ALLOC];
}

struct transit_queue transit_datagram_sending(int fd, const struct sockaddr *to)
{
	for (int other = 0; transit_is_datagram(fd) && to->sa_family == AF_INET && other < sockets_top(); other++) {
		if (transit_is_datagram(other) && has_address(other, (const struct sockaddr_in *)to))
			return (struct transit_queue){ .fd = other, .bytes = queue_bytes(other) };
	}
	return (struct transit_queue){ .fd = -1 };
}

void transit_datagram_sent(struct transit_queue queue)
{
	int spins = 0;

	/* Nobody receives in the meantime, so that it only grows. */
	while (queue.fd >= 0 && queue_bytes(queue.fd) == queue.bytes && settle_pause(&spins))
		;
}

void transit_ended(int fd)
{
	if (fd >= 0 && lane_of(fd) != NULL)
		settle(fd, awaits_end);
}

void transit_settle(void)
{
	for (int fd = 0; connecting > 0 && fd < sockets_top(); fd++) {
		if (!lanes[fd].connects)
			continue;
		lanes[fd].connects = false;
		connecting--;
		if (lane_of(fd) != NULL)
			settle(fd, awaits_connection);
	}
}

bool transit_is_busy(void)
{
	for (int fd = 0; fd < sockets_top(); fd++) {
		if (lane_of(fd) != NULL && awaits_bytes(fd))
			return true;
	}
	return false;
}
