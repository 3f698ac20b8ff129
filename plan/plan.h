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
	PLAN_LINKS_MAX = 2,         /* connections of a peer that can be named: P0.0, P0.1 */
	PLAN_OPS_MAX = 128,
	PLAN_TOXICS_MAX = 32,       /* of all peers together, modes excluded */
	PLAN_SCHED_MAX = 64,        /* sampler excluded */
	PLAN_CANCELS_MAX = 16,
	PLAN_FAULTS_MAX = 64,       /* reserved: the track is decoded to nothing today */
	PLAN_RECORD_SIZE = 8,
	PLAN_HEADER_SIZE = 8,
	PLAN_RECORDS_MAX = 512,     /* records looked at in one input; the rest is ignored */
	PLAN_INPUT_MAX = 8192,      /* bytes of one input */
	PLAN_ANCHOR_MAX = 255,      /* k-th suspension, from 1 */
	PLAN_BUFFER_DEFAULT = 8192, /* socket buffer when the plan asks for none */
	PLAN_BUFFER_MIN = 2304,     /* smallest socket buffer that can be asked for: what Linux grants at least */
	PLAN_BUFFER_MAX = 65535,
	PLAN_TEXT_MAX = 32768,      /* bytes of the longest text form, with its NUL */
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

enum plan_target { PLAN_TARGET_NONE, PLAN_TARGET_SERVE, PLAN_TARGET_CONSUME, PLAN_TARGET_ACTOR };

/* In which mode of its peer a toxic applies; MODE = the record declares a peer and its mode. */
enum plan_modes { PLAN_MODES_MODE, PLAN_MODES_SERVE, PLAN_MODES_CONSUME, PLAN_MODES_ANY };

/* A coroutine of the run, by its place in the spawn tree (never by a number that shifts when a plan is edited):
 * 0..15 actors C0..C15; 16..19 the accepting coroutine of peer P0..P3; 20..27 connection j of peer i, as
 * 20 + i * PLAN_LINKS_MAX + j, in order of accept; 28 the main coroutine. */
enum { PLAN_WHO_PEER = 16, PLAN_WHO_LINK = 20, PLAN_WHO_MAIN = 28, PLAN_WHO_COUNT = 29 };

struct plan_param_info {
	const char *name;           /* text key; "" when the record has no such parameter */
	uint32_t min, max, def;
};

struct plan_op_info { const char *name; enum plan_target target; struct plan_param_info a, b; };
struct plan_toxic_info { const char *name; enum plan_modes modes; const char *key; struct plan_param_info a, b; };

struct plan_op {
	uint8_t kind;               /* enum plan_op_kind */
	uint8_t actor;              /* who performs it: 0..PLAN_ACTORS_MAX-1 */
	uint8_t target;             /* peer index or actor index as the op's info says, else 0 */
	uint32_t a, b;              /* within the op's ranges; 0 when the op has no such parameter */
};

struct plan_toxic { uint8_t kind; uint32_t a, b; };

struct plan_peer {
	uint8_t mode;               /* PLAN_TOXIC_SERVE or PLAN_TOXIC_CONSUME */
	uint32_t size;              /* serve: payload bytes; consume: bytes of one read */
	uint8_t toxic_count;        /* at most one toxic of a kind, in order of their kinds */
	struct plan_toxic toxics[PLAN_TOXIC_COUNT];
};

struct plan_sampler { uint8_t kind; uint32_t seed; };

/* "when `who` parks for the `anchor`-th time, run `run` next if it is ready" */
struct plan_deviation { uint8_t who; uint8_t anchor; uint8_t run; };

/* "when actor `victim` parks for the `anchor`-th time, `cause` happens to it" */
struct plan_cancel { uint8_t victim; uint8_t anchor; uint8_t cause; };

struct plan {
	uint32_t buffer;            /* SO_SNDBUF and SO_RCVBUF asked for on the plan's sockets, bytes; 0 = 8192,
	                             * else PLAN_BUFFER_MIN..PLAN_BUFFER_MAX */
	uint16_t peer_count, op_count, deviation_count, cancel_count;
	struct plan_sampler sampler;
	struct plan_peer peers[PLAN_PEERS_MAX];
	struct plan_op ops[PLAN_OPS_MAX];          /* ops of one actor run in this order */
	struct plan_deviation deviations[PLAN_SCHED_MAX];
	struct plan_cancel cancels[PLAN_CANCELS_MAX];
};

struct plan_error { uint32_t line, column; char message[256]; };

const struct plan_op_info *plan_op_info(enum plan_op_kind kind);
const struct plan_toxic_info *plan_toxic_info(enum plan_toxic_kind kind);
const char *plan_sampler_name(enum plan_sampler_kind kind);
const char *plan_cause_name(enum plan_cause cause);

/* Writes the text name of a coroutine ("C3", "P1", "P1.0", "main") into buf (at least 8 bytes); returns buf. */
const char *plan_who_name(uint8_t who, char *buf);

/* Decodes any bytes into a legal plan; fills all of *plan. Looks at the first PLAN_INPUT_MAX bytes only. */
void plan_decode(const uint8_t *data, size_t size, struct plan *plan);

/* Writes the canonical bytes of a legal plan; returns their number (<= PLAN_INPUT_MAX). `data` holds `size` bytes;
 * returns 0 and writes nothing when they do not suffice. */
size_t plan_encode(const struct plan *plan, uint8_t *data, size_t size);

/* Writes the text form with its NUL; returns its length. `text` must hold PLAN_TEXT_MAX bytes. */
size_t plan_print(const struct plan *plan, char *text);

/* Parses the text form (`size` bytes, no NUL needed). Returns true, or false with *error filled and *plan zeroed. */
bool plan_parse(const char *text, size_t size, struct plan *plan, struct plan_error *error);

/* Knows every invariant of a legal plan. Returns NULL, or a static sentence naming the one that is broken. */
const char *plan_check(const struct plan *plan);

bool plan_equal(const struct plan *a, const struct plan *b);

/* Number of records the canonical bytes hold: the size minimization reports. */
size_t plan_record_count(const struct plan *plan);

/* Bit i is set when actor i has at least one op. */
uint32_t plan_actors(const struct plan *plan);

#endif
