/* interpose_poll.c - the waits for descriptors, which inside a run never block.
 *
 * Each asks the kernel with timeout 0, and takes "writable" out of the answer for sockets that are full (sockets.h).
 * When nothing is left, segments in flight are awaited; then nothing can become ready by itself any more (all peers
 * live in this process), so virtual time jumps to the deadline. A wait without deadline in that state is a hang.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "harness/sockets.h"
#include "harness/world.h"

static void real_sleep_ms(long ms)
{
	struct timespec wanted = { .tv_nsec = ms * 1000000 };

	syscall(SYS_nanosleep, &wanted, NULL);
}

/* Repeats ask(arguments) until something is ready or the network of the run is quiet; returns the last answer. */
static int world_poll(int (*ask)(void *), void *arguments)
{
	world_turn();
	sockets_acknowledge();
	int ready = ask(arguments);
	for (int waited_ms = 0; ready == 0 && waited_ms < WORLD_SETTLE_MS_MAX && sockets_are_in_flight(); waited_ms++) {
		real_sleep_ms(1);
		sockets_acknowledge();
		ready = ask(arguments);
	}
	return ready;
}

/* What a wait does when nothing is ready: jumps to its deadline. */
static void world_wait(int64_t timeout_ns, const char *call)
{
	if (timeout_ns < 0)
		world_stuck(call);
	world_advance_ns((uint64_t)timeout_ns);
}

struct epoll_arguments { int epoll, max; struct epoll_event *events; };

static int epoll_ask(void *pointer)
{
	struct epoll_arguments *a = pointer;
	int ready = (int)syscall(SYS_epoll_wait, a->epoll, a->events, a->max, 0);
	int kept = 0;

	/* libuv keeps the descriptor in data.fd. */
	for (int i = 0; i < ready; i++) {
		struct epoll_event event = a->events[i];
		if (!(event.events & (EPOLLERR | EPOLLHUP)) && !sockets_is_writable(event.data.fd))
			event.events &= ~(uint32_t)EPOLLOUT;
		if (event.events != 0)
			a->events[kept++] = event;
	}
	return ready < 0 ? ready : kept;
}

/* The kernel lists events in the order in which they became ready; by descriptor the order depends on less. */
static int event_compare(const void *a, const void *b)
{
	const struct epoll_event *left = a, *right = b;

	return (left->data.fd > right->data.fd) - (left->data.fd < right->data.fd);
}

static void events_order(struct epoll_event *events, uint32_t count)
{
	qsort(events, count, sizeof *events, event_compare);
	for (uint32_t i = 0; i + 1 < count; i++) {
		uint32_t chosen = i + world_choose_event(count - i);
		struct epoll_event event = events[chosen];

		memmove(&events[i + 1], &events[i], (chosen - i) * sizeof *events);
		events[i] = event;
	}
}

static int epoll_in_world(int epoll, struct epoll_event *events, int max, int timeout_ms)
{
	struct epoll_arguments arguments = { .epoll = epoll, .max = max, .events = events };
	int ready = timeout_ms == 0 ? (world_turn(), sockets_acknowledge(), epoll_ask(&arguments))
	                            : world_poll(epoll_ask, &arguments);

	if (ready > 1)
		events_order(events, (uint32_t)ready);
	if (ready == 0 && timeout_ms != 0)
		world_wait(timeout_ms < 0 ? -1 : (int64_t)timeout_ms * 1000000, "epoll_wait");
	return ready;
}

int epoll_wait(int epoll, struct epoll_event *events, int max, int timeout_ms)
{
	if (!world_is_active())
		return (int)syscall(SYS_epoll_wait, epoll, events, max, timeout_ms);
	return epoll_in_world(epoll, events, max, timeout_ms);
}

int epoll_pwait(int epoll, struct epoll_event *events, int max, int timeout_ms, const sigset_t *mask)
{
	if (!world_is_active())
		return (int)syscall(SYS_epoll_pwait, epoll, events, max, timeout_ms, mask, 8);
	return epoll_in_world(epoll, events, max, timeout_ms);
}

struct poll_arguments { struct pollfd *fds; nfds_t count; };

static int poll_ask(void *pointer)
{
	struct poll_arguments *a = pointer;
	int ready = (int)syscall(SYS_poll, a->fds, a->count, 0);

	for (nfds_t i = 0; ready > 0 && i < a->count; i++) {
		short *happened = &a->fds[i].revents;
		if (*happened == 0 || (*happened & (POLLERR | POLLHUP)) || sockets_is_writable(a->fds[i].fd))
			continue;
		*happened &= (short)~POLLOUT;
		ready -= *happened == 0;
	}
	return ready;
}

int poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
	struct poll_arguments arguments = { fds, count };

	if (!world_is_active())
		return (int)syscall(SYS_poll, fds, count, timeout_ms);
	if (timeout_ms == 0)
		return poll_ask(&arguments);
	int ready = world_poll(poll_ask, &arguments);
	if (ready == 0)
		world_wait(timeout_ms < 0 ? -1 : (int64_t)timeout_ms * 1000000, "poll");
	return ready;
}

struct select_arguments { int count; fd_set *sets[3]; fd_set wanted[3]; };

static int select_ask(void *pointer)
{
	struct select_arguments *a = pointer;
	struct timespec none = { 0, 0 };

	for (int i = 0; i < 3; i++) {
		if (a->sets[i] != NULL)
			*a->sets[i] = a->wanted[i];
	}
	int ready = (int)syscall(SYS_pselect6, a->count, a->sets[0], a->sets[1], a->sets[2], &none, NULL);
	for (int fd = 0; ready > 0 && a->sets[1] != NULL && fd < a->count; fd++) {
		if (FD_ISSET(fd, a->sets[1]) && !sockets_is_writable(fd)) {
			FD_CLR(fd, a->sets[1]);
			ready--;
		}
	}
	return ready;
}

int select(int count, fd_set *reads, fd_set *writes, fd_set *errors, struct timeval *timeout)
{
	if (!world_is_active())
		return (int)syscall(SYS_select, count, reads, writes, errors, timeout);

	struct select_arguments arguments = { .count = count, .sets = { reads, writes, errors } };
	int64_t timeout_ns = timeout == NULL ? -1
		: (int64_t)timeout->tv_sec * 1000000000 + (int64_t)timeout->tv_usec * 1000;
	for (int i = 0; i < 3; i++) {
		if (arguments.sets[i] != NULL)
			arguments.wanted[i] = *arguments.sets[i];
	}
	int ready = timeout_ns == 0 ? select_ask(&arguments) : world_poll(select_ask, &arguments);
	if (ready == 0 && timeout_ns != 0)
		world_wait(timeout_ns, "select");
	return ready;
}
