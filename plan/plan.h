/* plan.h - one testcase, decoded: what a few coroutines do, how their peers misbehave, in which order the
 * scheduler runs them and where cancellations land.
 *
 * This module is pure: it knows no PHP, no libuv, no clock, no file and has no globals. Bytes cannot be wrong:
 * plan_decode() is total. Text can be wrong: plan_parse() names line and column. docs/PLAN_FORMAT.md describes both
 * forms.
 *
 * Laws, checked by tests and by the round-trip target:
 *   decode(encode(p)) == p          encode(decode(x)) is canonical: encode(decode(encode(decode(x)))) is the same
 *   parse(print(p)) == p            plan_check(decode(x)) holds for every x
 *   deleting a record or truncating the bytes only removes behaviour
 */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PLAN_VERSION = 1,
	PLAN_ACTORS_MAX = 16,       /* coroutines C0..C15 */
	PLAN_PEERS_MAX = 4,         /* peers P0..P3 */
	PLAN_LINKS_MAX = 4,         /* connections of a peer that can be named: P0.0 to P0.3 */
	PLAN_CHILDREN_MAX = 2,      /* coroutines spawned by an actor that can be named: C0.0, C0.1 */
	PLAN_OTHERS_MAX = 32,       /* coroutines of no other name that can be named: X0 to X31 */
	PLAN_CELLS_MAX = 4,         /* channels ch0..ch3, and as many of every other thing that coroutines share */
	PLAN_OPS_MAX = 128,
	PLAN_TOXICS_MAX = 32,       /* of all peers together, modes excluded */
	PLAN_SCHED_MAX = 256,       /* sampler excluded */
	PLAN_CANCELS_MAX = 16,
	PLAN_FAULTS_MAX = 64,
	PLAN_RECORD_SIZE = 8,
	PLAN_HEADER_SIZE = 8,
	PLAN_RECORDS_MAX = 512,     /* records looked at in one input; the rest is ignored */
	PLAN_INPUT_MAX = 8192,      /* bytes of one input */
	PLAN_ANCHOR_MAX = 4096,     /* k-th suspension, from 1 */
	PLAN_CHOICE_MAX = 255,      /* candidate of a deviation, from 1; how many decisions of its site are let pass before */
	PLAN_DEPTH_MAX = 8,         /* of a sampler that has a depth */
	PLAN_CALL_MAX = 4096,       /* n-th call that a fault disturbs, from 1 */
	PLAN_BUFFER_DEFAULT = 8192, /* socket buffer when the plan asks for none */
	PLAN_BUFFER_MIN = 2304,     /* smallest socket buffer that can be asked for: what Linux grants at least */
	PLAN_BUFFER_MAX = 65535,
	PLAN_TEXT_MAX = 65536,      /* bytes of the longest text form, with its NUL */
};

enum plan_track { PLAN_TRACK_OPS, PLAN_TRACK_TOXICS, PLAN_TRACK_SCHED, PLAN_TRACK_CANCELS, PLAN_TRACK_FAULTS,
	PLAN_TRACK_COUNT };

enum plan_op_kind {
#define PLAN_OP(ID, ...) PLAN_OP_##ID,
#include "plan/ops.def"
#undef PLAN_OP
	PLAN_OP_COUNT
};

enum plan_toxic_kind {
#define PLAN_TOXIC(ID, ...) PLAN_TOXIC_##ID,
#include "plan/toxics.def"
#undef PLAN_TOXIC
	PLAN_TOXIC_COUNT
};

enum plan_sampler_kind {
#define PLAN_SAMPLER(ID, ...) PLAN_SAMPLER_##ID,
#include "plan/samplers.def"
#undef PLAN_SAMPLER
	PLAN_SAMPLER_COUNT
};

enum plan_cause {
#define PLAN_CAUSE(ID, ...) PLAN_CAUSE_##ID,
#include "plan/causes.def"
#undef PLAN_CAUSE
	PLAN_CAUSE_COUNT
};

/* What an actor runs in. */
enum plan_setting { PLAN_SETTING_PLAIN, PLAN_SETTING_TOKEN, PLAN_SETTING_SCOPE };

enum plan_phase {
#define PLAN_PHASE(ID, ...) PLAN_PHASE_##ID,
#include "plan/phases.def"
#undef PLAN_PHASE
	PLAN_PHASE_COUNT
};

enum plan_site {
#define PLAN_SITE(ID, ...) PLAN_SITE_##ID,
#include "plan/sites.def"
#undef PLAN_SITE
	PLAN_SITE_COUNT
};

/* What a coroutine is parked in; in an anchor NONE stands for any, and END for its end. */
enum plan_wait {
#define PLAN_WAIT(ID, ...) PLAN_WAIT_##ID,
#include "plan/waits.def"
#undef PLAN_WAIT
	PLAN_WAIT_COUNT, PLAN_WAIT_END = PLAN_WAIT_COUNT
};

