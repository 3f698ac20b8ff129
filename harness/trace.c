/* trace.c - see trace.h. The hash is FNV-1a's idea with a 64-bit finalizer (SplitMix64's) per value: cheap, and any
 * changed, missing or moved event changes it. It guards against our own nondeterminism, not against an adversary. */
#include "harness/trace.h"

#include <string.h>

#include "harness/names.h"
#include "runtime/rt.h"

static const char *const trace_names[] = {
	[TRACE_SPAWN] = "spawn", [TRACE_SUSPEND] = "suspend", [TRACE_WAKE] = "wake", [TRACE_PICK] = "pick",
	[TRACE_CANCEL] = "cancel", [TRACE_FINISH] = "finish", [TRACE_IO] = "io", [TRACE_DEADLOCK] = "deadlock",
	[TRACE_OUTCOME] = "outcome", [TRACE_CHOICE] = "choice",
	[TRACE_FAULT] = "fault",
};

void trace_reset(struct trace *trace)
{
	trace->hash = 0xcbf29ce484222325u;
	trace->count = 0;
}

void trace_mix(struct trace *trace, uint64_t value)
{
	uint64_t z = (trace->hash ^ value) * 0x100000001b3u + 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	trace->hash = z ^ (z >> 31);
}

void trace_add(struct trace *trace, struct trace_event event)
{
	trace_mix(trace, (uint64_t)event.kind | (uint64_t)event.who << 8 | (uint64_t)event.op << 16 |
			(uint64_t)event.cause << 24 | (uint64_t)(uint32_t)event.value << 32);
	trace_mix(trace, event.time_ms);
	if (trace->count < TRACE_EVENTS_MAX)
		trace->events[trace->count] = event;
	trace->count++;
}

const char *trace_event_text(const struct trace_event *event, char *text)
{
	int at = snprintf(text, TRACE_TEXT_MAX, "%-8s", trace_names[event->kind]);
	size_t left = TRACE_TEXT_MAX - (size_t)at;
	char *more = text + at;

	switch (event->kind) {
	case TRACE_SUSPEND:
		snprintf(more, left, " %s, suspension %d", rt_op_name(event->op), event->value);
		break;
	case TRACE_WAKE:
		snprintf(more, left, " by %s from %s", rt_cause_name(event->cause), rt_op_name(event->op));
		break;
	case TRACE_PICK:
		snprintf(more, left, " of %d ready, index %u", event->value, event->cause);
		break;
	case TRACE_CHOICE:
		snprintf(more, left, " of %d at %s, index %u", event->value, plan_site_name(event->op), event->cause);
		break;
	case TRACE_FAULT:
		at = snprintf(more, left, " %s: %s", plan_call_name(event->op), plan_fault_info(event->cause)->name);
		if (event->value != 0)
			snprintf(more + at, left - (size_t)at, "=%d", event->value);
		break;
	case TRACE_IO:
		if (event->value < 0)
			snprintf(more, left, " %s: %s", rt_op_name(event->op), strerror(-event->value));
		else
			snprintf(more, left, " %s: %d", rt_op_name(event->op), event->value);
		break;
	default:
		if (event->value != 0)
			snprintf(more, left, " %d", event->value);
	}
	return text;
}

void trace_print_event(const struct trace_event *event, FILE *out)
{
	char who[16], text[TRACE_TEXT_MAX];

	fprintf(out, "%8u ms  %-7s %s\n", event->time_ms, names_text(event->who, who), trace_event_text(event, text));
}
