/* readiness.c - see readiness.h. */
#include "harness/readiness.h"

#include <string.h>

#include "harness/check.h"
#include "harness/sockets.h"

static struct {
	struct { bool held; uint32_t late; } fds[SOCKETS_MAX];
	int top;                    /* one above the highest descriptor that was ever kept back in this run */
} g;

void readiness_reset(void)
{
	memset(g.fds, 0, (size_t)g.top * sizeof g.fds[0]);
	g.top = 0;
}

void readiness_forget(int fd)
{
	if (fd >= 0 && fd < g.top)
		memset(&g.fds[fd], 0, sizeof g.fds[fd]);
}

void readiness_turn(void)
{
	for (int fd = 0; fd < g.top; fd++)
		g.fds[fd].held = false;
	readiness_pass(1);
}

static void include(int fd)
{
	CHECK(fd >= 0 && fd < SOCKETS_MAX);
	if (fd >= g.top)
		g.top = fd + 1;
}

void readiness_hold(int fd)
{
	include(fd);
	g.fds[fd].held = true;
}

bool readiness_is_held(int fd)
{
	return fd >= 0 && fd < g.top && g.fds[fd].held;
}

void readiness_delay(int fd, uint32_t turns)
{
	include(fd);
	g.fds[fd].late = turns;
}

bool readiness_is_late(int fd)
{
	return fd >= 0 && fd < g.top && g.fds[fd].late > 0;
}

uint32_t readiness_next(void)
{
	uint32_t next = 0;

	for (int fd = 0; fd < g.top; fd++) {
		if (g.fds[fd].late > 0 && (next == 0 || g.fds[fd].late < next))
			next = g.fds[fd].late;
	}
	return next;
}

void readiness_pass(uint32_t turns)
{
	for (int fd = 0; fd < g.top; fd++)
		g.fds[fd].late -= g.fds[fd].late < turns ? g.fds[fd].late : turns;
}
