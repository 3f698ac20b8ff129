/* decode.c - bytes to plan. Total: every byte string is a legal plan.
 *
 * A field is taken modulo what it can be. Records are read in two rounds, peers first, because all other records
 * refer to peers by number. What refers to something that does not exist is dropped. A limit counts the records
 * looked at, not those that survive, so that it does not matter in which order they are judged.
 */
#include <string.h>

#include "plan/internal.h"

struct record { uint8_t kind, who, target; uint32_t a, b; };

/* Records of each sort looked at so far. */
struct seen { uint32_t toxics, ops, deviations, cancels, faults; bool sampler; };

static uint32_t track_kinds(uint8_t track)
{
	switch (track) {
	case PLAN_TRACK_OPS: return PLAN_OP_COUNT;
	case PLAN_TRACK_TOXICS: return PLAN_TOXIC_COUNT;
	case PLAN_TRACK_SCHED: return PLAN__SCHED_KINDS;
	case PLAN_TRACK_CANCELS: return PLAN_CAUSE_COUNT;
	default: return PLAN_FAULT_COUNT;
	}
}

static uint32_t u16(const uint8_t *data)
{
	return (uint32_t)data[0] | (uint32_t)data[1] << 8;
}

static uint32_t param(const struct plan_param_info *info, uint32_t raw)
{
	return info->min + raw % (info->max - info->min + 1);
}

static void peer_decode(const struct record *record, struct plan *plan)
{
	if (!plan__is_mode(record->kind) || plan->peer_count == PLAN_PEERS_MAX)
		return;
	struct plan_peer *peer = &plan->peers[plan->peer_count++];
	peer->mode = record->kind;
	peer->size = param(&plan_toxic_info(record->kind)->a, record->a);
}

static void toxic_decode(const struct record *record, struct seen *seen, struct plan *plan)
{
	if (plan__is_mode(record->kind) || !plan->peer_count || seen->toxics++ >= PLAN_TOXICS_MAX)
		return;
	struct plan_peer *peer = &plan->peers[record->who % plan->peer_count];
	for (uint32_t i = 0; i < peer->toxic_count; i++)
		if (peer->toxics[i].kind == record->kind)
			return;
	const struct plan_toxic_info *info = plan_toxic_info(record->kind);
	peer->toxics[peer->toxic_count++] = (struct plan_toxic){
		.kind = record->kind, .a = param(&info->a, record->a), .b = param(&info->b, record->b),
	};
}

static void op_decode(const struct record *record, struct seen *seen, struct plan *plan)
{
	if (seen->ops++ >= PLAN_OPS_MAX)
		return;
	const struct plan_op_info *info = plan_op_info(record->kind);
	struct plan_op *op = &plan->ops[plan->op_count++];
	*op = (struct plan_op){
		.kind = record->kind, .actor = record->who % PLAN_ACTORS_MAX,
		.a = param(&info->a, record->a), .b = param(&info->b, record->b),
	};
	if (info->target == PLAN_TARGET_ACTOR || plan_target_is_cell(info->target)) {
		op->target = record->target % plan_target_info(info->target)->count;
	} else if (plan_target_is_peer(info->target)) {
		uint8_t mode = plan__target_mode(info->target);
		uint32_t count = plan__mode_count(plan, mode);
		op->target = count ? plan__mode_peer(plan, mode, record->target % count) : PLAN_PEERS_MAX;
	}
}

/* The event's wait is in the lower byte of b. */
static struct plan_anchor anchor_decode(const struct record *record)
{
	struct plan_anchor anchor = { .wait = (uint8_t)((record->b & 0xff) % (PLAN_WAIT_END + 1)), .nth = 1 };
	if (anchor.wait != PLAN_WAIT_END)
		anchor.nth = (uint16_t)(1 + record->a % PLAN_ANCHOR_MAX);
	return anchor;
}

static void deviation_decode(const struct record *record, struct seen *seen, struct plan *plan)
{
	if (seen->deviations++ >= PLAN_SCHED_MAX)
		return;
	struct plan_deviation *deviation = &plan->deviations[plan->deviation_count++];
	*deviation = (struct plan_deviation){
		.who = record->who % PLAN_WHO_COUNT, .anchor = anchor_decode(record),
		.site = (uint8_t)(record->kind - PLAN__SCHED_DEVIATION),
	};
	if (deviation->site == PLAN_SITE_RUN) {
		deviation->choice = record->target % PLAN_WHO_COUNT;
	} else {
		deviation->choice = (uint8_t)(1 + record->target % PLAN_CHOICE_MAX);
		deviation->skip = (uint8_t)(record->b >> 8);
	}
}

