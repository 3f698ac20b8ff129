/* edit_donor.c - edits that take something from another plan: a stretch of ops, a coroutine with all that belongs to it, or
 * a whole track. See edit.h.
 *
 * Whatever is taken names the donor's peers and actors. Ops bring their peers along, or meet one of the same mode that is
 * there already; decisions keep the names that they have, and what then names nobody is dropped.
 */
#include <string.h>

#include "plan/edit.h"
#include "plan/element.h"
#include "plan/internal.h"

/* Where the donor's peers are in the plan; PLAN_PEERS_MAX: not yet. */
struct peers { uint8_t names[PLAN_PEERS_MAX]; };

static struct peers peers_unknown(void)
{
	struct peers peers;
	memset(peers.names, PLAN_PEERS_MAX, sizeof peers.names);
	return peers;
}

/* The plan's peer for one of the donor's: one of its mode, so that both programs meet there, or a copy. */
static uint8_t peer_adopt(struct edit *edit, struct peers *peers, uint8_t from)
{
	struct plan *plan = edit->plan;
	const struct plan_peer *peer = &edit->donor->peers[from];
	uint32_t count = plan__mode_count(plan, peer->mode);
	bool room = plan->peer_count < PLAN_PEERS_MAX && plan_element_count(plan, PLAN_ELEMENT_TOXIC) + peer->toxic_count <= PLAN_TOXICS_MAX;
	if (peers->names[from] != PLAN_PEERS_MAX)
		return peers->names[from];
	if (count > 0 && (!room || prng_chance(edit->prng, 1, 2))) {
		peers->names[from] = plan__mode_peer(plan, peer->mode, prng_below(edit->prng, count));
	} else if (room) {
		peers->names[from] = (uint8_t)plan->peer_count;
		plan->peers[plan->peer_count++] = *peer;
	}
	return peers->names[from];
}

/* One of the donor's ops, for an actor of the plan, at that place; one that has nobody to talk to is dropped later. */
static void op_adopt(struct edit *edit, struct peers *peers, const struct plan_op *from, uint8_t actor, uint32_t index)
{
	struct plan *plan = edit->plan;
	struct plan_op op = *from;
	enum plan_target target = plan_op_info(op.kind)->target;
	if (target == PLAN_TARGET_ACTOR && op.target == op.actor)
		op.target = actor;
	else if (plan_target_is_peer(target))
		op.target = peer_adopt(edit, peers, op.target);
	op.actor = actor;
	edit_list_open(plan->ops, &plan->op_count, sizeof op, index);
	plan->ops[index] = op;
}

/* A stretch of the donor's ops goes between those of one actor. */
bool plan__edit_splice(struct edit *edit)
{
	struct plan *plan = edit->plan;
	const struct plan *donor = edit->donor;
	struct peers peers = peers_unknown();
	if (donor->op_count == 0)
		return false;
	uint8_t actor = edit_actor(edit);
	uint32_t first = prng_below(edit->prng, donor->op_count), index = prng_below(edit->prng, plan->op_count + 1u);
	uint32_t count = 1 + prng_below(edit->prng, donor->op_count - first);
	for (uint32_t i = 0; i < count && plan->op_count < PLAN_OPS_MAX; i++)
		op_adopt(edit, &peers, &donor->ops[first + i], actor, index + i);
	return true;
}

static void cancels_adopt(struct edit *edit, uint8_t victim, uint8_t actor)
{
	struct plan *plan = edit->plan;
	for (uint32_t i = 0; i < edit->donor->cancel_count && plan->cancel_count < PLAN_CANCELS_MAX; i++) {
		if (edit->donor->cancels[i].victim != victim)
			continue;
		plan->cancels[plan->cancel_count] = edit->donor->cancels[i];
		plan->cancels[plan->cancel_count++].victim = actor;
	}
}

/* A coroutine of the donor with its ops, their peers and, at times, its cancellations. */
bool plan__edit_graft(struct edit *edit)
{
	struct plan *plan = edit->plan;
	const struct plan *donor = edit->donor;
	struct peers peers = peers_unknown();
	uint8_t actor = edit_actor_free(plan);
	if (donor->op_count == 0 || actor == PLAN_ACTORS_MAX || plan->op_count == PLAN_OPS_MAX)
		return false;
	uint8_t from = donor->ops[prng_below(edit->prng, donor->op_count)].actor;
	for (uint32_t i = 0; i < donor->op_count && plan->op_count < PLAN_OPS_MAX; i++)
		if (donor->ops[i].actor == from)
			op_adopt(edit, &peers, &donor->ops[i], actor, plan->op_count);
	if (prng_chance(edit->prng, 1, 2))
		cancels_adopt(edit, from, actor);
	return true;
}

/* The donor's program under this plan's decisions. */
bool plan__edit_adopt_program(struct edit *edit)
{
	struct plan *plan = edit->plan;
	const struct plan *donor = edit->donor;
	plan->buffer = donor->buffer;
	plan->peer_count = donor->peer_count;
	memcpy(plan->peers, donor->peers, sizeof plan->peers);
	plan->op_count = donor->op_count;
	memcpy(plan->ops, donor->ops, sizeof plan->ops);
	return true;
}

/* The toxics of the donor's peers for peers of the same number and mode. */
bool plan__edit_adopt_toxics(struct edit *edit)
{
	struct plan *plan = edit->plan;
	bool adopted = false;
	for (uint32_t i = 0; i < plan->peer_count && i < edit->donor->peer_count; i++) {
		const struct plan_peer *from = &edit->donor->peers[i];
		struct plan_peer *to = &plan->peers[i];
		if (from->mode != to->mode || plan_element_count(plan, PLAN_ELEMENT_TOXIC) - to->toxic_count + from->toxic_count > PLAN_TOXICS_MAX)
			continue;
		to->toxic_count = from->toxic_count;
		memcpy(to->toxics, from->toxics, sizeof to->toxics);
		adopted = true;
	}
	return adopted;
}

bool plan__edit_adopt_schedule(struct edit *edit)
{
	struct plan *plan = edit->plan;
	plan->strict = edit->donor->strict;
	plan->sampler = edit->donor->sampler;
	plan->deviation_count = edit->donor->deviation_count;
	memcpy(plan->deviations, edit->donor->deviations, sizeof plan->deviations);
	return true;
}

bool plan__edit_adopt_cancels(struct edit *edit)
{
	edit->plan->cancel_count = edit->donor->cancel_count;
	memcpy(edit->plan->cancels, edit->donor->cancels, sizeof edit->plan->cancels);
	return true;
}

bool plan__edit_adopt_faults(struct edit *edit)
{
	edit->plan->fault_count = edit->donor->fault_count;
	memcpy(edit->plan->faults, edit->donor->faults, sizeof edit->plan->faults);
	return true;
}
