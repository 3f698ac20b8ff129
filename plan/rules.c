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
	if (who < PLAN_WHO_MAIN)
		return (who - PLAN_WHO_LINK) / PLAN_LINKS_MAX < plan->peer_count;
	return who == PLAN_WHO_MAIN;
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
	switch (info->target) {
	case PLAN_TARGET_NONE:
		return op->target ? "an op without target names one" : NULL;
	case PLAN_TARGET_ACTOR:
		return op->target >= PLAN_ACTORS_MAX || !((actors >> op->target) & 1)
			? "an op targets an actor that has no op" : NULL;
	case PLAN_TARGET_SERVE:
	case PLAN_TARGET_CONSUME:
		return op->target >= plan->peer_count || plan->peers[op->target].mode != plan__target_mode(info->target)
			? "an op targets a peer that does not exist or is of the wrong mode" : NULL;
	}
	return "an op's target is of no known sort";
}

const char *plan__deviation_problem(const struct plan *plan, uint32_t actors, uint32_t index)
{
	const struct plan_deviation *deviation = &plan->deviations[index];
	if (deviation->anchor == 0)
		return "a deviation's anchor is 0";
	if (deviation->who == deviation->run)
		return "a deviation runs the coroutine that parks";
	if (!plan__who_exists(plan, actors, deviation->who) || !plan__who_exists(plan, actors, deviation->run))
		return "a deviation names a coroutine that does not exist";
	for (uint32_t i = 0; i < index; i++)
		if (plan->deviations[i].who == deviation->who && plan->deviations[i].anchor == deviation->anchor)
			return "two deviations share their event";
	return NULL;
}

const char *plan__cancel_problem(const struct plan *plan, uint32_t actors, uint32_t index)
{
	const struct plan_cancel *cancel = &plan->cancels[index];
	if (cancel->anchor == 0)
		return "a cancel's anchor is 0";
	if (cancel->cause >= PLAN_CAUSE_COUNT)
		return "a cancel's cause does not exist";
	if (cancel->victim >= PLAN_ACTORS_MAX || !((actors >> cancel->victim) & 1))
		return "a cancel's victim has no op";
	for (uint32_t i = 0; i < index; i++)
		if (plan->cancels[i].victim == cancel->victim && plan->cancels[i].anchor == cancel->anchor
				&& plan->cancels[i].cause == cancel->cause)
			return "a cancel is there twice";
	return NULL;
}
