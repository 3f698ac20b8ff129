/* rt_private.h - what the files of runtime/ share. Nobody else includes it.
 *
 * The model: a coroutine that has to wait puts waits into its waker, each naming an event, and suspends. An
 * event that happens notifies its waits; a notification resumes the coroutine, which means no more than
 * queueing it. Every switch between coroutines happens in the scheduler, which runs on the stack of whoever
 * has just suspended or ended. While it runs, `in_scheduler` is true and no PHP code may.
 */
#ifndef RUNTIME_RT_PRIVATE_H
#define RUNTIME_RT_PRIVATE_H

#include "php.h"
#include "zend_exceptions.h"
#include "zend_fibers.h"
#include "zend_interfaces.h"

#include <uv.h>

#include "runtime/list.h"
#include "runtime/rt.h"

struct rt__wait;
struct rt__poll;
struct rt__scope;

/* ---- place.c: where in the program something happened ---- */

struct rt__place {
	zend_string *file;          /* NULL: unknown */
	uint32_t line;
};

/* Notes the innermost PHP frame of the running code; unknown in scheduler context. */
void rt__place_note(struct rt__place *place);
/* The same from the given frame outwards. */
void rt__place_note_frame(struct rt__place *place, zend_execute_data *frame);
void rt__place_free(struct rt__place *place);
/* [file or null, line], and "file:line" or "unknown". */
void rt__place_as_array(const struct rt__place *place, zval *return_value);
void rt__place_as_string(const struct rt__place *place, zval *return_value);

/* ---- resource.c ---- */

/* What a ready coroutine will touch when it runs, 0 for nothing that others touch; *changes: it does more than look. */
uint64_t rt__resource_of(const struct rt_coroutine *coroutine, bool *changes);

/* ---- event.c: what can be waited for ---- */

/* What a notification carries. All borrowed; value and error may be NULL, and never both set. */
struct rt__outcome {
	zval *value;
	zend_object *error;
	bool insists;               /* the error is delivered even to who has been cancelled meanwhile */
	enum rt_cause cause;
};

typedef void (*rt__notify)(struct rt__wait *wait, const struct rt__outcome *outcome);

struct rt__event;

struct rt__event_ops {
	const char *name;
	void (*start)(struct rt__event *event, struct rt__wait *wait);   /* or NULL; called once per wait */
	void (*stop)(struct rt__event *event, struct rt__wait *wait);    /* or NULL; undoes start */
	void (*replay)(struct rt__event *event, struct rt__wait *wait);  /* it is closed: notify this one wait */
	void (*retain)(struct rt__event *event);
	void (*release)(struct rt__event *event);
};

/* The first member of everything that can be waited for, of every awaitable PHP object too. */
struct rt__event {
	const struct rt__event_ops *ops;
	struct rt__list waits;      /* in order of subscription, which is the order of waking */
	bool closed;                /* it has happened for good; new waits are replayed */
};

/* One subscription of one coroutine to one event. Owned by the coroutine's waker. */
struct rt__wait {
	struct rt__event *event;    /* retained */
	struct rt_coroutine *coroutine;
	rt__notify notify;
	void *data;                 /* the subscriber's */
	uint32_t index;             /* the subscriber's */
	int interest;               /* of a poll: UV_READABLE or UV_WRITABLE */
	bool started;
	struct rt__list of_event;
	struct rt__wait *next;
};

void rt__event_init(struct rt__event *event, const struct rt__event_ops *ops);
void rt__event_notify(struct rt__event *event, const struct rt__outcome *outcome);
/* The same, for an event that will not happen again. */
void rt__event_close(struct rt__event *event, const struct rt__outcome *outcome);

/* ---- waker.c: how a coroutine waits ---- */

enum rt__waker_status {
	RT__WAKER_NONE,             /* not waiting */
	RT__WAKER_WAITING,
	RT__WAKER_QUEUED,           /* in the ready queue */
	RT__WAKER_IGNORED,          /* in the ready queue, but cancelled before it ever ran */
	RT__WAKER_RESULT            /* resumed before it was switched away from */
};

struct rt__waker {
	enum rt__waker_status status;
	enum rt_cause cause;
	uint64_t heard;             /* the pick until which events are still listened to */
	struct rt__wait *first;
	struct rt__wait **last;
	zend_object *error;         /* to be thrown when it runs */
	zval result;
};

void rt__waker_init(struct rt__waker *waker);
struct rt__wait *rt__wait_add(struct rt_coroutine *coroutine, struct rt__event *event, rt__notify notify,
	void *data);
