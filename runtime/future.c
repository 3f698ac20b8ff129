/* future.c - Async\FutureState and Async\Future: an outcome that somebody will give later.
 *
 * The state is what can be waited for; a Future is a handle to it for those who wait. map(), catch() and finally() make
 * a new state that ends with what their callable makes of the outcome. The source's state holds on to it until then, so
 * that a chain outlives the handles it was built with.
 *
 * Callables never run in place. When a state ends, a crew is hired for what was derived from it, and goes on to what
 * was derived from that, nearest first. An error is the business of whoever comes last in a chain: a state reports one
 * that nobody has seen when it is let go, unless it has passed it on to a state that reports.
 */
#include "runtime/rt_private.h"

#include "zend_smart_str.h"

struct derived {
	enum rt__derivation kind;
	zval callable;
	struct future *target;      /* referenced */
	struct future *source;      /* referenced, once it is in a walk */
	struct derived *next;
};

struct future {
	struct rt__event event;
	bool used;                  /* somebody waits for it or has derived from it */
	bool ignored;
	bool seen;                  /* its error has reached somebody */
	zval result;
	zend_object *exception;
	struct rt__place created;
	struct rt__place completed;
	struct derived *first;      /* until it ends */
	struct derived **last;
	void (*abandoned)(void *owner); /* or NULL: nobody will end it, or its owner does not care */
	void *owner;                /* of one reference */
	zend_object std;
};

struct handle {
	struct future *state;       /* referenced; NULL until it is bound */
	zend_object std;
};

/* What is to be called, in order. */
struct walk {
	struct rt__crew crew;
	struct derived *first;
	struct derived **last;
};

zend_class_entry *rt__ce_future;
zend_class_entry *rt__ce_future_state;
static zend_object_handlers state_handlers;
static zend_object_handlers future_handlers;

static struct handle *handle_from(zend_object *object)
{
	return (struct handle *) ((char *) object - XtOffsetOf(struct handle, std));
}

static struct future *state_from(zend_object *object)
{
	if (object->ce == rt__ce_future) {
		return handle_from(object)->state;
	}
	return (struct future *) ((char *) object - XtOffsetOf(struct future, std));
}

static struct rt__outcome outcome_of(const struct future *future)
{
	struct rt__outcome outcome = { .cause = RT_CAUSE_EVENT };
	if (future->exception != NULL) {
		outcome.error = future->exception;
	} else {
		outcome.value = (zval *) &future->result;
	}
	return outcome;
}

static void future_replay(struct rt__event *event, struct rt__wait *wait)
{
	struct future *future = (struct future *) event;
	struct rt__outcome outcome = outcome_of(future);
	future->seen = true;
	wait->notify(wait, &outcome);
}

/* Whoever subscribes holds on to it first. */
static void future_retain(struct rt__event *event)
{
	struct future *future = (struct future *) event;
	future->used = true;
	GC_ADDREF(&future->std);
}

/* Somebody who cares for its outcome lets go. */
static void state_let_go(struct future *future)
{
	bool abandoned = future->abandoned != NULL && GC_REFCOUNT(&future->std) == 2 && future->first == NULL;
	OBJ_RELEASE(&future->std);
	if (abandoned) {
		future->abandoned(future->owner);
	}
}

static void future_release(struct rt__event *event)
{
	state_let_go((struct future *) event);
}

static const struct rt__event_ops future_ops = {
	.name = "future",
	.replay = future_replay,
	.retain = future_retain,
	.release = future_release,
};

/* ---- what is derived ---- */

static void derived_free(struct derived *derived)
{
	struct future *target = derived->target;
	struct future *source = derived->source;
	zval callable;
	ZVAL_COPY_VALUE(&callable, &derived->callable);
	efree(derived);
	zval_ptr_dtor(&callable);
	OBJ_RELEASE(&target->std);
	if (source != NULL) {
		OBJ_RELEASE(&source->std);
	}
}

static void derived_free_all(struct derived *derived)
{
	while (derived != NULL) {
		struct derived *next = derived->next;
		derived_free(derived);
		derived = next;
	}
}

static void walk_append(struct walk *walk, struct future *source, struct derived *derived)
{
	while (derived != NULL) {
		struct derived *next = derived->next;
		GC_ADDREF(&source->std);
		derived->source = source;
		derived->next = NULL;
		/* Who catches is as good as there: whatever lets go of the source meanwhile must not complain. */
		source->seen = source->seen || derived->kind == RT__DERIVE_CATCH;
		*walk->last = derived;
		walk->last = &derived->next;
		derived = next;
	}
	walk->crew.done = walk->first == NULL;
}

