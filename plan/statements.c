/* statements.c - the statements of the text form: each reads the rest of its line into the draft.
 *
 * What a statement can judge alone is judged here, at the word that is wrong. What refers to other statements waits
 * in struct parser with its place, for parse.c.
 */
#include <string.h>

#include "plan/internal.h"
#include "plan/statements.h"

_Static_assert(PLAN_OP_COUNT <= SCAN_WORDS_MAX && PLAN_TOXIC_COUNT <= SCAN_WORDS_MAX
	&& PLAN_SAMPLER_COUNT <= SCAN_WORDS_MAX && PLAN_CAUSE_COUNT <= SCAN_WORDS_MAX, "a choice has too few words");

/* The word's digits from `from` on, as a number below `count` without leading zeros. */
static bool index_parse(const struct scan_word *word, uint32_t from, uint32_t count, uint8_t *index)
{
	uint32_t value = 0, digits = word->length - from;
	if (word->length <= from || digits > 2 || (digits == 2 && word->text[from] == '0'))
		return false;
	for (uint32_t i = from; i < word->length; i++) {
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
		value = value * 10 + (uint32_t)(word->text[i] - '0');
	}
	*index = (uint8_t)value;
	return value < count;
}

/* A letter and a number below `count`: P0, C15. */
static bool numbered_parse(struct scan *scan, const struct scan_word *word, char letter, const char *what,
	uint32_t count, uint8_t *index)
{
	if (word->text[0] == letter && index_parse(word, 1, count, index))
		return true;
	return scan_fail(scan, word, "`%.*s` is not a %s, expected %c0 to %c%u", scan_shown(word), word->text, what,
		letter, letter, count - 1);
}

/* Any coroutine: C0, P0, P0.1, main. */
static bool who_parse(struct scan *scan, const struct scan_word *word, uint8_t *who)
{
	uint32_t dot = scan_word_find(word, '.');
	struct scan_word peer = scan_word_part(word, 0, dot);
	uint8_t index, link;
	if (scan_word_is(word, "main")) {
		*who = PLAN_WHO_MAIN;
		return true;
	}
	if (word->text[0] == 'C')
		return numbered_parse(scan, word, 'C', "coroutine", PLAN_ACTORS_MAX, who);
	if (word->text[0] != 'P')
		return scan_fail(scan, word, "`%.*s` is not a coroutine, expected C0 to C%d, P0 to P%d, P0.0 to P%d.%d or main",
			scan_shown(word), word->text, PLAN_ACTORS_MAX - 1, PLAN_PEERS_MAX - 1,
			PLAN_PEERS_MAX - 1, PLAN_LINKS_MAX - 1);
	if (!numbered_parse(scan, &peer, 'P', "peer", PLAN_PEERS_MAX, &index))
		return false;
	*who = (uint8_t)(PLAN_WHO_PEER + index);
	if (dot == word->length)
		return true;
	if (!index_parse(word, dot + 1, PLAN_LINKS_MAX, &link))
		return scan_fail(scan, word, "`%.*s` is not a connection, expected %.*s.0 to %.*s.%d", scan_shown(word),
			word->text,
			scan_shown(&peer), word->text, scan_shown(&peer), word->text, PLAN_LINKS_MAX - 1);
	*who = (uint8_t)(PLAN_WHO_LINK + index * PLAN_LINKS_MAX + link);
	return true;
}

/* `@suspend=3`, or `@3` for short. */
static bool anchor_parse(struct scan *scan, uint8_t *anchor)
{
	struct scan_word word;
	uint32_t value;
	if (!scan_word(scan, "@suspend=K", &word))
		return false;
	if (word.text[0] != '@')
		return scan_fail(scan, &word, "expected an anchor like @suspend=1 here");
	uint32_t assign = scan_word_find(&word, '=');
	struct scan_word event = scan_word_part(&word, 1, assign - 1);
	if (assign < word.length && !scan_word_is(&event, "suspend"))
		return scan_fail(scan, &event, "unknown event `%.*s`, expected suspend", scan_shown(&event),
			event.text);
	uint32_t from = assign < word.length ? assign + 1 : 1;
	struct scan_word number = scan_word_part(&word, from, word.length - from);
	if (!scan_number(scan, &number, "suspend", 1, PLAN_ANCHOR_MAX, &value))
		return false;
	*anchor = (uint8_t)value;
	return true;
}

