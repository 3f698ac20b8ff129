/* dict.c - prints the dictionary of the plan's bytes: one token per kind of record, whole and canonical, so that an
 * engine without our mutator can insert an op, a toxic or a cancellation in one step. Syntax of libFuzzer and AFL++.
 *
 * Each token is cut out of the encoding of a small plan, so the tokens cannot differ from what decoding reads.
 */
#include <stdio.h>
#include <string.h>

#include "plan/plan.h"

static void token_print(const char *prefix, const char *name, const struct plan *plan, size_t index)
{
	uint8_t data[PLAN_INPUT_MAX];
	plan_encode(plan, data, sizeof data);
	printf("%s%s=\"", prefix, name);
	for (size_t i = 0; i < PLAN_RECORD_SIZE; i++)
		printf("\\x%02x", data[PLAN_HEADER_SIZE + index * PLAN_RECORD_SIZE + i]);
	printf("\"\n");
}

/* A plan with a peer of each mode and a suspend of C0 and C1: everything can be referred to. */
static void base_make(struct plan *plan)
{
	memset(plan, 0, sizeof *plan);
	for (uint32_t kind = 0; kind < PLAN_TOXIC_COUNT; kind++)
		if (plan_toxic_info(kind)->modes == PLAN_MODES_MODE)
			plan->peers[plan->peer_count++] = (struct plan_peer){
				.mode = (uint8_t)kind, .size = plan_toxic_info(kind)->a.def };
	for (uint8_t actor = 0; actor < 2; actor++)
		plan->ops[plan->op_count++] = (struct plan_op){
			.kind = PLAN_OP_SUSPEND, .actor = actor, .a = plan_op_info(PLAN_OP_SUSPEND)->a.def };
}

static uint8_t mode_peer(const struct plan *plan, bool serve)
{
	uint8_t peer = 0;
	while (plan->peers[peer].mode != (serve ? PLAN_TOXIC_SERVE : PLAN_TOXIC_CONSUME))
		peer++;
	return peer;
}

static void ops_print(void)
{
	for (uint32_t kind = 0; kind < PLAN_OP_COUNT; kind++) {
		const struct plan_op_info *info = plan_op_info(kind);
		struct plan plan;
		base_make(&plan);
		struct plan_op *op = &plan.ops[0];
		*op = (struct plan_op){ .kind = (uint8_t)kind, .a = info->a.def, .b = info->b.def };
		if (info->target == PLAN_TARGET_ACTOR)
			op->target = 1;
		else if (plan_target_is_peer(info->target))
			op->target = mode_peer(&plan, info->target == PLAN_TARGET_SERVE);
		token_print("op_", info->name, &plan, 0);
	}
}

static void toxics_print(void)
{
	for (uint32_t kind = 0; kind < PLAN_TOXIC_COUNT; kind++) {
		const struct plan_toxic_info *info = plan_toxic_info(kind);
		struct plan plan;
		base_make(&plan);
		plan.op_count = 0;
		if (info->modes == PLAN_MODES_MODE) {
			plan.peers[0] = (struct plan_peer){ .mode = (uint8_t)kind, .size = info->a.def };
			token_print("peer_", info->name, &plan, 0);
			continue;
		}
		uint8_t peer = mode_peer(&plan, info->modes != PLAN_MODES_CONSUME);
		plan.peers[peer].toxics[0] = (struct plan_toxic){ (uint8_t)kind, info->a.def, info->b.def };
		plan.peers[peer].toxic_count = 1;
		token_print("toxic_", info->name, &plan, plan.peer_count);
	}
}

static void sched_print(void)
{
	struct plan plan;
	for (uint32_t kind = 0; kind < PLAN_SAMPLER_COUNT; kind++) {
		memset(&plan, 0, sizeof plan);
		plan.sampler = (struct plan_sampler){ (uint8_t)kind, plan_sampler_depth(kind), 1 };
		if (kind != PLAN_SAMPLER_FIFO)      /* fifo is no record at all */
			token_print("sampler_", plan_sampler_name(kind), &plan, 0);
	}
	for (uint32_t site = 0; site < PLAN_SITE_COUNT; site++) {
		base_make(&plan);
		plan.deviations[plan.deviation_count++] = (struct plan_deviation){ .anchor = { .nth = 1 }, .site = (uint8_t)site,
			.choice = 1 };
		token_print("deviation_", plan_site_name(site), &plan, plan_record_count(&plan) - 1);
	}
}

static void cancels_print(void)
{
	for (uint32_t cause = 0; cause < PLAN_CAUSE_COUNT; cause++) {
		struct plan plan;
		base_make(&plan);
		plan.cancels[plan.cancel_count++] = (struct plan_cancel){ .anchor = { .nth = 1 }, .cause = (uint8_t)cause };
		token_print("cancel_", plan_cause_name(cause), &plan, plan_record_count(&plan) - 1);
	}
}

/* Each fault on each call that it applies to. */
static void faults_print(void)
{
	for (uint32_t kind = 0; kind < PLAN_FAULT_COUNT; kind++) {
		const struct plan_fault_info *info = plan_fault_info(kind);
		for (uint32_t call = 0; call < PLAN_CALL_COUNT; call++) {
			struct plan plan;
			char name[64];
			if (!(info->calls >> call & 1))
				continue;
			base_make(&plan);
			plan.faults[plan.fault_count++] = (struct plan_fault){ .kind = (uint8_t)kind, .call = (uint8_t)call,
				.who = PLAN_WHO_ANY, .nth = 1, .value = info->value.def };
			snprintf(name, sizeof name, "%s_%s", plan_call_name(call), info->name);
			token_print("fault_", name, &plan, plan_record_count(&plan) - 1);
		}
	}
}

int main(void)
{
	printf("# Records of the plan's bytes (docs/PLAN_FORMAT.md). Made by plan-dict from plan/*.def; do not edit.\n");
	ops_print();
	toxics_print();
	sched_print();
	cancels_print();
	faults_print();
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
