/* attempt.c - judges candidates of a minimization.
 *
 * A candidate costs a predicate call only when its canonical bytes are new and it is smaller than the best: fewer
 * records, or as many of simpler ops, or of as simple ones with a smaller sum of fields. This order has no infinite
 * descent, so minimizing ends whatever the predicate says.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "plan/attempt.h"
#include "plan/internal.h"

struct measure { size_t records; uint64_t ranks, sum; };

static struct measure measure(const uint8_t *data, size_t size)
{
	struct measure result = { .records = size / PLAN_RECORD_SIZE,
		.sum = data[1] + ((uint64_t)data[2] | (uint64_t)data[3] << 8) + data[4] };
	for (size_t at = PLAN_HEADER_SIZE; at < size; at += PLAN_RECORD_SIZE) {
		const uint8_t *record = data + at;
		/* Causes are in order from the plainest; other kinds are not. */
		result.sum += record[0] == PLAN_TRACK_CANCELS ? record[1] : 0;
		result.ranks += record[0] == PLAN_TRACK_OPS ? attempt_rank(record[1]) : 0;
		result.sum += (uint64_t)record[2] + record[3];
		result.sum += (uint64_t)record[4] | (uint64_t)record[5] << 8 | (uint64_t)record[6] << 16
			| (uint64_t)record[7] << 24;
	}
	return result;
}

static bool smaller(struct measure a, struct measure b)
{
	if (a.records != b.records)
		return a.records < b.records;
	return a.ranks != b.ranks ? a.ranks < b.ranks : a.sum < b.sum;
}

/* FNV-1a; 0 marks an empty slot. */
static uint64_t hash(const uint8_t *data, size_t size)
{
	uint64_t value = 0xcbf29ce484222325u;
	for (size_t i = 0; i < size; i++)
		value = (value ^ data[i]) * 0x100000001b3u;
	return value ? value : 1;
}

static uint64_t *slot(uint64_t *seen, size_t size, uint64_t key)
{
	size_t at = key & (size - 1);
	while (seen[at] && seen[at] != key)
		at = (at + 1) & (size - 1);
	return &seen[at];
}

static bool seen_grow(struct attempt *attempt)
{
	size_t size = attempt->seen_size ? attempt->seen_size * 2 : 1024;
	uint64_t *seen = calloc(size, sizeof *seen);
	if (!seen)
		return false;
	for (size_t i = 0; i < attempt->seen_size; i++)
		if (attempt->seen[i])
			*slot(seen, size, attempt->seen[i]) = attempt->seen[i];
	free(attempt->seen);
	attempt->seen = seen;
	attempt->seen_size = size;
	return true;
}

static bool seen_before(const struct attempt *attempt, uint64_t key)
{
	return attempt->seen_size && *slot(attempt->seen, attempt->seen_size, key) == key;
}

static void remember(struct attempt *attempt, uint64_t key)
{
	if (2 * (attempt->seen_count + 1) > attempt->seen_size && !seen_grow(attempt))
		return;
	*slot(attempt->seen, attempt->seen_size, key) = key;
	attempt->seen_count++;
}

static void progress(struct attempt *attempt, const char *pass)
{
	const struct plan_minimize_options *options = attempt->options;
	if (options->progress && !options->progress(options->context, pass, attempt->best, attempt->count))
		attempt->stopped = true;
}

/* What of the candidates is worth a predicate call. */
struct batch { uint32_t count, index[PLAN_MINIMIZE_WIDTH_MAX]; uint64_t keys[PLAN_MINIMIZE_WIDTH_MAX]; };

static bool batch_has(const struct batch *batch, uint64_t key)
{
	for (uint32_t i = 0; i < batch->count; i++)
		if (batch->keys[i] == key)
			return true;
	return false;
}

static void batch_choose(struct attempt *attempt, struct plan *candidates, uint32_t count, struct batch *batch)
{
	uint8_t data[PLAN_INPUT_MAX];
	size_t size = plan_encode(attempt->best, data, sizeof data);
	const struct measure best = measure(data, size);
	batch->count = 0;
	for (uint32_t i = 0; i < count; i++) {
		plan__normalise(&candidates[i]);
		assert(!plan_check(&candidates[i]));
		size = plan_encode(&candidates[i], data, sizeof data);
		uint64_t key = hash(data, size);
		if (!smaller(measure(data, size), best) || seen_before(attempt, key) || batch_has(batch, key))
			continue;
		attempt->chosen[batch->count] = candidates[i];
		batch->index[batch->count] = i;
		batch->keys[batch->count++] = key;
	}
}

uint32_t attempt_judge_many(struct attempt *attempt, const char *pass, struct plan *candidates, uint32_t count)
{
	const struct plan_minimize_options *options = attempt->options;
	struct batch batch = { .count = 0 };
	if (!attempt->stopped)
		batch_choose(attempt, candidates, count, &batch);
	if (options->attempts_max && batch.count > options->attempts_max - attempt->count) {
		batch.count = options->attempts_max - attempt->count;
		attempt->stopped = true;
	}
	if (batch.count == 0)
		return count;
	attempt->count += batch.count;
	uint32_t first = options->predicate(options->context, attempt->chosen, batch.count);
	for (uint32_t i = 0; i < first; i++)
		remember(attempt, batch.keys[i]);
	if (first == batch.count)
		return count;
	*attempt->best = attempt->chosen[first];
	attempt->accepted++;
	progress(attempt, pass);
	return batch.index[first];
}

bool attempt_judge(struct attempt *attempt, const char *pass, struct plan *candidate)
{
	return attempt_judge_many(attempt, pass, candidate, 1) == 0;
}

bool attempt_pass(struct attempt *attempt, const char *pass)
{
	if (!attempt->stopped)
		progress(attempt, pass);
	return !attempt->stopped;
}
