/* scenario.c - see scenario.h. Only words of the plan's own lists are used, so a new op or toxic needs nothing here. */
#include "harness/scenario.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct line {
	char *text;
	size_t used;
};

static void add(struct line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct line *line, const char *format, ...)
{
	static const char cut[] = "...";
	va_list arguments;

	if (line->used >= SCENARIO_MAX - 1)
		return;
	va_start(arguments, format);
	int length = vsnprintf(line->text + line->used, SCENARIO_MAX - line->used, format, arguments);
	va_end(arguments);
	line->used += length > 0 ? (size_t)length : 0;
	if (line->used >= SCENARIO_MAX) {
		memcpy(line->text + SCENARIO_MAX - sizeof cut, cut, sizeof cut);
		line->used = SCENARIO_MAX - 1;
	}
}

const char *scenario_topic(const struct plan *plan)
{
	static const struct { enum plan_target target; const char *topic; } topics[] = {
		{ PLAN_TARGET_CONSUME, "io_socket" }, { PLAN_TARGET_SERVE, "io_socket" }, { PLAN_TARGET_STREAM, "io_stream" },
		{ PLAN_TARGET_LINK, "io_socket" }, { PLAN_TARGET_DATAGRAM, "io_udp" },
		{ PLAN_TARGET_LISTENER, "io_socket" },
		{ PLAN_TARGET_CHANNEL, "channel" }, { PLAN_TARGET_FUTURE, "future" }, { PLAN_TARGET_ACTOR, "cancel" },
		{ PLAN_TARGET_TASK, "await" },
	};
	const char *best = plan->cancel_count > 0 ? "cancel" : "schedule";
	uint32_t most = 0;

	for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++) {
		uint32_t count = 0;
		for (uint32_t op = 0; op < plan->op_count; op++)
			count += plan_op_info(plan->ops[op].kind)->target == topics[i].target;
		if (count > most) {
			most = count;
			best = topics[i].topic;
		}
	}
	return best;
}

static void ops_add(struct line *line, const struct plan *plan, uint8_t actor)
{
	char name[16];
	const char *before = " ";

	add(line, "%s%s", line->used > 0 ? "; " : "", plan_who_name(actor, name));
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		const struct plan_op_info *info = plan_op_info(op->kind);

		if (op->actor != actor)
			continue;
		add(line, "%s%s", before, info->name);
		if (info->target != PLAN_TARGET_NONE)
			add(line, " %s", plan_target_name(info->target, op->target, name));
		before = ", ";
	}
}

static void peers_add(struct line *line, const struct plan *plan)
{
	char name[16];

	for (uint32_t i = 0; i < plan->peer_count; i++) {
		const struct plan_peer *peer = &plan->peers[i];

		if (peer->toxic_count == 0)
			continue;
		add(line, "; %s with", plan_who_name((uint8_t)(PLAN_WHO_PEER + i), name));
		for (uint32_t k = 0; k < peer->toxic_count; k++)
			add(line, "%s %s", k > 0 ? "," : "", plan_toxic_info(peer->toxics[k].kind)->name);
	}
}

void scenario_name(const struct plan *plan, char *text)
{
	struct line line = { .text = text };
	uint32_t present = plan_actors(plan);
	char name[16];

	*text = '\0';
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (present >> actor & 1)
			ops_add(&line, plan, actor);
	}
	peers_add(&line, plan);
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &plan->cancels[i];
		add(&line, "; %s of %s at its %s %u", plan_cause_name(cancel->cause), plan_who_name(cancel->victim, name),
				plan_event_name(cancel->anchor.wait), cancel->anchor.nth);
	}
	for (uint32_t i = 0; i < plan->fault_count; i++)
		add(&line, "; %s: %s", plan_call_name(plan->faults[i].call), plan_fault_info(plan->faults[i].kind)->name);
}
