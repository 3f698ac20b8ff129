/* internal.h - what the files of plan/ share and nobody else calls: the rules of a legal plan, each written once.
 *
 * plan_check() reports a broken rule, plan__normalise() drops what breaks one, plan_parse() explains it. A rule
 * returns NULL, or a static sentence naming what is wrong.
 */
#ifndef PLAN_INTERNAL_H
#define PLAN_INTERNAL_H

#include "plan/plan.h"

/* Bit of the header's second byte; and the value of its fifth that asks for forked peers: no other does, since such a run is
 * slow, and random bytes should rarely be one. */
enum { PLAN__HEADER_STRICT = 1, PLAN__HEADER_FORKED = 'F' };

/* Kinds of the SCHED track: the samplers, then one deviation for each site. */
enum { PLAN__SCHED_DEVIATION = PLAN_SAMPLER_COUNT, PLAN__SCHED_KINDS = PLAN__SCHED_DEVIATION + PLAN_SITE_COUNT };

/* The words of one op or toxic in the text form (its name and those of its parameters) are together this long at most,
 * so that the bounds of the text hold. */
enum { PLAN__NAMES_WIDTH = 40 };

bool plan__is_mode(uint8_t toxic_kind);

/* How many modes there are: the first so many kinds of toxics.def. */
uint32_t plan__modes(void);

/* The peers of that mode: how many, which one is the index-th, and the index of a peer among them. */
uint32_t plan__mode_count(const struct plan *plan, uint8_t mode);
uint8_t plan__mode_peer(const struct plan *plan, uint8_t mode, uint32_t index);
uint8_t plan__mode_index(const struct plan *plan, uint8_t peer);

/* The mode a target of SERVE or CONSUME asks for. */
uint8_t plan__target_mode(enum plan_target target);

/* `actors` is plan_actors(plan), computed once by the caller. */
bool plan__who_exists(const struct plan *plan, uint32_t actors, uint8_t who);

bool plan__toxic_applies(uint8_t toxic_kind, uint8_t mode);

/* The rules. An element is judged against those before it in its list. */
const char *plan__peer_problem(const struct plan_peer *peer);
const char *plan__toxic_problem(const struct plan_peer *peer, uint32_t index);
const char *plan__op_problem(const struct plan *plan, uint32_t actors, const struct plan_op *op);
const char *plan__deviation_problem(const struct plan *plan, uint32_t actors, uint32_t index);
const char *plan__cancel_problem(const struct plan *plan, uint32_t actors, uint32_t index);
const char *plan__fault_problem(const struct plan *plan, uint32_t actors, uint32_t index);

bool plan__anchor_equal(struct plan_anchor a, struct plan_anchor b);

/* The calls a fault applies to: how many, which one is the index-th, and the index of a call among them. */
uint32_t plan__fault_calls(uint8_t kind);
uint8_t plan__fault_call(uint8_t kind, uint32_t index);
uint8_t plan__fault_call_index(uint8_t kind, uint8_t call);

/* Makes a draft legal: drops the toxics, ops, deviations, cancels and faults that break a rule, and sorts. The draft's
 * counts must be within the arrays, its peers, sampler and buffer legal; everything else may be anything. */
void plan__normalise(struct plan *plan);

#endif
