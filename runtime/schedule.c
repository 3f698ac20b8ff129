/* schedule.c - which ready coroutine runs next when no embedder decides: FIFO, or TrueAsync's seeded random
 * pick, or PCT.
 *
 * Bit-exact with TrueAsync's own hook, since a frozen test pins a seed and must replay the same picks there:
 * SplitMix64 over a scrambled seed, one draw that keeps the head half of the time, a second one that chooses.
 * Needs no PHP, so that a unit test and the search for a fitting seed can use it alone.
 */
#include "runtime/rt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEED_SCRAMBLE UINT64_C(0xA5A5A5A5DEADBEEF)
#define SPLITMIX_STEP UINT64_C(0x9E3779B97F4A7C15)
#define SPLITMIX_FIRST UINT64_C(0xBF58476D1CE4E5B9)
#define SPLITMIX_SECOND UINT64_C(0x94D049BB133111EB)

#define PCT_DEPTH_DEFAULT 3
/* Change points are drawn from the first so many decisions: programs of chaos tests make about that many. */
#define PCT_STEPS 64
/* Bands of priorities: as created, demoted at a change point, and below these who has yielded. */
#define PCT_BAND_CREATED (UINT64_C(1) << 63)
#define PCT_BAND_DEMOTED (UINT64_C(1) << 62)

/* Decimal or 0x hex, trailing junk ignored; `otherwise` when there is no number at all. */
static uint64_t number_parse(const char *text, uint64_t otherwise)
{
	if (text == NULL) {
		return otherwise;
	}
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	char *end;
	uint64_t number = strtoull(text, &end, hex ? 16 : 10);
	return end == text ? otherwise : number;
}

/* The text after the first colon, or NULL. */
static const char *after_colon(const char *text)
{
	const char *colon = text == NULL ? NULL : strchr(text, ':');
	return colon == NULL ? NULL : colon + 1;
}

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

void rt_schedule_init(struct rt_schedule *schedule, enum rt_schedule_kind kind, uint64_t seed)
{
	*schedule = (struct rt_schedule) { .kind = (uint8_t) kind, .state = seed ^ SEED_SCRAMBLE };
}

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * SPLITMIX_FIRST;
	z = (z ^ (z >> 27)) * SPLITMIX_SECOND;
	return z ^ (z >> 31);
}

uint64_t rt_schedule_draw(struct rt_schedule *schedule)
{
	schedule->state += SPLITMIX_STEP;
	return mix(schedule->state);
}

uint32_t rt_schedule_pick(struct rt_schedule *schedule, uint32_t n)
{
	if (schedule->kind != RT_SCHEDULE_RANDOM || n <= 1) {
		return 0;
	}
	if (rt_schedule_draw(schedule) % 2 == 0) {
		return 0;
	}
	return (uint32_t) (rt_schedule_draw(schedule) % n);
}

static bool is_change(const struct rt_schedule *schedule, uint32_t step, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (schedule->changes[i] == step) {
			return true;
		}
	}
	return false;
}

void rt_schedule_init_pct(struct rt_schedule *schedule, uint64_t seed, uint64_t depth)
{
	rt_schedule_init(schedule, RT_SCHEDULE_PCT, seed);
	schedule->depth = (uint8_t) (depth < 1 ? 1 : depth > RT_SCHEDULE_DEPTH_MAX ? RT_SCHEDULE_DEPTH_MAX : depth);
	schedule->floor = PCT_BAND_DEMOTED - 1;
	for (uint32_t i = 0; i + 1 < schedule->depth; i++) {
		do {
			schedule->changes[i] = 1 + (uint32_t) (rt_schedule_draw(schedule) % PCT_STEPS);
		} while (is_change(schedule, schedule->changes[i], i));
	}
}

uint64_t rt_schedule_priority(const struct rt_schedule *schedule, uint32_t id)
{
	/* Not drawn in turn: who else has been created must not matter. The id breaks ties. */
	uint64_t random = mix(schedule->state ^ mix(id * SPLITMIX_STEP));
	return PCT_BAND_CREATED | (random >> 1 & ~(uint64_t) UINT32_MAX) | id;
}

void rt_schedule_yielded(struct rt_schedule *schedule, uint64_t *priority)
{
	if (schedule->kind == RT_SCHEDULE_PCT) {
		*priority = --schedule->floor;
	}
}

static uint32_t strongest(uint32_t n, uint64_t *(*priority)(void *context, uint32_t i), void *context)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < n; i++) {
		if (*priority(context, i) > *priority(context, best)) {
			best = i;
		}
	}
	return best;
}

uint32_t rt_schedule_pick_strongest(struct rt_schedule *schedule, uint32_t n,
	uint64_t *(*priority)(void *context, uint32_t i), void *context)
{
	if (n <= 1) {
		return 0;
	}
	uint32_t best = strongest(n, priority, context);
	schedule->step++;
	for (uint32_t i = 0; i + 1 < schedule->depth; i++) {
		if (schedule->changes[i] == schedule->step) {
			/* The i-th change point demotes to d-1-i, as the method has it. */
			*priority(context, best) = PCT_BAND_DEMOTED + schedule->depth - 1 - i;
			return strongest(n, priority, context);
		}
	}
	return best;
}

/* Names match by prefix, as TrueAsync's do: `randomly` is random. */
void rt_schedule_read_environment(struct rt_schedule *schedule)
{
	const char *name = getenv("TRUE_ASYNC_SCHED");
	bool verbose = getenv("TRUE_ASYNC_FUZZ_VERBOSE") != NULL;
	uint64_t seed = number_parse(getenv("TRUE_ASYNC_FUZZ_SEED"), 0);

	if (name == NULL || name[0] == '\0' || starts_with(name, "fifo")) {
		rt_schedule_init(schedule, RT_SCHEDULE_FIFO, seed);
		return;
	}
	const char *argument = after_colon(name);
	if (starts_with(name, "random")) {
		seed = number_parse(argument, seed);
		rt_schedule_init(schedule, RT_SCHEDULE_RANDOM, seed);
		if (verbose) {
			fprintf(stderr, "[async-fuzz] scheduler=random seed=0x%llx\n", (unsigned long long) seed);
		}
		return;
	}
	if (starts_with(name, "pct")) {
		seed = number_parse(argument, seed);
		rt_schedule_init_pct(schedule, seed, number_parse(after_colon(argument), PCT_DEPTH_DEFAULT));
		if (verbose) {
			fprintf(stderr, "[async-fuzz] scheduler=pct seed=0x%llx k=%u\n", (unsigned long long) seed,
				(unsigned) schedule->depth);
		}
		return;
	}
	if (verbose) {
		fprintf(stderr, "[async-fuzz] unknown TRUE_ASYNC_SCHED=%s, falling back to fifo\n", name);
	}
	rt_schedule_init(schedule, RT_SCHEDULE_FIFO, seed);
}
