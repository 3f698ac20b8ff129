/* parameters.c - the pass of a minimization that lowers the fields of records: toward 0, 1 and the smallest that fails.
 *
 * Fields are set in the canonical bytes of the best plan, which are then decoded, so what comes out is legal.
 */
#include "plan/attempt.h"
#include "plan/internal.h"

struct bytes { uint8_t data[PLAN_INPUT_MAX]; size_t size; };

static bool op_record(const uint8_t *record)
{
	return record[0] == PLAN_TRACK_OPS;
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

static void best_encode(const struct attempt *attempt, struct bytes *bytes)
{
	bytes->size = plan_encode(attempt->best, bytes->data, sizeof bytes->data);
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

/* The best with the field set to that. */
static void field_make(const struct attempt *attempt, struct field field, uint32_t value, struct plan *candidate)
{
	struct bytes bytes;
	best_encode(attempt, &bytes);
	for (uint32_t i = 0; i < field.width; i++)
		bytes.data[field.at + i] = (uint8_t)(value >> 8 * i);
	plan_decode(bytes.data, bytes.size, candidate);
}

/* What the field of the best holds; 0 when a record went with the last candidate. */
static uint32_t field_now(const struct attempt *attempt, struct field field, size_t size)
{
	struct bytes bytes;
	best_encode(attempt, &bytes);
	return bytes.size == size ? field_get(&bytes, field) : 0;
}

/* The smallest value that fails: 0, 1 and the default at once, then by halves. */
static void field_lower(struct attempt *attempt, const char *pass, struct field field)
{
	struct bytes bytes;
	best_encode(attempt, &bytes);
	const uint32_t firsts[] = { 0, 1, field.def };
	uint32_t low = 0, high = field_get(&bytes, field), count = 0, tried[3];
	for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
		if (firsts[i] < high)
			tried[count++] = firsts[i];
	for (uint32_t from = 0; from < count;) {
		uint32_t drafts = 0;
		for (; from + drafts < count && drafts < attempt->width; drafts++)
			field_make(attempt, field, tried[from + drafts], &attempt->drafts[drafts]);
		uint32_t first = attempt_judge_many(attempt, pass, attempt->drafts, drafts);
		for (uint32_t i = 0; i < first; i++)
			low = tried[from + i] > low ? tried[from + i] : low;
		from = first < drafts ? count : from + drafts;
		high = field_now(attempt, field, bytes.size);
	}
	while (high > low && high - low > 1 && !attempt->stopped) {
		uint32_t middle = low + (high - low) / 2;
		field_make(attempt, field, middle, &attempt->drafts[0]);
		if (attempt_judge(attempt, pass, &attempt->drafts[0]))
			high = field_now(attempt, field, bytes.size);
		else
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

void attempt_parameters(struct attempt *attempt, const char *pass)
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
