/* interpose_poll.c - the waits for descriptors, which inside a run never block.
 *
 * Each asks the kernel with timeout 0. When nothing is ready, held-back acknowledgements are delivered and segments
 * in flight awaited; then nothing can become ready by itself any more (all peers live in this process), so virtual
 * time jumps to the deadline. A wait without deadline in that state is a hang.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

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
	world_acknowledge();
	int ready = ask(arguments);
	for (int waited_ms = 0; ready == 0 && waited_ms < WORLD_SETTLE_MS_MAX && world_is_in_flight(); waited_ms++) {
		real_sleep_ms(1);
		world_acknowledge();
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

	return (int)syscall(SYS_epoll_wait, a->epoll, a->events, a->max, 0);
}

/* The kernel lists events in the order in which they became ready; by descriptor the order depends on less. */
static int event_compare(const void *a, const void *b)
{
	const struct epoll_event *left = a, *right = b;

	return (left->data.fd > right->data.fd) - (left->data.fd < right->data.fd);
}

static int epoll_in_world(int epoll, struct epoll_event *events, int max, int timeout_ms)
{
	struct epoll_arguments arguments = { .epoll = epoll, .max = max, .events = events };
	int ready = timeout_ms == 0 ? (world_turn(), world_acknowledge(), epoll_ask(&arguments))
	                            : world_poll(epoll_ask, &arguments);

	if (ready > 1)
		qsort(events, (size_t)ready, sizeof *events, event_compare);
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

	return (int)syscall(SYS_poll, a->fds, a->count, 0);
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
	return (int)syscall(SYS_pselect6, a->count, a->sets[0], a->sets[1], a->sets[2], &none, NULL);
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
