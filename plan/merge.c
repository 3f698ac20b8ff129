/* merge.c - the pass of a minimization that makes one of two: coroutines, peers, what coroutines share, and ops. */
#include <string.h>

#include "plan/attempt.h"
#include "plan/element.h"
#include "plan/rename.h"

static bool actor_move(struct attempt *attempt, const char *pass, uint8_t from, uint8_t to)
{
	struct plan candidate = *attempt->best;
	uint8_t names[PLAN_ACTORS_MAX];
	for (uint8_t i = 0; i < PLAN_ACTORS_MAX; i++)
		names[i] = i == from ? to : i;
	plan__actors_rename(&candidate, names);
	return attempt_judge(attempt, pass, &candidate);
}

static void actors_compact(struct attempt *attempt, const char *pass)
{
	struct plan candidate = *attempt->best;
	uint32_t actors = plan_actors(&candidate);
	uint8_t names[PLAN_ACTORS_MAX], next = 0;
	for (uint8_t i = 0; i < PLAN_ACTORS_MAX; i++) {
		names[i] = next;
		next = (uint8_t)(next + (actors >> i & 1));
	}
	plan__actors_rename(&candidate, names);
	attempt_judge(attempt, pass, &candidate);
}

/* All ops on one cell move to another one of its kind, so that who shared it shares it still. */
static bool cell_move(struct attempt *attempt, const char *pass, enum plan_target target, uint8_t from, uint8_t to)
{
	struct plan candidate = *attempt->best;
	uint32_t moved = 0;
	for (uint32_t i = 0; i < candidate.op_count; i++) {
		struct plan_op *op = &candidate.ops[i];
		if (plan_op_info(op->kind)->target != target || op->target != from)
			continue;
		op->target = to;
		moved++;
	}
	return moved > 0 && attempt_judge(attempt, pass, &candidate);
}

static void cells_merge(struct attempt *attempt, const char *pass)
{
	for (enum plan_target target = 0; target < PLAN_TARGET_COUNT; target++) {
		uint8_t from = plan_target_is_cell(target) ? plan_target_info(target)->count : 0;
		while (from-- > 1)
			for (uint8_t to = 0; to < from && !attempt->stopped; to++)
				if (cell_move(attempt, pass, target, from, to))
					break;
	}
}

/* Of two ops of a kind that do something some times, on the same, one does it as often as both. */
static bool op_fuse(struct attempt *attempt, const char *pass, uint32_t to, uint32_t from)
{
	struct plan candidate = *attempt->best;
	struct plan_op *op = &candidate.ops[to], *other = &candidate.ops[from];
	const struct plan_op_info *info = plan_op_info(op->kind);
	if (other->kind != op->kind || other->target != op->target || strcmp(info->a.name, "times") != 0)
		return false;
	op->a = op->a + other->a < info->a.max ? op->a + other->a : info->a.max;
	plan_element_drop(&candidate, PLAN_ELEMENT_OP, from);
	return attempt_judge(attempt, pass, &candidate);
}

static void ops_fuse(struct attempt *attempt, const char *pass)
{
	for (uint32_t to = 0; to < attempt->best->op_count; to++)
		for (uint32_t from = attempt->best->op_count; from-- > 0 && !attempt->stopped;)
			if (from != to && op_fuse(attempt, pass, to, from))
				return;     /* the others have other places now; the next round sees them */
}

void attempt_merge(struct attempt *attempt, const char *pass)
{
	actors_compact(attempt, pass);
	for (uint8_t from = PLAN_ACTORS_MAX - 1; from > 0; from--)
		for (uint8_t to = 0; to < from && (plan_actors(attempt->best) >> from & 1) && !attempt->stopped; to++)
			actor_move(attempt, pass, from, to);
	/* Both ways: each peer has toxics of its own. */
	for (uint32_t from = attempt->best->peer_count; from-- > 0;) {
		bool merged = false;
		for (uint32_t to = 0; to < attempt->best->peer_count && !merged && !attempt->stopped; to++) {
			struct plan candidate = *attempt->best;
			if (to == from || candidate.peers[from].mode != candidate.peers[to].mode)
				continue;
			plan__peer_remove(&candidate, from, to);
			merged = attempt_judge(attempt, pass, &candidate);
		}
	}
	cells_merge(attempt, pass);
	ops_fuse(attempt, pass);
}
