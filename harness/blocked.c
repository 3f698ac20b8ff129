/* blocked.c - see blocked.h. Reads what the runtime and the engine know, and changes nothing: it is called when a run has
 * just failed. */
#include "harness/blocked.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "harness/names.h"
#include "runtime/rt.h"

enum { STACK_MAX = 512 };

static void add(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct run *run, const char *format, ...)
{
	size_t used = strlen(run->blocked);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(run->blocked + used, sizeof run->blocked - used, format, arguments);
	va_end(arguments);
}

static bool waits_to_write(enum rt_op op)
{
	return op == RT_OP_WRITE || op == RT_OP_CONNECT || op == RT_OP_SENDTO;
}

bool blocked_is_ready(const struct rt_coroutine *coroutine)
{
	short events = waits_to_write(rt_coroutine_op(coroutine)) ? POLLOUT : POLLIN;
	struct pollfd pollfd = { .fd = rt_coroutine_fd(coroutine), .events = events };

	if (pollfd.fd < 0 || poll(&pollfd, 1, 0) <= 0)
		return false;
	return !(pollfd.revents & POLLNVAL);
}

static const char *descriptor_state(const struct rt_coroutine *coroutine)
{
	if (rt_coroutine_fd(coroutine) < 0)
		return "";
	return blocked_is_ready(coroutine) ? ", descriptor ready" : ", descriptor not ready";
}

static bool line_write(void *context, struct rt_coroutine *coroutine)
{
	struct run *run = context;
	char name[16], stack[STACK_MAX];

	add(run, "%s: ", names_text(names_who(coroutine), name));
	if (rt_coroutine_is_parked(coroutine))
		add(run, "parked in %s, suspension %u%s", rt_op_name(rt_coroutine_op(coroutine)),
				rt_coroutine_suspensions(coroutine), descriptor_state(coroutine));
	else
		add(run, coroutine == rt_current() ? "running" : "ready");
	rt_coroutine_stack(coroutine, stack, sizeof stack);
	add(run, "%s%s\n", stack[0] ? ": " : "", stack);
	return true;
}

void blocked_write(struct run *run)
{
	run->blocked[0] = '\0';
	rt_coroutine_each(line_write, run);
}
