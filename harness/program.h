/* program.h - a plan as the argument of interpret() in harness/interpret.php, and what the call returns. */
#ifndef HARNESS_PROGRAM_H
#define HARNESS_PROGRAM_H

#include "harness/harness.h"

struct _zval_struct;

/* Builds the argument; the caller destroys it. Inside a request. */
void program_build(const struct plan *plan, struct _zval_struct *argument);

/* Virtual time within which each phase of the program has to end, on top of the pauses that it asks for. */
uint32_t program_limit_ms(const struct plan *plan);

/* Calls visit for each coroutine that may lose a connection to a fault ("*": any may). */
void program_cuts(const struct plan *plan, void (*visit)(void *context, const char *name), void *context);

/* Copies a PHP list of strings into the run's chaos log, a line each. */
void program_log(const struct _zval_struct *lines, struct run *run);

/* Mixes the counters, a PHP array of numbers by name, into the trace, as part of the run's identity, and counts skipped
 * ops. */
void program_outcome(const struct _zval_struct *counters, struct run *run);

/* Fault table entries of a peer, in the order of its table: calls visit with each key and value. */
typedef void (*program_visit)(void *context, const char *key, const char *text, uint32_t value);
void program_table(const struct plan *plan, uint32_t peer, program_visit visit, void *context);

/* The cells that ops of the plan name, each once, in the order of the ops. */
typedef void (*program_cell_visit)(void *context, const char *name);
void program_cells(const struct plan *plan, program_cell_visit visit, void *context);

#endif
