/* element.h - the elements of a plan: what can be taken out of it, each with what cannot be without it.
 *
 * An element is a record of the canonical bytes, or a field of their header that is not at rest. All elements of a plan
 * have one order, that of the kinds below; so an element is its kind and its index among those, or its place in that order.
 */
#ifndef PLAN_ELEMENT_H
#define PLAN_ELEMENT_H

#include "plan/plan.h"

enum plan_element {
	PLAN_ELEMENT_OP, PLAN_ELEMENT_PEER, PLAN_ELEMENT_TOXIC, PLAN_ELEMENT_SAMPLER, PLAN_ELEMENT_DEVIATION,
	PLAN_ELEMENT_CANCEL, PLAN_ELEMENT_FAULT,
	PLAN_ELEMENT_RECORDS,       /* those above are records */
	PLAN_ELEMENT_BUFFER = PLAN_ELEMENT_RECORDS, PLAN_ELEMENT_STRICT, PLAN_ELEMENT_FORKED,
	PLAN_ELEMENT_COUNT,
};

enum { PLAN_ELEMENT_TEXT_MAX = 128 };

/* How many of the kind a legal plan has. */
uint32_t plan_element_count(const struct plan *plan, enum plan_element kind);

/* Takes out the index-th of the kind. What is left is a draft that wants normalising. */
void plan_element_drop(struct plan *plan, enum plan_element kind, uint32_t index);

/* All elements of a legal plan, and its kind and index for the one at a place below that number. */
uint32_t plan_elements(const struct plan *plan);
enum plan_element plan_element_at(const struct plan *plan, uint32_t place, uint32_t *index);

/* Writes the plan without the element at that place, and without what cannot be there then. It is legal. */
void plan_element_without(const struct plan *plan, uint32_t place, struct plan *without);

/* Writes what the text form says of the element at that place, on a line of its own without the newline ("co C0 delay ms=3",
 * "peer P0 slice=4"). Returns text, which must hold PLAN_ELEMENT_TEXT_MAX bytes. */
const char *plan_element_text(const struct plan *plan, uint32_t place, char *text);

/* The peer that has the *index-th toxic of all, which becomes the index among its own. */
uint32_t plan_toxic_peer(const struct plan *plan, uint32_t *index);

#endif
