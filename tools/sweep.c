/* sweep.c - see sweep.h. */
#include "tools/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "tools/command.h"

struct sweep *sweep_create(const struct plan *plan)
{
	if (plan->cancel_count >= PLAN_CANCELS_MAX) {
		return NULL;
	}
	struct sweep *sweep = calloc(1, sizeof *sweep);
	if (sweep) {
		sweep->plan = *plan;
	}
	return sweep;
}

void sweep_destroy(struct sweep *sweep)
{
	if (sweep) {
		free(sweep->cells);
		free(sweep);
	}
}

/* The plan with the cancellation of the cell; returns its index. */
static uint16_t plan_with(const struct plan *plan, const struct sweep_cell *cell, struct plan *with)
{
	uint16_t i = 0;
	*with = *plan;
	for (; i < plan->cancel_count; i++) {
		const struct plan_cancel *own = &plan->cancels[i];
		if (own->victim == cell->victim && own->anchor.wait == PLAN_WAIT_NONE && own->anchor.nth == cell->nth &&
				own->cause == cell->cause && own->phase == cell->phase) {
			return i; /* the plan has it already, and a plan has none twice */
		}
	}
	/* The last one, so that the killers of the others keep their names. */
	with->cancels[with->cancel_count++] = (struct plan_cancel){ .victim = cell->victim,
		.anchor = { .wait = PLAN_WAIT_NONE, .nth = cell->nth }, .cause = cell->cause, .phase = cell->phase };
	return i;
}

static void finding_add(struct sweep *sweep, struct sweep_cell *cell, const struct plan *plan, const char *signature)
{
	uint8_t i = 0;
	while (i < sweep->finding_count && strcmp(sweep->findings[i].signature, signature) != 0) {
		i++;
	}
	cell->outcome = SWEEP_FINDING;
	cell->finding = i;
	if (i == SWEEP_FINDINGS_MAX) {
		return;
	}
	struct sweep_finding *finding = &sweep->findings[i];
	if (i == sweep->finding_count) {
		sweep->finding_count++;
		finding->plan = *plan;
		snprintf(finding->signature, sizeof finding->signature, "%s", signature);
	}
	finding->count++;
}

static bool cell_add(struct sweep *sweep, struct sweep_cell cell)
{
	enum { STEP = 256 };
	if (sweep->cell_count % STEP == 0) {
		void *cells = realloc(sweep->cells, (sweep->cell_count + STEP) * sizeof cell);
		if (!cells) {
			complain("no memory");
			return false;
		}
		sweep->cells = cells;
	}
	sweep->cells[sweep->cell_count++] = cell;
	return true;
}

/* An actor with a token runs its ops in a child: what parks the child counts for the actor, each with a count of its own
 * (harness/cancels.c). So its k-th suspension is the k-th of whichever of the two comes there first. */
static bool cells_of(struct sweep *sweep, const struct run *run, struct sweep_cell cell, uint32_t phases)
{
	const struct trace *trace = &run->trace;
	bool has_body = plan_cause_setting(cell.cause) == PLAN_SETTING_TOKEN ||
		plan_actor_has(&sweep->plan, cell.victim, PLAN_SETTING_TOKEN);
	uint8_t body = has_body ? (uint8_t)(PLAN_WHO_CHILD + cell.victim * PLAN_CHILDREN_MAX) : cell.victim;
	int32_t seen = 0;
	sweep->cut |= trace->count > TRACE_EVENTS_MAX;
	for (uint32_t i = 0; i < trace->count && i < TRACE_EVENTS_MAX; i++) {
		const struct trace_event *event = &trace->events[i];
		if (event->kind != TRACE_SUSPEND || (event->who != cell.victim && event->who != body) ||
				event->value != seen + 1 || event->value >= PLAN_ANCHOR_MAX) {
			continue;
		}
		cell.nth = (uint16_t)++seen;
		cell.wait = event->op;
		for (uint8_t phase = 0; phase < PLAN_PHASE_COUNT; phase++) {
			cell.phase = phase;
			if (phases >> phase & 1 && !cell_add(sweep, cell)) {
				return false;
			}
		}
	}
	return true;
}

static int list_actor(struct sweep *sweep, struct judge *judge, uint8_t actor, uint8_t cause, uint32_t phases)
{
	struct sweep_cell cell = { .victim = actor, .cause = cause, .nth = PLAN_ANCHOR_MAX };
	struct plan never;
	plan_with(&sweep->plan, &cell, &never);
	const struct run *run = judge_run(judge, &never, 0);
	if (!run) {
		return STATUS_BUG;
	}
	if (run->verdict.kind != VERDICT_OK) {
		sweep->finding_count = 0;
		finding_add(sweep, &cell, &never, run->verdict.signature);
		return STATUS_FINDING;
	}
	return cells_of(sweep, run, cell, phases) ? STATUS_OK : STATUS_BUG;
}

int sweep_list(struct sweep *sweep, struct judge *judge, uint32_t causes, uint32_t phases)
{
	uint32_t actors = plan_actors(&sweep->plan);
	int status = STATUS_OK;
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX && status == STATUS_OK; actor++) {
		for (uint8_t cause = 0; cause < PLAN_CAUSE_COUNT && status == STATUS_OK; cause++) {
			if (actors >> actor & 1 && causes >> cause & 1) {
				status = list_actor(sweep, judge, actor, cause, phases);
			}
		}
	}
	return status;
}

bool sweep_run(struct sweep *sweep, struct judge *judge, struct sweep_cell *cell)
{
	struct plan plan;
	uint16_t index = plan_with(&sweep->plan, cell, &plan);
	const struct run *run = judge_run(judge, &plan, JUDGE_LEAKS);
	if (!run) {
		return false;
	}
	if (run->verdict.kind != VERDICT_OK) {
		finding_add(sweep, cell, &plan, run->verdict.signature);
	} else {
		cell->outcome = run->cancels_landed >> index & 1 ? SWEEP_LANDED : SWEEP_MISSED;
	}
	return true;
}
