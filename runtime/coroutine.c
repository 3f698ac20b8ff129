/* coroutine.c - the life of a coroutine: spawn, run, cancel, end.
 *
 * The runtime holds one reference to the object of a live coroutine and drops it at the end, so that whether
 * anybody else holds one decides what becomes of an exception: with a holder it waits for a late await;
 * without, or when the last holder lets go without having looked, it takes the program down.
 */
#include "runtime/rt_private.h"

#include "zend_builtin_functions.h"

zend_class_entry *rt__ce_coroutine;
static zend_object_handlers coroutine_handlers;

static struct rt_coroutine *coroutine_from_event(struct rt__event *event)
{
	return (struct rt_coroutine *) event;
}

static void completion_replay(struct rt__event *event, struct rt__wait *wait)
{
	struct rt_coroutine *coroutine = coroutine_from_event(event);
	struct rt__outcome outcome = { .cause = RT_CAUSE_EVENT };
	if (coroutine->exception != NULL) {
		coroutine->handled = true;
		outcome.error = coroutine->exception;
	} else {
		outcome.value = &coroutine->result;
	}
	wait->notify(wait, &outcome);
}

static void completion_retain(struct rt__event *event)
{
	GC_ADDREF(&coroutine_from_event(event)->std);
}

static void completion_release(struct rt__event *event)
{
	OBJ_RELEASE(&coroutine_from_event(event)->std);
}

static const struct rt__event_ops completion_ops = {
	.name = "coroutine",
	.replay = completion_replay,
	.retain = completion_retain,
	.release = completion_release,
};

/* Whatever it would have run, or has. */
static void body_free(struct rt_coroutine *coroutine)
{
	const struct rt__task *task = coroutine->task;
	coroutine->task = NULL;
	rt__callable_free(&coroutine->body);
	if (task != NULL) {
		task->free(coroutine->task_data);
	}
}

static zend_object *coroutine_object_create(zend_class_entry *ce)
{
	struct rt_coroutine *coroutine = zend_object_alloc(sizeof(*coroutine), ce);
	memset(coroutine, 0, XtOffsetOf(struct rt_coroutine, std));
	rt__event_init(&coroutine->event, &completion_ops);
	rt__waker_init(&coroutine->waker);
	rt__list_init(&coroutine->live);
	rt__list_init(&coroutine->of_scope);
	rt__list_init(&coroutine->of_urgent);
	coroutine->fd = -1;
	rt__callable_init(&coroutine->body);
	ZVAL_UNDEF(&coroutine->result);
	zend_object_std_init(&coroutine->std, ce);
	object_properties_init(&coroutine->std, ce);
	coroutine->std.handlers = &coroutine_handlers;
	return &coroutine->std;
}

/* The last holder lets go: an exception that nobody has seen must not vanish. */
static void coroutine_object_destroy(zend_object *object)
{
	struct rt_coroutine *coroutine = rt__coroutine_from(object);
	zend_object *exception = coroutine->exception;
	if (exception == NULL || coroutine->handled || rt__is_cancellation(exception)) {
		return;
	}
	coroutine->handled = true;
	GC_ADDREF(exception);
	if (rt__run.launched) {
		rt__shutdown_begin(exception);
	} else {
		rt__uncaught_report(exception);
	}
}

static void coroutine_object_free(zend_object *object)
{
	struct rt_coroutine *coroutine = rt__coroutine_from(object);
	rt__waker_clear(coroutine);
	body_free(coroutine);
	zval_ptr_dtor(&coroutine->result);
	ZVAL_UNDEF(&coroutine->result);
	if (coroutine->exception != NULL) {
		OBJ_RELEASE(coroutine->exception);
		coroutine->exception = NULL;
	}
	if (coroutine->deferred != NULL) {
		OBJ_RELEASE(coroutine->deferred);
		coroutine->deferred = NULL;
	}
	rt__place_free(&coroutine->spawned);
	if (coroutine->own_context != NULL) {
		OBJ_RELEASE(coroutine->own_context);
	}
	if (coroutine->finally != NULL) {
		zend_array_release(coroutine->finally);
		coroutine->finally = NULL;
	}
	zend_object_std_dtor(object);
}

