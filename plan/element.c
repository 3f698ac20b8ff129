/* element.c - see element.h. */
#include "plan/element.h"

#include <string.h>

#include "plan/internal.h"
#include "plan/rename.h"

/* Of *count elements of so many bytes. */
static void list_close(void *list, uint16_t *count, size_t size, uint32_t index)
{
	char *at = (char *)list + index * size;
	--*count;
	memmove(at, at + size, (*count - index) * size);
}

#define LIST_CLOSE(plan, noun, index) \
	list_close((plan)->noun##s, &(plan)->noun##_count, sizeof (plan)->noun##s[0], index)

uint32_t plan_element_count(const struct plan *plan, enum plan_element kind)
{
	uint32_t toxics = 0;
	switch (kind) {
	case PLAN_ELEMENT_OP: return plan->op_count;
	case PLAN_ELEMENT_PEER: return plan->peer_count;
	case PLAN_ELEMENT_TOXIC:
		for (uint32_t i = 0; i < plan->peer_count; i++)
			toxics += plan->peers[i].toxic_count;
		return toxics;
	case PLAN_ELEMENT_SAMPLER: return plan->sampler.kind != PLAN_SAMPLER_FIFO;
	case PLAN_ELEMENT_DEVIATION: return plan->deviation_count;
	case PLAN_ELEMENT_CANCEL: return plan->cancel_count;
	case PLAN_ELEMENT_FAULT: return plan->fault_count;
	case PLAN_ELEMENT_BUFFER: return plan->buffer != 0;
	case PLAN_ELEMENT_STRICT: return plan->strict;
	case PLAN_ELEMENT_FORKED: return plan->forked;
	case PLAN_ELEMENT_COUNT: break;
	}
	return 0;
}

uint32_t plan_toxic_peer(const struct plan *plan, uint32_t *index)
{
	uint32_t peer = 0;
	while (*index >= plan->peers[peer].toxic_count)
		*index -= plan->peers[peer++].toxic_count;
	return peer;
}

static void toxic_drop(struct plan *plan, uint32_t index)
{
	struct plan_peer *peer = &plan->peers[plan_toxic_peer(plan, &index)];
	peer->toxic_count--;
	memmove(peer->toxics + index, peer->toxics + index + 1, (peer->toxic_count - index) * sizeof *peer->toxics);
}

void plan_element_drop(struct plan *plan, enum plan_element kind, uint32_t index)
{
	switch (kind) {
	case PLAN_ELEMENT_OP: LIST_CLOSE(plan, op, index); break;
	case PLAN_ELEMENT_PEER: plan__peer_remove(plan, index, PLAN_PEERS_MAX); break;
	case PLAN_ELEMENT_TOXIC: toxic_drop(plan, index); break;
	case PLAN_ELEMENT_SAMPLER: plan->sampler = (struct plan_sampler){ .kind = PLAN_SAMPLER_FIFO }; break;
	case PLAN_ELEMENT_DEVIATION: LIST_CLOSE(plan, deviation, index); break;
	case PLAN_ELEMENT_CANCEL:
		LIST_CLOSE(plan, cancel, index);
		plan__killer_remove(plan, index);
		break;
	case PLAN_ELEMENT_FAULT: LIST_CLOSE(plan, fault, index); break;
	case PLAN_ELEMENT_BUFFER: plan->buffer = 0; break;
	case PLAN_ELEMENT_STRICT: plan->strict = false; break;
	case PLAN_ELEMENT_FORKED: plan->forked = false; break;
	case PLAN_ELEMENT_COUNT: break;
	}
}

uint32_t plan_elements(const struct plan *plan)
{
	uint32_t count = 0;
	for (uint32_t kind = 0; kind < PLAN_ELEMENT_COUNT; kind++)
		count += plan_element_count(plan, kind);
	return count;
}

enum plan_element plan_element_at(const struct plan *plan, uint32_t place, uint32_t *index)
{
	uint32_t kind = 0;
	while (place >= plan_element_count(plan, kind))
		place -= plan_element_count(plan, kind++);
	*index = place;
	return kind;
}

void plan_element_without(const struct plan *plan, uint32_t place, struct plan *without)
{
	uint32_t index;
	enum plan_element kind = plan_element_at(plan, place, &index);
	*without = *plan;
	plan_element_drop(without, kind, index);
	plan__normalise(without);
}