void rt__waker_start(struct rt_coroutine *coroutine);
/* Starts a wait that somebody else has added to a coroutine which waits already. */
void rt__wait_join(struct rt__wait *wait);
void rt__waker_stop(struct rt_coroutine *coroutine);
/* False once the coroutine has been woken, by this or by something else. */
bool rt__wait_listens(const struct rt__wait *wait);
/* Stops and forgets all waits, and drops what was to be delivered. */
void rt__waker_clear(struct rt_coroutine *coroutine);
/* Makes the coroutine ready. Stores the error by the rules of precedence even if it is ready already. */
void rt__resume(struct rt_coroutine *coroutine, const struct rt__outcome *outcome);
/* The usual subscriber: resumes with what the event brought. */
void rt__notify_resume(struct rt__wait *wait, const struct rt__outcome *outcome);

/* ---- state.c: engine state that zend_fiber_switch_context leaves alone ---- */

struct rt__zend_state {
	zend_object *exception;
	zend_object *prev_exception;
	const zend_op *opline_before_exception;
	zend_error_handling_t error_handling;
	zend_class_entry *exception_class;
	zend_stack output_handlers;
	struct _php_output_handler *output_active;
	struct _php_output_handler *output_running;
	uint32_t switch_blocks;
	int error_type;
	uint32_t error_line;
	zend_string *error_message;
	zend_string *error_file;
};

/* Moves the engine's state away, which leaves it as a coroutine finds it that starts; and back. */
void rt__state_leave(struct rt__zend_state *state);
void rt__state_enter(struct rt__zend_state *state);
/* A coroutine starts: what the scheduler has left behind is not its business. */
void rt__state_begin(void);
/* The running coroutine's state ends: open output buffers are flushed, which may run PHP code. */
void rt__state_end(void);
/* Frees a state that nobody will enter again, without running PHP code. */
void rt__state_discard(struct rt__zend_state *state);

/* ---- coroutine.c ---- */
/* What a coroutine of the runtime's own does instead of calling a PHP function. */
struct rt__task {
	void (*run)(void *data);    /* like a function of PHP: may suspend, may leave an exception */
	void (*parked)(void *data); /* or NULL; the coroutine waits or has queued itself; in scheduler context */
	void (*free)(void *data);   /* after run, or instead of it if it was cancelled before it started */
};

/* A PHP callable that is kept for later. */
struct rt__callable {
	zend_fcall_info fci;
	zend_fcall_info_cache fcc;
};

struct rt_coroutine {
	struct rt__event event;     /* its completion */
	struct rt__list live;
	struct rt__waker waker;
	uint32_t id;
	uint32_t parent_id;
	uint32_t child_index;
	uint32_t children;
	uint32_t suspensions;
	struct rt_schedule_task schedule;
	uint32_t tag;
	enum rt_op op;
	int fd;
	bool main;
	bool started;
	bool finished;
	bool cancelled;
	bool protected;
	bool handled;               /* somebody has seen its exception */
	bool zombie;                /* its safe scope was cancelled: it runs on, uncounted */
	bool closing;               /* has finished, but handlers still look at its exception */
	bool offered;               /* the scopes have been asked about its exception */
	bool at_gate;               /* waits for the embedder's word */
	bool gate_open;             /* which has come */
	struct rt__list of_urgent;
	struct rt__scope *scope;    /* retained while it lives */
	struct rt__list of_scope;
	HashTable *finally;         /* handlers, or NULL */
	zend_object *own_context;   /* its Context, once asked for */
	struct rt__user_fiber *user_fiber; /* the Fiber it drives, or NULL */
	struct rt__callable body;   /* owned until it has ended */
	const struct rt__task *task;/* or NULL: it calls its body */
	void *task_data;
	zval result;
	zend_object *exception;
	zend_object *deferred;      /* cancellation that came while protected */
	zend_fiber_context *context;/* where it is parked */
	zend_execute_data *frame;   /* the PHP frame it is parked in */
	struct rt__zend_state zend;
	struct rt__place spawned;
	zend_object std;
};

extern zend_class_entry *rt__ce_coroutine;

