/* check.c - is this plan legal? And the questions about a legal plan that need no more than its fields.
 *
 * plan_check() knows every invariant; the rules themselves stand in rules.c, shared with what drops and explains.
 */
#include "plan/internal.h"

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
	if (plan->fault_count > PLAN_FAULTS_MAX)
		return "there are more than PLAN_FAULTS_MAX faults";
	if (plan->buffer && (plan->buffer < PLAN_BUFFER_MIN || plan->buffer > PLAN_BUFFER_MAX))
		return "the buffer is out of range";
	if (plan->sampler.kind >= PLAN_SAMPLER_COUNT)
		return "the sampler does not exist";
	if (plan->sampler.kind == PLAN_SAMPLER_FIFO && plan->sampler.seed)
		return "fifo has a seed";
	if ((plan_sampler_depth(plan->sampler.kind) != 0) != (plan->sampler.depth != 0)
			|| plan->sampler.depth > PLAN_DEPTH_MAX)
		return "the sampler's depth is out of range";
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
	for (uint32_t i = 0; i < plan->fault_count && !problem; i++)
		problem = plan__fault_problem(plan, actors, i);
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

static bool deviation_equal(const struct plan_deviation *a, const struct plan_deviation *b)
{
	return a->who == b->who && plan__anchor_equal(a->anchor, b->anchor) && a->site == b->site && a->choice == b->choice
		&& a->skip == b->skip;
}

static bool cancel_equal(const struct plan_cancel *a, const struct plan_cancel *b)
{
	return a->victim == b->victim && plan__anchor_equal(a->anchor, b->anchor) && a->cause == b->cause
		&& a->phase == b->phase;
}

static bool fault_equal(const struct plan_fault *a, const struct plan_fault *b)
{
	return a->kind == b->kind && a->call == b->call && a->who == b->who && a->nth == b->nth && a->value == b->value;
}

static bool head_equal(const struct plan *a, const struct plan *b)
{
	return a->strict == b->strict && a->forked == b->forked && a->buffer == b->buffer && a->sampler.kind == b->sampler.kind
		&& a->sampler.depth == b->sampler.depth && a->sampler.seed == b->sampler.seed
		&& a->peer_count == b->peer_count && a->op_count == b->op_count
		&& a->deviation_count == b->deviation_count && a->cancel_count == b->cancel_count
		&& a->fault_count == b->fault_count;
}

bool plan_equal(const struct plan *a, const struct plan *b)
{
	bool equal = head_equal(a, b);
	for (uint32_t i = 0; equal && i < a->peer_count; i++)
		equal = peer_equal(&a->peers[i], &b->peers[i]);
	for (uint32_t i = 0; equal && i < a->op_count; i++)
		equal = op_equal(&a->ops[i], &b->ops[i]);
	for (uint32_t i = 0; equal && i < a->deviation_count; i++)
		equal = deviation_equal(&a->deviations[i], &b->deviations[i]);
	for (uint32_t i = 0; equal && i < a->cancel_count; i++)
		equal = cancel_equal(&a->cancels[i], &b->cancels[i]);
	for (uint32_t i = 0; equal && i < a->fault_count; i++)
		equal = fault_equal(&a->faults[i], &b->faults[i]);
	return equal;
}

size_t plan_record_count(const struct plan *plan)
{
	size_t count = plan->peer_count + plan->op_count + plan->deviation_count + plan->cancel_count
		+ plan->fault_count;
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

bool plan_actor_has(const struct plan *plan, uint8_t actor, enum plan_setting setting)
{
	for (uint32_t i = 0; i < plan->cancel_count; i++)
		if (plan->cancels[i].victim == actor && plan_cause_setting(plan->cancels[i].cause) == setting)
			return true;
	return false;
}