static HashTable *coroutine_object_gc(zend_object *object, zval **table, int *count)
{
	struct rt_coroutine *coroutine = rt__coroutine_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_get_gc_buffer_add_zval(buffer, &coroutine->result);
	if (coroutine->exception != NULL) {
		zend_get_gc_buffer_add_obj(buffer, coroutine->exception);
	}
	if (coroutine->finally != NULL) {
		zval *handler;
		ZEND_HASH_FOREACH_VAL(coroutine->finally, handler) {
			zend_get_gc_buffer_add_zval(buffer, handler);
		} ZEND_HASH_FOREACH_END();
	}
	if (coroutine->own_context != NULL) {
		zend_get_gc_buffer_add_obj(buffer, coroutine->own_context);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

static void exception_keep(struct rt_coroutine *coroutine, zend_object *exception)
{
	zend_object *stored = coroutine->exception;
	if (exception == NULL) {
		return;
	}
	coroutine->exception = exception;
	if (stored == exception) {
		OBJ_RELEASE(stored);
	} else if (stored != NULL) {
		zend_exception_set_previous(exception, stored);
	}
}

static bool is_settled(const struct rt_coroutine *coroutine)
{
	return coroutine->exception == NULL || coroutine->handled || rt__is_cancellation(coroutine->exception);
}

/* Nobody awaited it: the scopes may want it. Returns what is left of it, to be consumed, or NULL. Runs PHP code, which
 * may suspend: the coroutine has ended for everybody but the scheduler. */
static zend_object *exception_offer(struct rt_coroutine *coroutine)
{
	zend_object *exception = coroutine->exception;
	if (is_settled(coroutine)) {
		return NULL;
	}
	GC_ADDREF(exception);
	if (coroutine->offered || coroutine->scope == NULL) {
		return exception;
	}
	coroutine->closing = true;
	exception = rt__scope_catch(coroutine->scope, coroutine, exception);
	coroutine->closing = false;
	coroutine->handled = coroutine->handled || exception == NULL;
	return exception;
}

/* Nobody took it: either a holder may await it later, or it is everybody's problem now. */
static void exception_dispose(struct rt_coroutine *coroutine, zend_object *exception)
{
	if (exception == NULL) {
		return;
	}
	bool kept = GC_REFCOUNT(&coroutine->std) > 1 && !coroutine->main && coroutine->user_fiber == NULL;
	if (coroutine->handled || kept) {
		OBJ_RELEASE(exception);
		return;
	}
	coroutine->handled = true;
	rt__shutdown_begin(exception);
}

static void cancel_unstarted(struct rt_coroutine *coroutine, zend_object *error)
{
	if (coroutine->waker.status == RT__WAKER_IGNORED) {
		OBJ_RELEASE(error);
		return;
	}
	coroutine->cancelled = true;
	coroutine->waker.status = RT__WAKER_IGNORED;
	coroutine->exception = error;
}

/* A coroutine that cancels itself is not interrupted; who awaits it will see the cancellation. */
static void cancel_running(struct rt_coroutine *coroutine, zend_object *error)
{
	if (coroutine->cancelled && coroutine->exception != NULL) {
		OBJ_RELEASE(error);
		return;
	}
	coroutine->cancelled = true;
	coroutine->exception = error;
}

static void cancel_parked(struct rt_coroutine *coroutine, zend_object *error, enum rt_cause cause)
{
	struct rt__outcome outcome = { .error = error, .cause = cause };
	/* What it waits for may be for a handler of the exception it has ended with. */
	coroutine->cancelled = coroutine->cancelled || !coroutine->finished;
	rt__resume(coroutine, &outcome);
	OBJ_RELEASE(error);
}

static void cancel_protected(struct rt_coroutine *coroutine, zend_object *error)
{
	if (coroutine->deferred != NULL) {
		OBJ_RELEASE(error);
		return;
	}
	coroutine->deferred = error;
}

struct rt_coroutine *rt__coroutine_from(zend_object *object)
{
	return (struct rt_coroutine *) ((char *) object - XtOffsetOf(struct rt_coroutine, std));
}

struct rt_coroutine *rt__coroutine_create(void)
{
	struct rt_coroutine *coroutine = rt__coroutine_from(coroutine_object_create(rt__ce_coroutine));
	coroutine->id = ++rt__run.id_last;
	rt_schedule_created(&rt__run.schedule, &coroutine->schedule, coroutine->id,
		rt__run.current == NULL ? NULL : &rt__run.current->schedule);
	if (rt__run.current != NULL) {
		coroutine->parent_id = rt__run.current->id;
		coroutine->child_index = rt__run.current->children++;
	}
	rt__place_note(&coroutine->spawned);
	return coroutine;
}

void rt__coroutine_enlist(struct rt_coroutine *coroutine, struct rt__scope *scope)
{
	rt__list_append(&rt__run.live, &coroutine->live);
	rt__run.live_count++;
	rt__scope_join(scope, coroutine);
}

void rt__coroutine_body(struct rt_coroutine *coroutine, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc)
{
	rt__callable_copy(&coroutine->body, fci, fcc);
}

void rt__coroutine_queue(struct rt_coroutine *coroutine, struct rt__scope *scope, bool at_head)
{
	/* It may have been cancelled already, by a spawn strategy. */
	if (coroutine->waker.status != RT__WAKER_IGNORED) {
		coroutine->waker.status = RT__WAKER_QUEUED;
	}
	rt__coroutine_enlist(coroutine, scope);
	if (at_head) {
		rt__ready_push_head(coroutine);
	} else {
		rt__ready_push(coroutine);
	}
	RT__HOOK(spawn, coroutine);
}

struct rt_coroutine *rt__coroutine_spawn(zend_fcall_info *fci, zend_fcall_info_cache *fcc)
{
	struct rt_coroutine *coroutine = rt__coroutine_create();
	rt__coroutine_body(coroutine, fci, fcc);
	rt__coroutine_queue(coroutine, rt__scope_current(), false);
	return coroutine;
}

static struct rt_coroutine *task_create(const struct rt__task *task, void *data)
{
	struct rt_coroutine *coroutine = rt__coroutine_create();
	coroutine->task = task;
	coroutine->task_data = data;
	return coroutine;
}

struct rt_coroutine *rt__coroutine_spawn_task_in(struct rt__scope *scope, const struct rt__task *task, void *data,
	bool at_head)
{
	struct rt_coroutine *coroutine = task_create(task, data);
	rt__coroutine_queue(coroutine, scope, at_head);
	return coroutine;
}

void rt__coroutine_spawn_task_next(struct rt__scope *scope, const struct rt__task *task, void *data)
{
	struct rt_coroutine *coroutine = task_create(task, data);
	coroutine->waker.status = RT__WAKER_QUEUED;
	rt__coroutine_enlist(coroutine, scope);
	rt__urgent_push(coroutine);
	RT__HOOK(spawn, coroutine);
}

void rt__coroutine_discard(struct rt_coroutine *coroutine)
{
	rt__coroutine_cancel(coroutine, NULL, RT__CANCEL_MESSAGE, RT_CAUSE_CANCEL);
	coroutine->finished = true;
	coroutine->event.closed = true;
	body_free(coroutine);
	ZVAL_NULL(&coroutine->result);
	OBJ_RELEASE(&coroutine->std);
}

static void body_run(struct rt_coroutine *coroutine)
{
	if (coroutine->task != NULL) {
		coroutine->task->run(coroutine->task_data);
		return;
	}
	coroutine->body.fci.retval = &coroutine->result;
	zend_call_function(&coroutine->body.fci, &coroutine->body.fcc);
}

void rt__coroutine_run(struct rt_coroutine *coroutine)
{
	coroutine->started = true;
	coroutine->waker.status = RT__WAKER_NONE;
	rt__run.current = coroutine;
	rt__run.in_scheduler = false;

	body_run(coroutine);
	zend_object *exception = rt__exception_take();
	/* Destructors of what the callable held belong to the body: they may suspend, and may throw. */
	body_free(coroutine);
	rt__state_end();
	zend_object *late = rt__exception_take();
	if (late != NULL && exception != NULL) {
		zend_exception_set_previous(late, exception);
	}
	rt__coroutine_finish(coroutine, late != NULL ? late : exception);
}

/* From here on it has ended, as far as PHP code can see. */
static void complete(struct rt_coroutine *coroutine, zend_object *exception)
{
	struct rt__outcome outcome = { .cause = RT_CAUSE_EVENT };
	rt__waker_clear(coroutine);
	coroutine->finished = true;
	body_free(coroutine);
	if (Z_ISUNDEF(coroutine->result)) {
		ZVAL_NULL(&coroutine->result);
	}
	exception_keep(coroutine, rt__exception_absorb(exception));

	if (coroutine->exception != NULL) {
		outcome.error = coroutine->exception;
		coroutine->handled = coroutine->handled || !rt__list_is_empty(&coroutine->event.waits);
	} else {
		outcome.value = &coroutine->result;
	}
	rt__event_close(&coroutine->event, &outcome);
}

void rt__coroutine_finish(struct rt_coroutine *coroutine, zend_object *exception)
{
	complete(coroutine, exception);
	if (coroutine->finally != NULL) {
		HashTable *handlers = coroutine->finally;
		coroutine->finally = NULL;
		rt__finally_start(handlers, &coroutine->std, coroutine->scope);
	}
	exception = exception_offer(coroutine);

	rt__run.in_scheduler = true;
	rt__run.current = NULL;
	rt__waker_clear(coroutine);
	rt__list_remove(&coroutine->live);
	rt__run.live_count--;
	rt__scope_leave(coroutine);
	RT__HOOK(finish, coroutine);
	exception_dispose(coroutine, exception);
	rt__user_fiber_finished(coroutine);
	OBJ_RELEASE(&coroutine->std);
}

bool rt__coroutine_is_suspended(const struct rt_coroutine *coroutine)
{
	return coroutine->started && !coroutine->finished && coroutine->waker.status != RT__WAKER_NONE;
}

struct rt__place rt__coroutine_suspended_at(const struct rt_coroutine *coroutine)
{
	struct rt__place place = {0};
	if (rt__coroutine_is_suspended(coroutine)) {
		rt__place_note_frame(&place, coroutine->frame);
	}
	return place;
}

void rt__coroutine_trace(const struct rt_coroutine *coroutine, int options, int limit, zval *return_value)
{
	if (!rt__coroutine_is_suspended(coroutine)) {
		return;
	}
	zend_execute_data *here = EG(current_execute_data);
	EG(current_execute_data) = coroutine->frame;
	zend_fetch_debug_backtrace(return_value, 0, options, limit);
	EG(current_execute_data) = here;
}

static bool is_running(const struct rt_coroutine *coroutine)
{
	return coroutine == rt__run.current && coroutine->waker.status == RT__WAKER_NONE;
}

void rt__coroutine_cancel(struct rt_coroutine *coroutine, zend_object *error, const char *message,
	enum rt_cause cause)
{
	/* The end of the world is not kept out by protect(). */
	bool defers = coroutine->protected && cause == RT_CAUSE_CANCEL;
	RT__HOOK(cancel, coroutine);
	if (coroutine->finished && (!coroutine->closing || is_running(coroutine))) {
		return;
	}
	if (error != NULL) {
		GC_ADDREF(error);
	} else {
		error = rt__exception_create(rt__ce_async_cancellation, EG(current_execute_data), NULL, "%s",
			message);
	}
	if (!coroutine->started) {
		cancel_unstarted(coroutine, error);
	} else if (defers) {
		cancel_protected(coroutine, error);
	} else if (is_running(coroutine)) {
		cancel_running(coroutine, error);
	} else {
		cancel_parked(coroutine, error, cause);
	}
}

void rt__coroutine_cancel_safely(struct rt_coroutine *coroutine, zend_object *error)
{
	if (!coroutine->started || coroutine->finished || coroutine->protected || is_running(coroutine)) {
		rt__coroutine_cancel(coroutine, error, RT__CANCEL_MESSAGE, RT_CAUSE_CANCEL);
		return;
	}
	RT__HOOK(cancel, coroutine);
	coroutine->cancelled = true;
	rt__scope_zombie(coroutine);
}

void rt__coroutine_protect(zend_fcall_info *fci, zend_fcall_info_cache *fcc, zval *return_value)
{
	struct rt_coroutine *coroutine = rt__run.current;
	if (coroutine != NULL) {
		coroutine->protected = true;
	}
	fci->retval = return_value;
	zend_call_function(fci, fcc);
	if (coroutine == NULL) {
		return;
	}
	/* One bit, not a depth: the end of an inner protect() ends the outer one too, as in TrueAsync. */
	coroutine->protected = false;
	if (coroutine->deferred != NULL) {
		zend_object *deferred = coroutine->deferred;
		coroutine->deferred = NULL;
		coroutine->cancelled = true;
		rt__exception_throw(deferred);
	}
}

void rt__coroutine_abandon(struct rt_coroutine *coroutine)
{
	rt__waker_clear(coroutine);
	if (!coroutine->main) {
		rt__state_discard(&coroutine->zend);
	}
	coroutine->finished = true;
	coroutine->handled = true;
	rt__list_remove(&coroutine->live);
	rt__list_remove(&coroutine->of_urgent);
	rt__run.live_count--;
	rt__user_fiber_finished(coroutine);
	rt__scope_forget(coroutine);
	OBJ_RELEASE(&coroutine->std);
}

void rt__coroutine_class_prepare(zend_class_entry *ce)
{
	rt__ce_coroutine = ce;
	ce->create_object = coroutine_object_create;
	coroutine_handlers = std_object_handlers;
	coroutine_handlers.offset = XtOffsetOf(struct rt_coroutine, std);
	coroutine_handlers.dtor_obj = coroutine_object_destroy;
	coroutine_handlers.free_obj = coroutine_object_free;
	coroutine_handlers.get_gc = coroutine_object_gc;
	coroutine_handlers.clone_obj = NULL;
}
