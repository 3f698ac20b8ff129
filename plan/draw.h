/* draw.h - random parts of a plan: what generating and mutating share. Private to plan/.
 *
 * `actors` is how many actors there are to choose from, C0 on; `mask` a set of kinds, bit k for kind k. A part that is
 * drawn fits its lists, but may name what the plan does not have: normalising drops it then.
 */
#ifndef PLAN_DRAW_H
#define PLAN_DRAW_H

#include "plan/plan.h"
#include "plan/prng.h"

/* A set that is never empty: one of the first two is always in it. */
uint64_t draw_mask(struct prng *prng);

/* A kind below `count` that is in the set; `count` when there is none. */
uint32_t draw_kind(struct prng *prng, uint64_t mask, uint32_t count);

/* Skewed towards the ends of the range, the default, and small numbers. */
uint32_t draw_value(struct prng *prng, const struct plan_param_info *info);

/* Another value for a parameter of the plan that has one: near it, or one where behaviour changes. */
uint32_t draw_near(struct prng *prng, const struct plan *plan, const struct plan_param_info *info, uint32_t value);

uint32_t draw_buffer(struct prng *prng);
uint8_t draw_who(struct prng *prng, uint32_t actors);
struct plan_anchor draw_anchor(struct prng *prng);
uint8_t draw_target(struct prng *prng, const struct plan *plan, enum plan_target target, uint32_t actors);

struct plan_peer draw_peer(struct prng *prng, uint8_t mode);
struct plan_toxic draw_toxic(struct prng *prng, uint32_t kind);
struct plan_op draw_op(struct prng *prng, const struct plan *plan, uint32_t kind, uint32_t actor, uint32_t actors);
struct plan_sampler draw_sampler(struct prng *prng, uint32_t kind);
struct plan_deviation draw_deviation(struct prng *prng, uint32_t actors);
struct plan_fault draw_fault(struct prng *prng, uint32_t kind, uint32_t actors);

/* The set must not be empty. */
struct plan_cancel draw_cancel(struct prng *prng, uint32_t actors, uint64_t causes);

#endif
