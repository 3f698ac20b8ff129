/* pool.c - see pool.h. Results are taken in the order of the plans, so nothing depends on which run ends first. */
#include "tools/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tools/command.h"

struct pool {
	uint32_t count;
	struct judge *judges[POOL_MAX];
};

struct pool *pool_create(uint64_t jobs)
{
	struct pool *pool = calloc(1, sizeof *pool);
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t wanted = jobs ? jobs : (uint64_t)(processors > 0 ? processors : 1);
	if (!pool || !(pool->judges[0] = judge_create())) {
		free(pool);
		return NULL;
	}
	for (pool->count = 1; pool->count < wanted && pool->count < POOL_MAX; pool->count++) {
		pool->judges[pool->count] = judge_beside(pool->judges[0]);
		if (!pool->judges[pool->count]) {
			pool_destroy(pool);
			return NULL;
		}
	}
	return pool;
}

void pool_destroy(struct pool *pool)
{
	if (pool) {
		while (pool->count > 0) {
			judge_destroy(pool->judges[--pool->count]);
		}
		free(pool);
	}
}

uint32_t pool_width(const struct pool *pool)
{
	return pool->count;
}

struct judge *pool_judge(struct pool *pool)
{
	return pool->judges[0];
}

bool pool_run(struct pool *pool, const struct plan *plans, uint32_t count, unsigned flags,
	void (*each)(void *context, uint32_t index, const struct run *run), void *context)
{
	bool sound = true;
	for (uint32_t from = 0; from < count && sound; from += pool->count) {
		uint32_t running = count - from < pool->count ? count - from : pool->count;
		for (uint32_t i = 0; i < running; i++) {
			judge_begin(pool->judges[i], &plans[from + i], flags);
		}
		for (uint32_t i = 0; i < running; i++) {
			const struct run *run = judge_end(pool->judges[i]);
			sound &= run != NULL;
			if (sound) {
				each(context, from + i, run);
			}
		}
	}
	return sound;
}

/* Of several plans: which show the signature, or (NULL) any, and then which one. */
struct matches {
	const char *wanted;
	uint32_t count;
	bool at[POOL_MAX];
	char signatures[POOL_MAX][VERDICT_SIGNATURE_MAX];
};

static void match(void *context, uint32_t index, const struct run *run)
{
	struct matches *matches = context;
	const struct verdict *verdict = &run->verdict;
	matches->at[index] = matches->wanted ? strcmp(verdict->signature, matches->wanted) == 0 : verdict->kind != VERDICT_OK;
	matches->count += matches->at[index];
	snprintf(matches->signatures[index], VERDICT_SIGNATURE_MAX, "%s", verdict->signature);
}

/* It has shown the signature once; does it always? */
static bool confirm(struct pool *pool, const struct plan *plan, unsigned flags, const char *signature, bool *broken)
{
	struct plan again[POOL_REPLAYS - 1];
	struct matches matches = { .wanted = signature };
	for (int i = 0; i < POOL_REPLAYS - 1; i++) {
		again[i] = *plan;
	}
	*broken |= !pool_run(pool, again, POOL_REPLAYS - 1, flags, match, &matches);
	return matches.count == POOL_REPLAYS - 1;
}

uint32_t pool_first(struct pool *pool, const struct plan *plans, uint32_t count, unsigned flags, const char *signature,
	bool *broken)
{
	struct matches matches = { .wanted = signature };
	*broken |= !pool_run(pool, plans, count, flags, match, &matches);
	for (uint32_t i = 0; i < count && !*broken; i++) {
		if (matches.at[i] && confirm(pool, &plans[i], flags, matches.signatures[i], broken)) {
			return i;
		}
	}
	return count;
}
