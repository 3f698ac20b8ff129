/* rates.c - see rates.h. */
#include "tools/rates.h"

#include <stdlib.h>
#include <string.h>

#include "tools/command.h"

struct count { struct rate *rate; const struct verdict *verdict; };

static void count_run(void *context, uint32_t index, const struct run *run)
{
	const struct count *count = context;
	bool same = strcmp(run->verdict.signature, count->verdict->signature) == 0;
	count->rate->schedules++;
	count->rate->same += same;
	count->rate->other += !same && run->verdict.kind != VERDICT_OK;
}

bool rates_measure(struct pool *pool, const struct plan *plan, const struct verdict *verdict, uint32_t schedules,
	struct rate rates[RATES])
{
	static const uint8_t kinds[RATES] = { PLAN_SAMPLER_FIFO, PLAN_SAMPLER_RANDOM, PLAN_SAMPLER_UNIFORM, PLAN_SAMPLER_PCT };
	unsigned flags = verdict->kind == VERDICT_LEAK ? JUDGE_LEAKS : 0;
	struct plan *bare = calloc(schedules, sizeof *bare);
	bool sound = bare != NULL;
	if (!bare) {
		complain("no memory for so many schedules");
	}
	for (int i = 0; i < RATES && sound; i++) {
		uint32_t count = kinds[i] == PLAN_SAMPLER_FIFO ? 1 : schedules;
		for (uint32_t seed = 1; seed <= count; seed++) {
			struct plan *one = &bare[seed - 1];
			*one = *plan;
			one->deviation_count = 0;
			memset(one->deviations, 0, sizeof one->deviations);
			one->sampler = (struct plan_sampler){ .kind = kinds[i], .depth = plan_sampler_depth(kinds[i]), .seed = seed };
			if (kinds[i] == PLAN_SAMPLER_FIFO) {
				one->sampler.seed = 0;
			}
		}
		rates[i] = (struct rate){ .sampler = plan_sampler_name(kinds[i]) };
		sound = pool_run(pool, bare, count, flags, count_run, &(struct count){ &rates[i], verdict });
	}
	free(bare);
	return sound;
}
