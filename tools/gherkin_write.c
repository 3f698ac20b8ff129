/* gherkin_write.c - see gherkin.h. What no step says is named, rather than left out. */
#include "tools/gherkin.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "harness/scenario.h"

static const char *const patterns[GHERKIN_COUNT] = {
#define GHERKIN(ID, pattern) pattern,
#include "tools/gherkin.def"
#undef GHERKIN
};

const char *gherkin_pattern(enum gherkin_step step)
{
	return patterns[step];
}

struct writer {
	char *text;
	size_t used;
	const char *keyword;        /* of the next step: Given, When or Then, then And */
	char unsaid[80];            /* the first thing that no step says; "" */
};

static void put(struct writer *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct writer *out, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(out->text + out->used, GHERKIN_TEXT_MAX - out->used, format, arguments);
	va_end(arguments);
	out->used += length > 0 && (size_t)length < GHERKIN_TEXT_MAX - out->used ? (size_t)length : 0;
}

/* One step; what its pattern asks for follows, a const char * or a uint32_t each. */
static void say(struct writer *out, enum gherkin_step step, ...)
{
	va_list arguments;
	put(out, "    %s ", out->keyword);
	out->keyword = "And";
	va_start(arguments, step);
	for (const char *c = patterns[step]; *c; c++) {
		if (c[0] == '%' && c[1] == 'Q') {
			put(out, "\"%s\"", va_arg(arguments, const char *));
			c++;
		} else if (c[0] == '%') {
			put(out, "%u", va_arg(arguments, uint32_t));
			c++;
		} else {
			put(out, "%c", *c);
		}
	}
	va_end(arguments);
	put(out, "\n");
}

static void cannot(struct writer *out, const char *what, const char *name)
{
	if (out->unsaid[0] == '\0') {
		snprintf(out->unsaid, sizeof out->unsaid, "%s%s%s", what, *name ? " " : "", name);
	}
}

/* ---- peers ---- */

static void toxic_say(struct writer *out, const struct plan_peer *peer, const struct plan_toxic *toxic, const char *name)
{
	switch (toxic->kind) {
	case PLAN_TOXIC_SLICE:
		say(out, GHERKIN_PEER_SLICES, name, toxic->a);
		break;
	case PLAN_TOXIC_DRIP:
		say(out, GHERKIN_PEER_DRIPS, name, toxic->a);
		break;
	case PLAN_TOXIC_FIN:
	case PLAN_TOXIC_RST:
		say(out, GHERKIN_PEER_CLOSES, name, toxic->a);
		if (toxic->kind == PLAN_TOXIC_RST) {
			say(out, GHERKIN_PEER_RESETS, name);
		}
		break;
	case PLAN_TOXIC_NEVER_READ:
		say(out, GHERKIN_PEER_HOLDS, name, toxic->a);
		break;
	case PLAN_TOXIC_SLOW_READ:
		if (toxic->a != peer->size) {
			cannot(out, "two sizes of a read", "");
		}
		say(out, GHERKIN_PEER_PAUSES, name, toxic->b);
		break;
	case PLAN_TOXIC_STOP_READ:
		say(out, GHERKIN_PEER_STOPS, name, toxic->a);
		say(out, GHERKIN_PEER_HOLDS, name, toxic->b);
		break;
	default:
		cannot(out, "the toxic", plan_toxic_info(toxic->kind)->name);
	}
}

static bool has_toxic(const struct plan_peer *peer, enum plan_toxic_kind kind)
{
	for (uint32_t i = 0; i < peer->toxic_count; i++) {
		if (peer->toxics[i].kind == kind) {
			return true;
		}
	}
	return false;
}

static void peers_say(struct writer *out, const struct plan *plan)
{
	char name[16];
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		const struct plan_peer *peer = &plan->peers[i];
		plan_who_name((uint8_t)(PLAN_WHO_PEER + i), name);
		if (has_toxic(peer, PLAN_TOXIC_FIN) && has_toxic(peer, PLAN_TOXIC_RST)) {
			cannot(out, "two ends of a connection", "");
		}
		if (has_toxic(peer, PLAN_TOXIC_NEVER_READ) && peer->toxic_count > 1) {
			cannot(out, "more of a peer that never reads", "");
		}
		if (peer->mode == PLAN_TOXIC_SERVE) {
			say(out, GHERKIN_PEER_SERVES, name, peer->size);
		} else if (has_toxic(peer, PLAN_TOXIC_NEVER_READ)) {
			say(out, GHERKIN_PEER_SILENT, name);
		} else {
			say(out, GHERKIN_PEER_READS, name, peer->size);
		}
		for (uint32_t k = 0; k < peer->toxic_count; k++) {
			toxic_say(out, peer, &peer->toxics[k], name);
		}
	}
}

/* ---- what is shared, and the coroutines ---- */

static void cells_say(struct writer *out, const struct plan *plan)
{
	static const uint32_t capacities[PLAN_CELLS_MAX] = { 0, 1, 2, 4 };
	uint32_t seen[PLAN_TARGET_COUNT] = { 0 };
	char name[16];
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		enum plan_target target = plan_op_info(op->kind)->target;
		if (seen[target] >> op->target & 1) {
			continue;
		}
		seen[target] |= 1u << op->target;
		plan_target_name(target, op->target, name);
		if (target == PLAN_TARGET_CHANNEL) {
			say(out, GHERKIN_CHANNEL, name, capacities[op->target]);
		} else if (target == PLAN_TARGET_FUTURE) {
			say(out, GHERKIN_FUTURE, name);
		}
	}
}

