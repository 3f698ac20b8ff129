/* schedule.c - which ready coroutine runs next when no embedder decides: FIFO, or TrueAsync's seeded random
 * pick.
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

#define PCT_DEPTH_UNREADABLE 3

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
	schedule->kind = (uint8_t) kind;
	schedule->state = seed ^ SEED_SCRAMBLE;
}

uint64_t rt_schedule_draw(struct rt_schedule *schedule)
{
	schedule->state += SPLITMIX_STEP;
	uint64_t z = schedule->state;
	z = (z ^ (z >> 30)) * SPLITMIX_FIRST;
	z = (z ^ (z >> 27)) * SPLITMIX_SECOND;
	return z ^ (z >> 31);
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

/* Names match by prefix, as TrueAsync's do: `randomly` is random. `pct` is accepted and behaves as FIFO
 * there. */
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
		const char *depth = after_colon(argument);
		if (verbose) {
			fprintf(stderr, "[async-fuzz] scheduler=pct seed=0x%llx k=%u (not yet implemented, FIFO)\n",
				(unsigned long long) seed,
				depth == NULL ? 0 : (unsigned) number_parse(depth, PCT_DEPTH_UNREADABLE));
		}
	} else if (verbose) {
		fprintf(stderr, "[async-fuzz] unknown TRUE_ASYNC_SCHED=%s, falling back to fifo\n", name);
	}
	rt_schedule_init(schedule, RT_SCHEDULE_FIFO, seed);
}
