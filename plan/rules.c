/* rules.c - the rules of a legal plan, each written once.
 *
 * What can be referred to: a peer of the right mode, an actor that has an op, a coroutine that exists. What can be
 * said twice: nothing. check.c reports a broken rule, normalise.c drops what breaks one.
 */
#include "plan/internal.h"

bool plan__is_mode(uint8_t toxic_kind)
{
	return plan_toxic_info(toxic_kind)->modes == PLAN_MODES_MODE;
}

uint32_t plan__modes(void)
{
	uint32_t modes = 0;
	while (modes < PLAN_TOXIC_COUNT && plan__is_mode((uint8_t)modes))
		modes++;
	return modes;
}

uint32_t plan__mode_count(const struct plan *plan, uint8_t mode)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < plan->peer_count; i++)
		count += plan->peers[i].mode == mode;
	return count;
}

uint8_t plan__mode_peer(const struct plan *plan, uint8_t mode, uint32_t index)
{
	for (uint8_t i = 0; i < plan->peer_count; i++)
		if (plan->peers[i].mode == mode && index-- == 0)
			return i;
	return PLAN_PEERS_MAX;
}

uint8_t plan__mode_index(const struct plan *plan, uint8_t peer)
{
	uint8_t index = 0;
	for (uint32_t i = 0; i < peer; i++)
		index += plan->peers[i].mode == plan->peers[peer].mode;
	return index;
}

uint8_t plan__target_mode(enum plan_target target)
{
	return target == PLAN_TARGET_SERVE ? PLAN_TOXIC_SERVE : PLAN_TOXIC_CONSUME;
}

bool plan__who_exists(const struct plan *plan, uint32_t actors, uint8_t who)
{
	if (who < PLAN_WHO_PEER)
		return (actors >> who) & 1;
	if (who < PLAN_WHO_LINK)
		return who - PLAN_WHO_PEER < plan->peer_count;
	if (who < PLAN_WHO_CHILD)
		return (who - PLAN_WHO_LINK) / PLAN_LINKS_MAX < plan->peer_count;
	if (who < PLAN_WHO_KILLER)
		return (actors >> (who - PLAN_WHO_CHILD) / PLAN_CHILDREN_MAX) & 1;
	if (who < PLAN_WHO_OTHER)
		return who - PLAN_WHO_KILLER < plan->cancel_count;
	return who < PLAN_WHO_COUNT;
}

bool plan__anchor_equal(struct plan_anchor a, struct plan_anchor b)
{
	return a.wait == b.wait && a.nth == b.nth;
}

uint32_t plan__fault_calls(uint8_t kind)
{
	return (uint32_t)__builtin_popcount(plan_fault_info(kind)->calls);
}

uint8_t plan__fault_call(uint8_t kind, uint32_t index)
{
	uint32_t calls = plan_fault_info(kind)->calls;
	while (index-- > 0)
		calls &= calls - 1;
	return (uint8_t)__builtin_ctz(calls);
}

uint8_t plan__fault_call_index(uint8_t kind, uint8_t call)
{
	return (uint8_t)__builtin_popcount(plan_fault_info(kind)->calls & ((1u << call) - 1));
}

bool plan__toxic_applies(uint8_t toxic_kind, uint8_t mode)
{
	switch (plan_toxic_info(toxic_kind)->modes) {
	case PLAN_MODES_SERVE: return mode == PLAN_TOXIC_SERVE;
	case PLAN_MODES_CONSUME: return mode == PLAN_TOXIC_CONSUME;
	case PLAN_MODES_ANY: return true;
	case PLAN_MODES_MODE: break;
	}
	return false;
}

/* A parameter that does not exist has the range 0..0. */
static bool param_legal(const struct plan_param_info *info, uint32_t value)
{
	return value >= info->min && value <= info->max;
}

const char *plan__peer_problem(const struct plan_peer *peer)
{
	if (peer->mode >= PLAN_TOXIC_COUNT || !plan__is_mode(peer->mode))
		return "a peer's mode is not a mode";
	if (!param_legal(&plan_toxic_info(peer->mode)->a, peer->size))
		return "a peer's size is out of range";
	return NULL;
}

const char *plan__toxic_problem(const struct plan_peer *peer, uint32_t index)
{
	const struct plan_toxic *toxic = &peer->toxics[index];
	if (toxic->kind >= PLAN_TOXIC_COUNT || plan__is_mode(toxic->kind))
		return "a toxic's kind is not a toxic";
	if (!plan__toxic_applies(toxic->kind, peer->mode))
		return "a toxic does not apply to its peer's mode";
	if (!param_legal(&plan_toxic_info(toxic->kind)->a, toxic->a)
			|| !param_legal(&plan_toxic_info(toxic->kind)->b, toxic->b))
		return "a toxic's parameter is out of range";
	if (index > 0 && toxic[-1].kind >= toxic->kind)
		return "a peer's toxics are not in order of their kinds, each once";
	return NULL;
}

