/* poll.c - readiness of a descriptor.
 *
 * libuv allows one poll handle per descriptor, so all who wait for a descriptor share one, armed for the
 * union of what they want. Readiness wakes every wait that wants it, in order; whoever comes too late finds
 * EAGAIN and waits again. An error or a hang-up wakes all of them, whatever they wanted: libuv has stopped
 * the handle by then, and a writer who was not told would sleep for ever.
 */
#include "runtime/rt_private.h"

struct rt__poll {
	struct rt__event event;
	uv_poll_t handle;
	struct rt__list listed;     /* among the runtime's open polls, or among those closed while lent */
	struct rt__poll **owner;    /* or NULL, if it is only borrowed */
	int fd;
	uint32_t borrowers;
	int armed;                  /* what the handle is polling for; 0: inactive */
	uint32_t readers;           /* started waits */
	uint32_t writers;
	uint32_t urgent;            /* those who wait for out-of-band data */
	uint32_t references;
};

static struct rt__poll *poll_from(struct rt__event *event)
{
	return (struct rt__poll *) event;
}

static void poll_happened(uv_poll_t *handle, int status, int ready);

static void poll_arm(struct rt__poll *poll)
{
	int wanted = (poll->readers > 0 ? UV_READABLE | UV_DISCONNECT : 0)
		| (poll->writers > 0 ? UV_WRITABLE : 0)
		| (poll->urgent > 0 ? UV_PRIORITIZED : 0);
	if (poll->event.closed || wanted == poll->armed) {
		return;
	}
	if (wanted == 0) {
		uv_poll_stop(&poll->handle);
		rt__run.handles--;
	} else {
		uv_poll_start(&poll->handle, wanted, poll_happened);
		rt__run.handles += poll->armed == 0;
	}
	poll->armed = wanted;
}

static void poll_happened(uv_poll_t *handle, int status, int ready)
{
	struct rt__poll *poll = handle->data;
	struct rt__outcome outcome = { .cause = RT_CAUSE_EVENT };
	bool broken = status < 0 || (ready & UV_DISCONNECT) != 0;

	if (!uv_is_active((uv_handle_t *) handle) && poll->armed != 0) {
		poll->armed = 0;
		rt__run.handles--;
	}
	RT__LIST_EACH(node, &poll->event.waits) {
		struct rt__wait *wait = RT__LIST_ENTRY(node, struct rt__wait, of_event);
		if (broken || (wait->interest & ready) != 0) {
			wait->notify(wait, &outcome);
		}
	}
}

static uint32_t *poll_side(struct rt__poll *poll, const struct rt__wait *wait)
{
	switch (wait->interest) {
	case UV_READABLE:
		return &poll->readers;
	case UV_WRITABLE:
		return &poll->writers;
	default:
		return &poll->urgent;
	}
}

static void poll_start(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__poll *poll = poll_from(event);
	++*poll_side(poll, wait);
	poll_arm(poll);
}

static void poll_stop(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__poll *poll = poll_from(event);
	--*poll_side(poll, wait);
	poll_arm(poll);
}

static void poll_replay(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__outcome outcome = { .cause = RT_CAUSE_CLOSE };
	(void) event;
	wait->notify(wait, &outcome);
}

static void poll_retain(struct rt__event *event)
{
	poll_from(event)->references++;
}

static void poll_free(uv_handle_t *handle)
{
	struct rt__poll *poll = handle->data;
	/* The last of the two, libuv or the waits, to let go frees it. */
	poll->event.ops->release(&poll->event);
}

static void poll_drop(struct rt__poll *poll, uint32_t references)
{
	poll->references -= references;
	if (poll->references == 0) {
		free(poll);
	}
}

static void poll_release(struct rt__event *event)
{
	poll_drop(poll_from(event), 1);
}

static const struct rt__event_ops poll_ops = {
	.name = "poll",
	.start = poll_start,
	.stop = poll_stop,
	.replay = poll_replay,
	.retain = poll_retain,
	.release = poll_release,
};

