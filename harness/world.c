/* world.c - see world.h. */
#include "harness/world.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/readiness.h"
#include "harness/sockets.h"
#include "plan/prng.h"

/* 2023-11-14 22:13:20 UTC and an uptime of 1,000,000 s: any fixed values do, as long as every run starts at them. */
static const uint64_t realtime_base_ns = UINT64_C(1700000000) * 1000000000u;
static const uint64_t monotonic_base_ns = UINT64_C(1000000) * 1000000000u;

static _Thread_local bool active;

static struct {
	struct world_callbacks callbacks;
	uint64_t elapsed_ns;
	struct prng random;
	long process;               /* whose run it is; a forked child has the memory of its parent */
} g;

void world_enter(const struct world_callbacks *callbacks)
{
	CHECK(!active);
	g.callbacks = *callbacks;
	g.elapsed_ns = 0;
	g.process = syscall(SYS_getpid);
	prng_init(&g.random, 0, 0);
	sockets_reset();
	readiness_reset();
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

void world_turn(void)
{
	readiness_turn();
	if (g.callbacks.turn != NULL)
		g.callbacks.turn();
}

void world_others_run(void)
{
	if (g.callbacks.others != NULL)
		g.callbacks.others->run();
}

uint64_t world_others_pause_ns(void)
{
	return g.callbacks.others != NULL ? g.callbacks.others->pause_ns() : UINT64_MAX;
}

void world_connecting(int fd, const void *address, size_t size)
{
	if (g.callbacks.others != NULL)
		g.callbacks.others->connecting(fd, address, size);
}

uint32_t world_choose_event(uint32_t n)
{
	return g.callbacks.choose_event != NULL ? g.callbacks.choose_event(n) : 0;
}

void world_source(const char *call)
{
	if (g.callbacks.source != NULL)
		g.callbacks.source(call);
}

void world_random(void *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((uint8_t *)data)[i] = (uint8_t)prng_next(&g.random);
}

void world_stuck(const char *call)
{
	CHECK(g.callbacks.stuck != NULL);
	g.callbacks.stuck(call);
	CHECK(!"a stuck run went on");
}

void world_exit(const char *call, int status)
{
	if (g.callbacks.exit != NULL && syscall(SYS_getpid) == g.process)
		g.callbacks.exit(call, status);
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