enum plan_call {
#define PLAN_CALL(ID, ...) PLAN_CALL_##ID,
#include "plan/calls.def"
#undef PLAN_CALL
	PLAN_CALL_COUNT
};

enum plan_fault_kind {
#define PLAN_FAULT(ID, ...) PLAN_FAULT_##ID,
#include "plan/faults.def"
#undef PLAN_FAULT
	PLAN_FAULT_COUNT
};

enum plan_target {
#define PLAN_TARGET(ID, ...) PLAN_TARGET_##ID,
#include "plan/targets.def"
#undef PLAN_TARGET
	PLAN_TARGET_COUNT
};

/* In which mode of its peer a toxic applies; MODE = the record declares a peer and its mode. */
enum plan_modes { PLAN_MODES_MODE, PLAN_MODES_SERVE, PLAN_MODES_CONSUME, PLAN_MODES_ANY };

/* A coroutine of the run, by its place in the spawn tree (never by a number that shifts when a plan is edited):
 *   C0..C15    actors
 *   P0..P3     the accepting coroutine of a peer
 *   P0.0..     connection j of peer i, as PLAN_WHO_LINK + i * PLAN_LINKS_MAX + j, in order of accept
 *   C0.0..     child j of actor i, as PLAN_WHO_CHILD + i * PLAN_CHILDREN_MAX + j, in order of spawning
 *   K0..K15    the coroutine that carries out cancellation i
 *   X0..X31    the others, in order of spawning
 *   main */
enum {
	PLAN_WHO_PEER = PLAN_ACTORS_MAX,
	PLAN_WHO_LINK = PLAN_WHO_PEER + PLAN_PEERS_MAX,
	PLAN_WHO_CHILD = PLAN_WHO_LINK + PLAN_PEERS_MAX * PLAN_LINKS_MAX,
	PLAN_WHO_KILLER = PLAN_WHO_CHILD + PLAN_ACTORS_MAX * PLAN_CHILDREN_MAX,
	PLAN_WHO_OTHER = PLAN_WHO_KILLER + PLAN_CANCELS_MAX,
	PLAN_WHO_MAIN = PLAN_WHO_OTHER + PLAN_OTHERS_MAX,
	PLAN_WHO_COUNT,
	PLAN_WHO_ANY = PLAN_WHO_COUNT, /* of a fault: whoever calls */
};

struct plan_param_info {
	const char *name;           /* text key; "" when the record has no such parameter */
	uint32_t min, max, def;
};

struct plan_target_info { const char *prefix, *what; uint8_t count; };
struct plan_op_info { const char *name; enum plan_target target; struct plan_param_info a, b; };
struct plan_toxic_info { const char *name; enum plan_modes modes; const char *key; struct plan_param_info a, b; };
struct plan_fault_info { const char *name; uint32_t calls; struct plan_param_info value; };     /* bit i: call i */

struct plan_op {
	uint8_t kind;               /* enum plan_op_kind */
	uint8_t actor;              /* who performs it: 0..PLAN_ACTORS_MAX-1 */
	uint8_t target;             /* index of the peer, actor or cell, as the op's info says, else 0 */
	uint32_t a, b;              /* within the op's ranges; 0 when the op has no such parameter */
};

struct plan_toxic { uint8_t kind; uint32_t a, b; };

struct plan_peer {
	uint8_t mode;               /* PLAN_TOXIC_SERVE or PLAN_TOXIC_CONSUME */
	uint32_t size;              /* serve: payload bytes; consume: bytes of one read */
	uint8_t toxic_count;        /* at most one toxic of a kind, in order of their kinds */
	struct plan_toxic toxics[PLAN_TOXIC_COUNT];
};

struct plan_sampler {
	uint8_t kind;
	uint8_t depth;              /* 1..PLAN_DEPTH_MAX, or 0 when the sampler has none */
	uint32_t seed;
};

/* An event of a coroutine's life, wherever in time it lies. */
struct plan_anchor {
	uint8_t wait;               /* enum plan_wait: its k-th suspension in that, in anything (NONE), or its END */
	uint16_t nth;               /* k, from 1; 1 for END */
};

/* "when `who` comes to the event, choose the candidate at the site": at RUN the coroutine that runs next, if it is ready;
 * elsewhere candidate 1..PLAN_CHOICE_MAX, if there are that many, at the decision after `skip` others of the site. */
struct plan_deviation { uint8_t who; struct plan_anchor anchor; uint8_t site, choice, skip; };

/* "when actor `victim` comes to that suspension, `cause` happens to it, in that phase" */
struct plan_cancel { uint8_t victim; struct plan_anchor anchor; uint8_t cause, phase; };

/* "the `nth` call (from 1) by `who` fails like this"; value as its info says */
struct plan_fault { uint8_t kind, call, who; uint16_t nth; uint32_t value; };

