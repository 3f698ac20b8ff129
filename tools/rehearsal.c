/* rehearsal.c - see rehearsal.h. */
#include "tools/rehearsal.h"

#include <stdlib.h>
#include <string.h>

enum { ORDER_ACTORS_MAX = 4, TIMES_MAX = 16 };

static bool op_insert(struct plan *plan, uint32_t at, struct plan_op op)
{
	if (plan->op_count == PLAN_OPS_MAX) {
		return false;
	}
	memmove(&plan->ops[at + 1], &plan->ops[at], (plan->op_count - at) * sizeof plan->ops[0]);
	plan->ops[at] = op;
	plan->op_count++;
	return true;
}

static bool op_append(struct plan *plan, struct plan_op op)
{
	return op_insert(plan, plan->op_count, op);
}

static bool killer_append(struct plan *plan, uint8_t actor, struct freeze_killer killer, uint8_t victim)
{
	unsigned suspends = killer.ms > 0 ? 0 : killer.suspends;
	bool fits = killer.ms == 0
		|| op_append(plan, (struct plan_op){ .kind = PLAN_OP_DELAY, .actor = actor, .a = killer.ms });
	for (; fits && suspends > 0; suspends -= suspends < TIMES_MAX ? suspends : TIMES_MAX) {
		fits = op_append(plan, (struct plan_op){ .kind = PLAN_OP_SUSPEND, .actor = actor,
			.a = suspends < TIMES_MAX ? suspends : TIMES_MAX });
	}
	return fits && op_append(plan, (struct plan_op){ .kind = PLAN_OP_CANCEL, .actor = actor, .target = victim });
}

static uint8_t actors_end(const struct plan *plan)
{
	uint8_t end = PLAN_ACTORS_MAX;
	for (uint32_t present = plan_actors(plan); end > 0 && !(present >> (end - 1) & 1);) {
		end--;
	}
	return end;
}

static void schedule_set(const struct recipe *recipe, const struct plan *steering, struct plan *plan)
{
	static const char random_word[] = "random:";
	if (steering) {
		plan->sampler = steering->sampler;
		plan->deviation_count = steering->deviation_count;
		memcpy(plan->deviations, steering->deviations, sizeof plan->deviations);
	} else if (strncmp(recipe->sched, random_word, strlen(random_word)) == 0) {
		plan->sampler.kind = PLAN_SAMPLER_RANDOM;
		plan->sampler.seed = (uint32_t)strtoul(recipe->sched + strlen(random_word), NULL, 10);
	}
}

bool rehearsal_make(const struct recipe *recipe, const struct plan *steering, struct plan *rehearsal)
{
	*rehearsal = recipe->program;
	uint8_t actor = actors_end(rehearsal);
	memset(rehearsal->cancels, 0, sizeof rehearsal->cancels);
	rehearsal->cancel_count = 0;
	for (uint32_t i = 0; i < recipe->program.cancel_count; i++, actor++) {
		const struct plan_cancel *cancel = &recipe->program.cancels[i];
		if (cancel->cause != PLAN_CAUSE_CANCEL || actor >= PLAN_ACTORS_MAX
				|| !killer_append(rehearsal, actor, recipe->killers[i], cancel->victim)) {
			return false;
		}
	}
	schedule_set(recipe, steering, rehearsal);
	return plan_check(rehearsal) == NULL;
}

/* ---- variations ---- */

/* The ops stay in the order of their actors, as a plan wants them, and those of one actor in theirs. */
static void actors_rename(struct plan *plan, const uint8_t *names)
{
	struct plan_op sorted[PLAN_OPS_MAX];
	uint32_t used = 0;
	for (uint32_t i = 0; i < plan->op_count; i++) {
		struct plan_op *op = &plan->ops[i];
		op->actor = names[op->actor];
		if (plan_op_info(op->kind)->target == PLAN_TARGET_ACTOR) {
			op->target = names[op->target];
		}
	}
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		for (uint32_t i = 0; i < plan->op_count; i++) {
			if (plan->ops[i].actor == actor) {
				sorted[used++] = plan->ops[i];
			}
		}
	}
	memcpy(plan->ops, sorted, used * sizeof sorted[0]);
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		plan->cancels[i].victim = names[plan->cancels[i].victim];
	}
}

static uint32_t orders(uint32_t actors)
{
	uint32_t count = 1;
	for (uint32_t i = 2; i <= actors && actors <= ORDER_ACTORS_MAX; i++) {
		count *= i;
	}
	return count;
}

/* The number-th order of the actors; 0 is their own. */
static void order_set(struct plan *plan, uint32_t number)
{
	uint8_t left[PLAN_ACTORS_MAX], names[PLAN_ACTORS_MAX] = { 0 };
	uint32_t count = 0, present = plan_actors(plan);
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (present >> actor & 1) {
			left[count++] = actor;
		}
	}
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (!(present >> actor & 1)) {
			continue;
		}
		uint32_t divisor = orders(count - 1);
		uint32_t chosen = orders(count) > 1 ? number / divisor : 0;
		number = orders(count) > 1 ? number % divisor : 0;
		names[actor] = left[chosen];
		memmove(&left[chosen], &left[chosen + 1], --count - chosen);
	}
	actors_rename(plan, names);
}

/* Before the op of that place the coroutine lets others run. */
static const struct plan_op pauses[] = {
	{ .kind = PLAN_OP_SUSPEND, .a = 1 }, { .kind = PLAN_OP_DELAY, .a = 0 }, { .kind = PLAN_OP_SUSPEND, .a = 2 },
	{ .kind = PLAN_OP_SUSPEND, .a = 3 }, { .kind = PLAN_OP_SUSPEND, .a = 4 }, { .kind = PLAN_OP_SUSPEND, .a = 6 },
};
enum { PAUSES = sizeof pauses / sizeof pauses[0] };

static bool pause_insert(struct plan *plan, uint32_t number)
{
	struct plan_op pause = pauses[number % PAUSES];
	uint32_t at = number / PAUSES;
	pause.actor = plan->ops[at].actor;
	return op_insert(plan, at, pause);
}

bool rehearsal_vary(const struct plan *program, uint32_t number, struct plan *varied)
{
	uint32_t actors = (uint32_t)__builtin_popcount(plan_actors(program));
	uint32_t pauses_max = program->op_count * PAUSES;
	uint32_t pause = number / orders(actors);
	*varied = *program;
	bool fits = pause <= pauses_max + pauses_max * pauses_max;
	if (fits && pause > pauses_max) {
		pause -= pauses_max + 1;
		fits = pause_insert(varied, pause / pauses_max);
		pause = pause % pauses_max + 1;
	}
	if (fits && pause > 0) {
		fits = pause_insert(varied, pause - 1);
	}
	order_set(varied, number % orders(actors));
	return fits;
}
