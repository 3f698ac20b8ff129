/* normalise.c - makes a draft legal by dropping what breaks a rule, and puts it into canonical order.
 *
 * Shared by all who make plans out of something else: decoding bytes and minimizing. Dropping is the only repair, so
 * a draft never gains behaviour. An op that targets an actor falls with the actor's last op, and may take more ops
 * with it; the loop ends at the largest set of ops that needs nothing outside itself.
 */
#include <string.h>

#include "plan/internal.h"

/* Stable, so that of two toxics of a kind the first stays. */
static void toxics_normalise(struct plan_peer *peer)
{
	struct plan_toxic *toxics = peer->toxics;
	for (uint32_t i = 1; i < peer->toxic_count; i++) {
		struct plan_toxic toxic = toxics[i];
		uint32_t j = i;
		for (; j > 0 && toxics[j - 1].kind > toxic.kind; j--)
			toxics[j] = toxics[j - 1];
		toxics[j] = toxic;
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < peer->toxic_count; i++) {
		toxics[kept] = toxics[i];
		kept += !plan__toxic_problem(peer, kept);
	}
	peer->toxic_count = (uint8_t)kept;
	memset(toxics + kept, 0, (PLAN_TOXIC_COUNT - kept) * sizeof *toxics);
}

static void ops_drop(struct plan *plan)
{
	uint32_t count;
	do {
		uint32_t actors = plan_actors(plan), kept = 0;
		count = plan->op_count;
		for (uint32_t i = 0; i < count; i++)
			if (!plan__op_problem(plan, actors, &plan->ops[i]))
				plan->ops[kept++] = plan->ops[i];
		plan->op_count = (uint16_t)kept;
	} while (plan->op_count < count);
}

static void ops_sort(struct plan *plan)
{
	struct plan_op sorted[PLAN_OPS_MAX];
	uint32_t count = 0;
	for (uint32_t actor = 0; actor < PLAN_ACTORS_MAX; actor++)
		for (uint32_t i = 0; i < plan->op_count; i++)
			if (plan->ops[i].actor == actor)
				sorted[count++] = plan->ops[i];
	memset(plan->ops, 0, sizeof plan->ops);
	memcpy(plan->ops, sorted, count * sizeof *sorted);
}

/* Of a list that is judged element by element against those before it. */
#define KEEP_LEGAL(plan, actors, noun) \
	do { \
		uint32_t kept = 0; \
		for (uint32_t i = 0; i < (plan)->noun##_count; i++) { \
			(plan)->noun##s[kept] = (plan)->noun##s[i]; \
			kept += !plan__##noun##_problem(plan, actors, kept); \
		} \
		(plan)->noun##_count = (uint16_t)kept; \
		memset((plan)->noun##s + kept, 0, sizeof (plan)->noun##s - kept * sizeof *(plan)->noun##s); \
	} while (0)

void plan__normalise(struct plan *plan)
{
	for (uint32_t i = 0; i < plan->peer_count; i++)
		toxics_normalise(&plan->peers[i]);
	memset(plan->peers + plan->peer_count, 0, (PLAN_PEERS_MAX - plan->peer_count) * sizeof *plan->peers);
	ops_drop(plan);
	ops_sort(plan);

	/* Cancels before deviations, which may name the coroutines that carry them out. */
	uint32_t actors = plan_actors(plan);
	KEEP_LEGAL(plan, actors, cancel);
	KEEP_LEGAL(plan, actors, deviation);
	KEEP_LEGAL(plan, actors, fault);
}
