/* interpose_poll.c - the waits for descriptors, which inside a run never block.
 *
 * Each asks the kernel with timeout 0, and takes "writable" out of the answer for sockets that are full (sockets.h).
 * When nothing is left, segments in flight are awaited; then nothing can become ready by itself any more (peers live in this
 * process, or wait for it), so virtual time jumps to the deadline, or to where the pause of such a peer ends. A wait without deadline in that state is a hang. What a fault
 * of the plan keeps back (readiness.h) will become ready by itself: time goes no further than that.
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

#include "harness/faults.h"
#include "harness/kernel.h"
#include "harness/readiness.h"
#include "harness/sockets.h"
#include "harness/transit.h"
#include "harness/world.h"

static void real_sleep_ms(long ms)
{
	struct timespec wanted = { .tv_nsec = ms * 1000000 };

	syscall(SYS_nanosleep, &wanted, NULL);
}

static void turn(void)
{
	world_turn();
	transit_settle();
	world_others_run();
}

/* Repeats ask(arguments) until something is ready or the network of the run is quiet; returns the last answer. */
static int world_poll(int (*ask)(void *), void *arguments)
{
	turn();
	int ready = ask(arguments);
	for (int waited_ms = 0; ready == 0 && waited_ms < WORLD_SETTLE_MS_MAX && transit_is_busy(); waited_ms++) {
		real_sleep_ms(1);
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

/* The same, asking again whenever another process of the run goes on before that. Returns the last answer. No limit is a
 * negative one, and more than any pause. */
static int world_pass(int (*ask)(void *), void *arguments, int64_t timeout_ns, const char *call)
{
	uint64_t pause_ns;
	int ready = 0;

	while (ready == 0 && (pause_ns = world_others_pause_ns()) <= (uint64_t)timeout_ns && pause_ns != UINT64_MAX) {
		world_advance_ns(pause_ns);
		timeout_ns -= timeout_ns < 0 ? 0 : (int64_t)pause_ns;
		world_others_run();
		ready = ask(arguments);
	}
	if (ready == 0)
		world_wait(timeout_ns, call);
	return ready;
}

struct epoll_arguments {
	int epoll, max;
	struct epoll_event *events;
	int ready;
	const struct plan_fault *fault;         /* that disturbs this wait, or NULL */
	struct faults_waiter victim;            /* whose descriptor alone is disturbed; fd -1: any */
};

/* Whether the loop is not to learn of the event yet; from now on, if the fault of this wait says so. */
static bool is_kept_back(struct epoll_arguments *a, int fd)
{
	if (a->fault != NULL && a->fault->kind == PLAN_FAULT_DELAY && sockets_is_known(fd) &&
			(a->victim.fd < 0 || a->victim.fd == fd) && !readiness_is_late(fd)) {
		readiness_delay(fd, a->fault->value);
		faults_took(a->fault);
	}
	return readiness_is_late(fd);
}

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
		if (event.events != 0 && !is_kept_back(a, event.data.fd))
			a->events[kept++] = event;
	}
	return a->ready = ready < 0 ? ready : kept;
}

static bool is_reported(void *context, int fd)
{
	const struct epoll_arguments *a = context;

	for (int i = 0; i < a->ready; i++) {
		if (a->events[i].data.fd == fd)
			return true;
	}
	return readiness_is_late(fd);
}