void rt__coroutine_class_prepare(zend_class_entry *ce);
struct rt_coroutine *rt__coroutine_from(zend_object *object);
/* Creates a coroutine that is not alive yet, and of no scope. The caller owns the only reference. */
struct rt_coroutine *rt__coroutine_create(void);
/* Makes it live and a member of the scope; the runtime takes over the reference until it has ended. */
void rt__coroutine_enlist(struct rt_coroutine *coroutine, struct rt__scope *scope);
void rt__coroutine_body(struct rt_coroutine *coroutine, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
/* Enlists it and makes it ready. */
void rt__coroutine_queue(struct rt_coroutine *coroutine, struct rt__scope *scope, bool at_head);
/* Drops one that was created and will never be queued. */
void rt__coroutine_discard(struct rt_coroutine *coroutine);
/* Copies the callable and its arguments, queues the coroutine in the current scope. Returns it, unowned. */
struct rt_coroutine *rt__coroutine_spawn(zend_fcall_info *fci, zend_fcall_info_cache *fcc);
/* Queues a coroutine that does a task; data is the task's and is freed by it. Also in scheduler context. */
struct rt_coroutine *rt__coroutine_spawn_task_in(struct rt__scope *scope, const struct rt__task *task, void *data,
	bool at_head);
/* The same, but it runs next, past the ready queue. */
void rt__coroutine_spawn_task_next(struct rt__scope *scope, const struct rt__task *task, void *data);
/* Parked, or ready again and not yet running. */
bool rt__coroutine_is_suspended(const struct rt_coroutine *coroutine);
/* Where; unknown if it is not. The caller frees it. */
struct rt__place rt__coroutine_suspended_at(const struct rt_coroutine *coroutine);
/* Its backtrace, or null if it is not suspended. */
void rt__coroutine_trace(const struct rt_coroutine *coroutine, int options, int limit, zval *return_value);
/* Runs the body on the current fiber, to its end. */
void rt__coroutine_run(struct rt_coroutine *coroutine);
/* Ends it with an exception (consumed) or NULL: wakes who awaits it, disposes of an unhandled exception. */
void rt__coroutine_finish(struct rt_coroutine *coroutine, zend_object *exception);
#define RT__CANCEL_MESSAGE "Coroutine cancelled"
/* error may be NULL, and is not consumed; message is for that case. */
void rt__coroutine_cancel(struct rt_coroutine *coroutine, zend_object *error, const char *message,
	enum rt_cause cause);
/* The same for a safe scope: one that has started becomes a zombie instead. */
void rt__coroutine_cancel_safely(struct rt_coroutine *coroutine, zend_object *error);
/* Runs the closure while cancellations are held back; the one held back is thrown at the end. */
void rt__coroutine_protect(zend_fcall_info *fci, zend_fcall_info_cache *fcc, zval *return_value);
/* Forgets a coroutine that will never run again, after a fatal error. */
void rt__coroutine_abandon(struct rt_coroutine *coroutine);

/* ---- callable.c ---- */

void rt__callable_init(struct rt__callable *callable);
bool rt__callable_is_set(const struct rt__callable *callable);
/* Copies it and its arguments over an unset one. */
void rt__callable_copy(struct rt__callable *callable, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc);
void rt__callable_free(struct rt__callable *callable);
/* Calls it and forgets what it returns. Returns what it threw, for the caller to consume, or NULL. */
zend_object *rt__callable_call(const struct rt__callable *callable, uint32_t count, zval *arguments);

/* ---- finally.c ---- */

/* Appends a closure to a list of handlers, which is made when there is none yet. */
void rt__finally_add(HashTable **handlers, zval *handler);
/* Runs the handlers (consumed) in a coroutine of their own. Their argument is the target, a Coroutine or a Scope. */
void rt__finally_start(HashTable *handlers, zend_object *target, struct rt__scope *scope);
/* Runs one here and now, for a target that has ended. Its exception is thrown. */
void rt__finally_call_now(zval *handler, zend_object *target);

/* ---- scope*.c ---- */

/* Its members hold references; members, children and ends are listed without. */
struct rt__scope {
	struct rt__event event;     /* notified when somebody has ended, and of errors that nobody handled */
	struct rt__scope *parent;   /* retained; NULL at a root and once it has been disposed */
	struct rt__list of_parent;
	struct rt__list all;
	struct rt__list children;
	struct rt__list members;    /* coroutines, in the order in which they joined */
	struct rt__list ends;       /* who wants to know of its end */
	struct rt__list listeners;  /* error handlers of awaitAfterCancellation() */
	struct rt__list deadlines;  /* of disposeAfterTimeout() */
	uint32_t references;
	uint32_t active;            /* members that are no zombies */
	bool safe;                  /* a cancellation makes zombies */
	bool is_main;
	bool is_private;            /* the runtime's own; cancellations from above pass it by */
	bool cancelled;
	bool closed;                /* nobody may join any more */
	bool over;                  /* its finally handlers have been started: later ones run at once */
	bool disposing;
	bool disposed;
	bool claimed;               /* a waiter has taken the error that is being notified */
	struct rt__callable exception_handler;
	struct rt__callable child_exception_handler;
	HashTable *finally;
	zend_object *context;       /* its Context, once asked for */
	zend_object *object;        /* borrowed; NULL once PHP code has let go of it */
};

/* Somebody who awaits the end of a cancelled scope and handles exceptions meanwhile. */
struct rt__scope_listener {
	struct rt__list of_scope;
	struct rt__scope *scope;
	struct rt_coroutine *coroutine;
	struct rt__callable handler;
	uint32_t serial;            /* of the exception it was last asked about */
};

/* A subscription to the end of a scope. It is embedded in the subscriber; neither keeps the other alive. */
struct rt__scope_end {
	struct rt__list of_scope;
	void (*notify)(struct rt__scope_end *end);
};

/* Calls notify once, when the scope is cancelled or disposed. By then its coroutines have been cancelled, but none has
 * run. It may resume coroutines, but must not run PHP code. */
void rt__scope_on_dispose(struct rt__scope *scope, struct rt__scope_end *end, void (*notify)(struct rt__scope_end *));
/* Harmless if it has been notified, or the scope is gone. */
void rt__scope_off_dispose(struct rt__scope_end *end);

struct rt__scope *rt__scope_main(void);
/* The running coroutine's, or the main scope. Not retained. */
struct rt__scope *rt__scope_current(void);
/* The caller owns a reference. */
struct rt__scope *rt__scope_create(struct rt__scope *parent);
struct rt__scope *rt__scope_retain(struct rt__scope *scope);
void rt__scope_release(struct rt__scope *scope);
/* The PHP object, or one made for the occasion. The caller owns a reference. */
zend_object *rt__scope_object(struct rt__scope *scope);

/* No member that counts, here or below. */
bool rt__scope_is_idle(const struct rt__scope *scope);
/* No member at all. */
bool rt__scope_is_empty(const struct rt__scope *scope);
bool rt__scope_is_finished(const struct rt__scope *scope);
bool rt__scope_contains(const struct rt__scope *scope, const struct rt_coroutine *coroutine);

void rt__scope_join(struct rt__scope *scope, struct rt_coroutine *coroutine);
void rt__scope_zombie(struct rt_coroutine *coroutine);
/* The coroutine has ended. */
void rt__scope_leave(struct rt_coroutine *coroutine);
/* The same after a fatal error: nobody is told. */
void rt__scope_forget(struct rt_coroutine *coroutine);

/* The first cancellation counts. error may be NULL, and is not consumed; message, which may be NULL too, is for then. */
void rt__scope_cancel(struct rt__scope *scope, zend_object *error, const char *message, bool safely);
/* Cancels and lets nobody join any more. */
void rt__scope_close(struct rt__scope *scope, bool safely);
bool rt__scope_try_dispose(struct rt__scope *scope);
/* The parts of a cancellation: members and children; waiters. */
void rt__scope_break(struct rt__scope *scope, zend_object *error, bool safely);
void rt__scope_notify_error(struct rt__scope *scope, zend_object *error);
/* Offers a coroutine's exception (consumed) to the scope and those above. Returns it, or what handlers have made of it,
 * for the caller to consume; NULL once somebody has taken it. */
zend_object *rt__scope_catch(struct rt__scope *scope, struct rt_coroutine *coroutine, zend_object *exception);

void rt__scope_await_completion(struct rt__scope *scope, zend_object *token);
void rt__scope_await_cancelled(struct rt__scope *scope, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc,
	zend_object *token);
void rt__scope_dispose_after(struct rt__scope *scope, zend_long ms);
void rt__scope_deadlines_free(struct rt__scope *scope);

/* Spawn into a scope, or into the one a provider names. NULL with an exception thrown; else unowned. */
struct rt_coroutine *rt__scope_spawn(struct rt__scope *scope, const zend_fcall_info *fci,
	const zend_fcall_info_cache *fcc);
struct rt_coroutine *rt__scope_spawn_with(zend_object *provider, const zend_fcall_info *fci,
	const zend_fcall_info_cache *fcc);

extern zend_class_entry *rt__ce_spawn_strategy;
/* The scope of a Scope object. Not retained. */
struct rt__scope *rt__scope_of(zend_object *object);
void rt__scope_classes_register(void);
/* For the end of a request: no scope keeps anything of the event loop, nor knows anybody. */
void rt__scope_shutdown(void);

/* ---- fiber.c ---- */

/* Leaves the current context for the coroutine's, starting it on a pooled or new fiber if need be; returns
 * when somebody switches back. If that was because of a fatal error, does not return but bails out. False: no
 * fiber could be had, the coroutine has ended with an exception that says so. */
bool rt__fiber_switch_to(struct rt_coroutine *coroutine);
/* To be called before the running fiber's code leaves for a context that is not of ours. */
void rt__fiber_stack_note(void);
/* For the end of a request: ends all fibers without unwinding them, but for those that are kept (rt_fibers_keep). */
void rt__fiber_request_end(void);
/* Ends those that were kept. */
void rt__fiber_shutdown(void);

/* ---- scheduler.c ---- */

/* Makes the running code the main coroutine if there is none yet. False with an exception thrown: impossible
 * here. */
bool rt__launch(void);
/* True if the caller is a coroutine that may suspend. */
bool rt__can_suspend(void);
/* Parks the running coroutine until one of its waits (or nothing: a yield) makes it ready. False: an
 * exception was thrown into it. The result, if any, has been moved to *result unless that is NULL. Waits are
 * gone afterwards. */
bool rt__suspend(enum rt_op op, int fd, zval *result);
bool rt__yield(enum rt_op op);
/* The next coroutine to run, after as many turns of the loop as it takes; NULL when none is alive. */
struct rt_coroutine *rt__scheduler_next(void);
/* It runs next, even before those who are to run next already; it must not be in the ready queue. */
void rt__urgent_push(struct rt_coroutine *coroutine);
/* One turn of the event loop. */
void rt__scheduler_turn(uv_run_mode mode);
/* Cancels everybody else; the exception (consumed, may be NULL) is reported when all have ended. */
void rt__shutdown_begin(zend_object *exception);
/* Ends the main coroutine, runs the others until none is left, and reports what nobody caught. */
void rt__drain(void);
/* Has the drain run after the shutdown functions registered so far. */
void rt__drain_arrange(void);

/* ---- ready.c ---- */

void rt__ready_push(struct rt_coroutine *coroutine);
void rt__ready_push_head(struct rt_coroutine *coroutine);
struct rt_coroutine *rt__ready_pop(void);
/* Takes it out, wherever it stands; false if it is not there. The others keep their order. */
bool rt__ready_remove(struct rt_coroutine *coroutine);
void rt__ready_free(void);

/* ---- alarm.c, timer.c, closing.c, poll.c: the event loop's ---- */

/* One-shot; ring is called from the loop. Stopping a stopped one does nothing. */
struct rt__alarm *rt__alarm_create(void (*ring)(void *owner), void *owner);
/* It no longer keeps the program waiting for it. Before it is started. */
void rt__alarm_hide(struct rt__alarm *alarm);
void rt__alarm_start(struct rt__alarm *alarm, uint64_t ms);
void rt__alarm_stop(struct rt__alarm *alarm);
void rt__alarm_free(struct rt__alarm *alarm);
/* The loop's clock, refreshed. */
uint64_t rt__now_ms(void);

/* uv_close of a handle that was stopped. */
void rt__handle_close(uv_handle_t *handle, uv_close_cb closed);
/* Closes what was given up so far; at the start of each turn. */
void rt__closing_flush(void);
void rt__closing_free(void);

/* An event that happens once, `ms` after it was started. The caller owns one reference. */
struct rt__event *rt__timer_create(uint64_t ms);
/* Subscribes the running coroutine to a new one. */
void rt__timer_wait_add(uint64_t ms);

/* One per descriptor, shared by all who wait for it. */
/* False if libuv cannot poll it. *owner is set to the poll now, and to NULL when it is closed, by
 * whomever. */
bool rt__poll_create(int fd, struct rt__poll **owner);
/* The poll of a descriptor for as long as one call lasts, whoever owns the descriptor; NULL if libuv cannot poll it. */
struct rt__poll *rt__poll_borrow(int fd);
void rt__poll_return(struct rt__poll *poll);
/* Subscribes the running coroutine: UV_READABLE, UV_WRITABLE or UV_PRIORITIZED. */
void rt__poll_wait_add(struct rt__poll *poll, int interest);
/* Closes the descriptor's poll if there is one. To be called before a descriptor is closed that may be borrowed. */
void rt__poll_forget(int fd);
/* Has all who wait for it try again, though nothing is known of the descriptor. */
void rt__poll_nudge(struct rt__poll *poll);
/* Wakes who waits for it and forgets the descriptor, which the caller may then close. */
void rt__poll_close(struct rt__poll *poll);
void rt__poll_close_all(void);

/* ---- timeout.c ---- */

extern zend_class_entry *rt__ce_timeout;
void rt__timeout_class_prepare(zend_class_entry *ce);
zend_object *rt__timeout_create(zend_long ms);
void rt__timeout_cancel(zend_object *object, zend_object *error);
bool rt__timeout_is_completed(zend_object *object);
bool rt__timeout_is_cancelled(zend_object *object);

/* ---- crew.c: coroutines that share one piece of work ---- */

struct rt__crew;

struct rt__crew_ops {
	/* Does one unit of the work, or finds that there is none left; then it sets done. May suspend, may leave an
	 * exception, which ends the work too. */
	void (*step)(struct rt__crew *crew);
	/* The last worker has left. */
	void (*end)(struct rt__crew *crew);
	void (*free)(struct rt__crew *crew);
};

/* First member of what describes the work. */
struct rt__crew {
	const struct rt__crew_ops *ops;
	uint32_t references;
	struct rt__scope *scope;    /* retained; the workers' */
	uint32_t limit;             /* workers at once; 0: no limit */
	uint32_t workers;
	bool done;                  /* nobody begins another unit */
	bool moving;                /* a worker is inside a move to the next unit: nobody else may */
};

/* The caller owns one reference. */
void rt__crew_init(struct rt__crew *crew, const struct rt__crew_ops *ops, uint32_t limit, struct rt__scope *scope);
void rt__crew_release(struct rt__crew *crew);
/* Queues a worker. When it first parks, it queues another, and so on up to the limit. */
void rt__crew_hire(struct rt__crew *crew);

/* ---- iterate.c ---- */

/* A callback for each element, at most `limit` (0: any number) at once. Then what they spawned is cancelled or waited
 * for. May leave an exception. */
void rt__iterate(zval *iterable, const zend_fcall_info *fci, const zend_fcall_info_cache *fcc, uint32_t limit,
	bool cancels);

/* ---- context.c, php_context.c ---- */

/* One of the two. */
struct rt__context_key {
	zend_string *name;
	zend_object *object;
};

extern zend_class_entry *rt__ce_context;
void rt__context_class_prepare(zend_class_entry *ce);
void rt__context_classes_register(void);
/* Borrowed; made when first asked for. */
zend_object *rt__context_of_coroutine(struct rt_coroutine *coroutine);
zend_object *rt__context_of_scope(struct rt__scope *scope);
/* The scope goes; its context may stay. */
void rt__context_leave_scope(struct rt__scope *scope);
/* Borrowed; NULL if there is none, here or (unless local) in the scopes above. */
zval *rt__context_find(zend_object *object, const struct rt__context_key *key, bool local);
void rt__context_set(zend_object *object, const struct rt__context_key *key, zval *value);
void rt__context_unset(zend_object *object, const struct rt__context_key *key);

/* ---- future.c ---- */

extern zend_class_entry *rt__ce_future;
extern zend_class_entry *rt__ce_future_state;
enum rt__derivation { RT__DERIVE_MAP, RT__DERIVE_CATCH, RT__DERIVE_FINALLY };

void rt__future_classes_prepare(zend_class_entry *state, zend_class_entry *future);
/* In all functions below a Future's object may stand for its state's. */
/* A new pending Future, to be completed by its owner. The caller owns one reference. */
zend_object *rt__future_create_pending(void);
/* The state of a pending Future, with a reference of the caller's, who is going to end it. The caller is told when
 * that is no longer wanted: it was cancelled, or nobody is left who could see the outcome. */
zend_object *rt__future_own(zend_object *future, void (*abandoned)(void *owner), void *owner);
/* The caller is going to end it now, or never; the reference stays. */
void rt__future_disown(zend_object *state);
/* Ends it; does nothing if it has ended already. Value and error are copied. Also in scheduler context. */
void rt__future_complete(zend_object *future, zval *value);
void rt__future_fail(zend_object *future, zend_object *error);
/* Nobody need look at how it ends. */
void rt__future_ignore(zend_object *future);
bool rt__future_is_completed(zend_object *future);
bool rt__future_is_cancelled(zend_object *future);
void rt__future_cancel(zend_object *future, zend_object *error);
/* Makes a Future of a state. */
void rt__future_bind(zend_object *future, zend_object *state);
/* A Future of what the callable makes of the outcome. */
zend_object *rt__future_derive(zend_object *future, enum rt__derivation kind, zval *callable);
struct rt__event *rt__future_event(zend_object *future);
const struct rt__place *rt__future_created(zend_object *future);
const struct rt__place *rt__future_completed(zend_object *future);
/* It ended a wait or could have: whatever its outcome, somebody has cared. */
void rt__future_observe(zend_object *future);

/* ---- php_future.c ---- */

void rt__future_classes_register(void);

/* ---- await.c, combine.c ---- */

extern zend_class_entry *rt__ce_awaitable;
extern zend_class_entry *rt__ce_completable;
void rt__awaitable_class_prepare(zend_class_entry *ce);
/* The event of an awaitable object. */
struct rt__event *rt__event_from(zend_object *object);
/* The same for any value; NULL with an AsyncException thrown if it is no awaitable. */
struct rt__event *rt__event_of(zval *value);
void rt__await(zend_object *target, zend_object *token, zval *return_value);
/* Lets a token end the wait that the running coroutine is about to begin. */
void rt__token_add(zend_object *token);

struct rt__combine_rule {
	uint32_t needed;            /* values that end the wait; 0: as many as there are elements */
	bool throws;                /* the first error ends the wait and is thrown */
	bool lingers;               /* stays until the rest of the coroutines has ended, in an array */
	bool keeps_order;           /* values: by position, not in the order in which they came */
	bool fills_null;            /* null for what brought no value; implies keeps_order */
};

/* Takes key and value of an iterator's current element and moves on. False at the end, or with an exception. */
bool rt__iterator_take(zend_object_iterator *iterator, bool *rewound, zval *key, zval *value);
/* Outcome of a wait for several: arrays of values and errors by key. The caller owns both. */
bool rt__combine(zval *triggers, zend_object *token, const struct rt__combine_rule *rule, zval *values,
	zval *errors);

/* ---- exceptions.c ---- */

extern zend_class_entry *rt__ce_cancellation;
extern zend_class_entry *rt__ce_async_cancellation;
extern zend_class_entry *rt__ce_operation_canceled;
extern zend_class_entry *rt__ce_deadlock_error;
extern zend_class_entry *rt__ce_async_exception;
extern zend_class_entry *rt__ce_timeout_exception;
extern zend_class_entry *rt__ce_composite_exception;
bool rt__is_cancellation(const zend_object *exception);
/* A new exception that seems to come from `frame` (NULL: from nowhere). The caller owns it; previous is not
 * consumed. */
zend_object *rt__exception_create(zend_class_entry *ce, zend_execute_data *frame, zend_object *previous,
	const char *format, ...) ZEND_ATTRIBUTE_FORMAT(printf, 4, 5);
/* Takes the pending exception away from the engine. The caller owns it; NULL if there is none. Does not return if it
 * stands for a fatal error. */
zend_object *rt__exception_take(void);
/* Makes the older one the previous of the newer one, unless they are the same. Both are consumed; returns the newer. */
zend_object *rt__exception_chain(zend_object *newer, zend_object *older);
/* Swallows what is thrown but no exception: exit(), which begins the shutdown, and the like. Consumes, returns. */
zend_object *rt__exception_absorb(zend_object *exception);
/* Consumes the exception. */
void rt__composite_add(zend_object *composite, zend_object *exception);
/* Throws an exception whose reference is consumed. */
void rt__exception_throw(zend_object *exception);

/* ---- uncaught.c: the engine's report of an exception that nobody caught ---- */

void rt__uncaught_install(void);
void rt__uncaught_remove(void);
/* Reports an exception (consumed) as the engine would, to the program's own handler first. */
void rt__uncaught_report(zend_object *exception);
/* A report of main's is waiting for the other coroutines to end; flush prints it. */
bool rt__uncaught_is_held(void);
void rt__uncaught_flush(void);

/* ---- channel*.c ---- */

void rt__channel_classes_register(void);
/* Closes the channels that have a soft timeout and somebody waiting. False: there are none. */
bool rt__channel_deadlock_resolve(void);
/* Forgets the timeouts of all channels, at the end of the request. */
void rt__channel_timeout_stop_all(void);

/* ---- facts.c ---- */

#define RT__FIBERS_MIN 4        /* what TrueAsync keeps in its pool; here the pool starts empty */

struct rt__stats {
	uint32_t coroutines;
	uint32_t zombies;
	uint32_t ready;
	uint32_t resumed;
	uint32_t fibers;
	uint32_t fibers_idle;
};

void rt__stats_read(struct rt__stats *stats);

/* ---- deadlock.c ---- */

void rt__deadlock_resolve(void);

/* ---- replace.c: functions of the engine, replaced at MINIT ---- */

struct rt__replacement {
	const char *name;           /* NULL ends a table */
	zif_handler handler;
	zif_handler engine;         /* what was there before; NULL if there is no such function */
};

extern struct rt__replacement rt__sleep_functions[];
extern struct rt__replacement rt__select_functions[];
extern struct rt__replacement rt__dns_functions[];
extern struct rt__replacement rt__ext_sockets_functions[];
extern struct rt__replacement rt__ext_sockets_select_functions[];
void rt__functions_replace(void);
void rt__functions_restore(void);

/* ---- work.c: jobs for the thread pool ---- */

struct rt__job;

struct rt__job_ops {
	void (*run)(struct rt__job *job);   /* on a worker's thread: may block, and touches nothing but the job */
	void (*done)(struct rt__job *job);  /* or NULL; it has run or never will; in scheduler context, before waits are told */
	void (*free)(struct rt__job *job);  /* what it owns */
};

enum rt__job_state {
	RT__JOB_NEW,
	RT__JOB_QUEUED,             /* with the embedder */
	RT__JOB_POOLED,             /* with libuv */
	RT__JOB_DONE
};

/* First member of what describes the work. */
struct rt__job {
	struct rt__event event;     /* it is done */
	const struct rt__job_ops *ops;
	enum rt__job_state state;
	bool ran;                   /* of one that is done: false if it was withdrawn before anybody ran it */
	uint32_t references;
	uint32_t waiters;
	struct rt__list of_owner;
	struct rt__list of_queue;
	uv_work_t request;
};

/* Zeroed memory of that size, not of the request. The caller owns it, until the end of the request at most. */
void *rt__job_create(size_t size, const struct rt__job_ops *ops);
void rt__job_release(struct rt__job *job);
/* Once; somebody need not wait for it. Once nobody waits any more, it may be withdrawn. */
void rt__job_submit(struct rt__job *job);
/* Parks the running coroutine until it is done; submits a new one. False: an exception was thrown into the coroutine. */
bool rt__job_await(struct rt__job *job, enum rt_op op, int fd);
/* Withdraws a submitted job, or blocks until the worker that has it is through. It is done in a later turn, or now. */
void rt__job_settle(struct rt__job *job);

/* The process's loop was opened; this process was forked off; a request ends, and nobody waits any more. */
void rt__work_open(void);
void rt__work_forked(void);
void rt__work_request_end(void);
/* Jobs whose callers have gone but which a worker still has, so that the loop is not empty. */
bool rt__work_is_left(void);
/* Waits for them, within reason; before the loop is closed. False: some had to be given up, and are in the loop still. */
bool rt__work_close(void);

/* ---- socket*.c ---- */

/* Puts our transports and functions in place of the engine's; undone by restore. */
void rt__socket_functions_install(int module_number);
void rt__socket_functions_restore(void);

/* ---- user_fiber.c: PHP's Fiber class ---- */

void rt__user_fiber_install(void);
void rt__user_fiber_restore(void);
void rt__user_fiber_request_begin(void);
void rt__user_fiber_request_end(void);
/* If all who are left are Fibers that have yielded and whom nobody will resume: ends their coroutines. */
bool rt__user_fiber_end_yielded(void);
/* The coroutine has ended; lets go of the Fiber it has driven, if any. */
void rt__user_fiber_finished(struct rt_coroutine *driver);

/* ---- collect.c: the engine's cycle collector ---- */

/* The collection that is under way. */
struct rt__collection {
	uint32_t parties;           /* the collector and its caller, until each has done with it */
	struct rt_coroutine *caller;/* NULL once it may go on */
	int count;
	zend_object *exception;     /* of a destructor, for the caller */
};

void rt__collect_install(void);
void rt__collect_restore(void);

/* ---- fork.c, replace.c ---- */

void rt__fork_install(void);
void rt__fork_restore(void);
/* Returns what was there before; NULL if there is no such function, or handler is NULL. */
zif_handler rt__function_replace(HashTable *functions, const char *name, zif_handler handler);

/* ---- module.c: state ---- */

extern const zend_function_entry rt__functions[];
void rt__classes_register(void);

/* State of one request. */
struct rt__runtime {
	bool launched;              /* there is a main coroutine, or coroutines are being drained */
	bool in_scheduler;          /* no PHP code may run */
	bool in_reactor;            /* inside a turn of the loop */
	bool shutting_down;         /* graceful shutdown has begun */
	bool bailed_out;            /* a fatal error struck; nothing runs any more */
	struct rt_coroutine *current;
	struct rt_coroutine *main;
	zend_fiber_context *drain;  /* where rt__drain waits for the last coroutine to end */
	struct rt__zend_state *drain_state; /* main's, meanwhile */
	struct rt__list live;       /* coroutines in order of creation */
	uint32_t live_count;
	struct rt__list scopes;
	struct rt__scope *main_scope;
	uint32_t scope_serial;      /* counts exceptions offered to scopes */
	uint32_t id_last;
	uint32_t handles;           /* active uv handles */
	uint64_t picks;             /* coroutines run so far */
	uint32_t picks_since_turn;
	struct rt_coroutine **ready;/* ring */
	uint32_t ready_head;
	uint32_t ready_count;
	uint32_t ready_size;
	struct rt__list urgent;     /* run next, in this order, whoever is in the ready queue */
	struct rt__collection collection;
	struct rt_coroutine **resumed;  /* inside this turn; their waits are stopped after it */
	uint32_t resumed_count;
	uint32_t resumed_size;
	struct rt__list fibers;
	struct rt__list fibers_idle;
	HashTable *plain;           /* what plain.c knows of streams, by address; or NULL */
	struct rt__list polls;      /* open ones, to be closed at the end of the request */
	struct rt__list lent_polls; /* closed ones, which a wait still has borrowed */
	struct rt__list channels_armed;   /* those whose timeout runs, in order of its start */
	zend_object *exit_exception;
	struct rt_schedule schedule;
};

extern struct rt__runtime rt__run;
extern const struct rt_hooks *rt__hooks;
extern uv_loop_t *rt__loop;     /* lives as long as the process */

/* Index of the candidate that the embedder wants first; 0 without one. */
static inline uint32_t rt__choose(enum rt_site site, uint32_t n)
{
	if (n < 2 || rt__hooks == NULL || rt__hooks->choose == NULL) {
		return 0;
	}
	uint32_t i = rt__hooks->choose(rt__hooks->context, site, n);
	return i < n ? i : 0;
}

/* Calls a hook if there is one. */
#define RT__HOOK(name, ...) \
	do { \
		if (UNEXPECTED(rt__hooks != NULL && rt__hooks->name != NULL)) { \
			rt__hooks->name(rt__hooks->context, ##__VA_ARGS__); \
		} \
	} while (0)

#endif