static void transfer_say(struct writer *out, const struct plan_op *op, const char *who, const char *peer)
{
	if (op->kind == PLAN_OP_UPLOAD) {
		say(out, GHERKIN_UPLOAD, who, op->a, peer, op->b);
	} else if (op->a == 1) {
		say(out, GHERKIN_DOWNLOAD_BYTES, who, peer);
	} else if (op->a == plan_op_info(PLAN_OP_DOWNLOAD)->a.def) {
		say(out, GHERKIN_DOWNLOAD, who, peer);
	} else {
		cannot(out, "a download in pieces of its own", "");
	}
}

/* An op with a target and a number of times, or neither. */
static const struct { uint8_t op; uint8_t step; bool counts; } simple[] = {
	{ PLAN_OP_CANCEL, GHERKIN_CANCEL, false }, { PLAN_OP_SEND, GHERKIN_SEND, true },
	{ PLAN_OP_TRY_SEND, GHERKIN_TRY_SEND, true }, { PLAN_OP_RECV, GHERKIN_RECV, true },
	{ PLAN_OP_RECV_ASYNC, GHERKIN_RECV_ASYNC, true }, { PLAN_OP_ITERATE, GHERKIN_ITERATE, false },
	{ PLAN_OP_CLOSE_CHANNEL, GHERKIN_CLOSE_CHANNEL, false }, { PLAN_OP_COMPLETE, GHERKIN_COMPLETE, false },
	{ PLAN_OP_FAIL, GHERKIN_FAIL, false }, { PLAN_OP_AWAIT_FUTURE, GHERKIN_AWAIT_FUTURE, false },
};

static void simple_say(struct writer *out, const struct plan_op *op, const char *who, const char *target)
{
	const struct plan_op_info *info = plan_op_info(op->kind);
	for (size_t i = 0; i < sizeof simple / sizeof simple[0]; i++) {
		if (simple[i].op != op->kind) {
			continue;
		}
		if ((strcmp(info->a.name, "ms") == 0 && op->a > 0) || (strcmp(info->b.name, "ms") == 0 && op->b > 0)) {
			cannot(out, "a time limit of", info->name);
		}
		if (op->kind == PLAN_OP_ITERATE && op->a != info->a.def) {
			cannot(out, "how often it iterates", "");
		}
		if (simple[i].counts) {
			say(out, simple[i].step, who, op->a, target);
		} else {
			say(out, simple[i].step, who, target);
		}
		return;
	}
	cannot(out, "the op", info->name);
}

static void op_say(struct writer *out, const struct plan_op *op)
{
	char who[16], target[16] = "";
	plan_who_name(op->actor, who);
	if (plan_op_info(op->kind)->target != PLAN_TARGET_NONE) {
		plan_target_name(plan_op_info(op->kind)->target, op->target, target);
	}
	switch (op->kind) {
	case PLAN_OP_DOWNLOAD:
	case PLAN_OP_UPLOAD:
		transfer_say(out, op, who, target);
		break;
	case PLAN_OP_DELAY:
		say(out, GHERKIN_DELAY, who, op->a);
		break;
	case PLAN_OP_SUSPEND:
		for (uint32_t i = 0; i < op->a; i++) {
			say(out, GHERKIN_SUSPEND, who);
		}
		break;
	default:
		simple_say(out, op, who, target);
	}
}

static void actors_say(struct writer *out, const struct plan *plan, enum gherkin_step step)
{
	char name[16];
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (plan_actors(plan) >> actor & 1) {
			say(out, step, plan_who_name(actor, name));
		}
	}
}

static void promises_say(struct writer *out, const struct plan *plan)
{
	char who[16], peer[16];
	out->keyword = "Then";
	say(out, GHERKIN_NO_ORPHANS);
	actors_say(out, plan, GHERKIN_CLEAN);
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		if (op->kind == PLAN_OP_DOWNLOAD) {
			say(out, GHERKIN_PREFIX, plan_who_name(op->actor, who), plan_target_name(PLAN_TARGET_SERVE, op->target, peer));
		}
	}
}

static void track_check(struct writer *out, const struct plan *plan)
{
	if (plan->cancel_count > 0) {
		cannot(out, "a cancellation at an event", "");
	} else if (plan->fault_count > 0) {
		cannot(out, "a call that fails", "");
	} else if (plan->deviation_count > 0) {
		cannot(out, "a choice of the scheduler", "");
	} else if (plan->sampler.kind != PLAN_SAMPLER_FIFO && plan->sampler.kind != PLAN_SAMPLER_RANDOM) {
		cannot(out, "the schedule", plan_sampler_name(plan->sampler.kind));
	} else if (plan->buffer != 0 && plan->peer_count > 0) {
		cannot(out, "the size of socket buffers", "");
	}
}

size_t gherkin_write(const struct plan *plan, const char *name, char *text, const char **reason)
{
	static char unsaid[80];
	char scenario[SCENARIO_MAX];
	struct writer out = { .text = text, .keyword = "Given" };
	scenario_name(plan, scenario);
	put(&out, "# %s\nFeature: %s\n\n", scenario, scenario_topic(plan));
	if (plan->sampler.kind == PLAN_SAMPLER_RANDOM) {
		put(&out, "  # TRUE_ASYNC_SCHED=random:%u\n", plan->sampler.seed);
	}
	put(&out, "  Scenario: %s\n", name);
	track_check(&out, plan);
	cells_say(&out, plan);
	peers_say(&out, plan);
	actors_say(&out, plan, GHERKIN_COROUTINE);
	out.keyword = "When";
	for (uint32_t i = 0; i < plan->op_count; i++) {
		op_say(&out, &plan->ops[i]);
	}
	promises_say(&out, plan);
	memcpy(unsaid, out.unsaid, sizeof unsaid);
	*reason = unsaid;
	return unsaid[0] == '\0' ? out.used : 0;
}
