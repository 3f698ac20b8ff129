/* facts.c - what embedders may ask about the runtime and its coroutines. It changes nothing. */
#include "runtime/rt_private.h"

struct rt_coroutine *rt_current(void)
{
	return rt__run.in_scheduler ? NULL : rt__run.current;
}

uint32_t rt_coroutine_count(void)
{
	return rt__run.live_count;
}

void rt_coroutine_each(bool (*visit)(void *context, struct rt_coroutine *coroutine), void *context)
{
	if (rt__run.live_count == 0) {
		return;
	}
	RT__LIST_EACH(node, &rt__run.live) {
		if (!visit(context, RT__LIST_ENTRY(node, struct rt_coroutine, live))) {
			return;
		}
	}
}

uint32_t rt_coroutine_id(const struct rt_coroutine *coroutine)
{
	return coroutine->id;
}

uint32_t rt_coroutine_parent_id(const struct rt_coroutine *coroutine)
{
	return coroutine->parent_id;
}

uint32_t rt_coroutine_child_index(const struct rt_coroutine *coroutine)
{
	return coroutine->child_index;
}

uint32_t rt_coroutine_suspensions(const struct rt_coroutine *coroutine)
{
	return coroutine->suspensions;
}

enum rt_op rt_coroutine_op(const struct rt_coroutine *coroutine)
{
	return coroutine->op;
}

bool rt_coroutine_is_parked(const struct rt_coroutine *coroutine)
{
	return coroutine->waker.status == RT__WAKER_WAITING;
}

int rt_coroutine_fd(const struct rt_coroutine *coroutine)
{
	return coroutine->fd;
}

static const char *base_name(const zend_string *file)
{
	const char *slash = strrchr(ZSTR_VAL(file), '/');
	return slash == NULL ? ZSTR_VAL(file) : slash + 1;
}

static size_t frame_write(const zend_execute_data *frame, char *text, size_t size)
{
	const zend_function *function = frame->func;
	const char *class = function->common.scope == NULL ? "" : ZSTR_VAL(function->common.scope->name);
	const char *name = function->common.function_name == NULL ? "{main}" : ZSTR_VAL(function->common.function_name);
	int length = snprintf(text, size, "%s%s%s()", class, class[0] == '\0' ? "" : "->", name);
	if (ZEND_USER_CODE(function->type) && length >= 0 && (size_t) length < size) {
		length += snprintf(text + length, size - (size_t) length, " %s:%" PRIu32,
			base_name(function->op_array.filename), frame->opline->lineno);
	}
	return length < 0 || (size_t) length >= size ? size - 1 : (size_t) length;
}

void rt_coroutine_stack(const struct rt_coroutine *coroutine, char *text, size_t size)
{
	const zend_execute_data *frame = rt__coroutine_is_suspended(coroutine) ? coroutine->frame
		: coroutine == rt_current() ? EG(current_execute_data) : NULL;
	size_t used = 0;
	text[0] = '\0';
	for (; frame != NULL && used + 4 < size; frame = frame->prev_execute_data) {
		if (frame->func == NULL) {
			continue;
		}
		if (used > 0) {
			used += (size_t) snprintf(text + used, size - used, " < ");
		}
		used += frame_write(frame, text + used, size - used);
	}
}

uint32_t rt_coroutine_tag(const struct rt_coroutine *coroutine)
{
	return coroutine->tag;
}

void rt_coroutine_set_tag(struct rt_coroutine *coroutine, uint32_t tag)
{
	coroutine->tag = tag;
}

void rt_coroutine_set_weight(struct rt_coroutine *coroutine, uint32_t weight)
{
	rt_schedule_weigh(&coroutine->schedule, weight,
		rt__run.current == NULL ? NULL : &rt__run.current->schedule);
}

void rt_coroutine_cancel(struct rt_coroutine *coroutine, struct _zend_object *error)
{
	rt__coroutine_cancel(coroutine, error, RT__CANCEL_MESSAGE, RT_CAUSE_CANCEL);
}

uint32_t rt_handle_count(void)
{
	return rt__run.handles;
}

const char *rt_op_name(enum rt_op op)
{
	static const char *const names[] = {
#define PLAN_WAIT(ID, name) #name,
#include "plan/waits.def"
#undef PLAN_WAIT
	};
	return (unsigned) op < RT_OP_COUNT ? names[op] : "unknown";
}

const char *rt_cause_name(enum rt_cause cause)
{
	static const char *const names[RT_CAUSE_COUNT] = {
		[RT_CAUSE_NONE] = "none",
		[RT_CAUSE_YIELD] = "yield",
		[RT_CAUSE_EVENT] = "event",
		[RT_CAUSE_TIMEOUT] = "timeout",
		[RT_CAUSE_TOKEN] = "token",
		[RT_CAUSE_CANCEL] = "cancel",
		[RT_CAUSE_CLOSE] = "close",
		[RT_CAUSE_DEADLOCK] = "deadlock",
		[RT_CAUSE_SHUTDOWN] = "shutdown",
	};
	return (unsigned) cause < RT_CAUSE_COUNT ? names[cause] : "unknown";
}

static uint32_t length(const struct rt__list *head)
{
	uint32_t count = 0;
	for (const struct rt__list *node = head->next; node != head; node = node->next) {
		count++;
	}
	return count;
}

void rt__stats_read(struct rt__stats *stats)
{
	memset(stats, 0, sizeof(*stats));
	stats->coroutines = rt__run.live_count;
	stats->ready = rt__run.ready_count;
	stats->resumed = rt__run.resumed_count;
	stats->fibers = length(&rt__run.fibers);
	stats->fibers_idle = length(&rt__run.fibers_idle);
	RT__LIST_EACH(node, &rt__run.live) {
		stats->zombies += RT__LIST_ENTRY(node, struct rt_coroutine, live)->zombie;
	}
}
