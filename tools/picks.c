/* picks.c - see picks.h. A seed is refused at its first wrong pick, so millions are tried in a second. */
#include "tools/picks.h"

#include "runtime/schedule.h"

bool picks_take(const struct run *run, struct picks *picks)
{
	picks->count = 0;
	if (run->trace.count > TRACE_EVENTS_MAX) {
		return false;
	}
	for (uint32_t i = 0; i < run->trace.count; i++) {
		const struct trace_event *event = &run->trace.events[i];
		if (event->kind == TRACE_CHOICE && event->cause != 0) {
			return false;
		}
		if (event->kind != TRACE_PICK || event->value < 2) {
			continue;
		}
		if (picks->count == PICKS_MAX || event->value > UINT8_MAX) {
			return false;
		}
		picks->list[picks->count].candidates = (uint8_t)event->value;
		picks->list[picks->count++].index = event->cause;
	}
	return true;
}

static bool makes(const struct picks *picks, uint64_t seed)
{
	struct rt_schedule schedule;
	rt_schedule_init(&schedule, RT_SCHEDULE_RANDOM, seed);
	for (uint32_t i = 0; i < picks->count; i++) {
		if (rt_schedule_pick(&schedule, picks->list[i].candidates) != picks->list[i].index) {
			return false;
		}
	}
	return true;
}

bool picks_seed(const struct picks *picks, uint64_t first, uint64_t count, uint64_t *seed)
{
	for (uint64_t i = 0; i < count; i++) {
		if (makes(picks, first + i)) {
			*seed = first + i;
			return true;
		}
	}
	return false;
}
