/* rename.c - see rename.h. Everything in a plan that names a coroutine or a peer by its number is here together. */
#include <string.h>

#include "plan/internal.h"
#include "plan/rename.h"

/* A coroutine's name after peer `from` became peer `to` (PLAN_WHO_COUNT: it is gone). */
static uint8_t who_without(uint8_t who, uint32_t from, uint32_t to)
{
	if (who < PLAN_WHO_PEER || who >= PLAN_WHO_CHILD)
		return who;
	bool is_peer = who < PLAN_WHO_LINK;
	uint32_t base = is_peer ? PLAN_WHO_PEER : PLAN_WHO_LINK, width = is_peer ? 1 : PLAN_LINKS_MAX;
	uint32_t peer = (who - base) / width, link = (who - base) % width;
	if (peer == from)
		peer = to;
	if (peer >= PLAN_PEERS_MAX)
		return PLAN_WHO_COUNT;
	return (uint8_t)(base + (peer - (peer > from)) * width + link);
}

/* A coroutine's name after the actors were renamed. */
static uint8_t who_renamed(uint8_t who, const uint8_t names[PLAN_ACTORS_MAX])
{
	if (who < PLAN_ACTORS_MAX)
		return names[who];
	if (who < PLAN_WHO_CHILD || who >= PLAN_WHO_KILLER)
		return who;
	uint32_t actor = (uint32_t)(who - PLAN_WHO_CHILD) / PLAN_CHILDREN_MAX;
	return (uint8_t)(who + (names[actor] - (int)actor) * PLAN_CHILDREN_MAX);
}

/* Gives the coroutines that deviations and faults name their new names; what names nobody any more (PLAN_WHO_COUNT) is left
 * for normalising, but for a fault, of which that would be anybody's. */
static void decisions_rename(struct plan *plan, const uint8_t names[PLAN_WHO_COUNT + 1])
{
	for (uint32_t i = 0; i < plan->deviation_count; i++) {
		struct plan_deviation *deviation = &plan->deviations[i];
		deviation->who = names[deviation->who];
		if (deviation->site == PLAN_SITE_RUN)
			deviation->choice = names[deviation->choice];
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < plan->fault_count; i++) {
		struct plan_fault fault = plan->faults[i];
		uint8_t who = names[fault.who];
		if (who == PLAN_WHO_COUNT && fault.who != PLAN_WHO_ANY)
			continue;
		fault.who = who;
		plan->faults[kept++] = fault;
	}
	plan->fault_count = (uint16_t)kept;
}

void plan__peer_remove(struct plan *plan, uint32_t from, uint32_t to)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < plan->op_count; i++) {
		struct plan_op op = plan->ops[i];
		if (plan_target_is_peer(plan_op_info(op.kind)->target)) {
			uint32_t peer = op.target == from ? to : op.target;
			if (peer >= PLAN_PEERS_MAX)
				continue;
			op.target = (uint8_t)(peer - (peer > from));
		}
		plan->ops[kept++] = op;
	}
	plan->op_count = (uint16_t)kept;
	uint8_t names[PLAN_WHO_COUNT + 1];
	for (uint32_t who = 0; who <= PLAN_WHO_COUNT; who++)
		names[who] = who_without((uint8_t)who, from, to);
	decisions_rename(plan, names);
	plan->peer_count--;
	memmove(&plan->peers[from], &plan->peers[from + 1], (plan->peer_count - from) * sizeof *plan->peers);
}

static uint8_t killer_without(uint8_t who, uint32_t from)
{
	uint8_t killer = (uint8_t)(PLAN_WHO_KILLER + from);
	if (who < killer || who >= PLAN_WHO_OTHER)
		return who;
	return who == killer ? PLAN_WHO_COUNT : (uint8_t)(who - 1);
}

void plan__killer_remove(struct plan *plan, uint32_t from)
{
	uint8_t names[PLAN_WHO_COUNT + 1];
	for (uint32_t who = 0; who <= PLAN_WHO_COUNT; who++)
		names[who] = killer_without((uint8_t)who, from);
	decisions_rename(plan, names);
}

void plan__actors_rename(struct plan *plan, const uint8_t names[PLAN_ACTORS_MAX])
{
	for (uint32_t i = 0; i < plan->op_count; i++) {
		struct plan_op *op = &plan->ops[i];
		op->actor = names[op->actor];
		if (plan_op_info(op->kind)->target == PLAN_TARGET_ACTOR)
			op->target = names[op->target];
	}
	uint8_t all[PLAN_WHO_COUNT + 1];
	for (uint32_t who = 0; who <= PLAN_WHO_COUNT; who++)
		all[who] = who_renamed((uint8_t)who, names);
	decisions_rename(plan, all);
	for (uint32_t i = 0; i < plan->cancel_count; i++)
		plan->cancels[i].victim = names[plan->cancels[i].victim];
}