static void sched_decode(const struct record *record, struct seen *seen, struct plan *plan)
{
	if (record->kind >= PLAN__SCHED_DEVIATION) {
		deviation_decode(record, seen, plan);
	} else if (!seen->sampler) {
		seen->sampler = true;
		plan->sampler.kind = record->kind;
		plan->sampler.seed = record->kind == PLAN_SAMPLER_FIFO ? 0 : record->a | record->b << 16;
		plan->sampler.depth = plan_sampler_depth(record->kind) ? 1 + record->who % PLAN_DEPTH_MAX : 0;
	}
}

static void cancel_decode(const struct record *record, struct seen *seen, struct plan *plan)
{
	if (seen->cancels++ < PLAN_CANCELS_MAX)
		plan->cancels[plan->cancel_count++] = (struct plan_cancel){
			.victim = record->who % PLAN_ACTORS_MAX, .cause = record->kind,
			.phase = record->target % PLAN_PHASE_COUNT, .anchor = anchor_decode(record),
		};
}

static void fault_decode(const struct record *record, struct seen *seen, struct plan *plan)
{
	if (seen->faults++ >= PLAN_FAULTS_MAX)
		return;
	uint32_t who = record->who % (PLAN_WHO_COUNT + 1);
	plan->faults[plan->fault_count++] = (struct plan_fault){
		.kind = record->kind, .who = (uint8_t)(who ? who - 1 : PLAN_WHO_ANY),
		.call = plan__fault_call(record->kind, record->target % plan__fault_calls(record->kind)),
		.nth = (uint16_t)(1 + record->a % PLAN_CALL_MAX),
		.value = param(&plan_fault_info(record->kind)->value, record->b),
	};
}

static void record_decode(const uint8_t *data, bool peers, struct seen *seen, struct plan *plan)
{
	uint8_t track = data[0] % PLAN_TRACK_COUNT;
	struct record record = { (uint8_t)(data[1] % track_kinds(track)), data[2], data[3], u16(data + 4), u16(data + 6) };
	if (peers) {
		if (track == PLAN_TRACK_TOXICS)
			peer_decode(&record, plan);
		return;
	}
	switch (track) {
	case PLAN_TRACK_OPS: op_decode(&record, seen, plan); break;
	case PLAN_TRACK_TOXICS: toxic_decode(&record, seen, plan); break;
	case PLAN_TRACK_SCHED: sched_decode(&record, seen, plan); break;
	case PLAN_TRACK_CANCELS: cancel_decode(&record, seen, plan); break;
	case PLAN_TRACK_FAULTS: fault_decode(&record, seen, plan); break;
	}
}

void plan_decode(const uint8_t *data, size_t size, struct plan *plan)
{
	uint8_t header[PLAN_HEADER_SIZE] = { 0 };
	struct seen seen = { 0 };

	memset(plan, 0, sizeof *plan);
	if (size > PLAN_INPUT_MAX)
		size = PLAN_INPUT_MAX;
	if (size)
		memcpy(header, data, size < PLAN_HEADER_SIZE ? size : PLAN_HEADER_SIZE);
	plan->strict = header[1] & PLAN__HEADER_STRICT;
	plan->forked = header[4] == PLAN__HEADER_FORKED;
	plan->buffer = u16(header + 2);
	if (plan->buffer && plan->buffer < PLAN_BUFFER_MIN)
		plan->buffer = PLAN_BUFFER_MIN;

	size_t count = size < PLAN_HEADER_SIZE ? 0 : (size - PLAN_HEADER_SIZE) / PLAN_RECORD_SIZE;
	if (count > PLAN_RECORDS_MAX)
		count = PLAN_RECORDS_MAX;
	for (size_t i = 0; i < count; i++)
		record_decode(data + PLAN_HEADER_SIZE + i * PLAN_RECORD_SIZE, true, &seen, plan);
	for (size_t i = 0; i < count; i++)
		record_decode(data + PLAN_HEADER_SIZE + i * PLAN_RECORD_SIZE, false, &seen, plan);
	plan__normalise(plan);
}
