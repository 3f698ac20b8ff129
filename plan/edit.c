/* edit.c - see edit.h; and the edits that take away, whatever the track. */
#include <string.h>

#include "plan/edit.h"
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

uint32_t edit_toxics(const struct plan *plan)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < plan->peer_count; i++)
		count += plan->peers[i].toxic_count;
	return count;
}

void edit_list_open(void *list, uint16_t *count, size_t size, uint32_t index)
{
	char *at = (char *)list + index * size;
	memmove(at + size, at, (*count - index) * size);
	++*count;
}

void edit_list_close(void *list, uint16_t *count, size_t size, uint32_t index)
{
	char *at = (char *)list + index * size;
	--*count;
	memmove(at, at + size, (*count - index) * size);
}

/* Drops the index-th toxic of all peers. */
static void toxic_drop(struct plan *plan, uint32_t index)
{
	struct plan_peer *peer = plan->peers;
	while (index >= peer->toxic_count)
		index -= peer++->toxic_count;
	peer->toxic_count--;
	memmove(peer->toxics + index, peer->toxics + index + 1, (peer->toxic_count - index) * sizeof *peer->toxics);
}

/* How many there are of each sort of record, and how one of them goes. */
enum sort { SORT_OP, SORT_PEER, SORT_TOXIC, SORT_SAMPLER, SORT_DEVIATION, SORT_CANCEL, SORT_FAULT, SORT_COUNT };

static uint32_t sort_count(const struct plan *plan, enum sort sort)
{
	switch (sort) {
	case SORT_OP: return plan->op_count;
	case SORT_PEER: return plan->peer_count;
	case SORT_TOXIC: return edit_toxics(plan);
	case SORT_SAMPLER: return plan->sampler.kind != PLAN_SAMPLER_FIFO;
	case SORT_DEVIATION: return plan->deviation_count;
	case SORT_CANCEL: return plan->cancel_count;
	case SORT_FAULT: return plan->fault_count;
	case SORT_COUNT: break;
	}
	return 0;
}

static void sort_drop(struct plan *plan, enum sort sort, uint32_t index)
{
	switch (sort) {
	case SORT_OP: edit_list_close(plan->ops, &plan->op_count, sizeof *plan->ops, index); break;
	case SORT_PEER: plan__peer_remove(plan, index, PLAN_PEERS_MAX); break;
	case SORT_TOXIC: toxic_drop(plan, index); break;
	case SORT_SAMPLER: plan->sampler = (struct plan_sampler){ .kind = PLAN_SAMPLER_FIFO }; break;
	case SORT_DEVIATION:
		edit_list_close(plan->deviations, &plan->deviation_count, sizeof *plan->deviations, index);
		break;
	case SORT_CANCEL: edit_list_close(plan->cancels, &plan->cancel_count, sizeof *plan->cancels, index); break;
	case SORT_FAULT: edit_list_close(plan->faults, &plan->fault_count, sizeof *plan->faults, index); break;
	case SORT_COUNT: break;
	}
}

static bool sort_delete(struct edit *edit, enum sort sort)
{
	uint32_t count = sort_count(edit->plan, sort);
	if (count == 0)
		return false;
	sort_drop(edit->plan, sort, prng_below(edit->prng, count));
	return true;
}

bool plan__edit_op_delete(struct edit *edit)
{
	return sort_delete(edit, SORT_OP);
}

bool plan__edit_toxic_delete(struct edit *edit)
{
	return sort_delete(edit, SORT_TOXIC);
}

bool plan__edit_deviation_delete(struct edit *edit)
{
	return sort_delete(edit, SORT_DEVIATION);
}

bool plan__edit_cancel_delete(struct edit *edit)
{
	return sort_delete(edit, SORT_CANCEL);
}

bool plan__edit_fault_delete(struct edit *edit)
{
	return sort_delete(edit, SORT_FAULT);
}

bool plan__edit_record_delete(struct edit *edit)
{
	uint32_t count = (uint32_t)plan_record_count(edit->plan), index, sort = 0;
	if (count == 0)
		return false;
	index = prng_below(edit->prng, count);
	while (index >= sort_count(edit->plan, sort))
		index -= sort_count(edit->plan, sort++);
	sort_drop(edit->plan, sort, index);
	return true;
}

/* All records of one sort. */
bool plan__edit_track_delete(struct edit *edit)
{
	uint32_t sort = prng_below(edit->prng, SORT_COUNT), count = sort_count(edit->plan, sort);
	for (uint32_t i = count; i-- > 0;)
		sort_drop(edit->plan, sort, i);
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
			sort_drop(plan, SORT_OP, i);
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
			sort_drop(plan, SORT_OP, i);
	for (uint32_t i = plan->peer_count; i-- > 0;) {
		struct plan_peer *peer = &plan->peers[i];
		uint8_t kept = 0;
		for (uint32_t j = 0; j < peer->toxic_count; j++)
			if (edit_kind_in(kinds->toxics, peer->toxics[j].kind))
				peer->toxics[kept++] = peer->toxics[j];
		peer->toxic_count = kept;
		if (!edit_kind_in(kinds->toxics, peer->mode))
			sort_drop(plan, SORT_PEER, i);
	}
	for (uint32_t i = plan->cancel_count; i-- > 0;)
		if (!edit_kind_in(kinds->causes, plan->cancels[i].cause))
			sort_drop(plan, SORT_CANCEL, i);
	for (uint32_t i = plan->fault_count; i-- > 0;)
		if (!edit_kind_in(kinds->faults, plan->faults[i].kind))
			sort_drop(plan, SORT_FAULT, i);
}

bool plan__edit_kinds_delete(struct edit *edit)
{
	edit_kinds_keep(edit->plan, edit->kinds);
	return true;
}
