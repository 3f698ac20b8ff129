/* minimize.c - delta debugging over the records of a plan, then over their fields.
 *
 * Passes go from big cuts to small ones and are repeated until a whole round changes nothing. Most passes edit the
 * canonical bytes of the best plan and decode them; those that must keep references together (an actor, a peer and
 * all that names it) edit the plan. Either way what comes out is legal, and attempt.c decides whether it is judged.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/attempt.h"
#include "plan/internal.h"
#include "plan/rename.h"

struct bytes { uint8_t data[PLAN_INPUT_MAX]; size_t size; };

typedef bool (*record_filter)(const uint8_t *record);

static bool any_record(const uint8_t *record)
{
	return record != NULL;
}

static bool op_record(const uint8_t *record)
{
	return record[0] == PLAN_TRACK_OPS;
}

static bool toxic_record(const uint8_t *record)
{
	return record[0] == PLAN_TRACK_TOXICS && !plan__is_mode(record[1]);
}

static bool sampler_record(const uint8_t *record)
{
	return record[0] == PLAN_TRACK_SCHED && record[1] < PLAN__SCHED_DEVIATION;
}

static bool deviation_record(const uint8_t *record)
{
	return record[0] == PLAN_TRACK_SCHED && record[1] >= PLAN__SCHED_DEVIATION;
}

static bool cancel_record(const uint8_t *record)
{
	return record[0] == PLAN_TRACK_CANCELS;
}

static bool fault_record(const uint8_t *record)
{
	return record[0] == PLAN_TRACK_FAULTS;
}

static void best_encode(const struct attempt *attempt, struct bytes *bytes)
{
	bytes->size = plan_encode(attempt->best, bytes->data, sizeof bytes->data);
}

static size_t records_count(const struct attempt *attempt, record_filter filter)
{
	struct bytes bytes;
	size_t count = 0;
	best_encode(attempt, &bytes);
	for (size_t at = PLAN_HEADER_SIZE; at < bytes.size; at += PLAN_RECORD_SIZE)
		count += filter(bytes.data + at);
	return count;
}

/* Judges the best without `count` of the records the filter takes, from the `from`-th on. */
static bool records_drop(struct attempt *attempt, const char *pass, record_filter filter, size_t from, size_t count)
{
	struct bytes bytes;
	struct plan candidate;
	best_encode(attempt, &bytes);
	size_t kept = PLAN_HEADER_SIZE, index = 0;
	for (size_t at = PLAN_HEADER_SIZE; at < bytes.size; at += PLAN_RECORD_SIZE) {
		bool drop = filter(bytes.data + at) && index++ - from < count;
		if (drop)
			continue;
		memmove(bytes.data + kept, bytes.data + at, PLAN_RECORD_SIZE);
		kept += PLAN_RECORD_SIZE;
	}
	plan_decode(bytes.data, kept, &candidate);
	return attempt_judge(attempt, pass, &candidate);
}

/* Cuts of half the records, then of a quarter, ... down to single ones until none can go. */
static void records_reduce(struct attempt *attempt, const char *pass, record_filter filter)
{
	size_t count = records_count(attempt, filter);
	for (size_t size = count; size >= 1 && !attempt->stopped;) {
		bool reduced = false;
		for (size_t from = 0; from < count && !attempt->stopped;) {
			if (records_drop(attempt, pass, filter, from, size)) {
				reduced = true;
				count = records_count(attempt, filter);
			} else {
				from += size;
			}
		}
		if (size == 1 && !reduced)
			break;
		if (size > 1)
			size = (size + 1) / 2;
	}
}

static void tracks_pass(struct attempt *attempt, const char *pass)
{
	static const record_filter filters[] = { fault_record, cancel_record, deviation_record, sampler_record,
		toxic_record };
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		records_drop(attempt, pass, filters[i], 0, PLAN_RECORDS_MAX);
}

static void actors_pass(struct attempt *attempt, const char *pass)
{
	for (uint32_t actor = PLAN_ACTORS_MAX; actor-- > 0;) {
		struct plan candidate = *attempt->best;
		candidate.op_count = 0;
		for (uint32_t i = 0; i < attempt->best->op_count; i++)
			if (attempt->best->ops[i].actor != actor)
				candidate.ops[candidate.op_count++] = attempt->best->ops[i];
		attempt_judge(attempt, pass, &candidate);
	}
}

static void peers_pass(struct attempt *attempt, const char *pass)
{
	for (uint32_t i = attempt->best->peer_count; i-- > 0;) {
		struct plan candidate = *attempt->best;
		plan__peer_remove(&candidate, i, PLAN_PEERS_MAX);
		attempt_judge(attempt, pass, &candidate);
	}
}