/* Adds an event on a descriptor that somebody waits for, and on which nothing has happened. */
static void epoll_invent(struct epoll_arguments *a)
{
	struct faults_waiter waiter = a->victim.fd >= 0 ? a->victim : faults_waiter_find(is_reported, a);

	if (waiter.fd < 0 || a->ready < 0 || a->ready == a->max || is_reported(a, waiter.fd))
		return;
	a->events[a->ready++] = (struct epoll_event){ .events = waiter.writes ? EPOLLOUT : EPOLLIN,
			.data.fd = waiter.fd };
	faults_took(a->fault);
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

/* Turns, a millisecond each, until something happens by itself: what was kept back becomes ready, another process goes on.
 * -1 = nothing will. */
static int turns_to_wait(void)
{
	uint32_t turns = readiness_next();
	uint64_t pause_ns = world_others_pause_ns();

	if (pause_ns == UINT64_MAX)
		return turns == 0 ? -1 : (int)turns;
	uint32_t pause_ms = (uint32_t)((pause_ns + 999999) / 1000000);
	return (int)(turns == 0 || pause_ms < turns ? pause_ms : turns);
}

/* Nothing is ready: lets time pass up to the deadline, or until something is. */
static void epoll_pass(struct epoll_arguments *a, int timeout_ms)
{
	while (a->ready == 0 && timeout_ms != 0) {
		int turns = turns_to_wait();

		if (turns < 0 || (timeout_ms > 0 && turns > timeout_ms)) {
			if (timeout_ms > 0)
				readiness_pass((uint32_t)timeout_ms);
			world_wait(timeout_ms < 0 ? -1 : (int64_t)timeout_ms * 1000000, "epoll_wait");
			return;
		}
		readiness_pass((uint32_t)turns);
		world_advance_ns((uint64_t)turns * 1000000u);
		timeout_ms -= timeout_ms < 0 ? 0 : turns;
		world_others_run();
		epoll_ask(a);
	}
}

static int epoll_in_world(int epoll, struct epoll_event *events, int max, int timeout_ms)
{
	struct epoll_arguments a = { .epoll = epoll, .max = max, .events = events };

	a.fault = faults_wait(&a.victim);
	if (a.fault != NULL && a.fault->kind == PLAN_FAULT_EINTR) {
		faults_took(a.fault);
		errno = EINTR;
		return -1;
	}
	if (timeout_ms == 0) {
		turn();
		epoll_ask(&a);
	} else {
		world_poll(epoll_ask, &a);
	}
	if (a.fault != NULL && a.fault->kind == PLAN_FAULT_SPURIOUS)
		epoll_invent(&a);
	/* What the fault keeps back it has kept back: later it would never come. */
	a.fault = NULL;
	epoll_pass(&a, timeout_ms);
	if (a.ready > 1)
		events_order(events, (uint32_t)a.ready);
	return a.ready;
}

int epoll_wait(int epoll, struct epoll_event *events, int max, int timeout_ms)
{
	kernel_fills(events, (size_t)max * sizeof *events);
	if (!world_is_active())
		return (int)syscall(SYS_epoll_wait, epoll, events, max, timeout_ms);
	return epoll_in_world(epoll, events, max, timeout_ms);
}

int epoll_pwait(int epoll, struct epoll_event *events, int max, int timeout_ms, const sigset_t *mask)
{
	kernel_fills(events, (size_t)max * sizeof *events);
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
		if (*happened == 0 || (*happened & (POLLERR | POLLHUP)))
			continue;
		if (!sockets_is_writable(a->fds[i].fd))
			*happened &= (short)~POLLOUT;
		if (readiness_is_held(a->fds[i].fd))
			*happened &= (short)~POLLIN;
		ready -= *happened == 0;
	}
	return ready;
}

int poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
	struct poll_arguments arguments = { fds, count };

	for (nfds_t i = 0; i < count; i++)
		kernel_fills(&fds[i].revents, sizeof fds[i].revents);
	if (!world_is_active())
		return (int)syscall(SYS_poll, fds, count, timeout_ms);
	if (timeout_ms == 0)
		return poll_ask(&arguments);
	int ready = world_poll(poll_ask, &arguments);
	if (ready == 0)
		ready = world_pass(poll_ask, &arguments, timeout_ms < 0 ? -1 : (int64_t)timeout_ms * 1000000, "poll");
	return ready;
}

struct select_arguments { int count; fd_set *sets[3]; fd_set wanted[3]; };

/* Returns 1 if the descriptor was in the set and must not be. */
static int take_out(fd_set *set, int fd, bool must)
{
	if (!must || set == NULL || !FD_ISSET(fd, set))
		return 0;
	FD_CLR(fd, set);
	return 1;
}

static int select_ask(void *pointer)
{
	struct select_arguments *a = pointer;
	struct timespec none = { 0, 0 };

	for (int i = 0; i < 3; i++) {
		if (a->sets[i] != NULL)
			*a->sets[i] = a->wanted[i];
	}
	int ready = (int)syscall(SYS_pselect6, a->count, a->sets[0], a->sets[1], a->sets[2], &none, NULL);
	for (int fd = 0; ready > 0 && fd < a->count; fd++) {
		ready -= take_out(a->sets[0], fd, readiness_is_held(fd));
		ready -= take_out(a->sets[1], fd, !sockets_is_writable(fd));
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
		ready = world_pass(select_ask, &arguments, timeout_ns, "select");
	return ready;
}
