/* edit_program.c - edits of the program: ops, actors, peers and their toxics. See edit.h. */
#include "plan/draw.h"
#include "plan/edit.h"
#include "plan/element.h"
#include "plan/internal.h"

enum { TRIES = 8 };             /* draws until one fits */

/* A peer of the mode that the target asks for is there, or comes. */
static bool peer_provide(struct edit *edit, enum plan_target target)
{
	struct plan *plan = edit->plan;
	if (!plan_target_is_peer(target))
		return true;
	uint8_t mode = plan__target_mode(target);
	if (plan__mode_count(plan, mode) > 0)
		return true;
	if (plan->peer_count == PLAN_PEERS_MAX || !edit_kind_in(edit->kinds->toxics, mode))
		return false;
	plan->peers[plan->peer_count++] = draw_peer(edit->prng, mode);
	return true;
}

static struct plan_op *op_any(struct edit *edit)
{
	struct plan *plan = edit->plan;
	return plan->op_count ? &plan->ops[prng_below(edit->prng, plan->op_count)] : NULL;
}

/* An op of a new kind for the actor, which may target itself. */
static bool op_new(struct edit *edit, uint8_t actor, struct plan_op *op)
{
	uint32_t kind = draw_kind(edit->prng, edit->kinds->ops, PLAN_OP_COUNT), actors = edit_actors(edit->plan);
	if (kind == PLAN_OP_COUNT || !peer_provide(edit, plan_op_info(kind)->target))
		return false;
	*op = draw_op(edit->prng, edit->plan, kind, actor, actor < actors ? actors : actor + 1u);
	return true;
}

bool plan__edit_op_insert(struct edit *edit)
{
	struct plan *plan = edit->plan;
	struct plan_op op;
	if (plan->op_count == PLAN_OPS_MAX || !op_new(edit, edit_actor(edit), &op))
		return false;
	uint32_t index = prng_below(edit->prng, plan->op_count + 1u);
	edit_list_open(plan->ops, &plan->op_count, sizeof op, index);
	plan->ops[index] = op;
	return true;
}

bool plan__edit_op_replace(struct edit *edit)
{
	struct plan_op *op = op_any(edit);
	return op && op_new(edit, op->actor, op);
}

bool plan__edit_op_duplicate(struct edit *edit)
{
	struct plan *plan = edit->plan;
	if (plan->op_count == 0 || plan->op_count == PLAN_OPS_MAX)
		return false;
	uint32_t index = prng_below(edit->prng, plan->op_count);
	edit_list_open(plan->ops, &plan->op_count, sizeof *plan->ops, index);
	plan->ops[index] = plan->ops[index + 1];
	return true;
}

/* Of the actor's ops, two that follow each other. */
bool plan__edit_op_swap(struct edit *edit)
{
	struct plan *plan = edit->plan;
	if (plan->op_count < 2)
		return false;
	struct plan_op *op = &plan->ops[prng_below(edit->prng, plan->op_count - 1u)], first = op[0];
	if (op[1].actor != first.actor)
		return false;
	op[0] = op[1];
	op[1] = first;
	return true;
}

bool plan__edit_op_move(struct edit *edit)
{
	struct plan_op *op = op_any(edit);
	if (op)
		op->actor = edit_actor(edit);
	return op != NULL;
}

/* One of two parameters, of which either may not exist. */
static bool pair_tune(struct edit *edit, const struct plan_param_info *info_a, uint32_t *a,
	const struct plan_param_info *info_b, uint32_t *b)
{
	bool has_a = info_a->max > info_a->min, has_b = info_b->max > info_b->min;
	if (has_b && (!has_a || prng_chance(edit->prng, 1, 2)))
		*b = draw_near(edit->prng, edit->plan, info_b, *b);
	else if (has_a)
		*a = draw_near(edit->prng, edit->plan, info_a, *a);
	return has_a || has_b;
}

bool plan__edit_op_tune(struct edit *edit)
{
	struct plan_op *op = op_any(edit);
	return op && pair_tune(edit, &plan_op_info(op->kind)->a, &op->a, &plan_op_info(op->kind)->b, &op->b);
}

