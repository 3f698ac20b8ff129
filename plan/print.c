/* print.c - plan to text, in canonical order and with every parameter spelled out, so that a text keeps its meaning
 * when a default changes. Only what is at rest is left out: default buffer, fifo.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "plan/element.h"
#include "plan/internal.h"

enum {
	LINE_WIDTH = 100,           /* a longer line of ops goes on in a new one */
	NUMBER_WIDTH = 12,          /* a number with the marks around it */
	OP_WIDTH = PLAN__NAMES_WIDTH + 2 * NUMBER_WIDTH + 16,     /* bounds of one element's text, with its line's start */
	ELEMENT_WIDTH = PLAN__NAMES_WIDTH + 2 * NUMBER_WIDTH + 16,
};
_Static_assert(OP_WIDTH <= PLAN_ELEMENT_TEXT_MAX && ELEMENT_WIDTH <= PLAN_ELEMENT_TEXT_MAX, "an element does not fit");
_Static_assert(PLAN_OPS_MAX * OP_WIDTH + (PLAN_PEERS_MAX + PLAN_TOXICS_MAX + PLAN_SCHED_MAX + PLAN_CANCELS_MAX
	+ PLAN_FAULTS_MAX + 4) * ELEMENT_WIDTH < PLAN_TEXT_MAX, "the longest text does not fit");

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
	char name[8];
	put(out, "%s", info->name);
	if (info->target != PLAN_TARGET_NONE)
		put(out, " %s", plan_target_name(info->target, op->target, name));
	if (*info->a.name)
		put(out, " %s=%u", info->a.name, op->a);
	if (*info->b.name)
		put(out, " %s=%u", info->b.name, op->b);
}

static void op_line_print(struct writer *out, const struct plan_op *op)
{
	put(out, "co C%u ", op->actor);
	op_print(out, op);
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
			op_line_print(out, op);
		}
	}
	if (plan->op_count)
		put(out, "\n");
}

static void sampler_print(struct writer *out, const struct plan_sampler *sampler)
{
	if (sampler->kind == PLAN_SAMPLER_FIFO)
		return;
	put(out, "sched %s seed=%u", plan_sampler_name(sampler->kind), sampler->seed);
	if (sampler->depth)
		put(out, " depth=%u", sampler->depth);
	put(out, "\n");
}

static void anchor_print(struct writer *out, uint8_t who, struct plan_anchor anchor)
{
	char name[8];
	put(out, "%s @%s", plan_who_name(who, name), plan_event_name(anchor.wait));
	if (anchor.wait != PLAN_WAIT_END)
		put(out, "=%u", anchor.nth);
}

static void deviation_print(struct writer *out, const struct plan_deviation *deviation)
{
	char name[8];
	put(out, "at ");
	anchor_print(out, deviation->who, deviation->anchor);
	put(out, " %s", plan_site_name(deviation->site));
	if (deviation->site == PLAN_SITE_RUN)
		put(out, " %s", plan_who_name(deviation->choice, name));
	else
		put(out, " %u", deviation->choice);
	if (deviation->skip)
		put(out, " skip=%u", deviation->skip);
	put(out, "\n");
}

static void cancel_print(struct writer *out, const struct plan_cancel *cancel)
{
	put(out, "cancel ");
	anchor_print(out, cancel->victim, cancel->anchor);
	put(out, " cause=%s", plan_cause_name(cancel->cause));
	if (cancel->phase != PLAN_PHASE_PARKED)
		put(out, " when=%s", plan_phase_name(cancel->phase));
	put(out, "\n");
}

static void fault_print(struct writer *out, const struct plan_fault *fault)
{
	const struct plan_fault_info *info = plan_fault_info(fault->kind);
	char name[8];
	put(out, "fault ");
	if (fault->who != PLAN_WHO_ANY)
		put(out, "%s ", plan_who_name(fault->who, name));
	put(out, "%s @%u %s", plan_call_name(fault->call), fault->nth, info->name);
	if (*info->value.name)
		put(out, "=%u", fault->value);
	put(out, "\n");
}

size_t plan_print(const struct plan *plan, char *text)
{
	struct writer out = { text, PLAN_TEXT_MAX, 0 };
	put(&out, "plan %u\n", PLAN_VERSION);
	if (plan->strict)
		put(&out, "strict\n");
	if (plan->forked)
		put(&out, "forked\n");
	if (plan->buffer)
		put(&out, "buffer %u\n", plan->buffer);
	sampler_print(&out, &plan->sampler);
	for (uint32_t i = 0; i < plan->deviation_count; i++)
		deviation_print(&out, &plan->deviations[i]);
	for (uint32_t i = 0; i < plan->peer_count; i++)
		peer_print(&out, i, &plan->peers[i]);
	ops_print(&out, plan);
	for (uint32_t i = 0; i < plan->cancel_count; i++)
		cancel_print(&out, &plan->cancels[i]);
	for (uint32_t i = 0; i < plan->fault_count; i++)
		fault_print(&out, &plan->faults[i]);
	return out.length;
}

static void element_print(struct writer *out, const struct plan *plan, enum plan_element kind, uint32_t index)
{
	uint32_t peer = kind == PLAN_ELEMENT_TOXIC ? plan_toxic_peer(plan, &index) : index;
	struct plan_peer bare;
	switch (kind) {
	case PLAN_ELEMENT_OP: op_line_print(out, &plan->ops[index]); break;
	case PLAN_ELEMENT_PEER:
		bare = plan->peers[peer];
		bare.toxic_count = 0;
		peer_print(out, peer, &bare);
		break;
	case PLAN_ELEMENT_TOXIC:
		put(out, "peer P%u", peer);
		toxic_print(out, &plan->peers[peer].toxics[index]);
		break;
	case PLAN_ELEMENT_SAMPLER: sampler_print(out, &plan->sampler); break;
	case PLAN_ELEMENT_DEVIATION: deviation_print(out, &plan->deviations[index]); break;
	case PLAN_ELEMENT_CANCEL: cancel_print(out, &plan->cancels[index]); break;
	case PLAN_ELEMENT_FAULT: fault_print(out, &plan->faults[index]); break;
	case PLAN_ELEMENT_BUFFER: put(out, "buffer %u", plan->buffer); break;
	case PLAN_ELEMENT_STRICT: put(out, "strict"); break;
	case PLAN_ELEMENT_FORKED: put(out, "forked"); break;
	case PLAN_ELEMENT_COUNT: break;
	}
}

const char *plan_element_text(const struct plan *plan, uint32_t place, char *text)
{
	struct writer out = { text, PLAN_ELEMENT_TEXT_MAX, 0 };
	uint32_t index;
	enum plan_element kind = plan_element_at(plan, place, &index);
	element_print(&out, plan, kind, index);
	text[strcspn(text, "\n")] = '\0';
	return text;
}
