/* child.c - the end of child processes.
 *
 * A child is known by its record, which all who wait for it share: only one waitpid() can learn how it ended. The kernel
 * tells of the end through a descriptor of the process, so there is no signal handler that others could take away, and
 * nothing is said about children of others. A child that was reaped by somebody else has ended in an unknown way. Where
 * the kernel has no such descriptors, or none is left, the child is asked about again and again.
 *
 * The watch on a child outlives who began it, be it a cancelled coroutine or a request, so that no child that was waited
 * for stays a zombie. Only while somebody waits does it count as an active handle. Records are not request memory.
 */
#include "runtime/child.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often a child without a descriptor is asked about. */
#define ASK_MS 5

struct rt__child {
	struct rt__event event;
	union {
		uv_poll_t poll;         /* of fd */
		uv_timer_t timer;       /* without one */
	} watch;
	struct rt__list all;
	pid_t pid;
	bool watched;
	int fd;                     /* the process's, while it is watched; or -1 */
	int status;
	uint32_t waiters;           /* started waits */
	uint32_t references;
};

static struct rt__list all_watched = { &all_watched, &all_watched };

static const struct rt__outcome ended_outcome = { .cause = RT_CAUSE_EVENT };

static uv_handle_t *watch_of(struct rt__child *child)
{
	return (uv_handle_t *) &child->watch;
}

static struct rt__child *child_from(struct rt__event *event)
{
	return (struct rt__child *) event;
}

static void child_start(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__child *child = child_from(event);
	(void) wait;
	if (child->waiters++ == 0) {
		uv_ref(watch_of(child));
		rt__run.handles++;
	}
}

static void child_stop(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__child *child = child_from(event);
	(void) wait;
	if (--child->waiters == 0) {
		rt__run.handles--;
		if (child->watched) {
			uv_unref(watch_of(child));
		}
	}
}

static void child_replay(struct rt__event *event, struct rt__wait *wait)
{
	(void) event;
	wait->notify(wait, &ended_outcome);
}

static void child_retain(struct rt__event *event)
{
	child_from(event)->references++;
}

static void child_release(struct rt__event *event)
{
	struct rt__child *child = child_from(event);
	if (--child->references == 0) {
		free(child);
	}
}

static const struct rt__event_ops child_ops = {
	.name = "child",
	.start = child_start,
	.stop = child_stop,
	.replay = child_replay,
	.retain = child_retain,
	.release = child_release,
};

static void watch_closed(uv_handle_t *handle)
{
	rt__child_release(handle->data);
}

static void watch_end(struct rt__child *child)
{
	if (!child->watched) {
		return;
	}
	child->watched = false;
	rt__list_remove(&child->all);
	if (child->fd < 0) {
		uv_timer_stop(&child->watch.timer);
		rt__handle_close(watch_of(child), watch_closed);
		return;
	}
	uv_poll_stop(&child->watch.poll);
	rt__handle_close(watch_of(child), watch_closed);
	close(child->fd);
	child->fd = -1;
}

void rt__child_ended(struct rt__child *child, int status)
{
	if (!child->event.closed) {
		child->status = status;
		watch_end(child);
		rt__event_close(&child->event, &ended_outcome);
	}
}

/* Reaps it if it has ended; to wait for that is for callers that cannot park. */
static void child_try(struct rt__child *child, bool waits)
{
	int status;
	pid_t result;
	if (child->event.closed) {
		return;
	}
	do {
		result = waitpid(child->pid, &status, waits ? 0 : WNOHANG);
	} while (result < 0 && errno == EINTR);
	if (result != 0) {
		rt__child_ended(child, result == child->pid ? status : RT__CHILD_UNKNOWN);
	}
}

static void poll_happened(uv_poll_t *handle, int status, int ready)
{
	(void) status;
	(void) ready;
	child_try(handle->data, false);
}

static void timer_rang(uv_timer_t *handle)
{
	child_try(handle->data, false);
}