bool plan__edit_op_retarget(struct edit *edit)
{
	struct plan_op *op = op_any(edit);
	if (!op)
		return false;
	enum plan_target target = plan_op_info(op->kind)->target;
	op->target = draw_target(edit->prng, edit->plan, target, edit_actors(edit->plan));
	return target != PLAN_TARGET_NONE;
}

/* A second coroutine that does the same. */
bool plan__edit_actor_duplicate(struct edit *edit)
{
	struct plan *plan = edit->plan;
	const struct plan_op *op = op_any(edit);
	uint8_t copy = edit_actor_free(plan);
	if (!op || copy == PLAN_ACTORS_MAX)
		return false;
	uint8_t actor = op->actor;
	for (uint32_t i = 0, count = plan->op_count; i < count && plan->op_count < PLAN_OPS_MAX; i++) {
		if (plan->ops[i].actor != actor)
			continue;
		plan->ops[plan->op_count] = plan->ops[i];
		plan->ops[plan->op_count++].actor = copy;
	}
	return true;
}

/* A peer, and at times an op that talks to it. */
bool plan__edit_peer_insert(struct edit *edit)
{
	struct plan *plan = edit->plan;
	uint32_t mode = draw_kind(edit->prng, edit->kinds->toxics, plan__modes());
	if (plan->peer_count == PLAN_PEERS_MAX || mode == plan__modes())
		return false;
	uint8_t peer = (uint8_t)plan->peer_count++;
	plan->peers[peer] = draw_peer(edit->prng, (uint8_t)mode);
	struct plan_op *op = op_any(edit);
	if (op && plan_target_is_peer(plan_op_info(op->kind)->target)
			&& plan__target_mode(plan_op_info(op->kind)->target) == mode)
		op->target = peer;
	return true;
}

static struct plan_peer *peer_any(struct edit *edit)
{
	struct plan *plan = edit->plan;
	return plan->peer_count ? &plan->peers[prng_below(edit->prng, plan->peer_count)] : NULL;
}

bool plan__edit_peer_tune(struct edit *edit)
{
	struct plan_peer *peer = peer_any(edit);
	if (peer)
		peer->size = draw_near(edit->prng, edit->plan, &plan_toxic_info(peer->mode)->a, peer->size);
	return peer != NULL;
}

static bool toxic_fits(const struct plan_peer *peer, uint8_t kind)
{
	for (uint32_t i = 0; i < peer->toxic_count; i++)
		if (peer->toxics[i].kind == kind)
			return false;
	return plan__toxic_applies(kind, peer->mode);
}

bool plan__edit_toxic_insert(struct edit *edit)
{
	struct plan_peer *peer = peer_any(edit);
	if (!peer || plan_element_count(edit->plan, PLAN_ELEMENT_TOXIC) >= PLAN_TOXICS_MAX)
		return false;
	for (uint32_t i = 0; i < TRIES; i++) {
		uint32_t kind = draw_kind(edit->prng, edit->kinds->toxics, PLAN_TOXIC_COUNT);
		if (kind == PLAN_TOXIC_COUNT || !toxic_fits(peer, (uint8_t)kind))
			continue;
		peer->toxics[peer->toxic_count++] = draw_toxic(edit->prng, kind);
		return true;
	}
	return false;
}

bool plan__edit_toxic_tune(struct edit *edit)
{
	struct plan_peer *peer = peer_any(edit);
	if (!peer || peer->toxic_count == 0)
		return false;
	struct plan_toxic *toxic = &peer->toxics[prng_below(edit->prng, peer->toxic_count)];
	const struct plan_toxic_info *info = plan_toxic_info(toxic->kind);
	return pair_tune(edit, &info->a, &toxic->a, &info->b, &toxic->b);
}

/* From one peer to another. */
bool plan__edit_toxic_move(struct edit *edit)
{
	struct plan_peer *from = peer_any(edit), *to = peer_any(edit);
	if (!from || from->toxic_count == 0)
		return false;
	struct plan_toxic *toxic = &from->toxics[prng_below(edit->prng, from->toxic_count)];
	if (!toxic_fits(to, toxic->kind))
		return false;
	to->toxics[to->toxic_count++] = *toxic;
	*toxic = from->toxics[--from->toxic_count];
	return true;
}