static struct rt__poll *poll_create(int fd)
{
	/* Not request memory: libuv keeps the handle until its close has been called back. */
	struct rt__poll *poll = pecalloc(1, sizeof(*poll), true);
	int flags = fcntl(fd, F_GETFL);
	if (uv_poll_init(rt__loop, &poll->handle, fd) != 0) {
		free(poll);
		return NULL;
	}
	/* libuv has made the descriptor non-blocking. Whether it is must not depend on who has ever waited for
	 * it. */
	if ((flags & O_NONBLOCK) == 0) {
		fcntl(fd, F_SETFL, flags);
	}
	rt__event_init(&poll->event, &poll_ops);
	poll->handle.data = poll;
	poll->fd = fd;
	poll->references = 1;
	rt__list_append(&rt__run.polls, &poll->listed);
	return poll;
}

/* libuv has at most one handle for a descriptor, and a stream and a Socket may share one. */
static struct rt__poll *poll_of(int fd)
{
	RT__LIST_EACH(node, &rt__run.polls) {
		struct rt__poll *poll = RT__LIST_ENTRY(node, struct rt__poll, listed);
		if (poll->fd == fd) {
			return poll;
		}
	}
	return poll_create(fd);
}

bool rt__poll_create(int fd, struct rt__poll **owner)
{
	struct rt__poll *poll = poll_of(fd);
	if (poll == NULL) {
		return false;
	}
	poll->owner = owner;
	*owner = poll;
	return true;
}

struct rt__poll *rt__poll_borrow(int fd)
{
	struct rt__poll *poll = poll_of(fd);
	if (poll != NULL) {
		poll->borrowers++;
		poll_retain(&poll->event);
	}
	return poll;
}

void rt__poll_return(struct rt__poll *poll)
{
	if (--poll->borrowers == 0) {
		if (poll->event.closed) {
			rt__list_remove(&poll->listed);
		} else if (poll->owner == NULL) {
			rt__poll_close(poll);
		}
	}
	poll_release(&poll->event);
}

void rt__poll_wait_add(struct rt__poll *poll, int interest)
{
	rt__wait_add(rt__run.current, &poll->event, rt__notify_resume, NULL)->interest = interest;
}

void rt__poll_nudge(struct rt__poll *poll)
{
	struct rt__outcome outcome = { .cause = RT_CAUSE_EVENT };
	rt__event_notify(&poll->event, &outcome);
}

void rt__poll_close(struct rt__poll *poll)
{
	struct rt__outcome outcome = { .cause = RT_CAUSE_CLOSE };
	if (poll->owner != NULL) {
		*poll->owner = NULL;
	}
	rt__list_remove(&poll->listed);
	if (poll->borrowers > 0) {
		rt__list_append(&rt__run.lent_polls, &poll->listed);
	}
	if (poll->armed != 0) {
		poll->armed = 0;
		rt__run.handles--;
	}
	rt__event_close(&poll->event, &outcome);
	uv_poll_stop(&poll->handle);
	rt__handle_close((uv_handle_t *) &poll->handle, poll_free);
}

void rt__poll_forget(int fd)
{
	RT__LIST_EACH(node, &rt__run.polls) {
		struct rt__poll *poll = RT__LIST_ENTRY(node, struct rt__poll, listed);
		if (poll->fd == fd) {
			rt__poll_close(poll);
			return;
		}
	}
}

/* Who has borrowed it and did not return it is gone, with its stack, in a fatal error. */
static void poll_write_off(struct rt__poll *poll)
{
	uint32_t borrowers = poll->borrowers;
	poll->borrowers = 0;
	poll_drop(poll, borrowers);
}

void rt__poll_close_all(void)
{
	RT__LIST_EACH(node, &rt__run.lent_polls) {
		struct rt__poll *poll = RT__LIST_ENTRY(node, struct rt__poll, listed);
		rt__list_remove(&poll->listed);
		poll_write_off(poll);
	}
	RT__LIST_EACH(node, &rt__run.polls) {
		struct rt__poll *poll = RT__LIST_ENTRY(node, struct rt__poll, listed);
		poll_write_off(poll);
		rt__poll_close(poll);
	}
}
