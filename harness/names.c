/* names.c - see names.h.
 *
 * Spawn order of a run is fixed by Steps.php: main spawns the accepting coroutine of each peer, then one coroutine per
 * actor of the plan, then one per cancellation that takes a killer; an accepting coroutine spawns one coroutine per
 * connection. A tag keeps the name plus one, since a new coroutine's tag is 0.
 */
#include "harness/names.h"

#include <stdio.h>
#include <string.h>

#include "runtime/rt.h"

/* Names beyond those of the plan, reused in turn. */
enum { UNNAMED_COUNT = 255 - PLAN_WHO_COUNT };

static struct {
	const struct plan *plan;
	uint8_t actors[PLAN_ACTORS_MAX];        /* actors of the plan in order of spawning */
	uint32_t actor_count;
	uint8_t killers[PLAN_CANCELS_MAX];      /* cancellations that a coroutine carries out, in their order */
	uint32_t killer_count;
	uint32_t others;                        /* coroutines named by their number so far */
	uint8_t parents[256];                   /* name by coroutine id, for the first ids of a run */
} g;

void names_begin(const struct plan *plan)
{
	uint32_t present = plan_actors(plan);

	memset(&g, 0, sizeof g);
	g.plan = plan;
	/* The scheduler spawns, too: finally handlers of what it ends. The main coroutine has id 1 and is never spawned. */
	g.parents[0] = PLAN_WHO_COUNT;
	g.parents[1] = PLAN_WHO_MAIN;
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (present >> actor & 1)
			g.actors[g.actor_count++] = actor;
	}
	for (uint8_t i = 0; i < plan->cancel_count; i++) {
		if (plan_cause_has_killer(plan->cancels[i].cause))
			g.killers[g.killer_count++] = i;
	}
}

static uint8_t other_next(void)
{
	uint32_t other = g.others++;

	return (uint8_t)(other < PLAN_OTHERS_MAX ? PLAN_WHO_OTHER + other : PLAN_WHO_COUNT + other % UNNAMED_COUNT);
}

/* Name of a new coroutine from its parent's name and its place among the siblings. */
static uint8_t child_name(uint8_t parent, uint32_t index)
{
	uint32_t peers = g.plan->peer_count, actors = peers + g.actor_count;

	if (parent == PLAN_WHO_MAIN && index < peers)
		return (uint8_t)(PLAN_WHO_PEER + index);
	if (parent == PLAN_WHO_MAIN && index < actors)
		return g.actors[index - peers];
	if (parent == PLAN_WHO_MAIN && index < actors + g.killer_count)
		return (uint8_t)(PLAN_WHO_KILLER + g.killers[index - actors]);
	if (parent < PLAN_ACTORS_MAX && index < PLAN_CHILDREN_MAX)
		return (uint8_t)(PLAN_WHO_CHILD + parent * PLAN_CHILDREN_MAX + index);
	if (parent >= PLAN_WHO_PEER && parent < PLAN_WHO_LINK && index < PLAN_LINKS_MAX)
		return (uint8_t)(PLAN_WHO_LINK + (parent - PLAN_WHO_PEER) * PLAN_LINKS_MAX + index);
	return other_next();
}

uint8_t names_give(struct rt_coroutine *coroutine)
{
	uint32_t id = rt_coroutine_id(coroutine), parent = rt_coroutine_parent_id(coroutine);
	uint8_t parent_name = parent < sizeof g.parents ? g.parents[parent] : PLAN_WHO_COUNT;
	uint8_t who = child_name(parent_name, rt_coroutine_child_index(coroutine));

	if (id < sizeof g.parents)
		g.parents[id] = who;
	rt_coroutine_set_tag(coroutine, who + 1u);
	return who;
}

uint8_t names_who(const struct rt_coroutine *coroutine)
{
	uint32_t tag = rt_coroutine_tag(coroutine);

	return tag == 0 ? PLAN_WHO_MAIN : (uint8_t)(tag - 1);
}

const char *names_text(uint8_t who, char *buf)
{
	if (who < PLAN_WHO_COUNT)
		return plan_who_name(who, buf);
	snprintf(buf, 16, "#%u", who - PLAN_WHO_COUNT);
	return buf;
}
