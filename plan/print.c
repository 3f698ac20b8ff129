/* print.c - plan to text, in canonical order and with every parameter spelled out, so that a text keeps its meaning
 * when a default changes. Only what is at rest is left out: default buffer, fifo.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "plan/internal.h"

enum {
	LINE_WIDTH = 100,           /* a longer line of ops goes on in a new one */
	NUMBER_WIDTH = 12,          /* a number with the marks around it */
	OP_WIDTH = PLAN__NAMES_WIDTH + 2 * NUMBER_WIDTH + 16,     /* bounds of one element's text, with its line's start */
	ELEMENT_WIDTH = PLAN__NAMES_WIDTH + 2 * NUMBER_WIDTH + 16,
};
_Static_assert(PLAN_OPS_MAX * OP_WIDTH + (PLAN_PEERS_MAX + PLAN_TOXICS_MAX + PLAN_SCHED_MAX + PLAN_CANCELS_MAX + 4)
	* ELEMENT_WIDTH < PLAN_TEXT_MAX, "the longest text does not fit");

struct writer { char *text; size_t size, length; };

__attribute__((format(printf, 2, 3)))
static void put(struct writer *out, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(out->text + out->length, out->size - out->length, format, arguments);
	va_end(arguments);
	out->length += (size_t)length;
	if (out->length >= out->size)
		out->length = out->size - 1;
}

static void toxic_print(struct writer *out, const struct plan_toxic *toxic)
{
	const struct plan_toxic_info *info = plan_toxic_info(toxic->kind);
	put(out, " %s", info->name);
	if (*info->a.name && *info->b.name)
		put(out, "=%s:%u,%s:%u", info->a.name, toxic->a, info->b.name, toxic->b);
	else if (*info->a.name)
		put(out, "=%u", toxic->a);
}

static void peer_print(struct writer *out, uint32_t index, const struct plan_peer *peer)
{
	const struct plan_toxic_info *info = plan_toxic_info(peer->mode);
	put(out, "peer P%u %s %s=%u", index, info->name, info->a.name, peer->size);
	for (uint32_t i = 0; i < peer->toxic_count; i++)
		toxic_print(out, &peer->toxics[i]);
	put(out, "\n");
}

static void op_print(struct writer *out, const struct plan_op *op)
{
	const struct plan_op_info *info = plan_op_info(op->kind);
	put(out, "%s", info->name);
	if (info->target != PLAN_TARGET_NONE)
		put(out, " %c%u", info->target == PLAN_TARGET_ACTOR ? 'C' : 'P', op->target);
	if (*info->a.name)
		put(out, " %s=%u", info->a.name, op->a);
	if (*info->b.name)
		put(out, " %s=%u", info->b.name, op->b);
}

static void ops_print(struct writer *out, const struct plan *plan)
{
	char text[OP_WIDTH];
	size_t line = 0;            /* where the open line starts in the text */
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		struct writer one = { text, sizeof text, 0 };
		op_print(&one, op);
		bool joins = i > 0 && plan->ops[i - 1].actor == op->actor
			&& out->length - line + strlen("; ") + one.length <= LINE_WIDTH;
		if (joins) {
			put(out, "; %s", text);
		} else {
			if (i > 0)
				put(out, "\n");
			line = out->length;
			put(out, "co C%u %s", op->actor, text);
		}
	}
	if (plan->op_count)
		put(out, "\n");
}

size_t plan_print(const struct plan *plan, char *text)
{
	struct writer out = { text, PLAN_TEXT_MAX, 0 };
	char who[8], run[8];
	put(&out, "plan %u\n", PLAN_VERSION);
	if (plan->buffer)
		put(&out, "buffer %u\n", plan->buffer);
	if (plan->sampler.kind != PLAN_SAMPLER_FIFO)
		put(&out, "sched %s seed=%u\n", plan_sampler_name(plan->sampler.kind), plan->sampler.seed);
	for (uint32_t i = 0; i < plan->deviation_count; i++) {
		const struct plan_deviation *deviation = &plan->deviations[i];
		put(&out, "at %s @suspend=%u run %s\n", plan_who_name(deviation->who, who), deviation->anchor,
			plan_who_name(deviation->run, run));
	}
	for (uint32_t i = 0; i < plan->peer_count; i++)
		peer_print(&out, i, &plan->peers[i]);
	ops_print(&out, plan);
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &plan->cancels[i];
		put(&out, "cancel C%u @suspend=%u cause=%s\n", cancel->victim, cancel->anchor,
			plan_cause_name(cancel->cause));
	}
	return out.length;
}
