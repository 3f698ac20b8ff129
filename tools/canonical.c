/* canonical.c - see canonical.h. */
#include "tools/canonical.h"

#include <string.h>

bool canonical_make(const struct plan *plan, const struct run *run, struct plan *canonical)
{
	*canonical = *plan;
	memset(&canonical->sampler, 0, sizeof canonical->sampler);
	memset(canonical->deviations, 0, sizeof canonical->deviations);
	canonical->deviation_count = (uint16_t)(run->taken_count - run->taken_lost);
	memcpy(canonical->deviations, run->taken, canonical->deviation_count * sizeof run->taken[0]);
	return run->taken_lost == 0;
}