static struct derived *walk_take(struct walk *walk)
{
	struct derived *derived = walk->first;
	walk->first = derived->next;
	if (walk->first == NULL) {
		walk->last = &walk->first;
		/* Nobody need be hired for what is not there; it may yet come. */
		walk->crew.done = true;
	}
	return derived;
}

static void future_end(struct future *future, struct walk *walk);

/* Calls the callable, if this outcome is its business. */
static bool derived_call(const struct derived *derived, zval *result)
{
	const struct future *source = derived->source;
	bool failed = source->exception != NULL;
	if (derived->kind != RT__DERIVE_FINALLY && failed != (derived->kind == RT__DERIVE_CATCH)) {
		return false;
	}
	zval argument;
	if (failed) {
		ZVAL_OBJ_COPY(&argument, source->exception);
	} else {
		ZVAL_COPY(&argument, &source->result);
	}
	ZVAL_UNDEF(result);
	call_user_function(NULL, NULL, (zval *) &derived->callable, result, 1, &argument);
	zval_ptr_dtor(&argument);
	if (derived->kind != RT__DERIVE_FINALLY) {
		return true;
	}
	zval_ptr_dtor(result);
	return EG(exception) != NULL;
}

static void error_pass_on(struct future *source, struct future *target)
{
	source->seen = source->seen || target->seen || !target->ignored;
}

static void derived_run(struct derived *derived, struct walk *walk)
{
	struct future *source = derived->source;
	struct future *target = derived->target;
	zval result;
	bool called = derived_call(derived, &result);
	zend_object *error = rt__exception_take();
	if (error != NULL && derived->kind == RT__DERIVE_FINALLY && source->exception != NULL) {
		GC_ADDREF(source->exception);
		zend_exception_set_previous(error, source->exception);
	}
	if (target->event.closed) {
		/* It was cancelled meanwhile. */
		if (error != NULL) {
			OBJ_RELEASE(error);
		} else if (called) {
			zval_ptr_dtor(&result);
		}
		return;
	}
	if (error != NULL) {
		target->exception = error;
	} else if (called) {
		ZVAL_COPY_VALUE(&target->result, &result);
	} else if (source->exception != NULL) {
		target->exception = source->exception;
		GC_ADDREF(source->exception);
	} else {
		ZVAL_COPY(&target->result, &source->result);
	}
	future_end(target, walk);
	if (source->exception != NULL) {
		error_pass_on(source, target);
	}
}

static void walk_step(struct rt__crew *crew)
{
	struct walk *walk = (struct walk *) crew;
	struct derived *derived = walk_take(walk);
	derived_run(derived, walk);
	derived_free(derived);
}

static void walk_end(struct rt__crew *crew)
{
	(void) crew;
}

static void walk_free(struct rt__crew *crew)
{
	derived_free_all(((struct walk *) crew)->first);
	efree(crew);
}

static const struct rt__crew_ops walk_ops = { .step = walk_step, .end = walk_end, .free = walk_free };

/* Has a crew call what was derived from a state that has ended. It is nobody's work: were it of the scope of whoever has
 * ended the state, a cancellation of that scope would leave the derived ones without an outcome for ever. */
static void walk_begin(struct future *source, struct derived *derived)
{
	struct walk *walk = emalloc(sizeof(*walk));
	rt__crew_init(&walk->crew, &walk_ops, 0, rt__scope_main());
	walk->first = NULL;
	walk->last = &walk->first;
	walk_append(walk, source, derived);
	rt__crew_hire(&walk->crew);
	rt__crew_release(&walk->crew);
}

/* Tells everybody that it has its outcome. In a walk, what was derived from it is the walk's. */
static void future_end(struct future *future, struct walk *walk)
{
	struct rt__outcome outcome = outcome_of(future);
	struct derived *derived = future->first;
	rt__place_note(&future->completed);
	future->seen = future->seen || !rt__list_is_empty(&future->event.waits);
	future->first = NULL;
	future->last = &future->first;
	rt__event_close(&future->event, &outcome);
	if (future->abandoned != NULL) {
		/* Not its owner has ended it: it was cancelled. */
		void (*abandoned)(void *owner) = future->abandoned;
		future->abandoned = NULL;
		abandoned(future->owner);
	}
	if (derived == NULL) {
		return;
	}
	if (walk != NULL) {
		walk_append(walk, future, derived);
	} else if (rt__run.launched || rt__launch()) {
		walk_begin(future, derived);
	} else {
		derived_free_all(derived);
	}
}

