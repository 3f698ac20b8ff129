/* world.c - see world.h.
 *
 * Facts about Linux used here. A receiver may hold an acknowledgement back for 40 ms; setting TCP_QUICKACK sends it
 * at once, when everything was read or more than one segment is unacknowledged, hence the small segments
 * (WORLD_SEGMENT_BYTES). TCP_INFO's tcpi_unacked counts segments sent and not acknowledged, and is 0 after a reset.
 * Loopback delivers in the sender's system call, except when the softirq was handed to ksoftirqd under load, and when
 * a full receive queue dropped a segment, which comes again after 200 ms: world_is_in_flight notices both.
 */
#include "harness/world.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/check.h"

/* 2023-11-14 22:13:20 UTC and an uptime of 1,000,000 s: any fixed values do, as long as every run starts at them. */
static const uint64_t realtime_base_ns = UINT64_C(1700000000) * 1000000000u;
static const uint64_t monotonic_base_ns = UINT64_C(1000000) * 1000000000u;

static _Thread_local bool active;

static struct {
	struct world_callbacks callbacks;
	uint64_t elapsed_ns;
	int buffer;
	uint32_t fd_count;
	int fds[WORLD_FDS_MAX];
} g;

void world_enter(const struct world_callbacks *callbacks, int buffer)
{
	CHECK(!active);
	g.buffer = buffer;
	g.callbacks = *callbacks;
	g.elapsed_ns = 0;
	g.fd_count = 0;
	active = true;
}

void world_leave(void)
{
	active = false;
}

bool world_is_active(void)
{
	return active;
}

bool world_pause(void)
{
	bool was_active = active;

	active = false;
	return was_active;
}

void world_resume(bool was_active)
{
	active = was_active;
}

uint64_t world_elapsed_ns(void)
{
	return g.elapsed_ns;
}

uint64_t world_monotonic_ns(void)
{
	return monotonic_base_ns + g.elapsed_ns;
}

uint64_t world_realtime_ns(void)
{
	return realtime_base_ns + g.elapsed_ns;
}

void world_advance_ns(uint64_t ns)
{
	g.elapsed_ns += ns;
}

void world_fd_opened(int fd)
{
	static const int segment_bytes = WORLD_SEGMENT_BYTES;

	CHECK(g.fd_count < WORLD_FDS_MAX);
	/* Fails for what is not TCP, which has no segments to make small. */
	setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &segment_bytes, sizeof segment_bytes);
	/* Before there is a connection: a window once announced is not taken back, but data beyond the buffer is lost. */
	if (g.buffer > 0) {
		setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &g.buffer, sizeof g.buffer);
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &g.buffer, sizeof g.buffer);
	}
	g.fds[g.fd_count++] = fd;
}

void world_fd_closed(int fd)
{
	for (uint32_t i = 0; i < g.fd_count; i++) {
		if (g.fds[i] == fd) {
			memmove(&g.fds[i], &g.fds[i + 1], (g.fd_count - i - 1) * sizeof g.fds[0]);
			g.fd_count--;
			return;
		}
	}
}

uint32_t world_fd_count(void)
{
	return g.fd_count;
}

void world_turn(void)
{
	if (g.callbacks.turn != NULL)
		g.callbacks.turn();
}

void world_acknowledge(void)
{
	static const int on = 1;

	for (uint32_t i = 0; i < g.fd_count; i++)
		setsockopt(g.fds[i], IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

bool world_is_in_flight(void)
{
	bool is_unacknowledged = false;

	for (uint32_t i = 0; i < g.fd_count; i++) {
		struct tcp_info info;
		socklen_t size = sizeof info;
		int unread = 0;

		memset(&info, 0, sizeof info);
		if (getsockopt(g.fds[i], IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
				info.tcpi_state == TCP_CLOSE || info.tcpi_state == TCP_LISTEN)
			continue;
		if (info.tcpi_state == TCP_SYN_SENT || info.tcpi_state == TCP_SYN_RECV)
			return true;
		/* A receiver that has not read everything may hold the acknowledgement back: it has the data. */
		if (ioctl(g.fds[i], SIOCINQ, &unread) == 0 && unread > 0)
			return false;
		is_unacknowledged |= info.tcpi_unacked > 0;
	}
	return is_unacknowledged;
}

void world_stuck(const char *call)
{
	CHECK(g.callbacks.stuck != NULL);
	g.callbacks.stuck(call);
	CHECK(!"a stuck run went on");
}

uint64_t world_fd_set(void)
{
	struct pollfd fds[64];
	uint64_t set = 0;

	for (int i = 0; i < 64; i++)
		fds[i] = (struct pollfd){ .fd = i };
	/* A raw call: poll itself is interposed, and no descriptor of interest ever blocks it with timeout 0. */
	CHECK(syscall(SYS_poll, fds, 64, 0) >= 0);
	for (int i = 0; i < 64; i++) {
		if (!(fds[i].revents & POLLNVAL))
			set |= UINT64_C(1) << i;
	}
	return set;
}
