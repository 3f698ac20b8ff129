/* work.c - jobs for the thread pool: what would block the process and cannot be polled for, such as looking up a name
 * or reading a file.
 *
 * A worker sees nothing but the job, which owns all that it reads and writes: when its coroutine is cancelled the job is
 * abandoned, and lives on until the worker is through with it, maybe beyond the request. So it is not request memory,
 * and whoever has it in hand, the pool too, holds a reference. A job counts as something the program waits for as long
 * as somebody does.
 *
 * The pool is libuv's. Under an embedder with the hook `work` there are no threads: submitted jobs are queued, and in
 * each turn of the loop the embedder names the one that is run, on the loop's thread.
 */
#include "runtime/rt_private.h"

#include <pthread.h>

/* What the end of the process grants jobs that nobody waits for any more. Resolvers give up earlier. */
#define CLOSE_MS_MAX 30000

static struct {
	uint32_t in_flight;         /* submitted to libuv and not called back */
	uint32_t lost;              /* in flight when this process was forked off: nobody will call back */
	struct rt__list owned;      /* those whose creator has not let go of them */
	struct rt__list queue;      /* submitted to the embedder */
	uint32_t queued;
	uv_idle_t turns;            /* active while there is a queue; keeps the loop from sleeping */
	pthread_mutex_t mutex;      /* guards `ran` while a worker has the job */
	pthread_cond_t ended;
} pool = { .mutex = PTHREAD_MUTEX_INITIALIZER, .ended = PTHREAD_COND_INITIALIZER };

static const struct rt__outcome job_outcome = { .cause = RT_CAUSE_EVENT };

static struct rt__job *job_from(struct rt__event *event)
{
	return (struct rt__job *) event;
}

static void job_unref(struct rt__job *job)
{
	if (--job->references == 0) {
		job->ops->free(job);
		free(job);
	}
}

/* ---- the end of a job ---- */

static void job_finish(struct rt__job *job)
{
	job->state = RT__JOB_DONE;
	if (job->waiters > 0) {
		job->waiters = 0;
		rt__run.handles--;
	}
	if (job->ops->done != NULL) {
		job->ops->done(job);
	}
	rt__event_close(&job->event, &job_outcome);
	job_unref(job);
}

static void worker_run(uv_work_t *request)
{
	struct rt__job *job = request->data;
	job->ops->run(job);
	pthread_mutex_lock(&pool.mutex);
	job->ran = true;
	pthread_cond_broadcast(&pool.ended);
	pthread_mutex_unlock(&pool.mutex);
}

static void worker_done(uv_work_t *request, int status)
{
	(void) status;
	pool.in_flight--;
	job_finish(request->data);
}

/* ---- the embedder's queue ---- */

static void queue_remove(struct rt__job *job)
{
	rt__list_remove(&job->of_queue);
	if (--pool.queued == 0) {
		uv_idle_stop(&pool.turns);
	}
}

static struct rt__job *queue_at(uint32_t index)
{
	RT__LIST_EACH(node, &pool.queue) {
		if (index-- == 0) {
			return RT__LIST_ENTRY(node, struct rt__job, of_queue);
		}
	}
	return NULL;
}

static void queue_turn(uv_idle_t *handle)
{
	(void) handle;
	/* Without the hook, whose owner has left, the order is that of submission. */
	bool asks = rt__hooks != NULL && rt__hooks->work != NULL;
	struct rt__job *job = queue_at(asks ? rt__hooks->work(rt__hooks->context, pool.queued) : 0);
	if (job != NULL) {
		queue_remove(job);
		job->ops->run(job);
		job->ran = true;
		job_finish(job);
	}
}

/* ---- jobs as events ---- */

static void job_start(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__job *job = job_from(event);
	(void) wait;
	if (job->waiters++ == 0) {
		rt__run.handles++;
	}
	if (job->state == RT__JOB_NEW) {
		rt__job_submit(job);
	}
}

