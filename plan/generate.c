/* generate.c - see generate.h.
 *
 * A plan uses a few kinds of everything and leaves the others out (swarm testing: Groce et al., ISSTA 2012), since a plan
 * of all kinds tends to be the same mixture again and again. Numbers are skewed towards the ends of their range and
 * towards small ones. Drafts may be illegal; normalising drops what is.
 */
#include <string.h>

#include "plan/generate.h"
#include "plan/internal.h"

enum {
	ACTORS_MAX = 6, OPS_EACH_MAX = 4, TOXICS_EACH_MAX = 2, DEVIATIONS_MAX = 4, CANCELS_MAX = 3, FAULTS_MAX = 3,
	ANCHOR_USUAL = 12,          /* most coroutines park less often than that */
};

/* One of the kinds that are in use. */
static uint32_t kind_draw(struct prng *prng, uint32_t mask, uint32_t count)
{
	uint32_t kind;
	do {
		kind = prng_below(prng, count);
	} while (!(mask >> kind % 32 & 1));
	return kind;
}

/* A set that is never empty. */
static uint32_t mask_draw(struct prng *prng)
{
	return (uint32_t)prng_next(prng) | 1u << prng_below(prng, 2);
}

static uint32_t value_draw(struct prng *prng, const struct plan_param_info *info)
{
	uint32_t span = info->max - info->min;
	if (span == 0)
		return info->min;
	switch (prng_below(prng, 8)) {
	case 0: return info->min;
	case 1: return info->min + 1;
	case 2: return info->max;
	case 3: return info->min + prng_below(prng, span + 1);
	case 4:
	case 5: return info->def;
	default: return info->min + prng_below(prng, span >> prng_below(prng, 16) | 1);
	}
}

static uint8_t who_draw(struct prng *prng, uint32_t actors)
{
	switch (prng_below(prng, 4)) {
	case 0: return (uint8_t)(PLAN_WHO_PEER + prng_below(prng, PLAN_PEERS_MAX));
	case 1: return (uint8_t)(PLAN_WHO_LINK + prng_below(prng, PLAN_PEERS_MAX) * PLAN_LINKS_MAX);
	case 2: return prng_chance(prng, 1, 4) ? PLAN_WHO_MAIN : (uint8_t)prng_below(prng, PLAN_WHO_COUNT);
	default: return (uint8_t)prng_below(prng, actors);
	}
}

static struct plan_anchor anchor_draw(struct prng *prng)
{
	struct plan_anchor anchor = { .nth = (uint16_t)(1 + prng_below(prng, ANCHOR_USUAL >> prng_below(prng, 4))) };
	if (prng_chance(prng, 1, 2))
		anchor.wait = (uint8_t)prng_below(prng, PLAN_WAIT_END + 1);
	if (anchor.wait == PLAN_WAIT_END)
		anchor.nth = 1;
	return anchor;
}

static void peers_draw(struct prng *prng, struct plan *plan)
{
	uint32_t mask = mask_draw(prng), modes = 0;
	while (modes < PLAN_TOXIC_COUNT && plan__is_mode((uint8_t)modes))
		modes++;
	plan->peer_count = (uint16_t)(1 + prng_below(prng, PLAN_PEERS_MAX));
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		struct plan_peer *peer = &plan->peers[i];
		peer->mode = (uint8_t)prng_below(prng, modes);
		peer->size = value_draw(prng, &plan_toxic_info(peer->mode)->a);
		for (uint32_t toxics = prng_below(prng, TOXICS_EACH_MAX + 1); toxics > 0; toxics--) {
			uint32_t kind = kind_draw(prng, mask, PLAN_TOXIC_COUNT);
			peer->toxics[peer->toxic_count++] = (struct plan_toxic){ .kind = (uint8_t)kind,
				.a = value_draw(prng, &plan_toxic_info(kind)->a), .b = value_draw(prng, &plan_toxic_info(kind)->b) };
		}
	}
}

static uint8_t target_draw(struct prng *prng, const struct plan *plan, enum plan_target target, uint32_t actors)
{
	if (target == PLAN_TARGET_NONE)
		return 0;
	if (target == PLAN_TARGET_ACTOR)
		return (uint8_t)prng_below(prng, actors);
	if (plan_target_is_cell(target))
		return (uint8_t)prng_below(prng, plan_target_info(target)->count);
	uint8_t mode = plan__target_mode(target);
	uint32_t count = plan__mode_count(plan, mode);
	return count ? plan__mode_peer(plan, mode, prng_below(prng, count)) : PLAN_PEERS_MAX;
}

