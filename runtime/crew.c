/* crew.c - coroutines that share one piece of work, a sequence of units.
 *
 * One worker starts. Units that do not wait are all done by it, one after another. When a worker parks for the first
 * time, another one is queued to go on meanwhile, as long as the limit allows it. So a crew grows no larger than its
 * work is concurrent. An exception ends the work; it is the worker's own, and so is what becomes of it.
 */
#include "runtime/rt_private.h"

struct worker {
	struct rt__crew *crew;
	bool hired;                 /* the next one, already */
};

static void worker_run(void *data)
{
	struct rt__crew *crew = ((struct worker *) data)->crew;
	/* Who comes while another moves on leaves again: the other will go on. */
	while (!crew->done && !crew->moving) {
		crew->ops->step(crew);
		crew->done = crew->done || EG(exception) != NULL;
	}
}

static void worker_parked(void *data)
{
	struct worker *worker = data;
	struct rt__crew *crew = worker->crew;
	if (worker->hired || crew->done || crew->moving || (crew->limit != 0 && crew->workers >= crew->limit)) {
		return;
	}
	worker->hired = true;
	rt__crew_hire(crew);
}

static void worker_free(void *data)
{
	struct worker *worker = data;
	struct rt__crew *crew = worker->crew;
	efree(worker);
	if (--crew->workers == 0) {
		crew->done = true;
		crew->ops->end(crew);
	}
	rt__crew_release(crew);
}

static const struct rt__task worker_task = {
	.run = worker_run,
	.parked = worker_parked,
	.free = worker_free,
};

void rt__crew_init(struct rt__crew *crew, const struct rt__crew_ops *ops, uint32_t limit, struct rt__scope *scope)
{
	crew->ops = ops;
	crew->references = 1;
	crew->limit = limit;
	crew->scope = rt__scope_retain(scope);
	crew->workers = 0;
	crew->done = false;
	crew->moving = false;
}

void rt__crew_release(struct rt__crew *crew)
{
	if (--crew->references == 0) {
		struct rt__scope *scope = crew->scope;
		crew->ops->free(crew);
		rt__scope_try_dispose(scope);
		rt__scope_release(scope);
	}
}

void rt__crew_hire(struct rt__crew *crew)
{
	struct worker *worker = emalloc(sizeof(*worker));
	worker->crew = crew;
	worker->hired = false;
	crew->references++;
	crew->workers++;
	rt__coroutine_spawn_task_in(crew->scope, &worker_task, worker, false);
}