static void ops_pass(struct attempt *attempt, const char *pass)
{
	records_reduce(attempt, pass, op_record);
}

static void toxics_pass(struct attempt *attempt, const char *pass)
{
	records_reduce(attempt, pass, toxic_record);
}

static void deviations_pass(struct attempt *attempt, const char *pass)
{
	records_reduce(attempt, pass, deviation_record);
}

static void cancels_pass(struct attempt *attempt, const char *pass)
{
	records_reduce(attempt, pass, cancel_record);
}

static void faults_pass(struct attempt *attempt, const char *pass)
{
	records_reduce(attempt, pass, fault_record);
}

/* Single records of any sort, which is what 1-minimal means. */
static void records_pass(struct attempt *attempt, const char *pass)
{
	for (size_t at = 0; at < plan_record_count(attempt->best) && !attempt->stopped;)
		if (!records_drop(attempt, pass, any_record, at, 1))
			at++;
}

/* A field of the canonical bytes: `width` bytes at offset `at`, with the raw value of its default. */
struct field { size_t at; uint32_t width, def; };

static uint32_t field_get(const struct bytes *bytes, struct field field)
{
	uint32_t value = 0;
	for (uint32_t i = field.width; i-- > 0;)
		value = value << 8 | bytes->data[field.at + i];
	return value;
}

/* Judges the best with the field set; `*value` becomes what the field then holds. */
static bool field_try(struct attempt *attempt, const char *pass, struct field field, uint32_t try, uint32_t *value)
{
	struct bytes bytes;
	struct plan candidate;
	best_encode(attempt, &bytes);
	size_t size = bytes.size;
	for (uint32_t i = 0; i < field.width; i++)
		bytes.data[field.at + i] = (uint8_t)(try >> 8 * i);
	plan_decode(bytes.data, bytes.size, &candidate);
	if (!attempt_judge(attempt, pass, &candidate))
		return false;
	best_encode(attempt, &bytes);
	*value = bytes.size == size ? field_get(&bytes, field) : 0;
	return true;
}

/* The smallest value that fails: 0, 1 and the default at once, then by halves. */
static void field_lower(struct attempt *attempt, const char *pass, struct field field)
{
	struct bytes bytes;
	best_encode(attempt, &bytes);
	const uint32_t firsts[] = { 0, 1, field.def };
	uint32_t low = 0, high = field_get(&bytes, field);
	for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
		if (firsts[i] >= high)
			continue;
		if (field_try(attempt, pass, field, firsts[i], &high))
			break;
		if (firsts[i] > low)
			low = firsts[i];
	}
	while (high > low && high - low > 1 && !attempt->stopped) {
		uint32_t middle = low + (high - low) / 2;
		if (!field_try(attempt, pass, field, middle, &high))
			low = middle;
	}
}

enum { FIELDS_MAX = 4 };

/* What can be lowered in a record; returns the number of fields. */
static uint32_t record_fields(const uint8_t *record, size_t at, struct field fields[FIELDS_MAX])
{
	const struct field target = { at + 3, 1, 0 }, a = { at + 4, 2, 0 }, b = { at + 6, 2, 0 };
	const struct field event = { at + 6, 1, 0 }, skip = { at + 7, 1, 0 };
	uint32_t count = 0;
	if (sampler_record(record)) {
		fields[count++] = (struct field){ at + 2, 1, 0 };
		fields[count++] = (struct field){ at + 4, 4, 0 };
	} else if (deviation_record(record)) {
		fields[count++] = event;
		fields[count++] = a;
		fields[count++] = skip;
	} else if (cancel_record(record)) {
		/* The first cause is the plainest. */
		fields[count++] = (struct field){ at + 1, 1, 0 };
		fields[count++] = event;
		fields[count++] = a;
		fields[count++] = target;
	} else {
		fields[count++] = a;
		fields[count++] = b;
	}
	if (op_record(record) || record[0] == PLAN_TRACK_TOXICS) {
		bool op = op_record(record);
		const struct plan_param_info *params_a = op ? &plan_op_info(record[1])->a : &plan_toxic_info(record[1])->a;
		const struct plan_param_info *params_b = op ? &plan_op_info(record[1])->b : &plan_toxic_info(record[1])->b;
		fields[0].def = params_a->def - params_a->min;
		fields[1].def = params_b->def - params_b->min;
		if (op && plan_target_is_cell(plan_op_info(record[1])->target))
			fields[count++] = target;
	}
	return count;
}

