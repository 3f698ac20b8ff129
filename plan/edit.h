/* edit.h - what the edits of a mutation have in common. Private to plan/.
 *
 * An edit changes a legal plan into a draft, which is normalised afterwards. It returns false when it finds nothing to do;
 * true does not promise that something changed. What it introduces is of the kinds it may.
 */
#ifndef PLAN_EDIT_H
#define PLAN_EDIT_H

#include "plan/mutate.h"

struct edit {
	struct plan *plan;
	struct prng *prng;
	const struct plan_kinds *kinds;
	const struct plan *donor;   /* of the kinds it may be; NULL: there is none */
};

#define PLAN_EDIT(name, CLASS, weight) bool plan__edit_##name(struct edit *edit);
#include "plan/edits.def"
#undef PLAN_EDIT

/* How many actors there are to choose from: one more than the last; at least 1. */
uint32_t edit_actors(const struct plan *plan);

/* An actor that has ops, or at times one that has none yet; C0 in an empty plan. */
uint8_t edit_actor(struct edit *edit);

/* The lowest actor without ops; PLAN_ACTORS_MAX when there is none. */
uint8_t edit_actor_free(const struct plan *plan);

/* Opens a place at `index` in a list of *count elements of so many bytes. */
void edit_list_open(void *list, uint16_t *count, size_t size, uint32_t index);

/* Drops what is of other kinds than those. The result wants normalising. */
void edit_kinds_keep(struct plan *plan, const struct plan_kinds *kinds);

static inline bool edit_kind_in(uint64_t set, uint32_t kind)
{
	return set >> kind & 1;
}

#endif