struct plan {
	bool strict;                /* no choice against what the runtime promises (docs/SCHEDULES.md) */
	bool forked;                /* its peers are processes of their own (docs/FORKED_PEER.md) */
	uint32_t buffer;            /* SO_SNDBUF and SO_RCVBUF asked for on the plan's sockets, bytes; 0 = 8192,
	                             * else PLAN_BUFFER_MIN..PLAN_BUFFER_MAX */
	uint16_t peer_count, op_count, deviation_count, cancel_count, fault_count;
	struct plan_sampler sampler;
	struct plan_peer peers[PLAN_PEERS_MAX];
	struct plan_op ops[PLAN_OPS_MAX];          /* ops of one actor run in this order */
	struct plan_deviation deviations[PLAN_SCHED_MAX];
	struct plan_cancel cancels[PLAN_CANCELS_MAX];
	struct plan_fault faults[PLAN_FAULTS_MAX];
};

/* What a narrowed target keeps of any plan; the order of the run always stays. */
struct plan_subset { bool has_peers, has_cancels, has_faults; uint64_t ops; };     /* bit i: op kind i */

struct plan_error { uint32_t line, column; char message[256]; };

const struct plan_op_info *plan_op_info(enum plan_op_kind kind);
const struct plan_target_info *plan_target_info(enum plan_target target);
bool plan_target_is_peer(enum plan_target target);
bool plan_target_is_cell(enum plan_target target);
const struct plan_toxic_info *plan_toxic_info(enum plan_toxic_kind kind);
const struct plan_fault_info *plan_fault_info(enum plan_fault_kind kind);
const char *plan_sampler_name(enum plan_sampler_kind kind);
uint8_t plan_sampler_depth(enum plan_sampler_kind kind);        /* its default; 0 = the sampler has no depth */
const char *plan_cause_name(enum plan_cause cause);
enum plan_setting plan_cause_setting(enum plan_cause cause);
/* False when whoever steers the run does it; true when it takes PHP code, and a coroutine of its own, K0 to K15. */
bool plan_cause_has_killer(enum plan_cause cause);
const char *plan_phase_name(enum plan_phase phase);
const char *plan_site_name(enum plan_site site);
const char *plan_wait_name(enum plan_wait wait);
const char *plan_call_name(enum plan_call call);
/* What an anchor's event is called: "suspend" for any, a wait's name, or "end". */
const char *plan_event_name(uint8_t wait);

/* Writes the text name of a coroutine ("C3", "P1", "P1.0", "C3.1", "K0", "X7", "main") into buf (at least 8 bytes); returns buf. */
const char *plan_who_name(uint8_t who, char *buf);

/* Writes the text name of what an op targets ("P1", "C3", "ch0") into buf (at least 8 bytes); returns buf. */
const char *plan_target_name(enum plan_target target, uint8_t index, char *buf);

/* Decodes any bytes into a legal plan; fills all of *plan. Looks at the first PLAN_INPUT_MAX bytes only. */
void plan_decode(const uint8_t *data, size_t size, struct plan *plan);

/* Writes the canonical bytes of a legal plan; returns their number (<= PLAN_INPUT_MAX). `data` holds `size` bytes;
 * returns 0 and writes nothing when they do not suffice. */
size_t plan_encode(const struct plan *plan, uint8_t *data, size_t size);

/* Writes the text form with its NUL; returns its length. `text` must hold PLAN_TEXT_MAX bytes. */
size_t plan_print(const struct plan *plan, char *text);

/* The text form of a plan, rather than bytes that happen to begin like it: text through and through. */
bool plan_is_text(const uint8_t *data, size_t size);

/* Parses the text form (`size` bytes, no NUL needed). Returns true, or false with *error filled and *plan zeroed. */
bool plan_parse(const char *text, size_t size, struct plan *plan, struct plan_error *error);

/* Knows every invariant of a legal plan. Returns NULL, or a static sentence naming the one that is broken. */
const char *plan_check(const struct plan *plan);

/* Drops from a legal plan what lies outside of the subset, and what refers to that; it stays legal. */
void plan_narrow(struct plan *plan, const struct plan_subset *subset);

bool plan_equal(const struct plan *a, const struct plan *b);

/* Number of records the canonical bytes hold: the size minimization reports. */
size_t plan_record_count(const struct plan *plan);

/* Bit i is set when actor i has at least one op. */
uint32_t plan_actors(const struct plan *plan);

/* True when a cancellation of the actor has a cause of that setting. */
bool plan_actor_has(const struct plan *plan, uint8_t actor, enum plan_setting setting);

/* Estimate: how often the coroutine runs in a run of a legal plan, and those that it spawns; so that of main is of the
 * whole run. 0 for an actor, a peer or a connection that is not in the plan. */
uint32_t plan_steps(const struct plan *plan, uint8_t who);

#endif
