/* statements.c - the statements of the world and the program: each reads the rest of its line into the draft.
 *
 * What a statement can judge alone is judged here, at the word that is wrong. What refers to other statements waits
 * in struct parser with its place, for parse.c.
 */
#include <stdio.h>
#include <string.h>

#include "plan/internal.h"
#include "plan/statements.h"

_Static_assert(PLAN_OP_COUNT <= SCAN_WORDS_MAX && PLAN_TOXIC_COUNT <= SCAN_WORDS_MAX, "a choice has too few words");

bool statement_numbered(struct scan *scan, const struct scan_word *word, const char *prefix, const char *what,
	uint32_t count, uint8_t *index)
{
	uint32_t length = (uint32_t)strlen(prefix);
	if (word->length > length && memcmp(word->text, prefix, length) == 0 && scan_index(word, length, count, index))
		return true;
	return scan_fail(scan, word, "`%.*s` is not a %s, expected %s0 to %s%u", scan_shown(word), word->text, what,
		prefix, prefix, count - 1);
}

bool statement_param(struct scan *scan, const struct scan_word *word, char assign, const char *owner,
	const struct plan_param_info *a, const struct plan_param_info *b, uint32_t *values[2], uint32_t *seen)
{
	struct scan_choice choice = { "parameter", { *a->name ? a->name : NULL, *b->name ? b->name : NULL }, 2 };
	const struct plan_param_info *infos[2] = { a, b };
	uint32_t at = scan_word_find(word, assign), index;
	struct scan_word name = scan_word_part(word, 0, at);
	if (!scan_choose(scan, &name, &choice, &index))
		return false;
	if (at == word->length)
		return scan_fail(scan, word, "%s has no value, expected %s%c%u", infos[index]->name, infos[index]->name,
			assign, infos[index]->def);
	if (*seen & 1u << index)
		return scan_fail(scan, word, "%s of %s is there twice", infos[index]->name, owner);
	*seen |= 1u << index;
	struct scan_word value = scan_word_part(word, at + 1, word->length - at - 1);
	return scan_number(scan, &value, infos[index]->name, infos[index]->min, infos[index]->max, values[index]);
}

/* A statement of one word: sets what it stands for in the plan. */
static bool flag_set(struct parser *parser, const struct scan_word *statement, bool *seen, bool *flag)
{
	if (*seen)
		return scan_fail(&parser->scan, statement, "%.*s is there twice", (int)statement->length, statement->text);
	*seen = *flag = true;
	return true;
}

bool statement_strict(struct parser *parser, const struct scan_word *statement)
{
	return flag_set(parser, statement, &parser->strict, &parser->plan->strict);
}

bool statement_forked(struct parser *parser, const struct scan_word *statement)
{
	return flag_set(parser, statement, &parser->forked, &parser->plan->forked);
}

bool statement_buffer(struct parser *parser, const struct scan_word *statement)
{
	struct scan_word word;
	if (parser->buffer)
		return scan_fail(&parser->scan, statement, "the buffer is there twice");
	parser->buffer = true;
	if (!scan_word(&parser->scan, "a number of bytes", &word))
		return false;
	if (scan_word_is(&word, "0"))
		return true;
	return scan_number(&parser->scan, &word, "buffer", PLAN_BUFFER_MIN, PLAN_BUFFER_MAX, &parser->plan->buffer);
}

/* `rst`, `rst=100`, `stop_read=after:5,hold_ms:9`; the first parameter needs no name. */
static bool toxic_params_parse(struct scan *scan, const struct scan_word *word, uint32_t at, struct plan_toxic *toxic)
{
	const struct plan_toxic_info *info = plan_toxic_info(toxic->kind);
	uint32_t *values[2] = { &toxic->a, &toxic->b }, seen = 0;
	bool first = true;
	toxic->a = info->a.def;
	toxic->b = info->b.def;
	while (at < word->length) {
		struct scan_word rest = scan_word_part(word, at + 1, word->length - at - 1);
		struct scan_word one = scan_word_part(&rest, 0, scan_word_find(&rest, ','));
		at += 1 + one.length;
		bool named = scan_word_find(&one, ':') < one.length;
		if (first && !named && *info->a.name) {
			seen |= 1;
			if (!scan_number(scan, &one, info->a.name, info->a.min, info->a.max, &toxic->a))
				return false;
		} else if (!statement_param(scan, &one, ':', info->name, &info->a, &info->b, values, &seen)) {
			return false;
		}
		first = false;
	}
	return true;
}

