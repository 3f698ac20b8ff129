/* draw.c - see draw.h. */
#include "plan/draw.h"
#include "plan/internal.h"

enum { ANCHOR_USUAL = 12 };     /* most coroutines park less often than that */

uint64_t draw_mask(struct prng *prng)
{
	return prng_next(prng) | 1u << prng_below(prng, 2);
}

uint32_t draw_kind(struct prng *prng, uint64_t mask, uint32_t count)
{
	uint32_t kind;
	if (!(mask & ((UINT64_C(1) << count) - 1)))
		return count;
	do {
		kind = prng_below(prng, count);
	} while (!(mask >> kind & 1));
	return kind;
}

uint32_t draw_value(struct prng *prng, const struct plan_param_info *info)
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

/* What an interesting value is reckoned from. */
enum base { BASE_NUMBER, BASE_MIN, BASE_MAX, BASE_DEFAULT, BASE_SELF, BASE_HALF, BASE_DOUBLE, BASE_BUFFER, BASE_PAYLOAD };

/* Where behaviour changes: nothing and one, the ends of the range, a socket's buffer and a peer's payload, each with what is
 * just below and above; and steps from where the value is. */
static const struct { enum base base; int8_t add; } interesting[] = {
	{ BASE_NUMBER, 0 }, { BASE_NUMBER, 1 }, { BASE_NUMBER, 2 }, { BASE_MIN, 0 }, { BASE_MAX, 0 }, { BASE_MAX, -1 },
	{ BASE_DEFAULT, 0 }, { BASE_SELF, -1 }, { BASE_SELF, 1 }, { BASE_HALF, 0 }, { BASE_DOUBLE, 0 },
	{ BASE_BUFFER, -1 }, { BASE_BUFFER, 0 }, { BASE_BUFFER, 1 }, { BASE_PAYLOAD, -1 }, { BASE_PAYLOAD, 0 },
	{ BASE_PAYLOAD, 1 },
};

static uint32_t base_value(struct prng *prng, const struct plan *plan, const struct plan_param_info *info, uint32_t value,
	enum base base)
{
	switch (base) {
	case BASE_NUMBER: break;
	case BASE_MIN: return info->min;
	case BASE_MAX: return info->max;
	case BASE_DEFAULT: return info->def;
	case BASE_SELF: return value;
	case BASE_HALF: return value / 2;
	case BASE_DOUBLE: return value * 2;
	case BASE_BUFFER: return plan->buffer ? plan->buffer : PLAN_BUFFER_DEFAULT;
	case BASE_PAYLOAD: return plan->peer_count ? plan->peers[prng_below(prng, plan->peer_count)].size : 0;
	}
	return 0;
}

uint32_t draw_near(struct prng *prng, const struct plan *plan, const struct plan_param_info *info, uint32_t value)
{
	uint32_t index = prng_below(prng, sizeof interesting / sizeof *interesting + 2);
	if (index >= sizeof interesting / sizeof *interesting)
		return draw_value(prng, info);
	int64_t near = (int64_t)base_value(prng, plan, info, value, interesting[index].base) + interesting[index].add;
	return near < info->min ? info->min : near > info->max ? info->max : (uint32_t)near;
}

uint32_t draw_buffer(struct prng *prng)
{
	return PLAN_BUFFER_MIN + prng_below(prng, (PLAN_BUFFER_MAX - PLAN_BUFFER_MIN) >> prng_below(prng, 8));
}

uint8_t draw_who(struct prng *prng, uint32_t actors)
{
	switch (prng_below(prng, 4)) {
	case 0: return (uint8_t)(PLAN_WHO_PEER + prng_below(prng, PLAN_PEERS_MAX));
	case 1: return (uint8_t)(PLAN_WHO_LINK + prng_below(prng, PLAN_PEERS_MAX) * PLAN_LINKS_MAX);
	case 2: return prng_chance(prng, 1, 4) ? PLAN_WHO_MAIN : (uint8_t)prng_below(prng, PLAN_WHO_COUNT);
	default: return (uint8_t)prng_below(prng, actors);
	}
}

