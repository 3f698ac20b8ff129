/* user_fiber.c - PHP's own Fiber class: each Fiber is a coroutine too.
 *
 * The Fiber keeps the engine's context and the engine's rules. Beside it there is a coroutine, its driver, which starts
 * and resumes it in the engine's way and parks when it has yielded. So what the Fiber's code waits for parks the driver
 * alone, on the Fiber's own stack; start(), resume() and throw() hand their errand to the driver and wait for its answer.
 * The driver keeps the object alive except while it has yielded: then only the program does, and when the program lets
 * go the engine unwinds the Fiber as ever and the driver ends.
 *
 * Fibers that run before there is a scheduler, or where none can be started, stay the engine's alone.
 */
#include "runtime/rt_private.h"

struct rt__user_fiber {
	struct rt__event answer;    /* it has yielded or ended: what start() and resume() wait for */
	struct rt__event order;     /* it is to go on: what the driver waits for */
	struct rt_coroutine *driver;/* a reference */
	zend_fiber *fiber;          /* NULL once it is gone */
	const zend_object_handlers *handlers; /* the engine's */
	bool held;                  /* the driver has a reference to the object */
	bool yielded;               /* and nobody has resumed it yet */
	uint32_t references;
};

static struct {
	zif_handler start;
	zif_handler resume;
	zif_handler throw;
	/* The engine's methods as the driver calls them. */
	zend_internal_function start_function;
	zend_internal_function resume_function;
	zend_internal_function throw_function;
	zend_object_handlers handlers;
	zend_class_entry *error;
} engine;

/* By handle of the object. */
static HashTable known;

static struct rt__user_fiber *from_answer(struct rt__event *event)
{
	return RT__LIST_ENTRY(event, struct rt__user_fiber, answer);
}

static struct rt__user_fiber *from_order(struct rt__event *event)
{
	return RT__LIST_ENTRY(event, struct rt__user_fiber, order);
}

static void release(struct rt__user_fiber *user)
{
	if (--user->references == 0) {
		if (user->driver != NULL) {
			OBJ_RELEASE(&user->driver->std);
		}
		efree(user);
	}
}

static void answer_retain(struct rt__event *event)
{
	from_answer(event)->references++;
}

static void answer_release(struct rt__event *event)
{
	release(from_answer(event));
}

static void order_retain(struct rt__event *event)
{
	from_order(event)->references++;
}

static void order_release(struct rt__event *event)
{
	release(from_order(event));
}

/* Neither ever closes, so there is nothing to replay. */
static const struct rt__event_ops answer_ops = {
	.name = "fiber",
	.retain = answer_retain,
	.release = answer_release,
};

static const struct rt__event_ops order_ops = {
	.name = "fiber order",
	.retain = order_retain,
	.release = order_release,
};

static struct rt__user_fiber *user_of(const zend_object *object)
{
	return zend_hash_index_find_ptr(&known, object->handle);
}

/* The engine has it alone from now on. */
static void forget(struct rt__user_fiber *user)
{
	zend_fiber *fiber = user->fiber;
	if (fiber == NULL) {
		return;
	}
	user->fiber = NULL;
	fiber->std.handlers = user->handlers;
	zend_hash_index_del(&known, fiber->std.handle);
	release(user);
}

/* Sends the driver on its way for the last time: there is nothing left to drive. */
static void driver_end(struct rt__user_fiber *user)
{
	static const struct rt__outcome ended = { .cause = RT_CAUSE_CLOSE };
	forget(user);
	rt__event_notify(&user->order, &ended);
}

/* The program has let go of it, or the request ends: the engine unwinds it here and now. */
static void fiber_destroy(zend_object *object)
{
	struct rt__user_fiber *user = user_of(object);
	user->handlers->dtor_obj(object);
	/* The code that was unwound may have parked. */
	user = user_of(object);
	if (user != NULL && user->yielded) {
		user->references++;
		driver_end(user);
		release(user);
	}
}

static void fiber_free(zend_object *object)
{
	struct rt__user_fiber *user = user_of(object);
	const zend_object_handlers *handlers = user->handlers;
	forget(user);
	handlers->free_obj(object);
}

static void hold(struct rt__user_fiber *user)
{
	user->held = true;
	user->yielded = false;
	GC_ADDREF(&user->fiber->std);
}

static void let_go(struct rt__user_fiber *user)
{
	user->held = false;
	OBJ_RELEASE(&user->fiber->std);
}

static void call(zend_internal_function *function, zend_object *object, zval *value, uint32_t count, zval *arguments,
	HashTable *named)
{
	rt__fiber_stack_note();
	zend_call_known_function((zend_function *) function, object, object->ce, value, count, arguments, named);
}

static bool has_yielded(const zend_fiber *fiber)
{
	return fiber->context.status == ZEND_FIBER_STATUS_SUSPENDED && fiber->caller == NULL;
}

/* Gives the value to who waits, parks, and goes on with what the next order says. False when there is nothing to go on
 * with. */