static bool toxic_parse(struct scan *scan, const struct scan_word *word, struct plan *plan, struct plan_peer *peer)
{
	struct scan_choice choice = { .what = "toxic", .count = PLAN_TOXIC_COUNT };
	uint32_t assign = scan_word_find(word, '='), kind, total = 0;
	struct scan_word name = scan_word_part(word, 0, assign);
	for (uint32_t i = 0; i < PLAN_TOXIC_COUNT; i++) {
		if (!plan__toxic_applies((uint8_t)i, peer->mode)) {
			if (!plan__is_mode((uint8_t)i) && scan_word_is(&name, plan_toxic_info(i)->name))
				return scan_fail(scan, &name, "%s does not apply to a %s peer", plan_toxic_info(i)->name,
					plan_toxic_info(peer->mode)->name);
			continue;
		}
		choice.words[i] = plan_toxic_info(i)->name;
	}
	if (!scan_choose(scan, &name, &choice, &kind))
		return false;
	for (uint32_t i = 0; i < peer->toxic_count; i++)
		if (peer->toxics[i].kind == kind)
			return scan_fail(scan, word, "%s is there twice for this peer", plan_toxic_info(kind)->name);
	for (uint32_t i = 0; i < PLAN_PEERS_MAX; i++)
		total += plan->peers[i].toxic_count;
	if (total == PLAN_TOXICS_MAX)
		return scan_fail(scan, word, "there are more than %d toxics", PLAN_TOXICS_MAX);
	struct plan_toxic *toxic = &peer->toxics[peer->toxic_count++];
	toxic->kind = (uint8_t)kind;
	return toxic_params_parse(scan, word, assign, toxic);
}

bool statement_peer(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_choice choice = { .what = "mode", .count = PLAN_TOXIC_COUNT };
	static const struct plan_param_info none = { "", 0, 0, 0 };
	struct scan_word word;
	uint32_t mode, seen = 0;
	uint8_t index;
	(void)statement;
	if (!scan_word(scan, "a peer", &word)
			|| !statement_numbered(scan, &word, "P", "peer", PLAN_PEERS_MAX, &index))
		return false;
	if (parser->peers >> index & 1)
		return scan_fail(scan, &word, "P%u is declared twice", index);
	parser->peers |= 1u << index;
	parser->peer_at[index] = word;
	for (uint32_t i = 0; i < PLAN_TOXIC_COUNT; i++)
		choice.words[i] = plan__is_mode((uint8_t)i) ? plan_toxic_info(i)->name : NULL;
	if (!scan_word(scan, "the peer's mode", &word) || !scan_choose(scan, &word, &choice, &mode))
		return false;
	struct plan_peer *peer = &parser->plan->peers[index];
	const struct plan_toxic_info *info = plan_toxic_info(mode);
	uint32_t *values[2] = { &peer->size, NULL };
	peer->mode = (uint8_t)mode;
	peer->size = info->a.def;
	while (scan_space(scan) && !scan_line_ends(scan)) {
		if (!scan_word(scan, "a toxic", &word))
			return false;
		struct scan_word name = scan_word_part(&word, 0, scan_word_find(&word, '='));
		bool done = scan_word_is(&name, info->a.name)
			? statement_param(scan, &word, '=', info->name, &info->a, &none, values, &seen)
			: toxic_parse(scan, &word, parser->plan, peer);
		if (!done)
			return false;
	}
	return true;
}

static bool target_parse(struct scan *scan, enum plan_target target, struct scan_word *word, uint8_t *index)
{
	const struct plan_target_info *info = plan_target_info(target);
	char missing[32];
	snprintf(missing, sizeof missing, "the %s it targets", info->what);
	return scan_word(scan, missing, word)
		&& statement_numbered(scan, word, info->prefix, info->what, info->count, index);
}

static bool op_parse(struct parser *parser, uint8_t actor)
{
	struct scan *scan = &parser->scan;
	struct scan_choice choice = { .what = "op", .count = PLAN_OP_COUNT };
	struct plan *plan = parser->plan;
	struct scan_word word;
	uint32_t kind, seen = 0;
	for (uint32_t i = 0; i < PLAN_OP_COUNT; i++)
		choice.words[i] = plan_op_info(i)->name;
	if (!scan_word(scan, "an op", &word) || !scan_choose(scan, &word, &choice, &kind))
		return false;
	if (plan->op_count == PLAN_OPS_MAX)
		return scan_fail(scan, &word, "there are more than %d ops", PLAN_OPS_MAX);
	const struct plan_op_info *info = plan_op_info(kind);
	struct plan_op *op = &plan->ops[plan->op_count];
	*op = (struct plan_op){ .kind = (uint8_t)kind, .actor = actor, .a = info->a.def, .b = info->b.def };
	if (info->target != PLAN_TARGET_NONE && !target_parse(scan, info->target, &word, &op->target))
		return false;
	parser->op_at[plan->op_count++] = word;
	uint32_t *values[2] = { &op->a, &op->b };
	while (scan_space(scan) && !scan_line_ends(scan) && scan->text[scan->at] != ';')
		if (!scan_word(scan, "a parameter", &word)
				|| !statement_param(scan, &word, '=', info->name, &info->a, &info->b, values, &seen))
			return false;
	return true;
}

bool statement_co(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_word word;
	uint8_t actor;
	(void)statement;
	if (!scan_word(scan, "a coroutine", &word)
			|| !statement_numbered(scan, &word, "C", "coroutine", PLAN_ACTORS_MAX, &actor))
		return false;
	for (;;) {
		if (!op_parse(parser, actor) || !scan_space(scan))
			return false;
		if (scan_line_ends(scan))
			return true;
		if (!scan_word(scan, "`;`", &word))
			return false;
	}
}
