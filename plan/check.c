/* check.c - is this plan legal? And the questions about a legal plan that need no more than its fields.
 *
 * plan_check() knows every invariant; the rules themselves stand in rules.c, shared with what drops and explains.
 */
#include "plan/internal.h"

_Static_assert(PLAN_ANCHOR_MAX == UINT8_MAX, "an anchor fills its byte, so it needs no upper check");

static const char *limits_check(const struct plan *plan)
{
	if (plan->peer_count > PLAN_PEERS_MAX)
		return "there are more than PLAN_PEERS_MAX peers";
	if (plan->op_count > PLAN_OPS_MAX)
		return "there are more than PLAN_OPS_MAX ops";
	if (plan->deviation_count > PLAN_SCHED_MAX)
		return "there are more than PLAN_SCHED_MAX deviations";
	if (plan->cancel_count > PLAN_CANCELS_MAX)
		return "there are more than PLAN_CANCELS_MAX cancels";
	if (plan->buffer && (plan->buffer < PLAN_BUFFER_MIN || plan->buffer > PLAN_BUFFER_MAX))
		return "the buffer is out of range";
	if (plan->sampler.kind >= PLAN_SAMPLER_COUNT)
		return "the sampler does not exist";
	if (plan->sampler.kind == PLAN_SAMPLER_FIFO && plan->sampler.seed)
		return "fifo has a seed";
	return NULL;
}

static const char *peers_check(const struct plan *plan)
{
	const char *problem = NULL;
	uint32_t toxics = 0;
	for (uint32_t i = 0; i < plan->peer_count && !problem; i++) {
		const struct plan_peer *peer = &plan->peers[i];
		if (peer->toxic_count > PLAN_TOXIC_COUNT)
			return "a peer has more toxics than there are kinds";
		problem = plan__peer_problem(peer);
		for (uint32_t j = 0; j < peer->toxic_count && !problem; j++)
			problem = plan__toxic_problem(peer, j);
		toxics += peer->toxic_count;
	}
	/* Out of reach while each peer has few kinds to choose from; toxics.def may grow. */
	if (!problem && toxics > PLAN_TOXICS_MAX)
		problem = "there are more than PLAN_TOXICS_MAX toxics";
	return problem;
}

const char *plan_check(const struct plan *plan)
{
	const char *problem = limits_check(plan);
	if (!problem)
		problem = peers_check(plan);
	if (problem)
		return problem;

	uint32_t actors = plan_actors(plan);
	for (uint32_t i = 0; i < plan->op_count && !problem; i++) {
		problem = plan__op_problem(plan, actors, &plan->ops[i]);
		if (!problem && i > 0 && plan->ops[i - 1].actor > plan->ops[i].actor)
			problem = "the ops are not in order of their actors";
	}
	for (uint32_t i = 0; i < plan->deviation_count && !problem; i++)
		problem = plan__deviation_problem(plan, actors, i);
	for (uint32_t i = 0; i < plan->cancel_count && !problem; i++)
		problem = plan__cancel_problem(plan, actors, i);
	return problem;
}

static bool peer_equal(const struct plan_peer *a, const struct plan_peer *b)
{
	if (a->mode != b->mode || a->size != b->size || a->toxic_count != b->toxic_count)
		return false;
	for (uint32_t i = 0; i < a->toxic_count; i++) {
		const struct plan_toxic *x = &a->toxics[i], *y = &b->toxics[i];
		if (x->kind != y->kind || x->a != y->a || x->b != y->b)
			return false;
	}
	return true;
}

static bool op_equal(const struct plan_op *a, const struct plan_op *b)
{
	return a->kind == b->kind && a->actor == b->actor && a->target == b->target && a->a == b->a && a->b == b->b;
}

bool plan_equal(const struct plan *a, const struct plan *b)
{
	if (a->buffer != b->buffer || a->sampler.kind != b->sampler.kind || a->sampler.seed != b->sampler.seed
			|| a->peer_count != b->peer_count || a->op_count != b->op_count
			|| a->deviation_count != b->deviation_count || a->cancel_count != b->cancel_count)
		return false;
	for (uint32_t i = 0; i < a->peer_count; i++)
		if (!peer_equal(&a->peers[i], &b->peers[i]))
			return false;
	for (uint32_t i = 0; i < a->op_count; i++)
		if (!op_equal(&a->ops[i], &b->ops[i]))
			return false;
	for (uint32_t i = 0; i < a->deviation_count; i++) {
		const struct plan_deviation *x = &a->deviations[i], *y = &b->deviations[i];
		if (x->who != y->who || x->anchor != y->anchor || x->run != y->run)
			return false;
	}
	for (uint32_t i = 0; i < a->cancel_count; i++) {
		const struct plan_cancel *x = &a->cancels[i], *y = &b->cancels[i];
		if (x->victim != y->victim || x->anchor != y->anchor || x->cause != y->cause)
			return false;
	}
	return true;
}

size_t plan_record_count(const struct plan *plan)
{
	size_t count = plan->peer_count + plan->op_count + plan->deviation_count + plan->cancel_count;
	for (uint32_t i = 0; i < plan->peer_count; i++)
		count += plan->peers[i].toxic_count;
	return count + (plan->sampler.kind != PLAN_SAMPLER_FIFO);
}

uint32_t plan_actors(const struct plan *plan)
{
	uint32_t actors = 0;
	for (uint32_t i = 0; i < plan->op_count; i++)
		if (plan->ops[i].actor < PLAN_ACTORS_MAX)
			actors |= 1u << plan->ops[i].actor;
	return actors;
}
