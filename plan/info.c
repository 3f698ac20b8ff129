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

static const struct plan_toxic_info toxics[] = {
#define PLAN_TOXIC(ID, name, MODES, key, a, a_min, a_max, a_def, b, b_min, b_max, b_def) \
	{ #name, PLAN_MODES_##MODES, key, { a, a_min, a_max, a_def }, { b, b_min, b_max, b_def } },
#include "plan/toxics.def"
#undef PLAN_TOXIC
};

static const char *const samplers[] = {
#define PLAN_SAMPLER(ID, name) #name,
#include "plan/samplers.def"
#undef PLAN_SAMPLER
};

static const char *const causes[] = {
#define PLAN_CAUSE(ID, name) #name,
#include "plan/causes.def"
#undef PLAN_CAUSE
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
_Static_assert(PLAN_OP_COUNT <= 256 && PLAN_TOXIC_COUNT <= 256 && PLAN__SCHED_KINDS <= 256 && PLAN_CAUSE_COUNT <= 256,
	"a kind does not fit its byte");
_Static_assert((int)PLAN_WHO_PEER == (int)PLAN_ACTORS_MAX
	&& (int)PLAN_WHO_LINK == (int)PLAN_WHO_PEER + (int)PLAN_PEERS_MAX
	&& (int)PLAN_WHO_MAIN == (int)PLAN_WHO_LINK + PLAN_PEERS_MAX * PLAN_LINKS_MAX, "names of coroutines overlap");

const struct plan_op_info *plan_op_info(enum plan_op_kind kind)
{
	return &ops[kind];
}

const struct plan_toxic_info *plan_toxic_info(enum plan_toxic_kind kind)
{
	return &toxics[kind];
}

const char *plan_sampler_name(enum plan_sampler_kind kind)
{
	return samplers[kind];
}

const char *plan_cause_name(enum plan_cause cause)
{
	return causes[cause];
}

const char *plan_who_name(uint8_t who, char *buf)
{
	if (who < PLAN_WHO_PEER)
		snprintf(buf, 8, "C%u", who);
	else if (who < PLAN_WHO_LINK)
		snprintf(buf, 8, "P%u", who - PLAN_WHO_PEER);
	else if (who < PLAN_WHO_MAIN)
		snprintf(buf, 8, "P%u.%u", (who - PLAN_WHO_LINK) / PLAN_LINKS_MAX, (who - PLAN_WHO_LINK) % PLAN_LINKS_MAX);
	else
		snprintf(buf, 8, "%s", who == PLAN_WHO_MAIN ? "main" : "?");
	return buf;
}