static void ops_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	uint32_t mask = mask_draw(prng);
	for (uint32_t actor = 0; actor < actors; actor++) {
		for (uint32_t ops = 1 + prng_below(prng, OPS_EACH_MAX); ops > 0; ops--) {
			uint32_t kind = kind_draw(prng, mask, PLAN_OP_COUNT);
			const struct plan_op_info *info = plan_op_info(kind);
			plan->ops[plan->op_count++] = (struct plan_op){ .kind = (uint8_t)kind, .actor = (uint8_t)actor,
				.target = target_draw(prng, plan, info->target, actors), .a = value_draw(prng, &info->a),
				.b = value_draw(prng, &info->b) };
		}
	}
}

static void sched_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	struct plan_sampler *sampler = &plan->sampler;
	sampler->kind = (uint8_t)prng_below(prng, PLAN_SAMPLER_COUNT);
	if (sampler->kind != PLAN_SAMPLER_FIFO)
		sampler->seed = prng_below(prng, UINT32_MAX);
	if (plan_sampler_depth(sampler->kind))
		sampler->depth = (uint8_t)(1 + prng_below(prng, PLAN_DEPTH_MAX >> prng_below(prng, 3)));
	for (uint32_t count = prng_below(prng, DEVIATIONS_MAX + 1); count > 0; count--) {
		struct plan_deviation *deviation = &plan->deviations[plan->deviation_count++];
		bool run = prng_chance(prng, 3, 4);
		*deviation = (struct plan_deviation){ .who = who_draw(prng, actors), .anchor = anchor_draw(prng) };
		deviation->site = run ? PLAN_SITE_RUN : (uint8_t)prng_below(prng, PLAN_SITE_COUNT);
		deviation->choice = deviation->site == PLAN_SITE_RUN ? who_draw(prng, actors)
			: (uint8_t)(1 + prng_below(prng, 3));
		if (deviation->site != PLAN_SITE_RUN && prng_chance(prng, 1, 4))
			deviation->skip = (uint8_t)prng_below(prng, 4);
	}
}

static void cancels_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	for (uint32_t count = prng_below(prng, CANCELS_MAX + 1); count > 0; count--)
		plan->cancels[plan->cancel_count++] = (struct plan_cancel){ .victim = (uint8_t)prng_below(prng, actors),
			.anchor = anchor_draw(prng), .cause = (uint8_t)prng_below(prng, PLAN_CAUSE_COUNT),
			.phase = (uint8_t)prng_below(prng, PLAN_PHASE_COUNT) };
}

static void faults_draw(struct prng *prng, struct plan *plan, uint32_t actors)
{
	uint32_t mask = mask_draw(prng);
	for (uint32_t count = prng_below(prng, FAULTS_MAX + 1); count > 0; count--) {
		uint32_t kind = kind_draw(prng, mask, PLAN_FAULT_COUNT);
		plan->faults[plan->fault_count++] = (struct plan_fault){ .kind = (uint8_t)kind,
			.call = plan__fault_call((uint8_t)kind, prng_below(prng, plan__fault_calls((uint8_t)kind))),
			.who = prng_chance(prng, 1, 2) ? PLAN_WHO_ANY : who_draw(prng, actors),
			.nth = (uint16_t)(1 + prng_below(prng, ANCHOR_USUAL)),
			.value = value_draw(prng, &plan_fault_info(kind)->value) };
	}
}

void plan_generate(struct prng *prng, struct plan *plan)
{
	uint32_t actors = 1 + prng_below(prng, ACTORS_MAX);
	memset(plan, 0, sizeof *plan);
	plan->strict = prng_chance(prng, 1, 4);
	if (prng_chance(prng, 1, 2))
		plan->buffer = PLAN_BUFFER_MIN + prng_below(prng, (PLAN_BUFFER_MAX - PLAN_BUFFER_MIN) >> prng_below(prng, 8));
	peers_draw(prng, plan);
	ops_draw(prng, plan, actors);
	sched_draw(prng, plan, actors);
	cancels_draw(prng, plan, actors);
	faults_draw(prng, plan, actors);
	plan__normalise(plan);
}
