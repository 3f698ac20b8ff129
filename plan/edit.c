/* edit.c - see edit.h; and the edits that take away, whatever the track. */
#include <string.h>

#include "plan/edit.h"
#include "plan/element.h"
#include "plan/internal.h"
#include "plan/rename.h"

uint32_t edit_actors(const struct plan *plan)
{
	return plan->op_count ? plan->ops[plan->op_count - 1].actor + 1u : 1;
}

uint8_t edit_actor(struct edit *edit)
{
	const struct plan *plan = edit->plan;
	uint8_t next = edit_actor_free(plan);
	if (plan->op_count == 0 || (next < PLAN_ACTORS_MAX && prng_chance(edit->prng, 1, 4)))
		return next;
	return plan->ops[prng_below(edit->prng, plan->op_count)].actor;
}

uint8_t edit_actor_free(const struct plan *plan)
{
	uint32_t actors = plan_actors(plan);
	uint8_t actor = 0;
	while (actor < PLAN_ACTORS_MAX && (actors >> actor & 1))
		actor++;
	return actor;
}

void edit_list_open(void *list, uint16_t *count, size_t size, uint32_t index)
{
	char *at = (char *)list + index * size;
	memmove(at + size, at, (*count - index) * size);
	++*count;
}

static bool element_delete(struct edit *edit, enum plan_element kind)
{
	uint32_t count = plan_element_count(edit->plan, kind);
	if (count == 0)
		return false;
	plan_element_drop(edit->plan, kind, prng_below(edit->prng, count));
	return true;
}

bool plan__edit_op_delete(struct edit *edit)
{
	return element_delete(edit, PLAN_ELEMENT_OP);
}

bool plan__edit_toxic_delete(struct edit *edit)
{
	return element_delete(edit, PLAN_ELEMENT_TOXIC);
}

bool plan__edit_deviation_delete(struct edit *edit)
{
	return element_delete(edit, PLAN_ELEMENT_DEVIATION);
}

bool plan__edit_cancel_delete(struct edit *edit)
{
	return element_delete(edit, PLAN_ELEMENT_CANCEL);
}

bool plan__edit_fault_delete(struct edit *edit)
{
	return element_delete(edit, PLAN_ELEMENT_FAULT);
}

bool plan__edit_record_delete(struct edit *edit)
{
	uint32_t count = (uint32_t)plan_record_count(edit->plan), index;
	if (count == 0)
		return false;
	enum plan_element kind = plan_element_at(edit->plan, prng_below(edit->prng, count), &index);
	plan_element_drop(edit->plan, kind, index);
	return true;
}

/* All records of one kind. */
bool plan__edit_track_delete(struct edit *edit)
{
	uint32_t kind = prng_below(edit->prng, PLAN_ELEMENT_RECORDS), count = plan_element_count(edit->plan, kind);
	for (uint32_t i = count; i-- > 0;)
		plan_element_drop(edit->plan, kind, i);
	return count > 0;
}

/* A coroutine and all its ops. */
bool plan__edit_actor_delete(struct edit *edit)
{
	struct plan *plan = edit->plan;
	if (plan->op_count == 0)
		return false;
	uint8_t actor = plan->ops[prng_below(edit->prng, plan->op_count)].actor;
	for (uint32_t i = plan->op_count; i-- > 0;)
		if (plan->ops[i].actor == actor)
			plan_element_drop(plan, PLAN_ELEMENT_OP, i);
	return true;
}

/* A peer and what names it; at times another one takes its place. */
bool plan__edit_peer_delete(struct edit *edit)
{
	struct plan *plan = edit->plan;
	if (plan->peer_count == 0)
		return false;
	uint32_t from = prng_below(edit->prng, plan->peer_count), to = PLAN_PEERS_MAX;
	if (prng_chance(edit->prng, 1, 2))
		to = plan__mode_peer(plan, plan->peers[from].mode, prng_below(edit->prng, plan->peer_count));
	plan__peer_remove(plan, from, to == from ? PLAN_PEERS_MAX : to);
	return true;
}

void edit_kinds_keep(struct plan *plan, const struct plan_kinds *kinds)
{
	for (uint32_t i = plan->op_count; i-- > 0;)
		if (!edit_kind_in(kinds->ops, plan->ops[i].kind))
			plan_element_drop(plan, PLAN_ELEMENT_OP, i);
	for (uint32_t i = plan->peer_count; i-- > 0;) {
		struct plan_peer *peer = &plan->peers[i];
		uint8_t kept = 0;
		for (uint32_t j = 0; j < peer->toxic_count; j++)
			if (edit_kind_in(kinds->toxics, peer->toxics[j].kind))
				peer->toxics[kept++] = peer->toxics[j];
		peer->toxic_count = kept;
		if (!edit_kind_in(kinds->toxics, peer->mode))
			plan_element_drop(plan, PLAN_ELEMENT_PEER, i);
	}
	for (uint32_t i = plan->cancel_count; i-- > 0;)
		if (!edit_kind_in(kinds->causes, plan->cancels[i].cause))
			plan_element_drop(plan, PLAN_ELEMENT_CANCEL, i);
	for (uint32_t i = plan->fault_count; i-- > 0;)
		if (!edit_kind_in(kinds->faults, plan->faults[i].kind))
			plan_element_drop(plan, PLAN_ELEMENT_FAULT, i);
}

bool plan__edit_kinds_delete(struct edit *edit)
{
	edit_kinds_keep(edit->plan, edit->kinds);
	return true;
}