const char *plan__op_problem(const struct plan *plan, uint32_t actors, const struct plan_op *op)
{
	if (op->kind >= PLAN_OP_COUNT)
		return "an op's kind does not exist";
	if (op->actor >= PLAN_ACTORS_MAX)
		return "an op's actor does not exist";
	const struct plan_op_info *info = plan_op_info(op->kind);
	if (!param_legal(&info->a, op->a) || !param_legal(&info->b, op->b))
		return "an op's parameter is out of range";
	if (info->target == PLAN_TARGET_NONE)
		return op->target ? "an op without target names one" : NULL;
	if (info->target == PLAN_TARGET_ACTOR)
		return op->target >= PLAN_ACTORS_MAX || !((actors >> op->target) & 1)
			? "an op targets an actor that has no op" : NULL;
	if (plan_target_is_peer(info->target))
		return op->target >= plan->peer_count || plan->peers[op->target].mode != plan__target_mode(info->target)
			? "an op targets a peer that does not exist or is of the wrong mode" : NULL;
	return op->target >= plan_target_info(info->target)->count ? "an op targets a cell that does not exist" : NULL;
}

static const char *anchor_problem(struct plan_anchor anchor)
{
	if (anchor.wait > PLAN_WAIT_END)
		return "an anchor's event does not exist";
	if (anchor.nth < 1 || anchor.nth > PLAN_ANCHOR_MAX)
		return "an anchor's number is out of range";
	return anchor.wait == PLAN_WAIT_END && anchor.nth != 1 ? "a coroutine ends more than once" : NULL;
}

const char *plan__deviation_problem(const struct plan *plan, uint32_t actors, uint32_t index)
{
	const struct plan_deviation *deviation = &plan->deviations[index];
	const char *problem = anchor_problem(deviation->anchor);
	bool run = deviation->site == PLAN_SITE_RUN;
	if (problem)
		return problem;
	if (deviation->site >= PLAN_SITE_COUNT)
		return "a deviation's site does not exist";
	if (!plan__who_exists(plan, actors, deviation->who)
			|| (run && !plan__who_exists(plan, actors, deviation->choice)))
		return "a deviation names a coroutine that does not exist";
	if (run && deviation->skip)
		return "a deviation skips decisions where there is one only";
	if (!run && deviation->choice == 0)
		return "a deviation chooses the default";
	for (uint32_t i = 0; i < index; i++) {
		const struct plan_deviation *other = &plan->deviations[i];
		if (other->site == deviation->site && other->who == deviation->who && other->skip == deviation->skip
				&& plan__anchor_equal(other->anchor, deviation->anchor))
			return "two deviations share their event";
	}
	return NULL;
}

const char *plan__cancel_problem(const struct plan *plan, uint32_t actors, uint32_t index)
{
	const struct plan_cancel *cancel = &plan->cancels[index];
	const char *problem = anchor_problem(cancel->anchor);
	if (problem)
		return problem;
	if (cancel->anchor.wait == PLAN_WAIT_END)
		return "a cancel is anchored to an end";
	if (cancel->cause >= PLAN_CAUSE_COUNT)
		return "a cancel's cause does not exist";
	if (cancel->phase >= PLAN_PHASE_COUNT)
		return "a cancel's phase does not exist";
	if (cancel->victim >= PLAN_ACTORS_MAX || !((actors >> cancel->victim) & 1))
		return "a cancel's victim has no op";
	for (uint32_t i = 0; i < index; i++) {
		const struct plan_cancel *other = &plan->cancels[i];
		if (other->victim == cancel->victim && plan__anchor_equal(other->anchor, cancel->anchor)
				&& other->cause == cancel->cause && other->phase == cancel->phase)
			return "a cancel is there twice";
	}
	return NULL;
}

const char *plan__fault_problem(const struct plan *plan, uint32_t actors, uint32_t index)
{
	const struct plan_fault *fault = &plan->faults[index];
	if (fault->kind >= PLAN_FAULT_COUNT)
		return "a fault's kind does not exist";
	if (fault->call >= PLAN_CALL_COUNT || !(plan_fault_info(fault->kind)->calls >> fault->call & 1))
		return "a fault does not apply to its call";
	if (fault->who != PLAN_WHO_ANY && !plan__who_exists(plan, actors, fault->who))
		return "a fault names a coroutine that does not exist";
	if (fault->nth < 1 || fault->nth > PLAN_CALL_MAX)
		return "the number of a fault's call is out of range";
	if (!param_legal(&plan_fault_info(fault->kind)->value, fault->value))
		return "a fault's value is out of range";
	for (uint32_t i = 0; i < index; i++) {
		const struct plan_fault *other = &plan->faults[i];
		if (other->call == fault->call && other->who == fault->who && other->nth == fault->nth)
			return "two faults share their call";
	}
	return NULL;
}