/* One `name=value` (`assign` is '=', inside a toxic ':') of up to two parameters; `seen` has bit 0 for a, 1 for b. */
static bool param_parse(struct scan *scan, const struct scan_word *word, char assign, const char *owner,
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

bool statement_sched(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_choice choice = { .what = "sampler", .count = PLAN_SAMPLER_COUNT };
	struct scan_word word;
	uint32_t kind;
	if (parser->sched)
		return scan_fail(scan, statement, "the sampler is there twice");
	parser->sched = true;
	for (uint32_t i = 0; i < PLAN_SAMPLER_COUNT; i++)
		choice.words[i] = plan_sampler_name(i);
	if (!scan_word(scan, "a sampler", &word) || !scan_choose(scan, &word, &choice, &kind))
		return false;
	parser->plan->sampler.kind = (uint8_t)kind;
	if (kind == PLAN_SAMPLER_FIFO)
		return true;
	static const struct plan_param_info seed = { "seed", 0, UINT32_MAX, 1 }, none = { "", 0, 0, 0 };
	uint32_t *values[2] = { &parser->plan->sampler.seed, NULL }, seen = 0;
	return scan_word(scan, "seed=N", &word)
		&& param_parse(scan, &word, '=', plan_sampler_name(kind), &seed, &none, values, &seen);
}

bool statement_at(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_word who, run;
	uint32_t index = parser->plan->deviation_count;
	if (index == PLAN_SCHED_MAX)
		return scan_fail(scan, statement, "there are more than %d deviations", PLAN_SCHED_MAX);
	struct plan_deviation *deviation = &parser->plan->deviations[index];
	if (!scan_word(scan, "a coroutine", &who) || !who_parse(scan, &who, &deviation->who)
			|| !anchor_parse(scan, &deviation->anchor) || !scan_word(scan, "run", &run))
		return false;
	if (!scan_word_is(&run, "run"))
		return scan_fail(scan, &run, "expected the word run here");
	if (!scan_word(scan, "a coroutine", &run) || !who_parse(scan, &run, &deviation->run))
		return false;
	if (deviation->who == deviation->run)
		return scan_fail(scan, &run, "the coroutine that parks cannot run next, expected another one");
	parser->who_at[index] = who;
	parser->run_at[index] = run;
	parser->plan->deviation_count++;
	return true;
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
		} else if (!param_parse(scan, &one, ':', info->name, &info->a, &info->b, values, &seen)) {
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
			|| !numbered_parse(scan, &word, 'P', "peer", PLAN_PEERS_MAX, &index))
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
			? param_parse(scan, &word, '=', info->name, &info->a, &none, values, &seen)
			: toxic_parse(scan, &word, parser->plan, peer);
		if (!done)
			return false;
	}
	return true;
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
	if (info->target == PLAN_TARGET_ACTOR) {
		if (!scan_word(scan, "the coroutine it targets", &word)
				|| !numbered_parse(scan, &word, 'C', "coroutine", PLAN_ACTORS_MAX, &op->target))
			return false;
	} else if (info->target != PLAN_TARGET_NONE) {
		if (!scan_word(scan, "the peer it targets", &word)
				|| !numbered_parse(scan, &word, 'P', "peer", PLAN_PEERS_MAX, &op->target))
			return false;
	}
	parser->op_at[plan->op_count++] = word;
	uint32_t *values[2] = { &op->a, &op->b };
	while (scan_space(scan) && !scan_line_ends(scan) && scan->text[scan->at] != ';')
		if (!scan_word(scan, "a parameter", &word)
				|| !param_parse(scan, &word, '=', info->name, &info->a, &info->b, values, &seen))
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
			|| !numbered_parse(scan, &word, 'C', "coroutine", PLAN_ACTORS_MAX, &actor))
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

bool statement_cancel(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_choice choice = { .what = "cause", .count = PLAN_CAUSE_COUNT };
	struct scan_word victim, word;
	uint32_t index = parser->plan->cancel_count, cause;
	if (index == PLAN_CANCELS_MAX)
		return scan_fail(scan, statement, "there are more than %d cancels", PLAN_CANCELS_MAX);
	struct plan_cancel *cancel = &parser->plan->cancels[index];
	if (!scan_word(scan, "a coroutine", &victim)
			|| !numbered_parse(scan, &victim, 'C', "coroutine", PLAN_ACTORS_MAX, &cancel->victim)
			|| !anchor_parse(scan, &cancel->anchor) || !scan_word(scan, "cause=CAUSE", &word))
		return false;
	uint32_t assign = scan_word_find(&word, '=');
	struct scan_word name = scan_word_part(&word, 0, assign);
	if (!scan_word_is(&name, "cause") || assign == word.length)
		return scan_fail(scan, &word, "expected cause=CAUSE here, as in cause=%s", plan_cause_name(0));
	for (uint32_t i = 0; i < PLAN_CAUSE_COUNT; i++)
		choice.words[i] = plan_cause_name(i);
	word = scan_word_part(&word, assign + 1, word.length - assign - 1);
	if (!scan_choose(scan, &word, &choice, &cause))
		return false;
	cancel->cause = (uint8_t)cause;
	parser->cancel_at[index] = victim;
	parser->plan->cancel_count++;
	return true;
}
