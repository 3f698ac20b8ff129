/* scope.c - scopes: coroutines that belong together, are cancelled together and are waited for together.
 *
 * A scope is a node of a tree and outlives its PHP object for as long as a coroutine, a child or a waiter needs it.
 * Its life: open, then perhaps cancelled (members were told to end), then closed (nobody may join), at last disposed
 * (nobody is left and its finally handlers have run). It is disposed by itself when its last member has ended, provided
 * that it was cancelled or its object is gone; the main scope, which has no object, never is.
 *
 * A safe scope does not interrupt members that have started: they become zombies, which run on but count no more.
 * Scopes made for finally handlers are private: a cancellation from above passes them by.
 */
#include "runtime/rt_private.h"

#define SCOPE_CANCEL_MESSAGE "Scope was cancelled"

static const struct rt__outcome ended = { .cause = RT_CAUSE_EVENT };

static struct rt__scope *scope_from(struct rt__event *event)
{
	return (struct rt__scope *) event;
}

static void scope_replay(struct rt__event *event, struct rt__wait *wait)
{
	(void) event;
	wait->notify(wait, &ended);
}

static void scope_event_retain(struct rt__event *event)
{
	rt__scope_retain(scope_from(event));
}

static void scope_event_release(struct rt__event *event)
{
	rt__scope_release(scope_from(event));
}

static const struct rt__event_ops scope_ops = {
	.name = "scope",
	.replay = scope_replay,
	.retain = scope_event_retain,
	.release = scope_event_release,
};

/* ---- what it is made of ---- */

struct rt__scope *rt__scope_create(struct rt__scope *parent)
{
	struct rt__scope *scope = ecalloc(1, sizeof(*scope));
	rt__event_init(&scope->event, &scope_ops);
	rt__list_init(&scope->children);
	rt__list_init(&scope->members);
	rt__list_init(&scope->ends);
	rt__list_init(&scope->listeners);
	rt__list_init(&scope->deadlines);
	rt__list_init(&scope->of_parent);
	rt__callable_init(&scope->exception_handler);
	rt__callable_init(&scope->child_exception_handler);
	rt__list_append(&rt__run.scopes, &scope->all);
	scope->references = 1;
	if (parent != NULL) {
		scope->parent = rt__scope_retain(parent);
		scope->safe = parent->safe;
		rt__list_append(&parent->children, &scope->of_parent);
	}
	return scope;
}

struct rt__scope *rt__scope_retain(struct rt__scope *scope)
{
	scope->references++;
	return scope;
}

static void handlers_free(struct rt__scope *scope)
{
	rt__callable_free(&scope->exception_handler);
	rt__callable_free(&scope->child_exception_handler);
	if (scope->finally != NULL) {
		HashTable *finally = scope->finally;
		scope->finally = NULL;
		zend_array_release(finally);
	}
}

/* Leaves nothing of the scope linked anywhere. What it was observed by is not told. */
static void scope_unlink(struct rt__scope *scope)
{
	struct rt__scope *parent = scope->parent;
	rt__list_remove(&scope->of_parent);
	scope->parent = NULL;
	if (parent != NULL) {
		rt__scope_release(parent);
	}
}

static void ends_forget(struct rt__scope *scope)
{
	RT__LIST_EACH(node, &scope->ends) {
		rt__list_remove(node);
	}
}

void rt__scope_release(struct rt__scope *scope)
{
	if (--scope->references > 0) {
		return;
	}
	scope->references = 1;
	rt__scope_deadlines_free(scope);
	ends_forget(scope);
	rt__context_leave_scope(scope);
	handlers_free(scope);
	scope_unlink(scope);
	rt__list_remove(&scope->all);
	efree(scope);
}

struct rt__scope *rt__scope_main(void)
{
	if (rt__run.main_scope == NULL) {
		rt__run.main_scope = rt__scope_create(NULL);
		rt__run.main_scope->safe = true;
		rt__run.main_scope->is_main = true;
	}
	return rt__run.main_scope;
}

struct rt__scope *rt__scope_current(void)
{
	struct rt_coroutine *coroutine = rt__run.current;
	return coroutine != NULL && coroutine->scope != NULL ? coroutine->scope : rt__scope_main();
}

