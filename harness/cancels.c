/* cancels.c - see cancels.h.
 *
 * A cancellation waits for its event, which is a suspension of the victim. It then lands at once (parked), or when that
 * suspension ends, before the victim runs (woken), or a turn of the loop after that (later): if the victim has run by then,
 * which it nearly always has, at its next suspension instead. One whose victim ends before is missed. So a cancellation
 * lands in a suspension or not at all, and nobody is held back for it.
 *
 * An actor with a token runs its ops in a child: what happens to the child there counts as an event of the actor, too.
 */
#include "harness/cancels.h"

#include <string.h>

#include "harness/chooser.h"
#include "harness/feedback.h"
#include "harness/world.h"
#include "runtime/rt.h"

enum state { WAITS, PARKED, WOKEN, OVER };

static struct {
	const struct plan *plan;
	struct run *run;
	struct {
		enum state state;
		struct rt_coroutine *subject;   /* who came to the event, while parked or woken */
		struct rt_coroutine *killer;    /* while it lives */
	} cancels[PLAN_CANCELS_MAX];
} g;

static void land(uint32_t i)
{
	struct rt_coroutine *killer = g.cancels[i].killer;
	bool needs_killer = plan_cause_has_killer(g.plan->cancels[i].cause);

	g.cancels[i].state = OVER;
	if (needs_killer && killer == NULL)
		return;
	g.run->anchors_hit++;
	g.run->cancels_landed |= 1u << i;
	g.run->landed_ms[i] = (uint32_t)(world_elapsed_ns() / 1000000u);
	feedback_landed(g.cancels[i].subject, &g.plan->cancels[i]);
	if (needs_killer)
		rt_gate_open(killer);
	else
		rt_coroutine_cancel(g.cancels[i].subject, NULL);
}

static bool is_body_of(uint8_t who, uint8_t victim)
{
	return who == PLAN_WHO_CHILD + victim * PLAN_CHILDREN_MAX &&
		plan_actor_has(g.plan, victim, PLAN_SETTING_TOKEN);
}

void cancels_spawned(struct rt_coroutine *coroutine, uint8_t who)
{
	if (who >= PLAN_WHO_KILLER && who < PLAN_WHO_OTHER)
		g.cancels[who - PLAN_WHO_KILLER].killer = coroutine;
}

void cancels_suspended(struct rt_coroutine *coroutine, uint8_t who)
{
	/* All are told of the event before one lands, which may wake the victim. */
	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &g.plan->cancels[i];

		if (g.cancels[i].state != WAITS || (who != cancel->victim && !is_body_of(who, cancel->victim)) ||
				!chooser_is_at(who, cancel->anchor))
			continue;
		g.cancels[i].state = PARKED;
		g.cancels[i].subject = coroutine;
	}
	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		bool here = g.cancels[i].state == PARKED && g.plan->cancels[i].phase == PLAN_PHASE_PARKED;

		if (g.cancels[i].subject == coroutine && (here || g.cancels[i].state == WOKEN))
			land(i);
	}
}

void cancels_woken(struct rt_coroutine *coroutine)
{
	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		if (g.cancels[i].state != PARKED || g.cancels[i].subject != coroutine)
			continue;
		if (g.plan->cancels[i].phase == PLAN_PHASE_WOKEN)
			land(i);
		else
			g.cancels[i].state = WOKEN;
	}
}

void cancels_turn(void)
{
	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		if (g.cancels[i].state == WOKEN)
			land(i);
	}
}

void cancels_finished(struct rt_coroutine *coroutine, uint8_t who)
{
	if (who >= PLAN_WHO_KILLER && who < PLAN_WHO_OTHER)
		g.cancels[who - PLAN_WHO_KILLER].killer = NULL;
	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		if (g.cancels[i].subject == coroutine)
			g.cancels[i].state = OVER;
	}
}

uint32_t cancels_landed(uint8_t actor)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < g.plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &g.plan->cancels[i];
		bool landed = (g.run->cancels_landed >> i & 1) != 0;
		count += landed && cancel->victim == actor && !plan_cause_has_killer(cancel->cause);
	}
	return count;
}

void cancels_begin(const struct plan *plan, struct run *run)
{
	memset(&g, 0, sizeof g);
	g.plan = plan;
	g.run = run;
}
