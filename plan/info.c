/* info.c - what is known about each kind of record: the .def lists as tables, and the names of coroutines.
 *
 * The tables are constant. Nothing else in plan/ includes a .def file except plan.h, which makes the enums.
 */
#include <stdio.h>

#include "plan/internal.h"

static const struct plan_op_info ops[] = {
#define PLAN_OP(ID, name, TARGET, a, a_min, a_max, a_def, b, b_min, b_max, b_def) \
	{ #name, PLAN_TARGET_##TARGET, { a, a_min, a_max, a_def }, { b, b_min, b_max, b_def } },
#include "plan/ops.def"
#undef PLAN_OP
};

static const struct plan_target_info targets[] = {
#define PLAN_TARGET(ID, prefix, what, count) { prefix, what, count },
#include "plan/targets.def"
#undef PLAN_TARGET
};

static const struct plan_toxic_info toxics[] = {
#define PLAN_TOXIC(ID, name, MODES, key, a, a_min, a_max, a_def, b, b_min, b_max, b_def) \
	{ #name, PLAN_MODES_##MODES, key, { a, a_min, a_max, a_def }, { b, b_min, b_max, b_def } },
#include "plan/toxics.def"
#undef PLAN_TOXIC
};

static const struct plan_fault_info faults[] = {
#define PLAN_FAULT(ID, name, CALLS, value, min, max, def) { #name, CALLS, { value, min, max, def } },
#include "plan/faults.def"
#undef PLAN_FAULT
};

static const struct { const char *name; uint8_t depth; } samplers[] = {
#define PLAN_SAMPLER(ID, name, depth) { #name, depth },
#include "plan/samplers.def"
#undef PLAN_SAMPLER
};

static const struct { const char *name; enum plan_setting setting; } causes[] = {
#define PLAN_CAUSE(ID, name, SETTING) { #name, PLAN_SETTING_##SETTING },
#include "plan/causes.def"
#undef PLAN_CAUSE
};

static const char *const phases[] = {
#define PLAN_PHASE(ID, name) #name,
#include "plan/phases.def"
#undef PLAN_PHASE
};

static const char *const sites[] = {
#define PLAN_SITE(ID, name) #name,
#include "plan/sites.def"
#undef PLAN_SITE
};

static const char *const waits[] = {
#define PLAN_WAIT(ID, name) #name,
#include "plan/waits.def"
#undef PLAN_WAIT
};

static const char *const calls[] = {
#define PLAN_CALL(ID, name) #name,
#include "plan/calls.def"
#undef PLAN_CALL
};

/* Every parameter fits the 16 bits of a record and has its default in range; words and kinds fit, too. */
#define PARAM_CHECK(a, b, min, max, def) \
	_Static_assert((max) >= (min) && (max) - (min) <= 65535, "range of " a b " spans more than 16 bits"); \
	_Static_assert((def) >= (min) && (def) <= (max), "default of " a b " is out of its range");
#define PLAN_OP(ID, name, TARGET, a, a_min, a_max, a_def, b, b_min, b_max, b_def) \
	PARAM_CHECK(#name " ", a, a_min, a_max, a_def) PARAM_CHECK(#name " ", b, b_min, b_max, b_def) \
	_Static_assert(sizeof #name + sizeof a + sizeof b <= PLAN__NAMES_WIDTH, "the words of " #name " are too long");
#include "plan/ops.def"
#undef PLAN_OP
#define PLAN_TOXIC(ID, name, MODES, key, a, a_min, a_max, a_def, b, b_min, b_max, b_def) \
	PARAM_CHECK(#name " ", a, a_min, a_max, a_def) PARAM_CHECK(#name " ", b, b_min, b_max, b_def) \
	_Static_assert(sizeof #name + sizeof a + sizeof b <= PLAN__NAMES_WIDTH, "the words of " #name " are too long");
#include "plan/toxics.def"
#undef PLAN_TOXIC
#define PLAN_FAULT(ID, name, CALLS, value, min, max, def) \
	PARAM_CHECK(#name " ", value, min, max, def) \
	_Static_assert(sizeof #name + sizeof value <= PLAN__NAMES_WIDTH, "the words of " #name " are too long"); \
	_Static_assert((CALLS) != 0, #name " applies to no call");
#include "plan/faults.def"
#undef PLAN_FAULT
#define PLAN_SAMPLER(ID, name, depth) \
	_Static_assert((depth) <= PLAN_DEPTH_MAX, "the default depth of " #name " is out of range");
#include "plan/samplers.def"
#undef PLAN_SAMPLER
_Static_assert(PLAN_OP_COUNT <= 256 && PLAN_TOXIC_COUNT <= 256 && PLAN__SCHED_KINDS <= 256 && PLAN_CAUSE_COUNT <= 256
	&& PLAN_FAULT_COUNT <= 256 && PLAN_WAIT_COUNT < 256 && PLAN_WHO_COUNT < 256, "a kind does not fit its byte");
_Static_assert(PLAN_CALL_COUNT <= 32, "a call does not fit the sets of calls");
_Static_assert(PLAN_OP_COUNT < 64 && PLAN_TOXIC_COUNT < 64 && PLAN_CAUSE_COUNT < 64 && PLAN_FAULT_COUNT < 64,
	"a kind does not fit the sets of kinds");

const struct plan_op_info *plan_op_info(enum plan_op_kind kind)
{
	return &ops[kind];
}

const struct plan_target_info *plan_target_info(enum plan_target target)
{
	return &targets[target];
}

bool plan_target_is_peer(enum plan_target target)
{
	return target == PLAN_TARGET_SERVE || target == PLAN_TARGET_CONSUME;
}

bool plan_target_is_cell(enum plan_target target)
{
	return target > PLAN_TARGET_ACTOR;
}

const struct plan_toxic_info *plan_toxic_info(enum plan_toxic_kind kind)
{
	return &toxics[kind];
}

const struct plan_fault_info *plan_fault_info(enum plan_fault_kind kind)
{
	return &faults[kind];
}

const char *plan_sampler_name(enum plan_sampler_kind kind)
{
	return samplers[kind].name;
}

uint8_t plan_sampler_depth(enum plan_sampler_kind kind)
{
	return samplers[kind].depth;
}

const char *plan_cause_name(enum plan_cause cause)
{
	return causes[cause].name;
}

enum plan_setting plan_cause_setting(enum plan_cause cause)
{
	return causes[cause].setting;
}

bool plan_cause_has_killer(enum plan_cause cause)
{
	return cause != PLAN_CAUSE_CANCEL;
}

const char *plan_phase_name(enum plan_phase phase)
{
	return phases[phase];
}

const char *plan_site_name(enum plan_site site)
{
	return sites[site];
}

const char *plan_wait_name(enum plan_wait wait)
{
	return waits[wait];
}

const char *plan_call_name(enum plan_call call)
{
	return calls[call];
}

const char *plan_event_name(uint8_t wait)
{
	return wait == PLAN_WAIT_NONE ? "suspend" : wait == PLAN_WAIT_END ? "end" : waits[wait];
}

/* Names in order of their first number; those with a second number count `width` to each first one. */
static const struct { uint8_t first; char letter; uint8_t width; } names[] = {
	{ 0, 'C', 0 }, { PLAN_WHO_PEER, 'P', 0 }, { PLAN_WHO_LINK, 'P', PLAN_LINKS_MAX },
	{ PLAN_WHO_CHILD, 'C', PLAN_CHILDREN_MAX }, { PLAN_WHO_KILLER, 'K', 0 }, { PLAN_WHO_OTHER, 'X', 0 },
};

const char *plan_who_name(uint8_t who, char *buf)
{
	size_t i = sizeof names / sizeof *names - 1;

	if (who >= PLAN_WHO_MAIN) {
		snprintf(buf, 8, "%s", who == PLAN_WHO_MAIN ? "main" : "?");
		return buf;
	}
	while (names[i].first > who)
		i--;
	uint8_t index = (uint8_t)(who - names[i].first), width = names[i].width;
	if (width == 0)
		snprintf(buf, 8, "%c%u", names[i].letter, index);
	else
		snprintf(buf, 8, "%c%u.%u", names[i].letter, index / width, index % width);
	return buf;
}

const char *plan_target_name(enum plan_target target, uint8_t index, char *buf)
{
	snprintf(buf, 8, "%s%u", targets[target].prefix, index);
	return buf;
}