/* ---- who is in it ---- */

static bool children_each(const struct rt__scope *scope, bool (*holds)(const struct rt__scope *scope))
{
	RT__LIST_EACH(node, &scope->children) {
		if (!holds(RT__LIST_ENTRY(node, struct rt__scope, of_parent))) {
			return false;
		}
	}
	return true;
}

bool rt__scope_is_idle(const struct rt__scope *scope)
{
	return scope->active == 0 && children_each(scope, rt__scope_is_idle);
}

bool rt__scope_is_empty(const struct rt__scope *scope)
{
	return rt__list_is_empty(&scope->members) && children_each(scope, rt__scope_is_empty);
}

bool rt__scope_is_finished(const struct rt__scope *scope)
{
	return scope->disposed || scope->closed || scope->cancelled
		|| (scope->active == 0 && children_each(scope, rt__scope_is_finished));
}

bool rt__scope_contains(const struct rt__scope *scope, const struct rt_coroutine *coroutine)
{
	for (const struct rt__scope *at = coroutine->scope; at != NULL; at = at->parent) {
		if (at == scope) {
			return true;
		}
	}
	return false;
}

static bool may_be_disposed(const struct rt__scope *scope)
{
	return !scope->is_main && rt__list_is_empty(&scope->members)
		&& (scope->cancelled || scope->closed || scope->object == NULL)
		&& children_each(scope, may_be_disposed);
}

void rt__scope_join(struct rt__scope *scope, struct rt_coroutine *coroutine)
{
	coroutine->scope = rt__scope_retain(scope);
	rt__list_append(&scope->members, &coroutine->of_scope);
	scope->active++;
}

static void member_remove(struct rt_coroutine *coroutine)
{
	rt__list_remove(&coroutine->of_scope);
	coroutine->scope->active -= !coroutine->zombie;
}

/* Tells who waits for the scope, and for those above, that there is less to wait for. */
static void completion_notify(struct rt__scope *scope)
{
	for (; scope != NULL && rt__scope_is_idle(scope); scope = scope->parent) {
		rt__event_notify(&scope->event, &ended);
	}
}

void rt__scope_zombie(struct rt_coroutine *coroutine)
{
	if (coroutine->zombie) {
		return;
	}
	coroutine->zombie = true;
	coroutine->scope->active--;
	completion_notify(coroutine->scope);
}

void rt__scope_leave(struct rt_coroutine *coroutine)
{
	struct rt__scope *scope = coroutine->scope;
	if (scope == NULL) {
		return;
	}
	member_remove(coroutine);
	coroutine->scope = NULL;
	completion_notify(scope);
	rt__scope_try_dispose(scope);
	rt__scope_release(scope);
}

void rt__scope_forget(struct rt_coroutine *coroutine)
{
	struct rt__scope *scope = coroutine->scope;
	if (scope == NULL) {
		return;
	}
	member_remove(coroutine);
	coroutine->scope = NULL;
	rt__scope_release(scope);
}

/* ---- how it ends ---- */

void rt__scope_on_dispose(struct rt__scope *scope, struct rt__scope_end *end, void (*notify)(struct rt__scope_end *))
{
	end->notify = notify;
	rt__list_append(&scope->ends, &end->of_scope);
}

void rt__scope_off_dispose(struct rt__scope_end *end)
{
	rt__list_remove(&end->of_scope);
}

static void ends_notify(struct rt__scope *scope)
{
	/* Whoever is told may unsubscribe others as well as itself. */
	while (!rt__list_is_empty(&scope->ends)) {
		struct rt__scope_end *end = RT__LIST_ENTRY(scope->ends.next, struct rt__scope_end, of_scope);
		rt__list_remove(&end->of_scope);
		end->notify(end);
	}
}

static void finally_start(struct rt__scope *scope)
{
	HashTable *handlers = scope->finally;
	scope->over = true;
	if (handlers == NULL) {
		return;
	}
	scope->finally = NULL;
	zend_object *object = rt__scope_object(scope);
	rt__finally_start(handlers, object, scope);
	OBJ_RELEASE(object);
}