/* ---- the objects ---- */

static zend_object *state_object_create(zend_class_entry *ce)
{
	struct future *future = zend_object_alloc(sizeof(*future), ce);
	memset(future, 0, XtOffsetOf(struct future, std));
	rt__event_init(&future->event, &future_ops);
	future->last = &future->first;
	ZVAL_UNDEF(&future->result);
	rt__place_note(&future->created);
	zend_object_std_init(&future->std, ce);
	object_properties_init(&future->std, ce);
	future->std.handlers = &state_handlers;
	return &future->std;
}

static void unused_report(const struct future *future)
{
	smart_str created = {0};
	if (future->created.file != NULL) {
		smart_str_append_printf(&created, ". Created at %s:%" PRIu32, ZSTR_VAL(future->created.file),
			future->created.line);
	}
	smart_str_0(&created);
	zend_error(E_CORE_WARNING, "Future was never used; call await(), map(), catch(), finally() or ignore() to suppress "
		"this warning%s", created.s != NULL ? ZSTR_VAL(created.s) : "");
	smart_str_free(&created);
}

static void error_report(const struct future *future)
{
	zend_class_entry *base = instanceof_function(future->exception->ce, zend_ce_exception) ? zend_ce_exception
		: zend_ce_error;
	zval holder;
	zval *message = zend_read_property_ex(base, future->exception, ZSTR_KNOWN(ZEND_STR_MESSAGE), true, &holder);
	smart_str places = {0};
	if (future->created.file != NULL) {
		smart_str_append_printf(&places, ". Created at %s:%" PRIu32, ZSTR_VAL(future->created.file),
			future->created.line);
	}
	if (future->created.file != NULL && future->completed.file != NULL) {
		smart_str_append_printf(&places, ", completed at %s:%" PRIu32, ZSTR_VAL(future->completed.file),
			future->completed.line);
	}
	smart_str_0(&places);
	zend_error(E_CORE_WARNING, "Unhandled exception in Future: %s; use catch() or ignore() to handle%s",
		Z_TYPE_P(message) == IS_STRING ? Z_STRVAL_P(message) : "Unknown error",
		places.s != NULL ? ZSTR_VAL(places.s) : "");
	smart_str_free(&places);
}

/* These warnings reach no handler of the program's: they come from wherever an object happens to be let go. */
static void state_object_destroy(zend_object *object)
{
	struct future *future = state_from(object);
	if (future->ignored) {
		return;
	}
	if (!future->used) {
		unused_report(future);
	}
	if (future->exception != NULL && !future->seen) {
		error_report(future);
	}
}

static void state_object_free(zend_object *object)
{
	struct future *future = state_from(object);
	struct derived *derived = future->first;
	future->first = NULL;
	derived_free_all(derived);
	zval_ptr_dtor(&future->result);
	ZVAL_UNDEF(&future->result);
	if (future->exception != NULL) {
		OBJ_RELEASE(future->exception);
		future->exception = NULL;
	}
	rt__place_free(&future->created);
	rt__place_free(&future->completed);
	zend_object_std_dtor(object);
}

