/* edit_decisions.c - edits of what is decided in a run: header, sampler, deviations, cancellations, faults. See edit.h. */
#include "plan/draw.h"
#include "plan/edit.h"
#include "plan/internal.h"

enum { TRIES = 8 };             /* draws until one names what is there */

bool plan__edit_buffer(struct edit *edit)
{
	static const struct plan_param_info info = { "buffer", PLAN_BUFFER_MIN, PLAN_BUFFER_MAX, PLAN_BUFFER_DEFAULT };
	struct plan *plan = edit->plan;
	switch (prng_below(edit->prng, 4)) {
	case 0: plan->buffer = 0; break;
	case 1: plan->buffer = draw_buffer(edit->prng); break;
	default: plan->buffer = draw_near(edit->prng, plan, &info, plan->buffer ? plan->buffer : info.def);
	}
	return true;
}

bool plan__edit_strict(struct edit *edit)
{
	edit->plan->strict = !edit->plan->strict;
	return true;
}

bool plan__edit_sampler(struct edit *edit)
{
	edit->plan->sampler = draw_sampler(edit->prng, prng_below(edit->prng, PLAN_SAMPLER_COUNT));
	return true;
}

bool plan__edit_seed(struct edit *edit)
{
	struct plan_sampler *sampler = &edit->plan->sampler;
	if (sampler->kind == PLAN_SAMPLER_FIFO)
		return false;
	sampler->seed = prng_chance(edit->prng, 1, 4) ? sampler->seed + 1 : (uint32_t)prng_next(edit->prng);
	return true;
}

bool plan__edit_depth(struct edit *edit)
{
	struct plan_sampler *sampler = &edit->plan->sampler;
	if (!plan_sampler_depth(sampler->kind))
		return false;
	sampler->depth = (uint8_t)(1 + prng_below(edit->prng, PLAN_DEPTH_MAX));
	return true;
}

/* A coroutine that exists; main does always. */
static uint8_t who_any(struct edit *edit)
{
	uint32_t actors = plan_actors(edit->plan), span = edit_actors(edit->plan);
	for (uint32_t i = 0; i < TRIES; i++) {
		uint8_t who = draw_who(edit->prng, span);
		if (plan__who_exists(edit->plan, actors, who))
			return who;
	}
	return PLAN_WHO_MAIN;
}

/* A number from 1 on: the next, the one before, half and double of it, or a little further. */
static uint16_t number_shift(struct edit *edit, uint32_t number, uint32_t max)
{
	switch (prng_below(edit->prng, 6)) {
	case 0:
	case 1: number++; break;
	case 2: number--; break;
	case 3: number /= 2; break;
	case 4: number *= 2; break;
	default: number += prng_below(edit->prng, 8);
	}
	return (uint16_t)(number < 1 ? 1 : number > max ? max : number);
}

/* Another moment near this one; at times in another wait. */
static void anchor_shift(struct edit *edit, struct plan_anchor *anchor)
{
	if (anchor->wait == PLAN_WAIT_END || prng_chance(edit->prng, 1, 4))
		*anchor = draw_anchor(edit->prng);
	else
		anchor->nth = number_shift(edit, anchor->nth, PLAN_ANCHOR_MAX);
}

static struct plan_deviation *deviation_any(struct edit *edit)
{
	struct plan *plan = edit->plan;
	return plan->deviation_count ? &plan->deviations[prng_below(edit->prng, plan->deviation_count)] : NULL;
}

bool plan__edit_deviation_insert(struct edit *edit)
{
	struct plan *plan = edit->plan;
	if (plan->deviation_count == PLAN_SCHED_MAX)
		return false;
	struct plan_deviation *deviation = &plan->deviations[plan->deviation_count++];
	*deviation = draw_deviation(edit->prng, edit_actors(plan));
	deviation->who = who_any(edit);
	if (deviation->site == PLAN_SITE_RUN)
		deviation->choice = who_any(edit);
	return true;
}

bool plan__edit_deviation_shift(struct edit *edit)
{
	struct plan_deviation *deviation = deviation_any(edit);
	if (deviation)
		anchor_shift(edit, &deviation->anchor);
	return deviation != NULL;
}

/* The other way round: at the same event of whom it let run, it lets whom it interrupted run; elsewhere the other of the
 * first two that are no default. */
bool plan__edit_deviation_negate(struct edit *edit)
{
	struct plan_deviation *deviation = deviation_any(edit);
	if (!deviation)
		return false;
	uint8_t choice = deviation->choice;
	if (deviation->site == PLAN_SITE_RUN) {
		deviation->choice = deviation->who;
		deviation->who = choice;
	} else {
		deviation->choice = choice == 1 ? 2 : 1;
	}
	return true;
}

