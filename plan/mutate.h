/* mutate.h - other plans near a plan: what a search tries next. Pure, like all of plan/: the same plan, numbers and options
 * give the same result, and the result is legal.
 *
 * A mutation is a stack of edits (edits.def). Each call may leave whole kinds of ops, toxics, causes and faults out (swarm
 * testing), and may do nothing but take away. With a donor, another plan, the first edit takes something from it; that is
 * crossover.
 */
#ifndef PLAN_MUTATE_H
#define PLAN_MUTATE_H

#include "plan/plan.h"
#include "plan/prng.h"

enum plan_edit {
#define PLAN_EDIT(name, CLASS, weight) PLAN_EDIT_##name,
#include "plan/edits.def"
#undef PLAN_EDIT
	PLAN_EDIT_COUNT
};

enum { PLAN_SHARE_WHOLE = 16 };     /* the shares of plan_weights are parts of this */

struct plan_weights {
	struct {
#define PLAN_EDIT(name, CLASS, weight) uint32_t name;
#include "plan/edits.def"
#undef PLAN_EDIT
	} edits;                    /* relative to each other */
	uint32_t more;              /* share of edits that are followed by another one */
	uint32_t swarm;             /* share of mutations that leave kinds out */
	uint32_t shrink;            /* share of mutations that only take away */
	uint32_t cross;             /* share of the offered donors that are taken; for who offers them */
	uint32_t raw;               /* share of mutations that are left to an engine's mutator of bytes; for who has one */
};

extern const struct plan_weights plan_weights_default;

/* Sets of kinds that may be introduced; bit k for kind k. */
struct plan_kinds { uint64_t ops, toxics, causes, faults; };

struct plan_mutation {
	const struct plan_weights *weights; /* NULL: the default */
	const struct plan_kinds *kinds;     /* NULL: all */
	const struct plan *donor;           /* NULL: none */
	size_t records_max;                 /* the result has no more */
	uint32_t *counts;                   /* [PLAN_EDIT_COUNT]: each edit that changed the plan is added here; or NULL */
};

const char *plan_edit_name(enum plan_edit edit);

/* Changes a legal plan into another legal one; rarely, when edits undo each other or there is no room, into the same. */
void plan_mutate(struct plan *plan, struct prng *prng, const struct plan_mutation *mutation);

/* The same over bytes: writes the canonical bytes of a mutation of what `data` decodes to into `out` and returns their
 * number, at most `room` (a header that does not fit is cut). `donor` may be NULL; `out` may be `data`. */
size_t plan_mutate_bytes(const uint8_t *data, size_t size, const uint8_t *donor, size_t donor_size, uint8_t *out,
	size_t room, struct prng *prng);

/* The canonical bytes of what `data` decodes to, in the same way. */
size_t plan_canonical_bytes(const uint8_t *data, size_t size, uint8_t *out, size_t room);

#endif
