/* mutate.c - see mutate.h: which edits, how many, of which kinds, and that the result fits. */
#include <string.h>

#include "plan/draw.h"
#include "plan/edit.h"
#include "plan/internal.h"

enum class { ALTER = 1, SHRINK = 2, DONOR = 4 };

enum {
	STACK_MAX = 16,
	TRIES = 48,                 /* edits drawn until one changes the plan */
};

const struct plan_weights plan_weights_default = {
	.edits = {
#define PLAN_EDIT(name, CLASS, weight) .name = weight,
#include "plan/edits.def"
#undef PLAN_EDIT
	},
	.more = 7, .swarm = 4, .shrink = 2, .cross = 4, .raw = 1,
};

static const struct { const char *name; enum class class; bool (*apply)(struct edit *edit); } edits[] = {
#define PLAN_EDIT(name, CLASS, weight) { #name, CLASS, plan__edit_##name },
#include "plan/edits.def"
#undef PLAN_EDIT
};

const char *plan_edit_name(enum plan_edit edit)
{
	return edits[edit].name;
}

/* The weights as a list, 0 for edits of other classes; returns their sum. */
static uint32_t weights_list(const struct plan_weights *weights, uint32_t classes, uint32_t list[PLAN_EDIT_COUNT])
{
	const uint32_t all[] = {
#define PLAN_EDIT(name, CLASS, weight) weights->edits.name,
#include "plan/edits.def"
#undef PLAN_EDIT
	};
	uint32_t sum = 0;
	for (uint32_t i = 0; i < PLAN_EDIT_COUNT; i++) {
		list[i] = edits[i].class & classes ? all[i] : 0;
		sum += list[i];
	}
	return sum;
}

/* Edits until one has changed the plan; false when none did. */
static bool edit_once(struct edit *edit, const struct plan_mutation *mutation, uint32_t classes)
{
	uint32_t list[PLAN_EDIT_COUNT];
	uint32_t sum = weights_list(mutation->weights ? mutation->weights : &plan_weights_default, classes, list);
	struct plan before = *edit->plan;
	for (uint32_t i = 0; i < TRIES && sum > 0; i++) {
		uint32_t at = prng_below(edit->prng, sum), kind = 0;
		while (at >= list[kind])
			at -= list[kind++];
		bool done = edits[kind].apply(edit);
		plan__normalise(edit->plan);
		if (!done || plan_equal(edit->plan, &before))
			continue;
		if (mutation->counts)
			mutation->counts[kind]++;
		return true;
	}
	return false;
}

/* What this mutation may introduce. */
static struct plan_kinds kinds_draw(struct prng *prng, const struct plan_mutation *mutation, uint32_t swarm)
{
	struct plan_kinds kinds = { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX };
	if (mutation->kinds)
		kinds = *mutation->kinds;
	if (!prng_chance(prng, swarm, PLAN_SHARE_WHOLE))
		return kinds;
	kinds.ops &= draw_mask(prng);
	kinds.toxics &= draw_mask(prng);
	kinds.causes &= draw_mask(prng);
	kinds.faults &= draw_mask(prng);
	return kinds;
}

void plan_mutate(struct plan *plan, struct prng *prng, const struct plan_mutation *mutation)
{
	const struct plan_weights *weights = mutation->weights ? mutation->weights : &plan_weights_default;
	struct plan donor;
	struct plan_kinds kinds = kinds_draw(prng, mutation, weights->swarm);
	struct edit edit = { .plan = plan, .prng = prng, .kinds = &kinds };
	uint32_t classes = prng_chance(prng, weights->shrink, PLAN_SHARE_WHOLE) ? SHRINK : ALTER | SHRINK, count = 1;
	if (mutation->donor) {
		donor = *mutation->donor;
		edit_kinds_keep(&donor, &kinds);
		plan__normalise(&donor);
		edit.donor = &donor;
		edit_once(&edit, mutation, DONOR);
		classes |= DONOR;
		count = 0;
	}
	while (count < STACK_MAX && prng_chance(prng, weights->more, PLAN_SHARE_WHOLE))
		count++;
	while (count-- > 0)
		edit_once(&edit, mutation, classes);
	while (plan_record_count(plan) > mutation->records_max) {
		plan__edit_record_delete(&edit);
		plan__normalise(plan);
	}
}

/* Canonical bytes into a room that may be too small for the header. */
static size_t bytes_write(const struct plan *plan, uint8_t *out, size_t room)
{
	uint8_t data[PLAN_INPUT_MAX];
	size_t size = plan_encode(plan, data, sizeof data);
	if (size > room)
		size = room;
	memcpy(out, data, size);
	return size;
}

static size_t records_room(size_t room)
{
	size_t records = room < PLAN_HEADER_SIZE ? 0 : (room - PLAN_HEADER_SIZE) / PLAN_RECORD_SIZE;
	return records < PLAN_RECORDS_MAX ? records : PLAN_RECORDS_MAX;
}

size_t plan_mutate_bytes(const uint8_t *data, size_t size, const uint8_t *donor, size_t donor_size, uint8_t *out,
	size_t room, struct prng *prng)
{
	struct plan plan, other;
	struct plan_mutation mutation = { .donor = donor ? &other : NULL, .records_max = records_room(room) };
	plan_decode(data, size, &plan);
	if (donor)
		plan_decode(donor, donor_size, &other);
	plan_mutate(&plan, prng, &mutation);
	return bytes_write(&plan, out, room);
}

size_t plan_canonical_bytes(const uint8_t *data, size_t size, uint8_t *out, size_t room)
{
	struct plan plan;
	plan_decode(data, size, &plan);
	return bytes_write(&plan, out, room);
}