static void parameters_pass(struct attempt *attempt, const char *pass)
{
	struct bytes bytes;
	best_encode(attempt, &bytes);
	field_lower(attempt, pass, (struct field){ 1, 1, 0 });
	field_lower(attempt, pass, (struct field){ 2, 2, PLAN_BUFFER_MIN });
	for (size_t at = PLAN_HEADER_SIZE; at < bytes.size && !attempt->stopped; at += PLAN_RECORD_SIZE) {
		struct field fields[FIELDS_MAX];
		uint32_t count = record_fields(bytes.data + at, at, fields);
		size_t size = bytes.size;
		for (uint32_t i = 0; i < count && size == bytes.size; i++) {
			field_lower(attempt, pass, fields[i]);
			best_encode(attempt, &bytes);
		}
		if (bytes.size != size)
			break;      /* a record went; the next round sees the others */
	}
}

static bool actor_move(struct attempt *attempt, const char *pass, uint8_t from, uint8_t to)
{
	struct plan candidate = *attempt->best;
	uint8_t names[PLAN_ACTORS_MAX];
	for (uint8_t i = 0; i < PLAN_ACTORS_MAX; i++)
		names[i] = i == from ? to : i;
	plan__actors_rename(&candidate, names);
	return attempt_judge(attempt, pass, &candidate);
}

static void actors_compact(struct attempt *attempt, const char *pass)
{
	struct plan candidate = *attempt->best;
	uint32_t actors = plan_actors(&candidate);
	uint8_t names[PLAN_ACTORS_MAX], next = 0;
	for (uint8_t i = 0; i < PLAN_ACTORS_MAX; i++) {
		names[i] = next;
		next = (uint8_t)(next + (actors >> i & 1));
	}
	plan__actors_rename(&candidate, names);
	attempt_judge(attempt, pass, &candidate);
}

/* All ops on one cell move to another one of its kind, so that who shared it shares it still. */
static bool cell_move(struct attempt *attempt, const char *pass, enum plan_target target, uint8_t from, uint8_t to)
{
	struct plan candidate = *attempt->best;
	uint32_t moved = 0;
	for (uint32_t i = 0; i < candidate.op_count; i++) {
		struct plan_op *op = &candidate.ops[i];
		if (plan_op_info(op->kind)->target != target || op->target != from)
			continue;
		op->target = to;
		moved++;
	}
	return moved > 0 && attempt_judge(attempt, pass, &candidate);
}

static void cells_merge(struct attempt *attempt, const char *pass)
{
	for (enum plan_target target = 0; target < PLAN_TARGET_COUNT; target++) {
		uint8_t from = plan_target_is_cell(target) ? plan_target_info(target)->count : 0;
		while (from-- > 1)
			for (uint8_t to = 0; to < from && !attempt->stopped; to++)
				if (cell_move(attempt, pass, target, from, to))
					break;
	}
}

static void merge_pass(struct attempt *attempt, const char *pass)
{
	actors_compact(attempt, pass);
	for (uint8_t from = PLAN_ACTORS_MAX - 1; from > 0; from--)
		for (uint8_t to = 0; to < from && (plan_actors(attempt->best) >> from & 1) && !attempt->stopped; to++)
			actor_move(attempt, pass, from, to);
	/* Both ways: each peer has toxics of its own. */
	for (uint32_t from = attempt->best->peer_count; from-- > 0;) {
		bool merged = false;
		for (uint32_t to = 0; to < attempt->best->peer_count && !merged && !attempt->stopped; to++) {
			struct plan candidate = *attempt->best;
			if (to == from || candidate.peers[from].mode != candidate.peers[to].mode)
				continue;
			plan__peer_remove(&candidate, from, to);
			merged = attempt_judge(attempt, pass, &candidate);
		}
	}
	cells_merge(attempt, pass);
}

uint32_t plan_minimize(struct plan *plan, const struct plan_minimize_options *options)
{
	static const struct { const char *name; void (*run)(struct attempt *attempt, const char *pass); } passes[] = {
		{ "tracks", tracks_pass }, { "actors", actors_pass }, { "peers", peers_pass }, { "ops", ops_pass },
		{ "toxics", toxics_pass }, { "deviations", deviations_pass }, { "cancels", cancels_pass },
		{ "faults", faults_pass },
		{ "records", records_pass }, { "parameters", parameters_pass }, { "merge", merge_pass },
	};
	struct attempt attempt = { .options = options, .best = plan };
	uint32_t before;
	do {
		before = attempt.accepted;
		for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
			if (attempt_pass(&attempt, passes[i].name))
				passes[i].run(&attempt, passes[i].name);
	} while (attempt.accepted != before && !attempt.stopped);
	free(attempt.seen);
	return attempt.count;
}