struct plan_anchor draw_anchor(struct prng *prng)
{
	struct plan_anchor anchor = { .nth = (uint16_t)(1 + prng_below(prng, ANCHOR_USUAL >> prng_below(prng, 4))) };
	if (prng_chance(prng, 1, 2))
		anchor.wait = (uint8_t)prng_below(prng, PLAN_WAIT_END + 1);
	if (anchor.wait == PLAN_WAIT_END)
		anchor.nth = 1;
	return anchor;
}

uint8_t draw_target(struct prng *prng, const struct plan *plan, enum plan_target target, uint32_t actors)
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

struct plan_peer draw_peer(struct prng *prng, uint8_t mode)
{
	return (struct plan_peer){ .mode = mode, .size = draw_value(prng, &plan_toxic_info(mode)->a) };
}

struct plan_toxic draw_toxic(struct prng *prng, uint32_t kind)
{
	return (struct plan_toxic){ .kind = (uint8_t)kind, .a = draw_value(prng, &plan_toxic_info(kind)->a),
		.b = draw_value(prng, &plan_toxic_info(kind)->b) };
}

struct plan_op draw_op(struct prng *prng, const struct plan *plan, uint32_t kind, uint32_t actor, uint32_t actors)
{
	const struct plan_op_info *info = plan_op_info(kind);
	return (struct plan_op){ .kind = (uint8_t)kind, .actor = (uint8_t)actor,
		.target = draw_target(prng, plan, info->target, actors), .a = draw_value(prng, &info->a),
		.b = draw_value(prng, &info->b) };
}

struct plan_sampler draw_sampler(struct prng *prng, uint32_t kind)
{
	struct plan_sampler sampler = { .kind = (uint8_t)kind };
	if (kind != PLAN_SAMPLER_FIFO)
		sampler.seed = prng_below(prng, UINT32_MAX);
	if (plan_sampler_depth(kind))
		sampler.depth = (uint8_t)(1 + prng_below(prng, PLAN_DEPTH_MAX >> prng_below(prng, 3)));
	return sampler;
}

struct plan_deviation draw_deviation(struct prng *prng, uint32_t actors)
{
	bool run = prng_chance(prng, 3, 4);
	struct plan_deviation deviation = { .who = draw_who(prng, actors), .anchor = draw_anchor(prng) };
	deviation.site = run ? PLAN_SITE_RUN : (uint8_t)prng_below(prng, PLAN_SITE_COUNT);
	deviation.choice = deviation.site == PLAN_SITE_RUN ? draw_who(prng, actors) : (uint8_t)(1 + prng_below(prng, 3));
	if (deviation.site != PLAN_SITE_RUN && prng_chance(prng, 1, 4))
		deviation.skip = (uint8_t)prng_below(prng, 4);
	return deviation;
}

struct plan_cancel draw_cancel(struct prng *prng, uint32_t actors, uint64_t causes)
{
	return (struct plan_cancel){ .victim = (uint8_t)prng_below(prng, actors), .anchor = draw_anchor(prng),
		.cause = (uint8_t)draw_kind(prng, causes, PLAN_CAUSE_COUNT),
		.phase = (uint8_t)prng_below(prng, PLAN_PHASE_COUNT) };
}

struct plan_fault draw_fault(struct prng *prng, uint32_t kind, uint32_t actors)
{
	return (struct plan_fault){ .kind = (uint8_t)kind,
		.call = plan__fault_call((uint8_t)kind, prng_below(prng, plan__fault_calls((uint8_t)kind))),
		.who = prng_chance(prng, 1, 2) ? PLAN_WHO_ANY : draw_who(prng, actors),
		.nth = (uint16_t)(1 + prng_below(prng, ANCHOR_USUAL)),
		.value = draw_value(prng, &plan_fault_info(kind)->value) };
}