static void job_stop(struct rt__event *event, struct rt__wait *wait)
{
	struct rt__job *job = job_from(event);
	(void) wait;
	if (job->state != RT__JOB_DONE && --job->waiters == 0) {
		rt__run.handles--;
		/* Refused if a worker has it; either way worker_done comes, in a later turn. */
		if (job->state == RT__JOB_POOLED) {
			uv_cancel((uv_req_t *) &job->request);
		}
	}
}

static void job_replay(struct rt__event *event, struct rt__wait *wait)
{
	(void) event;
	wait->notify(wait, &job_outcome);
}

static void job_retain(struct rt__event *event)
{
	job_from(event)->references++;
}

static void job_event_release(struct rt__event *event)
{
	job_unref(job_from(event));
}

static const struct rt__event_ops job_event_ops = {
	.name = "job",
	.start = job_start,
	.stop = job_stop,
	.replay = job_replay,
	.retain = job_retain,
	.release = job_event_release,
};

void *rt__job_create(size_t size, const struct rt__job_ops *ops)
{
	struct rt__job *job = pecalloc(1, size, true);
	rt__event_init(&job->event, &job_event_ops);
	job->ops = ops;
	job->request.data = job;
	job->references = 1;
	rt__list_append(&pool.owned, &job->of_owner);
	return job;
}

void rt__job_release(struct rt__job *job)
{
	rt__list_remove(&job->of_owner);
	job_unref(job);
}

void rt__job_submit(struct rt__job *job)
{
	job->references++;
	if (UNEXPECTED(rt__hooks != NULL && rt__hooks->work != NULL)) {
		job->state = RT__JOB_QUEUED;
		rt__list_append(&pool.queue, &job->of_queue);
		if (pool.queued++ == 0) {
			uv_idle_start(&pool.turns, queue_turn);
		}
		return;
	}
	job->state = RT__JOB_POOLED;
	pool.in_flight++;
	uv_queue_work(rt__loop, &job->request, worker_run, worker_done);
}

bool rt__job_await(struct rt__job *job, enum rt_op op, int fd)
{
	rt__wait_add(rt__run.current, &job->event, rt__notify_resume, NULL);
	return rt__suspend(op, fd, NULL);
}

void rt__job_settle(struct rt__job *job)
{
	if (job->state == RT__JOB_QUEUED) {
		queue_remove(job);
		job_finish(job);
	} else if (job->state == RT__JOB_POOLED && uv_cancel((uv_req_t *) &job->request) != 0) {
		pthread_mutex_lock(&pool.mutex);
		while (!job->ran) {
			pthread_cond_wait(&pool.ended, &pool.mutex);
		}
		pthread_mutex_unlock(&pool.mutex);
	}
}

/* ---- the pool in the life of the process ---- */

void rt__work_open(void)
{
	rt__list_init(&pool.owned);
	rt__list_init(&pool.queue);
	uv_idle_init(rt__loop, &pool.turns);
}

void rt__work_forked(void)
{
	pool.lost += pool.in_flight;
	pool.in_flight = 0;
	pthread_mutex_init(&pool.mutex, NULL);
	pthread_cond_init(&pool.ended, NULL);
}

void rt__work_request_end(void)
{
	while (pool.queued > 0) {
		rt__job_settle(queue_at(0));
	}
	/* After a fatal error nobody comes back to release what was waited for. */
	RT__LIST_EACH(node, &pool.owned) {
		rt__job_release(RT__LIST_ENTRY(node, struct rt__job, of_owner));
	}
}

bool rt__work_is_left(void)
{
	return pool.in_flight + pool.lost > 0;
}

static void bound_passed(void *owner)
{
	*(bool *) owner = true;
}

bool rt__work_close(void)
{
	bool passed = false;
	struct rt__alarm *bound = rt__alarm_create(bound_passed, &passed);
	rt__alarm_hide(bound);
	rt__alarm_start(bound, CLOSE_MS_MAX);
	/* Each turn waits for a worker. */
	while (pool.in_flight > 0 && !passed) {
		uv_run(rt__loop, UV_RUN_ONCE);
	}
	rt__alarm_free(bound);
	uv_close((uv_handle_t *) &pool.turns, NULL);
	uv_run(rt__loop, UV_RUN_NOWAIT);
	return !passed && pool.lost == 0;
}
