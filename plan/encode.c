/* encode.c - plan to canonical bytes: the header, then the records of OPS, TOXICS, SCHED and CANCELS, each field at
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
		bool peer = info->target == PLAN_TARGET_SERVE || info->target == PLAN_TARGET_CONSUME;
		data = record_put(data, (struct record){ PLAN_TRACK_OPS, op->kind, op->actor,
			peer ? plan__mode_index(plan, op->target) : op->target, op->a - info->a.min, op->b - info->b.min });
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
	if (plan->sampler.kind != PLAN_SAMPLER_FIFO)
		data = record_put(data, (struct record){ PLAN_TRACK_SCHED, plan->sampler.kind, 0, 0,
			plan->sampler.seed & 0xffff, plan->sampler.seed >> 16 });
	for (uint32_t i = 0; i < plan->deviation_count; i++) {
		const struct plan_deviation *deviation = &plan->deviations[i];
		data = record_put(data, (struct record){ PLAN_TRACK_SCHED, PLAN__SCHED_DEVIATION, deviation->who,
			deviation->run, deviation->anchor - 1u, 0 });
	}
	return data;
}

static uint8_t *cancels_encode(const struct plan *plan, uint8_t *data)
{
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &plan->cancels[i];
		data = record_put(data, (struct record){ PLAN_TRACK_CANCELS, 0, cancel->victim, cancel->cause,
			cancel->anchor - 1u, 0 });
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
	u16_put(data + 2, plan->buffer);
	data += PLAN_HEADER_SIZE;
	data = ops_encode(plan, data);
	data = toxics_encode(plan, data);
	data = sched_encode(plan, data);
	cancels_encode(plan, data);
	return needed;
}
