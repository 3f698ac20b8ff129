/* parse.c - text to plan. Strict: what it accepts is represented exactly, everything else is an error that names
 * line and column; nothing is dropped.
 *
 * Statements may come in any order, so what refers to a peer or a coroutine is judged when all have been read. The
 * grammar stands in docs/PLAN_FORMAT.md.
 */
#include <string.h>

#include "plan/internal.h"
#include "plan/statements.h"

static bool version_parse(struct parser *parser, const struct scan_word *statement)
{
	struct scan_word word;
	uint32_t version;
	if (!scan_word_is(statement, "plan"))
		return scan_fail(&parser->scan, statement, "a plan starts with the line `plan %d`", PLAN_VERSION);
	return scan_word(&parser->scan, "the version", &word)
		&& scan_number(&parser->scan, &word, "version", PLAN_VERSION, PLAN_VERSION, &version);
}

static bool statement_parse(struct parser *parser, bool first)
{
	typedef bool (*statement_parser)(struct parser *parser, const struct scan_word *statement);
	static const struct scan_choice choice = { "statement",
		{ "strict", "forked", "buffer", "sched", "at", "peer", "co", "cancel", "fault" }, 9 };
	static const statement_parser parsers[] = { statement_strict, statement_forked, statement_buffer, statement_sched,
		statement_at, statement_peer, statement_co, statement_cancel, statement_fault };
	struct scan_word word;
	uint32_t index;
	if (!scan_word(&parser->scan, "a statement", &word))
		return false;
	if (first ? !version_parse(parser, &word)
			: !scan_choose(&parser->scan, &word, &choice, &index) || !parsers[index](parser, &word))
		return false;
	if (!scan_space(&parser->scan))
		return false;
	if (scan_line_ends(&parser->scan))
		return true;
	return scan_word(&parser->scan, "", &word) && scan_fail(&parser->scan, &word, "expected the end of the line here");
}

static bool peers_settle(struct parser *parser)
{
	for (uint32_t i = PLAN_PEERS_MAX; i-- > 1;)
		if ((parser->peers >> i & 1) && !(parser->peers >> (i - 1) & 1))
			return scan_fail(&parser->scan, &parser->peer_at[i], "P%u is declared but P%u is not", i, i - 1);
	while (parser->peers >> parser->plan->peer_count)
		parser->plan->peer_count++;
	return true;
}

static bool op_settle(struct parser *parser, uint32_t actors, uint32_t index)
{
	const struct plan *plan = parser->plan;
	const struct plan_op *op = &plan->ops[index];
	const struct plan_op_info *info = plan_op_info(op->kind);
	const struct scan_word *at = &parser->op_at[index];
	if (!plan__op_problem(plan, actors, op))
		return true;
	if (info->target == PLAN_TARGET_ACTOR)
		return scan_fail(&parser->scan, at, "C%u has no op in this plan, %s needs one that has", op->target,
			info->name);
	const char *mode = plan_toxic_info(plan__target_mode(info->target))->name;
	if (op->target >= plan->peer_count)
		return scan_fail(&parser->scan, at, "P%u is not declared, expected a line `peer P%u %s`", op->target,
			op->target,
			mode);
	return scan_fail(&parser->scan, at, "P%u is a %s peer, %s needs a %s peer", op->target,
		plan_toxic_info(plan->peers[op->target].mode)->name, info->name, mode);
}

static bool who_settle(struct parser *parser, uint32_t actors, uint8_t who, const struct scan_word *at)
{
	char name[8];
	if (plan__who_exists(parser->plan, actors, who))
		return true;
	return scan_fail(&parser->scan, at, "%s is not in this plan: it has no op or is not declared",
		plan_who_name(who, name));
}