static bool poll_begin(struct rt__child *child)
{
	child->fd = (int) syscall(SYS_pidfd_open, child->pid, 0); /* libc has a function since 2.36 only */
	if (child->fd < 0) {
		return false;
	}
	if (uv_poll_init(rt__loop, &child->watch.poll, child->fd) != 0) {
		close(child->fd);
		child->fd = -1;
		return false;
	}
	fcntl(child->fd, F_SETFD, FD_CLOEXEC);
	uv_poll_start(&child->watch.poll, UV_READABLE, poll_happened);
	return true;
}

static void timer_begin(struct rt__child *child)
{
	uv_timer_init(rt__loop, &child->watch.timer);
	uv_timer_start(&child->watch.timer, timer_rang, ASK_MS, ASK_MS);
}

void rt__child_watch(struct rt__child *child)
{
	if (child->event.closed || child->watched) {
		return;
	}
	if (!poll_begin(child)) {
		timer_begin(child);
	}
	child->watched = true;
	rt__list_append(&all_watched, &child->all);
	watch_of(child)->data = rt__child_retain(child);
	uv_unref(watch_of(child));
}

bool rt__child_wait(struct rt__child *child)
{
	child_try(child, false);
	if (!child->event.closed && !rt__can_suspend()) {
		child_try(child, true);
	}
	if (child->event.closed) {
		return true;
	}
	rt__child_watch(child);
	rt__wait_add(rt__run.current, &child->event, rt__notify_resume, NULL);
	return rt__suspend(RT_OP_PROCESS, -1, NULL);
}

struct rt__child *rt__child_create(pid_t pid)
{
	struct rt__child *child = pecalloc(1, sizeof(*child), true);
	rt__event_init(&child->event, &child_ops);
	child->pid = pid;
	child->fd = -1;
	child->references = 1;
	return child;
}

struct rt__child *rt__child_retain(struct rt__child *child)
{
	child->references++;
	return child;
}

void rt__child_release(struct rt__child *child)
{
	child_release(&child->event);
}

bool rt__child_has_ended(const struct rt__child *child)
{
	return child->event.closed;
}

int rt__child_status(const struct rt__child *child)
{
	return child->status;
}

zend_long rt__child_exit_code(const struct rt__child *child)
{
	bool exited = child->status != RT__CHILD_UNKNOWN && WIFEXITED(child->status);
	return exited ? WEXITSTATUS(child->status) : child->status;
}

/* 0 or an errno. The shell's end of the pipe is `theirs`, and `standard` what it is to be there. */
static int shell_start(const char *command, int theirs, int standard, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	char *arguments[] = { (char *) "sh", (char *) "-c", (char *) command, NULL };
	int error = posix_spawn_file_actions_init(&actions);
	if (error != 0) {
		return error;
	}
	error = posix_spawn_file_actions_adddup2(&actions, theirs, standard);
	if (error == 0) {
		error = posix_spawn(pid, "/bin/sh", &actions, NULL, arguments, environ);
	}
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

struct rt__child *rt__child_spawn(const char *command, bool feeds, int *fd)
{
	int ends[2];
	pid_t pid;
	if (pipe2(ends, O_CLOEXEC) != 0) {
		return NULL;
	}
	int ours = ends[feeds ? 1 : 0], theirs = ends[feeds ? 0 : 1];
	int error = shell_start(command, theirs, feeds ? STDIN_FILENO : STDOUT_FILENO, &pid);
	close(theirs);
	if (error != 0) {
		close(ours);
		errno = error;
		return NULL;
	}
	*fd = ours;
	return rt__child_create(pid);
}

void rt__children_reap(void)
{
	RT__LIST_EACH(node, &all_watched) {
		child_try(RT__LIST_ENTRY(node, struct rt__child, all), false);
	}
}

void rt__children_forget(void)
{
	RT__LIST_EACH(node, &all_watched) {
		watch_end(RT__LIST_ENTRY(node, struct rt__child, all));
	}
	rt__closing_flush();
	uv_run(rt__loop, UV_RUN_NOWAIT);
}
