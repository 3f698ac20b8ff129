/* trace.h - the bounded log of what happened in a run, and its hash, which is the identity of the run.
 *
 * Same input, same hash: in one process, across processes, with ASLR on. So an event names coroutines by their
 * place in the spawn tree and never holds an address, a descriptor, a port or a real time.
 */
#ifndef HARNESS_TRACE_H
#define HARNESS_TRACE_H

#include <stdint.h>
#include <stdio.h>

enum { TRACE_EVENTS_MAX = 4096, TRACE_TEXT_MAX = 128 };

enum trace_kind { TRACE_SPAWN = 1, TRACE_SUSPEND, TRACE_WAKE, TRACE_PICK, TRACE_CANCEL, TRACE_FINISH, TRACE_IO,
	TRACE_DEADLOCK, TRACE_OUTCOME,
	TRACE_CHOICE, TRACE_FAULT };

struct trace_event {
	uint8_t kind;               /* enum trace_kind */
	uint8_t who;                /* as names.h has it */
	uint8_t op;                 /* enum rt_op; of a choice: enum plan_site; of a fault: enum plan_call */
	uint8_t cause;              /* enum rt_cause; of a pick and a choice: index chosen; of a fault:
	                             * enum plan_fault_kind */
	int32_t value;              /* bytes or -errno of an io; candidates of a pick or a choice; suspension number;
	                             * value of a fault */
	uint32_t time_ms;           /* virtual */
};

struct trace {
	uint64_t hash;              /* over all events, also those past the bound */
	uint32_t count;             /* events seen; the first TRACE_EVENTS_MAX of them are kept */
	struct trace_event events[TRACE_EVENTS_MAX];
};

void trace_reset(struct trace *trace);
void trace_add(struct trace *trace, struct trace_event event);

/* Mixes a value that belongs to the run's identity but is no event of its own (a counter, an enabled set). */
void trace_mix(struct trace *trace, uint64_t value);

/* Writes what happened in an event, without when and to whom ("wake     by cancel from read"), into text, which must hold
 * TRACE_TEXT_MAX bytes. Returns text. */
const char *trace_event_text(const struct trace_event *event, char *text);

/* Prints one event as a line for people. */
void trace_print_event(const struct trace_event *event, FILE *out);

#endif
