/* encode.c - plan to canonical bytes: the header, then the records of the tracks in their order, each field at
 * its smallest raw value. Decoding them gives the same plan back.
 */
#include <string.h>

#include "plan/internal.h"

enum {
	RECORDS_WORST = PLAN_OPS_MAX + PLAN_PEERS_MAX + PLAN_TOXICS_MAX + 1 + PLAN_SCHED_MAX + PLAN_CANCELS_MAX
		+ PLAN_FAULTS_MAX,
};
_Static_assert(RECORDS_WORST <= PLAN_RECORDS_MAX, "the largest plan has more records than decoding looks at");
_Static_assert(PLAN_HEADER_SIZE + RECORDS_WORST * PLAN_RECORD_SIZE <= PLAN_INPUT_MAX, "the largest plan does not fit");

struct record { uint8_t track, kind, who, target; uint32_t a, b; };

static void u16_put(uint8_t *data, uint32_t value)
{
	data[0] = (uint8_t)value;
	data[1] = (uint8_t)(value >> 8);
}

static uint8_t *record_put(uint8_t *data, struct record record)
{
	data[0] = record.track;
	data[1] = record.kind;
	data[2] = record.who;
	data[3] = record.target;
	u16_put(data + 4, record.a);
	u16_put(data + 6, record.b);
	return data + PLAN_RECORD_SIZE;
}

static uint8_t *ops_encode(const struct plan *plan, uint8_t *data)
{
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		const struct plan_op_info *info = plan_op_info(op->kind);
		data = record_put(data, (struct record){ PLAN_TRACK_OPS, op->kind, op->actor,
			plan_target_is_peer(info->target) ? plan__mode_index(plan, op->target) : op->target, op->a - info->a.min, op->b - info->b.min });
	}
	return data;
}

static uint8_t *toxics_encode(const struct plan *plan, uint8_t *data)
{
	for (uint8_t i = 0; i < plan->peer_count; i++) {
		const struct plan_peer *peer = &plan->peers[i];
		data = record_put(data, (struct record){ PLAN_TRACK_TOXICS, peer->mode, 0, 0,
			peer->size - plan_toxic_info(peer->mode)->a.min, 0 });
	}
	for (uint8_t i = 0; i < plan->peer_count; i++) {
		for (uint32_t j = 0; j < plan->peers[i].toxic_count; j++) {
			const struct plan_toxic *toxic = &plan->peers[i].toxics[j];
			const struct plan_toxic_info *info = plan_toxic_info(toxic->kind);
			data = record_put(data, (struct record){ PLAN_TRACK_TOXICS, toxic->kind, i, 0,
				toxic->a - info->a.min, toxic->b - info->b.min });
		}
	}
	return data;
}

static uint8_t *sched_encode(const struct plan *plan, uint8_t *data)
{
	const struct plan_sampler *sampler = &plan->sampler;
	if (sampler->kind != PLAN_SAMPLER_FIFO)
		data = record_put(data, (struct record){ PLAN_TRACK_SCHED, sampler->kind,
			(uint8_t)(sampler->depth ? sampler->depth - 1 : 0), 0, sampler->seed & 0xffff, sampler->seed >> 16 });
	for (uint32_t i = 0; i < plan->deviation_count; i++) {
		const struct plan_deviation *deviation = &plan->deviations[i];
		uint8_t choice = (uint8_t)(deviation->choice - (deviation->site != PLAN_SITE_RUN));
		data = record_put(data, (struct record){ PLAN_TRACK_SCHED, (uint8_t)(PLAN__SCHED_DEVIATION + deviation->site),
			deviation->who, choice, deviation->anchor.nth - 1u,
			deviation->anchor.wait | (uint32_t)deviation->skip << 8 });
	}
	return data;
}

static uint8_t *cancels_encode(const struct plan *plan, uint8_t *data)
{
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &plan->cancels[i];
		data = record_put(data, (struct record){ PLAN_TRACK_CANCELS, cancel->cause, cancel->victim, cancel->phase,
			cancel->anchor.nth - 1u, cancel->anchor.wait });
	}
	return data;
}

static uint8_t *faults_encode(const struct plan *plan, uint8_t *data)
{
	for (uint32_t i = 0; i < plan->fault_count; i++) {
		const struct plan_fault *fault = &plan->faults[i];
		data = record_put(data, (struct record){ PLAN_TRACK_FAULTS, fault->kind,
			(uint8_t)(fault->who == PLAN_WHO_ANY ? 0 : fault->who + 1), plan__fault_call_index(fault->kind, fault->call),
			fault->nth - 1u, fault->value - plan_fault_info(fault->kind)->value.min });
	}
	return data;
}

size_t plan_encode(const struct plan *plan, uint8_t *data, size_t size)
{
	size_t needed = PLAN_HEADER_SIZE + plan_record_count(plan) * PLAN_RECORD_SIZE;
	if (size < needed)
		return 0;
	memset(data, 0, PLAN_HEADER_SIZE);
	data[0] = PLAN_VERSION;
	data[1] = plan->strict ? PLAN__HEADER_STRICT : 0;
	u16_put(data + 2, plan->buffer);
	data[4] = plan->forked ? PLAN__HEADER_FORKED : 0;
	data += PLAN_HEADER_SIZE;
	data = ops_encode(plan, data);
	data = toxics_encode(plan, data);
	data = sched_encode(plan, data);
	data = cancels_encode(plan, data);
	faults_encode(plan, data);
	return needed;
}