static bool yield(struct rt__user_fiber *user, zval *value)
{
	struct rt__outcome outcome = { .value = value, .cause = RT_CAUSE_EVENT };
	zval order;
	user->yielded = true;
	rt__event_notify(&user->answer, &outcome);
	zval_ptr_dtor(value);
	ZVAL_UNDEF(value);

	/* This may be the last reference, and then it is gone right here. */
	let_go(user);
	if (user->fiber == NULL) {
		return false;
	}
	ZVAL_NULL(&order);
	rt__wait_add(user->driver, &user->order, rt__notify_resume, NULL);
	bool ok = rt__suspend(RT_OP_FIBER, -1, &order);
	if (user->fiber == NULL) {
		zval_ptr_dtor(&order);
		return false;
	}
	if (!user->held) {
		hold(user); /* not an order, but a cancellation */
	}
	if (ok) {
		call(&engine.resume_function, &user->fiber->std, value, 1, &order, NULL);
		zval_ptr_dtor(&order);
	} else {
		zval error;
		ZVAL_OBJ(&error, rt__exception_take());
		call(&engine.throw_function, &user->fiber->std, value, 1, &error, NULL);
		zval_ptr_dtor(&error);
	}
	return true;
}

/* It has ended. Who waits learns how, and an exception is theirs then. */
static void answer_last(struct rt__user_fiber *user)
{
	struct rt__outcome outcome = { .cause = RT_CAUSE_EVENT };
	zend_object *exception = EG(exception);
	if (exception != NULL && instanceof_function(exception->ce, zend_ce_throwable)) {
		outcome.error = exception;
		user->driver->handled = !rt__list_is_empty(&user->answer.waits);
	}
	rt__event_notify(&user->answer, &outcome);
}

static void drive(void *data)
{
	struct rt_coroutine *driver = data;
	struct rt__user_fiber *user = driver->user_fiber;
	zval value;
	ZVAL_UNDEF(&value);
	const zend_fcall_info *given = &driver->body.fci;
	call(&engine.start_function, &user->fiber->std, &value, given->param_count, given->params, given->named_params);
	while (EG(exception) == NULL && has_yielded(user->fiber)) {
		if (!yield(user, &value)) {
			answer_last(user);
			return;
		}
	}
	zval_ptr_dtor(&value);
	answer_last(user);
	zend_object *exception = rt__exception_take();
	let_go(user);
	if (exception != NULL) {
		rt__exception_throw(exception);
	}
}

static void nothing_to_free(void *data)
{
	(void) data;
}

static const struct rt__task driver_task = {
	.run = drive,
	.free = nothing_to_free,
};

static void wait_for_answer(struct rt__user_fiber *user, zval *return_value)
{
	rt__wait_add(rt__run.current, &user->answer, rt__notify_resume, NULL);
	rt__suspend(RT_OP_FIBER, -1, return_value);
}

static struct rt__user_fiber *user_create(zend_fiber *fiber)
{
	struct rt__user_fiber *user = ecalloc(1, sizeof(*user));
	rt__event_init(&user->answer, &answer_ops);
	rt__event_init(&user->order, &order_ops);
	user->fiber = fiber;
	user->handlers = fiber->std.handlers;
	user->references = 2; /* of the table and of the driver */
	engine.handlers = *user->handlers;
	engine.handlers.dtor_obj = fiber_destroy;
	engine.handlers.free_obj = fiber_free;
	fiber->std.handlers = &engine.handlers;
	zend_hash_index_add_ptr(&known, fiber->std.handle, user);
	return user;
}

/* Is this a place where a Fiber becomes a coroutine? Launches the scheduler if so. */
static bool can_drive(void)
{
	bool at_home = EG(current_fiber_context) == EG(main_fiber_context);
	if (rt__run.bailed_out || CG(unclean_shutdown)) {
		return false;
	}
	return rt__run.launched ? rt__can_suspend() : at_home && rt__launch();
}

