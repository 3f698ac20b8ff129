/* attempt.c - judges candidates of a minimization.
 *
 * A candidate costs a predicate call only when its canonical bytes are new and it is smaller than the best: fewer
 * records, or as many with a smaller sum of fields. This order has no infinite descent, so minimizing ends whatever
 * the predicate says.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "plan/attempt.h"
#include "plan/internal.h"

struct measure { size_t records; uint64_t sum; };

static struct measure measure(const uint8_t *data, size_t size)
{
	struct measure result = { size / PLAN_RECORD_SIZE, data[1] + ((uint64_t)data[2] | (uint64_t)data[3] << 8) };
	for (size_t at = PLAN_HEADER_SIZE; at < size; at += PLAN_RECORD_SIZE) {
		const uint8_t *record = data + at;
		/* Causes are in order from the plainest; other kinds are not. */
		result.sum += record[0] == PLAN_TRACK_CANCELS ? record[1] : 0;
		result.sum += (uint64_t)record[2] + record[3];
		result.sum += (uint64_t)record[4] | (uint64_t)record[5] << 8 | (uint64_t)record[6] << 16
			| (uint64_t)record[7] << 24;
	}
	return result;
}

static bool smaller(struct measure a, struct measure b)
{
	return a.records != b.records ? a.records < b.records : a.sum < b.sum;
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

/* Remembers the key; true when it was known. */
static bool seen_before(struct attempt *attempt, uint64_t key)
{
	if (attempt->seen_size && *slot(attempt->seen, attempt->seen_size, key) == key)
		return true;
	if (2 * (attempt->seen_count + 1) > attempt->seen_size && !seen_grow(attempt))
		return false;
	*slot(attempt->seen, attempt->seen_size, key) = key;
	attempt->seen_count++;
	return false;
}

static void progress(struct attempt *attempt, const char *pass)
{
	const struct plan_minimize_options *options = attempt->options;
	if (options->progress && !options->progress(options->context, pass, attempt->best, attempt->count))
		attempt->stopped = true;
}

bool attempt_judge(struct attempt *attempt, const char *pass, struct plan *candidate)
{
	uint8_t data[PLAN_INPUT_MAX], best[PLAN_INPUT_MAX];
	if (attempt->stopped)
		return false;
	plan__normalise(candidate);
	assert(!plan_check(candidate));
	size_t size = plan_encode(candidate, data, sizeof data);
	size_t best_size = plan_encode(attempt->best, best, sizeof best);
	if (!smaller(measure(data, size), measure(best, best_size)) || seen_before(attempt, hash(data, size)))
		return false;
	if (attempt->options->attempts_max && attempt->count == attempt->options->attempts_max) {
		attempt->stopped = true;
		return false;
	}
	attempt->count++;
	if (!attempt->options->predicate(attempt->options->context, candidate))
		return false;
	*attempt->best = *candidate;
	attempt->accepted++;
	progress(attempt, pass);
	return true;
}

bool attempt_pass(struct attempt *attempt, const char *pass)
{
	if (!attempt->stopped)
		progress(attempt, pass);
	return !attempt->stopped;
}
