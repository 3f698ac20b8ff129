/* sweep.h - a plan, and a cancellation at each suspension of each of its actors: by every cause, in every phase.
 *
 *   plan --sweep_list--> cells (what is to be run) --sweep_run, one by one--> outcomes and distinct findings
 */
#ifndef TOOLS_SWEEP_H
#define TOOLS_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "tools/judge.h"

enum { SWEEP_FINDINGS_MAX = 26 };       /* distinct signatures that are kept, letters A to Z */

enum sweep_outcome {
	SWEEP_WAITS,                /* not run yet */
	SWEEP_LANDED,               /* the cancellation took place, and nothing was wrong */
	SWEEP_MISSED,               /* ok, and it did not: the victim ended before the moment of the phase */
	SWEEP_FINDING,
};

struct sweep_cell {
	uint8_t victim;             /* actor */
	uint8_t cause, phase;       /* enum plan_cause, enum plan_phase */
	uint8_t wait;               /* enum plan_wait: what the victim, in the setting of the cause, parks in there */
	uint16_t nth;               /* the suspension of the victim, from 1 */
	uint8_t outcome;            /* enum sweep_outcome */
	uint8_t finding;            /* index into findings; SWEEP_FINDINGS_MAX when there was no room */
};

struct sweep_finding { char signature[VERDICT_SIGNATURE_MAX]; size_t count; struct plan plan; /* the first */ };

struct sweep {
	struct plan plan;
	struct sweep_cell *cells;
	size_t cell_count;
	bool cut;                   /* a run had more events than a trace keeps: later suspensions are not in cells */
	uint8_t finding_count;
	struct sweep_finding findings[SWEEP_FINDINGS_MAX];
};

/* An empty sweep over a plan that has room for one more cancellation; NULL when it has not, or without memory. */
struct sweep *sweep_create(const struct plan *plan);
void sweep_destroy(struct sweep *sweep);

/* Runs the plan once for each actor and each cause of the set (bit i: enum plan_cause i), with a cancellation that never
 * comes, since the cause decides what the actor runs in; lists a cell for each suspension seen and each phase of the
 * set. Returns STATUS_OK; STATUS_FINDING when such a run is a finding already, with its plan and signature as
 * findings[0]; STATUS_BUG when the harness failed. */
int sweep_list(struct sweep *sweep, struct judge *judge, uint32_t causes, uint32_t phases);

/* Runs one cell and fills its outcome. Returns false when the harness failed. */
bool sweep_run(struct sweep *sweep, struct judge *judge, struct sweep_cell *cell);

#endif