static ZEND_FUNCTION(rt__fiber_start)
{
	zend_fiber *fiber = (zend_fiber *) Z_OBJ_P(ZEND_THIS);
	zend_fcall_info fci = empty_fcall_info;
	zend_fcall_info_cache fcc = empty_fcall_info_cache;
	if (user_of(&fiber->std) != NULL) {
		zend_throw_error(engine.error, "Cannot start a fiber that has already been started");
		RETURN_THROWS();
	}
	if (fiber->context.status != ZEND_FIBER_STATUS_INIT || Z_TYPE(fiber->fci.function_name) == IS_UNDEF || !can_drive()) {
		engine.start(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	ZEND_PARSE_PARAMETERS_START(0, -1)
		Z_PARAM_VARIADIC_WITH_NAMED(fci.params, fci.param_count, fci.named_params)
	ZEND_PARSE_PARAMETERS_END();

	struct rt__user_fiber *user = user_create(fiber);
	hold(user);
	user->driver = rt__coroutine_spawn(&fci, &fcc);
	GC_ADDREF(&user->driver->std);
	user->driver->user_fiber = user;
	user->driver->task = &driver_task;
	user->driver->task_data = user->driver;
	wait_for_answer(user, return_value);
}

/* Sends the driver on with a value or an exception and waits for what comes of it. */
static void go_on(struct rt__user_fiber *user, const struct rt__outcome *outcome, zval *return_value)
{
	if (!user->yielded || !rt__can_suspend()) {
		zend_throw_error(engine.error, "Cannot resume a fiber that is not suspended");
		return;
	}
	hold(user);
	rt__event_notify(&user->order, outcome);
	wait_for_answer(user, return_value);
}

static ZEND_FUNCTION(rt__fiber_resume)
{
	struct rt__user_fiber *user = user_of(Z_OBJ_P(ZEND_THIS));
	zval null;
	struct rt__outcome outcome = { .value = &null, .cause = RT_CAUSE_EVENT };
	ZVAL_NULL(&null);
	if (user == NULL) {
		engine.resume(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(outcome.value)
	ZEND_PARSE_PARAMETERS_END();
	go_on(user, &outcome, return_value);
}

static ZEND_FUNCTION(rt__fiber_throw)
{
	struct rt__user_fiber *user = user_of(Z_OBJ_P(ZEND_THIS));
	zval *exception;
	if (user == NULL) {
		engine.throw(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(exception, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	struct rt__outcome outcome = { .error = Z_OBJ_P(exception), .cause = RT_CAUSE_EVENT };
	go_on(user, &outcome, return_value);
}

static ZEND_FUNCTION(rt__fiber_get_coroutine)
{
	ZEND_PARSE_PARAMETERS_NONE();
	struct rt__user_fiber *user = user_of(Z_OBJ_P(ZEND_THIS));
	if (user != NULL) {
		RETURN_OBJ_COPY(&user->driver->std);
	}
}

/* Returns ?Async\Coroutine; declaring it would leak, since the engine copies the type of a class for ever. */
ZEND_BEGIN_ARG_INFO_EX(arginfo_get_coroutine, 0, 0, 0)
ZEND_END_ARG_INFO()

static const zend_function_entry extra_methods[] = {
	ZEND_RAW_FENTRY("getCoroutine", ZEND_FN(rt__fiber_get_coroutine), arginfo_get_coroutine, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static void method_copy(zend_internal_function *copy, const char *name)
{
	*copy = *(zend_internal_function *) zend_hash_str_find_ptr(&zend_ce_fiber->function_table, name, strlen(name));
}

bool rt__user_fiber_end_yielded(void)
{
	RT__LIST_EACH(node, &rt__run.live) {
		struct rt_coroutine *coroutine = RT__LIST_ENTRY(node, struct rt_coroutine, live);
		if (coroutine->user_fiber == NULL || !coroutine->user_fiber->yielded) {
			return false;
		}
	}
	RT__LIST_EACH(node, &rt__run.live) {
		driver_end(RT__LIST_ENTRY(node, struct rt_coroutine, live)->user_fiber);
	}
	return true;
}

void rt__user_fiber_finished(struct rt_coroutine *driver)
{
	struct rt__user_fiber *user = driver->user_fiber;
	if (user == NULL) {
		return;
	}
	driver->user_fiber = NULL;
	if (user->held && !CG(unclean_shutdown)) {
		/* It was cancelled before it ever ran. */
		struct rt__outcome outcome = { .error = driver->exception, .cause = RT_CAUSE_CANCEL };
		rt__event_notify(&user->answer, &outcome);
		let_go(user);
	}
	release(user);
}

void rt__user_fiber_request_begin(void)
{
	zend_hash_init(&known, 8, NULL, NULL, false);
}

/* Objects may outlive the request's data here. */
void rt__user_fiber_request_end(void)
{
	struct rt__user_fiber *user;
	ZEND_HASH_FOREACH_PTR(&known, user) {
		forget(user);
	} ZEND_HASH_FOREACH_END();
	zend_hash_destroy(&known);
}

void rt__user_fiber_install(void)
{
	HashTable *methods = &zend_ce_fiber->function_table;
	method_copy(&engine.start_function, "start");
	method_copy(&engine.resume_function, "resume");
	method_copy(&engine.throw_function, "throw");
	engine.start = rt__function_replace(methods, "start", ZEND_FN(rt__fiber_start));
	engine.resume = rt__function_replace(methods, "resume", ZEND_FN(rt__fiber_resume));
	engine.throw = rt__function_replace(methods, "throw", ZEND_FN(rt__fiber_throw));
	engine.error = zend_hash_str_find_ptr(CG(class_table), "fibererror", strlen("fibererror"));
	zend_register_functions(zend_ce_fiber, extra_methods, methods, MODULE_PERSISTENT);
}

void rt__user_fiber_restore(void)
{
	HashTable *methods = &zend_ce_fiber->function_table;
	rt__function_replace(methods, "start", engine.start);
	rt__function_replace(methods, "resume", engine.resume);
	rt__function_replace(methods, "throw", engine.throw);
	zend_unregister_functions(extra_methods, -1, methods);
}