static void scope_dispose(struct rt__scope *scope)
{
	scope->closed = true;
	RT__LIST_EACH(node, &scope->children) {
		struct rt__scope *child = RT__LIST_ENTRY(node, struct rt__scope, of_parent);
		rt__scope_try_dispose(child);
	}
	rt__scope_deadlines_free(scope);
	ends_notify(scope);
	finally_start(scope);
	/* Finally handlers, of a child perhaps, are still to run. */
	if (!rt__list_is_empty(&scope->children)) {
		return;
	}
	scope->disposed = true;
	rt__event_close(&scope->event, &ended);
	handlers_free(scope);
	struct rt__scope *parent = scope->parent == NULL ? NULL : rt__scope_retain(scope->parent);
	scope_unlink(scope);
	if (parent != NULL) {
		completion_notify(parent);
		rt__scope_try_dispose(parent);
		rt__scope_release(parent);
	}
}

bool rt__scope_try_dispose(struct rt__scope *scope)
{
	if (scope->disposed) {
		return true;
	}
	if (scope->disposing || !may_be_disposed(scope)) {
		return false;
	}
	rt__scope_retain(scope);
	scope->disposing = true;
	scope_dispose(scope);
	scope->disposing = false;
	rt__scope_release(scope);
	return true;
}

/* Children first, then members in the order in which they joined. Without an error each gets one of its own. */
void rt__scope_break(struct rt__scope *scope, zend_object *error, bool safely)
{
	scope->cancelled = true;
	RT__LIST_EACH(child, &scope->children) {
		struct rt__scope *inner = RT__LIST_ENTRY(child, struct rt__scope, of_parent);
		if (!inner->is_private) {
			rt__scope_cancel(inner, error, NULL, safely);
		}
	}
	RT__LIST_EACH(member, &scope->members) {
		struct rt_coroutine *coroutine = RT__LIST_ENTRY(member, struct rt_coroutine, of_scope);
		if (safely) {
			rt__coroutine_cancel_safely(coroutine, error);
		} else {
			rt__coroutine_cancel(coroutine, error, RT__CANCEL_MESSAGE, RT_CAUSE_CANCEL);
		}
	}
}

void rt__scope_notify_error(struct rt__scope *scope, zend_object *error)
{
	struct rt__outcome outcome = { .error = error, .cause = RT_CAUSE_CANCEL };
	rt__event_notify(&scope->event, &outcome);
	ends_notify(scope);
}

/* Nobody is in it: it needs no cancelling. */
static void close_empty(struct rt__scope *scope)
{
	scope->closed = true;
	rt__scope_deadlines_free(scope);
	ends_notify(scope);
	finally_start(scope);
}

void rt__scope_cancel(struct rt__scope *scope, zend_object *error, const char *message, bool safely)
{
	if (scope->disposed || scope->closed || scope->cancelled) {
		return;
	}
	rt__scope_retain(scope);
	if (rt__scope_is_empty(scope)) {
		close_empty(scope);
	} else {
		if (error != NULL) {
			GC_ADDREF(error);
		} else {
			error = rt__exception_create(rt__ce_async_cancellation, EG(current_execute_data), NULL, "%s",
				message == NULL ? SCOPE_CANCEL_MESSAGE : message);
		}
		rt__scope_break(scope, error, safely);
		rt__scope_notify_error(scope, error);
		OBJ_RELEASE(error);
	}
	rt__scope_release(scope);
}

void rt__scope_close(struct rt__scope *scope, bool safely)
{
	rt__scope_cancel(scope, NULL, NULL, safely);
	scope->closed = true;
}

void rt__scope_shutdown(void)
{
	RT__LIST_EACH(node, &rt__run.scopes) {
		struct rt__scope *scope = RT__LIST_ENTRY(node, struct rt__scope, all);
		rt__scope_deadlines_free(scope);
		ends_forget(scope);
	}
	if (rt__run.main_scope != NULL) {
		struct rt__scope *scope = rt__run.main_scope;
		rt__run.main_scope = NULL;
		rt__scope_release(scope);
	}
}
