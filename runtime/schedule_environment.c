/* schedule_environment.c - TRUE_ASYNC_SCHED and its companions, as TrueAsync reads them, and the stand-in's own samplers
 * in the same manner: NAME:SEED, pct:SEED:DEPTH, urw:SEED:WEIGHT,WEIGHT,... by order of creation, main first.
 */
#include "runtime/schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *name; uint8_t depth; } samplers[] = {
#define PLAN_SAMPLER(ID, name, depth) { #name, depth },
#include "plan/samplers.def"
#undef PLAN_SAMPLER
};

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

/* The text after the first such character, or NULL. */
static const char *after(char separator, const char *text)
{
	const char *found = text == NULL ? NULL : strchr(text, separator);
	return found == NULL ? NULL : found + 1;
}

/* Names match by prefix, as TrueAsync's do: `randomly` is random. */
static enum rt_schedule_kind kind_parse(const char *text)
{
	uint32_t kind = 0;
	while (kind < RT_SCHEDULE_COUNT && strncmp(text, samplers[kind].name, strlen(samplers[kind].name)) != 0) {
		kind++;
	}
	return kind;
}

static void weights_parse(struct rt_schedule *schedule, const char *text)
{
	for (; text != NULL && schedule->weight_count < RT_SCHEDULE_WEIGHTS_MAX; text = after(',', text)) {
		uint64_t weight = number_parse(text, 1);
		schedule->weights[schedule->weight_count++] = weight < UINT32_MAX ? (uint32_t) weight : UINT32_MAX;
	}
}

static void say(const struct rt_schedule *schedule, uint64_t seed)
{
	fprintf(stderr, "[async-fuzz] scheduler=%s seed=0x%llx", samplers[schedule->kind].name, (unsigned long long) seed);
	if (schedule->kind == RT_SCHEDULE_PCT) {
		fprintf(stderr, " k=%u", (unsigned) schedule->depth);
	}
	fputc('\n', stderr);
}

void rt_schedule_read_environment(struct rt_schedule *schedule)
{
	const char *text = getenv("TRUE_ASYNC_SCHED");
	bool verbose = getenv("TRUE_ASYNC_FUZZ_VERBOSE") != NULL;
	uint64_t seed = number_parse(getenv("TRUE_ASYNC_FUZZ_SEED"), 0);
	enum rt_schedule_kind kind = text == NULL || text[0] == '\0' ? RT_SCHEDULE_FIFO : kind_parse(text);

	if (kind == RT_SCHEDULE_COUNT && verbose) {
		fprintf(stderr, "[async-fuzz] unknown TRUE_ASYNC_SCHED=%s, falling back to fifo\n", text);
	}
	if (kind == RT_SCHEDULE_COUNT || kind == RT_SCHEDULE_FIFO) {
		rt_schedule_init(schedule, RT_SCHEDULE_FIFO, seed);
		return;
	}
	const char *argument = after(':', text), *more = after(':', argument);
	seed = number_parse(argument, seed);
	if (kind == RT_SCHEDULE_PCT) {
		rt_schedule_init_pct(schedule, seed, number_parse(more, samplers[kind].depth), RT_SCHEDULE_STEPS);
	} else {
		rt_schedule_init(schedule, kind, seed);
	}
	if (kind == RT_SCHEDULE_URW) {
		weights_parse(schedule, more);
	}
	if (verbose) {
		say(schedule, seed);
	}
}
