/* narrow.c - the part of a plan that a narrowed target runs. Dropping is all it does, so that any input means the same
 * in every target, less what the target leaves out.
 */
#include "plan/internal.h"

void plan_narrow(struct plan *plan, const struct plan_subset *subset)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < plan->op_count; i++) {
		if (subset->ops >> plan->ops[i].kind & 1)
			plan->ops[kept++] = plan->ops[i];
	}
	plan->op_count = (uint16_t)kept;
	if (!subset->has_peers)
		plan->peer_count = 0;
	if (!subset->has_cancels)
		plan->cancel_count = 0;
	if (!subset->has_faults)
		plan->fault_count = 0;
	plan__normalise(plan);
}