static HashTable *state_object_gc(zend_object *object, zval **table, int *count)
{
	struct future *future = state_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_get_gc_buffer_add_zval(buffer, &future->result);
	if (future->exception != NULL) {
		zend_get_gc_buffer_add_obj(buffer, future->exception);
	}
	for (struct derived *derived = future->first; derived != NULL; derived = derived->next) {
		zend_get_gc_buffer_add_zval(buffer, &derived->callable);
		zend_get_gc_buffer_add_obj(buffer, &derived->target->std);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

static zend_object *future_object_create(zend_class_entry *ce)
{
	struct handle *handle = zend_object_alloc(sizeof(*handle), ce);
	handle->state = NULL;
	zend_object_std_init(&handle->std, ce);
	object_properties_init(&handle->std, ce);
	handle->std.handlers = &future_handlers;
	return &handle->std;
}

static void future_object_free(zend_object *object)
{
	struct future *state = handle_from(object)->state;
	handle_from(object)->state = NULL;
	if (state != NULL) {
		state_let_go(state);
	}
	zend_object_std_dtor(object);
}

static HashTable *future_object_gc(zend_object *object, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (handle_from(object)->state != NULL) {
		zend_get_gc_buffer_add_obj(buffer, &handle_from(object)->state->std);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

/* ---- shared ---- */

void rt__future_bind(zend_object *object, zend_object *state)
{
	struct handle *handle = handle_from(object);
	struct future *old = handle->state;
	GC_ADDREF(state);
	handle->state = state_from(state);
	if (old != NULL) {
		OBJ_RELEASE(&old->std);
	}
}

zend_object *rt__future_create_pending(void)
{
	zend_object *object = future_object_create(rt__ce_future);
	handle_from(object)->state = state_from(state_object_create(rt__ce_future_state));
	return object;
}

zend_object *rt__future_own(zend_object *object, void (*abandoned)(void *owner), void *owner)
{
	struct future *future = state_from(object);
	future->abandoned = abandoned;
	future->owner = owner;
	GC_ADDREF(&future->std);
	return &future->std;
}

void rt__future_disown(zend_object *state)
{
	state_from(state)->abandoned = NULL;
}

void rt__future_complete(zend_object *object, zval *value)
{
	struct future *future = state_from(object);
	if (future->event.closed) {
		return;
	}
	ZVAL_COPY_DEREF(&future->result, value);
	future_end(future, NULL);
}

void rt__future_fail(zend_object *object, zend_object *error)
{
	struct future *future = state_from(object);
	if (future->event.closed) {
		return;
	}
	GC_ADDREF(error);
	future->exception = error;
	future_end(future, NULL);
}

void rt__future_ignore(zend_object *object)
{
	state_from(object)->ignored = true;
}

bool rt__future_is_completed(zend_object *object)
{
	return state_from(object)->event.closed;
}

bool rt__future_is_cancelled(zend_object *object)
{
	struct future *future = state_from(object);
	return future->exception != NULL && instanceof_function(future->exception->ce, rt__ce_async_cancellation);
}

void rt__future_cancel(zend_object *object, zend_object *error)
{
	if (error != NULL) {
		rt__future_fail(object, error);
		return;
	}
	if (!rt__future_is_completed(object)) {
		error = rt__exception_create(rt__ce_async_cancellation, EG(current_execute_data), NULL,
			"Future has been cancelled");
		rt__future_fail(object, error);
		OBJ_RELEASE(error);
	}
}

zend_object *rt__future_derive(zend_object *object, enum rt__derivation kind, zval *callable)
{
	struct future *source = state_from(object);
	zend_object *target = rt__future_create_pending();
	struct derived *derived = ecalloc(1, sizeof(*derived));
	derived->kind = kind;
	ZVAL_COPY(&derived->callable, callable);
	derived->target = state_from(target);
	GC_ADDREF(&derived->target->std);
	source->used = true;
	if (source->event.closed) {
		walk_begin(source, derived);
	} else {
		*source->last = derived;
		source->last = &derived->next;
	}
	return target;
}

struct rt__event *rt__future_event(zend_object *object)
{
	return &state_from(object)->event;
}

const struct rt__place *rt__future_created(zend_object *object)
{
	return &state_from(object)->created;
}

const struct rt__place *rt__future_completed(zend_object *object)
{
	return &state_from(object)->completed;
}

void rt__future_observe(zend_object *object)
{
	state_from(object)->used = true;
	state_from(object)->seen = true;
}

void rt__future_classes_prepare(zend_class_entry *state, zend_class_entry *future)
{
	rt__ce_future_state = state;
	state->create_object = state_object_create;
	state_handlers = std_object_handlers;
	state_handlers.offset = XtOffsetOf(struct future, std);
	state_handlers.dtor_obj = state_object_destroy;
	state_handlers.free_obj = state_object_free;
	state_handlers.get_gc = state_object_gc;
	state_handlers.clone_obj = NULL;

	rt__ce_future = future;
	future->create_object = future_object_create;
	future_handlers = std_object_handlers;
	future_handlers.offset = XtOffsetOf(struct handle, std);
	future_handlers.free_obj = future_object_free;
	future_handlers.get_gc = future_object_gc;
	future_handlers.clone_obj = NULL;
}