/* Another one runs; or it is another one's event. */
bool plan__edit_deviation_retarget(struct edit *edit)
{
	struct plan_deviation *deviation = deviation_any(edit);
	if (!deviation)
		return false;
	if (prng_chance(edit->prng, 1, 2))
		deviation->who = who_any(edit);
	else if (deviation->site == PLAN_SITE_RUN)
		deviation->choice = who_any(edit);
	else
		deviation->choice = (uint8_t)number_shift(edit, deviation->choice, PLAN_CHOICE_MAX);
	return true;
}

static struct plan_cancel *cancel_any(struct edit *edit)
{
	struct plan *plan = edit->plan;
	return plan->cancel_count ? &plan->cancels[prng_below(edit->prng, plan->cancel_count)] : NULL;
}

static bool has_cause(const struct edit *edit)
{
	return (edit->kinds->causes & ((1u << PLAN_CAUSE_COUNT) - 1)) != 0;
}

bool plan__edit_cancel_insert(struct edit *edit)
{
	struct plan *plan = edit->plan;
	if (plan->cancel_count == PLAN_CANCELS_MAX || plan->op_count == 0 || !has_cause(edit))
		return false;
	struct plan_cancel *cancel = &plan->cancels[plan->cancel_count++];
	*cancel = draw_cancel(edit->prng, edit_actors(plan), edit->kinds->causes);
	cancel->victim = plan->ops[prng_below(edit->prng, plan->op_count)].actor;
	return true;
}

bool plan__edit_cancel_shift(struct edit *edit)
{
	struct plan_cancel *cancel = cancel_any(edit);
	struct plan_anchor anchor;
	if (!cancel)
		return false;
	anchor = cancel->anchor;
	anchor_shift(edit, &anchor);
	if (anchor.wait == PLAN_WAIT_END)
		return false;           /* nobody is cancelled there */
	cancel->anchor = anchor;
	return true;
}

/* At another side of the wake-up. */
bool plan__edit_cancel_negate(struct edit *edit)
{
	struct plan_cancel *cancel = cancel_any(edit);
	if (cancel)
		cancel->phase = (uint8_t)((cancel->phase + 1 + prng_below(edit->prng, PLAN_PHASE_COUNT - 1)) % PLAN_PHASE_COUNT);
	return cancel != NULL;
}

bool plan__edit_cancel_cause(struct edit *edit)
{
	struct plan_cancel *cancel = cancel_any(edit);
	if (!cancel || !has_cause(edit))
		return false;
	cancel->cause = (uint8_t)draw_kind(edit->prng, edit->kinds->causes, PLAN_CAUSE_COUNT);
	return true;
}

bool plan__edit_cancel_retarget(struct edit *edit)
{
	struct plan_cancel *cancel = cancel_any(edit);
	if (cancel)
		cancel->victim = edit->plan->ops[prng_below(edit->prng, edit->plan->op_count)].actor;
	return cancel != NULL;
}

static struct plan_fault *fault_any(struct edit *edit)
{
	struct plan *plan = edit->plan;
	return plan->fault_count ? &plan->faults[prng_below(edit->prng, plan->fault_count)] : NULL;
}

bool plan__edit_fault_insert(struct edit *edit)
{
	struct plan *plan = edit->plan;
	uint32_t kind = draw_kind(edit->prng, edit->kinds->faults, PLAN_FAULT_COUNT);
	if (kind == PLAN_FAULT_COUNT || plan->fault_count == PLAN_FAULTS_MAX)
		return false;
	struct plan_fault *fault = &plan->faults[plan->fault_count++];
	*fault = draw_fault(edit->prng, kind, edit_actors(plan));
	if (fault->who != PLAN_WHO_ANY)
		fault->who = who_any(edit);
	return true;
}

bool plan__edit_fault_shift(struct edit *edit)
{
	struct plan_fault *fault = fault_any(edit);
	if (fault)
		fault->nth = number_shift(edit, fault->nth, PLAN_CALL_MAX);
	return fault != NULL;
}

bool plan__edit_fault_tune(struct edit *edit)
{
	struct plan_fault *fault = fault_any(edit);
	if (fault)
		fault->value = draw_near(edit->prng, edit->plan, &plan_fault_info(fault->kind)->value, fault->value);
	return fault != NULL;
}

/* Another one's call; or another of the calls that can fail like this. */
bool plan__edit_fault_retarget(struct edit *edit)
{
	struct plan_fault *fault = fault_any(edit);
	if (!fault)
		return false;
	if (prng_chance(edit->prng, 1, 2))
		fault->call = plan__fault_call(fault->kind, prng_below(edit->prng, plan__fault_calls(fault->kind)));
	else
		fault->who = prng_chance(edit->prng, 1, 4) ? PLAN_WHO_ANY : who_any(edit);
	return true;
}
