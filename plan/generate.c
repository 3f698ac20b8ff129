/* generate.c - see generate.h.
 *
 * A plan uses a few kinds of everything and leaves the others out (swarm testing: Groce et al., ISSTA 2012), since a plan
 * of all kinds tends to be the same mixture again and again. Drafts may be illegal; normalising drops what is.
 */
#include <string.h>

#include "plan/draw.h"
#include "plan/generate.h"
#include "plan/internal.h"

enum { ACTORS_MAX = 6, OPS_EACH_MAX = 4, TOXICS_EACH_MAX = 2, DEVIATIONS_MAX = 4, CANCELS_MAX = 3, FAULTS_MAX = 3 };

static void peers_draw(struct prng *prng, struct plan *plan)
{
	uint64_t mask = draw_mask(prng);
	plan->peer_count = (uint16_t)(1 + prng_below(prng, PLAN_PEERS_MAX));
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		struct plan_peer *peer = &plan->peers[i];
		*peer = draw_peer(prng, (uint8_t)prng_below(prng, plan__modes()));
		for (uint32_t toxics = prng_below(prng, TOXICS_EACH_MAX + 1); toxics > 0; toxics--)
			peer->toxics[peer->toxic_count++] = draw_toxic(prng, draw_kind(prng, mask, PLAN_TOXIC_COUNT));
	}
}

static void ops_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	uint64_t mask = draw_mask(prng);
	for (uint32_t actor = 0; actor < actors; actor++)
		for (uint32_t ops = 1 + prng_below(prng, OPS_EACH_MAX); ops > 0; ops--)
			plan->ops[plan->op_count++] = draw_op(prng, plan, draw_kind(prng, mask, PLAN_OP_COUNT), actor, actors);
}

static void sched_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	plan->sampler = draw_sampler(prng, prng_below(prng, PLAN_SAMPLER_COUNT));
	for (uint32_t count = prng_below(prng, DEVIATIONS_MAX + 1); count > 0; count--)
		plan->deviations[plan->deviation_count++] = draw_deviation(prng, actors);
}

static void cancels_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	for (uint32_t count = prng_below(prng, CANCELS_MAX + 1); count > 0; count--)
		plan->cancels[plan->cancel_count++] = draw_cancel(prng, actors, UINT64_MAX);
}

static void faults_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	uint64_t mask = draw_mask(prng);
	for (uint32_t count = prng_below(prng, FAULTS_MAX + 1); count > 0; count--)
		plan->faults[plan->fault_count++] = draw_fault(prng, draw_kind(prng, mask, PLAN_FAULT_COUNT), actors);
}

void plan_generate(struct prng *prng, struct plan *plan)
{
	uint32_t actors = 1 + prng_below(prng, ACTORS_MAX);
	memset(plan, 0, sizeof *plan);
	plan->strict = prng_chance(prng, 1, 4);
	if (prng_chance(prng, 1, 2))
		plan->buffer = draw_buffer(prng);
	peers_draw(prng, plan);
	ops_draw(prng, plan, actors);
	sched_draw(prng, plan, actors);
	cancels_draw(prng, plan, actors);
	faults_draw(prng, plan, actors);
	plan__normalise(plan);
}