static bool deviation_settle(struct parser *parser, uint32_t actors, uint32_t index)
{
	const struct plan_deviation *deviation = &parser->plan->deviations[index];
	char name[8];
	if (!who_settle(parser, actors, deviation->who, &parser->who_at[index]))
		return false;
	if (deviation->site == PLAN_SITE_RUN && !who_settle(parser, actors, deviation->choice, &parser->run_at[index]))
		return false;
	if (plan__deviation_problem(parser->plan, actors, index))
		return scan_fail(&parser->scan, &parser->who_at[index], "%s @%s=%u has such a deviation already",
			plan_who_name(deviation->who, name), plan_event_name(deviation->anchor.wait), deviation->anchor.nth);
	return true;
}

static bool cancel_settle(struct parser *parser, uint32_t actors, uint32_t index)
{
	const struct plan_cancel *cancel = &parser->plan->cancels[index];
	const struct scan_word *at = &parser->cancel_at[index];
	if (!(actors >> cancel->victim & 1))
		return scan_fail(&parser->scan, at, "C%u has no op in this plan", cancel->victim);
	if (cancel->anchor.wait == PLAN_WAIT_END)
		return scan_fail(&parser->scan, at, "a cancel is anchored to a suspension, not to an end");
	if (plan__cancel_problem(parser->plan, actors, index))
		return scan_fail(&parser->scan, at, "this cancel is there twice");
	return true;
}

static bool fault_settle(struct parser *parser, uint32_t actors, uint32_t index)
{
	const struct plan_fault *fault = &parser->plan->faults[index];
	const struct scan_word *at = &parser->fault_at[index];
	if (fault->who != PLAN_WHO_ANY && !who_settle(parser, actors, fault->who, at))
		return false;
	if (plan__fault_problem(parser->plan, actors, index))
		return scan_fail(&parser->scan, at, "this call has a fault already");
	return true;
}

/* All has been read: what refers to something is judged, in the order of the text. */
static bool plan_settle(struct parser *parser)
{
	struct plan *plan = parser->plan;
	uint32_t actors = plan_actors(plan);
	bool legal = peers_settle(parser);
	for (uint32_t i = 0; legal && i < plan->op_count; i++)
		legal = op_settle(parser, actors, i);
	for (uint32_t i = 0; legal && i < plan->cancel_count; i++)
		legal = cancel_settle(parser, actors, i);
	for (uint32_t i = 0; legal && i < plan->deviation_count; i++)
		legal = deviation_settle(parser, actors, i);
	for (uint32_t i = 0; legal && i < plan->fault_count; i++)
		legal = fault_settle(parser, actors, i);
	if (!legal)
		return false;

	/* Sorts; there is nothing left to drop. */
	size_t records = plan_record_count(plan);
	plan__normalise(plan);
	struct scan_word start = { parser->scan.text, 0, 1, 1 };
	if (plan_check(plan) || plan_record_count(plan) != records)
		return scan_fail(&parser->scan, &start, "the plan is not legal: %s", plan_check(plan) ? plan_check(plan)
			: "a record would be dropped");
	return true;
}

bool plan_is_text(const uint8_t *data, size_t size)
{
	bool begins = size > 0 && (data[0] == '#' || (size >= 5 && memcmp(data, "plan ", 5) == 0));

	for (size_t i = 0; begins && i < size; i++) {
		if (data[i] == 127 || (data[i] < 32 && data[i] != '\t' && data[i] != '\n' && data[i] != '\r'))
			return false;
	}
	return begins;
}

bool plan_parse(const char *text, size_t size, struct plan *plan, struct plan_error *error)
{
	struct parser parser = { .scan = { .text = text, .size = size, .line = 1, .error = error }, .plan = plan };
	bool first = true, done;
	memset(plan, 0, sizeof *plan);
	memset(error, 0, sizeof *error);
	do {
		done = scan_space(&parser.scan);
		if (done && !scan_line_ends(&parser.scan)) {
			done = statement_parse(&parser, first);
			first = false;
		}
	} while (done && scan_line_next(&parser.scan));
	if (done && first) {
		struct scan_word end = { text, 0, parser.scan.line, 1 };
		done = scan_fail(&parser.scan, &end, "the text is empty, a plan starts with the line `plan %d`", PLAN_VERSION);
	}
	if (done && plan_settle(&parser))
		return true;
	memset(plan, 0, sizeof *plan);
	return false;
}
