/* simplify.c - the pass of a minimization that replaces ops by simpler ones (simpler.def), one at a time, and all of a plane
 * together: who writes to a link and who reads from it become who share a stream.
 */
#include "plan/attempt.h"

enum {
#define PLAN_SIMPLER(ID, A, B) RANK_##ID,
#include "plan/simpler.def"
#undef PLAN_SIMPLER
	RANK_COUNT
};
_Static_assert(RANK_COUNT == PLAN_OP_COUNT, "simpler.def lists every op of ops.def");
#define PLAN_SIMPLER(ID, A, B) \
	_Static_assert(RANK_##A <= RANK_##ID && RANK_##B <= RANK_##ID, "what is simpler than " #ID " stands above it");
#include "plan/simpler.def"
#undef PLAN_SIMPLER

enum { WAYS = 2 };

static const struct { uint8_t rank, simpler[WAYS]; } simpler[PLAN_OP_COUNT] = {
#define PLAN_SIMPLER(ID, A, B) [PLAN_OP_##ID] = { RANK_##ID, { PLAN_OP_##A, PLAN_OP_##B } },
#include "plan/simpler.def"
#undef PLAN_SIMPLER
};

uint32_t attempt_rank(enum plan_op_kind kind)
{
	return simpler[kind].rank;
}

/* The target stays what it is where that is a cell, too. */
static void replace(struct plan_op *op, uint8_t kind)
{
	const struct plan_op_info *info = plan_op_info(kind);
	if (op->kind == kind)
		return;
	bool both = plan_target_is_cell(info->target) && plan_target_is_cell(plan_op_info(op->kind)->target);
	*op = (struct plan_op){ .kind = kind, .actor = op->actor, .target = both ? op->target : 0, .a = info->a.def,
		.b = info->b.def };
}

static void ops_replace(struct attempt *attempt, const char *pass)
{
	for (uint32_t i = 0; i < attempt->best->op_count && !attempt->stopped; i++)
		for (uint32_t way = 0; way < WAYS && i < attempt->best->op_count; way++) {
			struct plan *candidate = &attempt->drafts[0];
			*candidate = *attempt->best;
			replace(&candidate->ops[i], simpler[candidate->ops[i].kind].simpler[way]);
			attempt_judge(attempt, pass, candidate);
		}
}

/* Each cell by one of its number; or (`shared`) all by the first, since the two ends of a link are two cells, and a stream is one. */
static void plane_replace(struct attempt *attempt, const char *pass, enum plan_target target, bool shared)
{
	struct plan *candidate = &attempt->drafts[0];
	*candidate = *attempt->best;
	for (uint32_t i = 0; i < candidate->op_count; i++) {
		struct plan_op *op = &candidate->ops[i];
		if (plan_op_info(op->kind)->target != target)
			continue;
		replace(op, simpler[op->kind].simpler[0]);
		op->target = shared ? 0 : op->target;
	}
	attempt_judge(attempt, pass, candidate);
}

void attempt_simplify(struct attempt *attempt, const char *pass)
{
	for (enum plan_target target = 0; target < PLAN_TARGET_COUNT && !attempt->stopped; target++)
		for (int shared = 0; shared < 2 && plan_target_is_cell(target); shared++)
			plane_replace(attempt, pass, target, shared);
	ops_replace(attempt, pass);
}
