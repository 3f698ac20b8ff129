/* decisions.c - the statements of what is decided in a run: sampler, deviations, cancellations, faults. Each reads the
 * rest of its line into the draft.
 */
#include "plan/internal.h"
#include "plan/statements.h"

_Static_assert(PLAN_SAMPLER_COUNT <= SCAN_WORDS_MAX && PLAN_CAUSE_COUNT <= SCAN_WORDS_MAX
	&& PLAN_WAIT_COUNT < SCAN_WORDS_MAX && PLAN_CALL_COUNT <= SCAN_WORDS_MAX && PLAN_FAULT_COUNT <= SCAN_WORDS_MAX,
	"a choice has too few words");

static const struct plan_param_info no_param = { "", 0, 0, 0 };

/* The second number of a name: `part` is what stands before its dot, `dot` the dot's offset. */
static bool second_parse(struct scan *scan, const struct scan_word *word, uint32_t dot, uint32_t count, uint8_t *index)
{
	if (scan_index(word, dot + 1, count, index))
		return true;
	return scan_fail(scan, word, "`%.*s` is not a coroutine, expected %.*s.0 to %.*s.%u", scan_shown(word), word->text,
		(int)dot, word->text, (int)dot, word->text, count - 1);
}

/* P0, P0.1, C0, C0.1 */
static bool pair_parse(struct scan *scan, const struct scan_word *word, uint8_t *who)
{
	bool peer = word->text[0] == 'P';
	uint32_t dot = scan_word_find(word, '.'), width = peer ? PLAN_LINKS_MAX : PLAN_CHILDREN_MAX;
	struct scan_word first = scan_word_part(word, 0, dot);
	uint8_t index, second;
	if (!statement_numbered(scan, &first, peer ? "P" : "C", peer ? "peer" : "coroutine",
			peer ? PLAN_PEERS_MAX : PLAN_ACTORS_MAX, &index))
		return false;
	if (dot == word->length) {
		*who = (uint8_t)(peer ? PLAN_WHO_PEER + index : index);
		return true;
	}
	if (!second_parse(scan, word, dot, width, &second))
		return false;
	*who = (uint8_t)((peer ? PLAN_WHO_LINK : PLAN_WHO_CHILD) + index * width + second);
	return true;
}

/* Any coroutine. */
static bool who_parse(struct scan *scan, const struct scan_word *word, uint8_t *who)
{
	uint8_t index;
	if (scan_word_is(word, "main")) {
		*who = PLAN_WHO_MAIN;
		return true;
	}
	switch (word->text[0]) {
	case 'C':
	case 'P':
		return pair_parse(scan, word, who);
	case 'K':
		if (!statement_numbered(scan, word, "K", "coroutine", PLAN_CANCELS_MAX, &index))
			return false;
		*who = (uint8_t)(PLAN_WHO_KILLER + index);
		return true;
	case 'X':
		if (!statement_numbered(scan, word, "X", "coroutine", PLAN_OTHERS_MAX, &index))
			return false;
		*who = (uint8_t)(PLAN_WHO_OTHER + index);
		return true;
	default:
		return scan_fail(scan, word, "`%.*s` is not a coroutine, expected one like C0, C0.0, P0, P0.0, K0, X0 or main",
			scan_shown(word), word->text);
	}
}

/* The words an event can have; index PLAN_WAIT_NONE is any suspension. */
static void events_list(struct scan_choice *choice)
{
	choice->what = "event";
	choice->count = PLAN_WAIT_END + 1;
	for (uint32_t i = 0; i < choice->count; i++)
		choice->words[i] = plan_event_name((uint8_t)i);
}

/* `@suspend=3`, or `@3` for short; `@read=2`; `@end`. */
static bool anchor_parse(struct scan *scan, struct plan_anchor *anchor)
{
	struct scan_choice choice;
	struct scan_word word;
	uint32_t nth = 1, wait = PLAN_WAIT_NONE;
	if (!scan_word(scan, "@suspend=K", &word))
		return false;
	if (word.text[0] != '@')
		return scan_fail(scan, &word, "expected an anchor like @suspend=1 here");
	uint32_t assign = scan_word_find(&word, '=');
	bool named = assign < word.length || word.length < 2 || word.text[1] < '0' || word.text[1] > '9';
	struct scan_word event = scan_word_part(&word, 1, assign - 1);
	events_list(&choice);
	if (named && !scan_choose(scan, &event, &choice, &wait))
		return false;
	uint32_t from = assign < word.length ? assign + 1 : named ? word.length : 1;
	struct scan_word number = scan_word_part(&word, from, word.length - from);
	if (wait == PLAN_WAIT_END ? assign < word.length
			&& !scan_number(scan, &number, "end", 1, 1, &nth)
			: !scan_number(scan, &number, plan_event_name((uint8_t)wait), 1, PLAN_ANCHOR_MAX, &nth))
		return false;
	*anchor = (struct plan_anchor){ .wait = (uint8_t)wait, .nth = (uint16_t)nth };
	return true;
}

bool statement_sched(struct parser *parser, const struct scan_word *statement)
{
	static const struct plan_param_info seed = { "seed", 0, UINT32_MAX, 1 }, depth = { "depth", 1, PLAN_DEPTH_MAX, 3 };
	struct scan *scan = &parser->scan;
	struct plan_sampler *sampler = &parser->plan->sampler;
	struct scan_choice choice = { .what = "sampler", .count = PLAN_SAMPLER_COUNT };
	struct scan_word word;
	uint32_t kind, value, *values[2] = { &sampler->seed, &value }, seen = 0;
	if (parser->sched)
		return scan_fail(scan, statement, "the sampler is there twice");
	parser->sched = true;
	for (uint32_t i = 0; i < PLAN_SAMPLER_COUNT; i++)
		choice.words[i] = plan_sampler_name(i);
	if (!scan_word(scan, "a sampler", &word) || !scan_choose(scan, &word, &choice, &kind))
		return false;
	value = plan_sampler_depth(kind);
	sampler->kind = (uint8_t)kind;
	while (kind != PLAN_SAMPLER_FIFO && (!(seen & 1) || (value && scan_space(scan) && !scan_line_ends(scan))))
		if (!scan_word(scan, "seed=N", &word) || !statement_param(scan, &word, '=', plan_sampler_name(kind), &seed,
				value ? &depth : &no_param, values, &seen))
			return false;
	sampler->depth = (uint8_t)value;
	return true;
}

static bool choice_parse(struct parser *parser, struct plan_deviation *deviation, struct scan_word *word)
{
	static const struct plan_param_info skip = { "skip", 0, PLAN_CHOICE_MAX, 1 };
	struct scan *scan = &parser->scan;
	uint32_t choice, skipped = 0, seen = 0, *values[2] = { &skipped, NULL };
	if (deviation->site == PLAN_SITE_RUN)
		return scan_word(scan, "a coroutine", word) && who_parse(scan, word, &deviation->choice);
	if (!scan_word(scan, "the number of a candidate", word)
			|| !scan_number(scan, word, "candidate", 1, PLAN_CHOICE_MAX, &choice))
		return false;
	deviation->choice = (uint8_t)choice;
	if (scan_line_ends(scan))
		return true;
	if (!scan_word(scan, "skip=N", word)
			|| !statement_param(scan, word, '=', plan_site_name(deviation->site), &skip, &no_param, values, &seen))
		return false;
	deviation->skip = (uint8_t)skipped;
	return true;
}

bool statement_at(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_choice choice = { .what = "site", .count = PLAN_SITE_COUNT };
	struct scan_word who, word;
	uint32_t index = parser->plan->deviation_count, site;
	if (index == PLAN_SCHED_MAX)
		return scan_fail(scan, statement, "there are more than %d deviations", PLAN_SCHED_MAX);
	for (uint32_t i = 0; i < PLAN_SITE_COUNT; i++)
		choice.words[i] = plan_site_name(i);
	struct plan_deviation *deviation = &parser->plan->deviations[index];
	if (!scan_word(scan, "a coroutine", &who) || !who_parse(scan, &who, &deviation->who)
			|| !anchor_parse(scan, &deviation->anchor) || !scan_word(scan, "a site", &word)
			|| !scan_choose(scan, &word, &choice, &site))
		return false;
	deviation->site = (uint8_t)site;
	if (!choice_parse(parser, deviation, &word))
		return false;
	parser->who_at[index] = who;
	parser->run_at[index] = word;
	parser->plan->deviation_count++;
	return true;
}

/* `name=WORD`, with the word out of a list. */
static bool word_parse(struct scan *scan, const struct scan_word *word, const char *name, struct scan_choice *choice,
	uint32_t *index)
{
	uint32_t assign = scan_word_find(word, '=');
	struct scan_word found = scan_word_part(word, 0, assign), value;
	if (!scan_word_is(&found, name) || assign == word->length)
		return scan_fail(scan, word, "expected %s=WORD here, as in %s=%s", name, name, choice->words[0]);
	value = scan_word_part(word, assign + 1, word->length - assign - 1);
	return scan_choose(scan, &value, choice, index);
}

bool statement_cancel(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_choice causes = { .what = "cause", .count = PLAN_CAUSE_COUNT };
	struct scan_choice phases = { .what = "phase", .count = PLAN_PHASE_COUNT };
	struct scan_word victim, word;
	uint32_t index = parser->plan->cancel_count, cause, phase = PLAN_PHASE_PARKED;
	if (index == PLAN_CANCELS_MAX)
		return scan_fail(scan, statement, "there are more than %d cancels", PLAN_CANCELS_MAX);
	for (uint32_t i = 0; i < PLAN_CAUSE_COUNT; i++)
		causes.words[i] = plan_cause_name(i);
	for (uint32_t i = 0; i < PLAN_PHASE_COUNT; i++)
		phases.words[i] = plan_phase_name(i);
	struct plan_cancel *cancel = &parser->plan->cancels[index];
	if (!scan_word(scan, "a coroutine", &victim)
			|| !statement_numbered(scan, &victim, "C", "coroutine", PLAN_ACTORS_MAX, &cancel->victim)
			|| !anchor_parse(scan, &cancel->anchor) || !scan_word(scan, "cause=CAUSE", &word)
			|| !word_parse(scan, &word, "cause", &causes, &cause))
		return false;
	if (!scan_line_ends(scan) && (!scan_word(scan, "when=PHASE", &word)
			|| !word_parse(scan, &word, "when", &phases, &phase)))
		return false;
	cancel->cause = (uint8_t)cause;
	cancel->phase = (uint8_t)phase;
	parser->cancel_at[index] = victim;
	parser->plan->cancel_count++;
	return true;
}

/* `short=1`, `epipe`; only faults that apply to the call. */
static bool effect_parse(struct scan *scan, const struct scan_word *word, struct plan_fault *fault)
{
	struct scan_choice choice = { .what = "fault", .count = PLAN_FAULT_COUNT };
	uint32_t assign = scan_word_find(word, '='), kind;
	struct scan_word name = scan_word_part(word, 0, assign);
	for (uint32_t i = 0; i < PLAN_FAULT_COUNT; i++) {
		if (plan_fault_info(i)->calls >> fault->call & 1)
			choice.words[i] = plan_fault_info(i)->name;
		else if (scan_word_is(&name, plan_fault_info(i)->name))
			return scan_fail(scan, &name, "%s does not apply to %s", plan_fault_info(i)->name,
				plan_call_name(fault->call));
	}
	if (!scan_choose(scan, &name, &choice, &kind))
		return false;
	const struct plan_param_info *info = &plan_fault_info(kind)->value;
	fault->kind = (uint8_t)kind;
	fault->value = info->def;
	if (assign == word->length)
		return true;
	struct scan_word value = scan_word_part(word, assign + 1, word->length - assign - 1);
	if (!*info->name)
		return scan_fail(scan, &value, "%s takes no value", plan_fault_info(kind)->name);
	return scan_number(scan, &value, info->name, info->min, info->max, &fault->value);
}

bool statement_fault(struct parser *parser, const struct scan_word *statement)
{
	struct scan *scan = &parser->scan;
	struct scan_choice calls = { .what = "call", .count = PLAN_CALL_COUNT };
	struct scan_word first, word;
	uint32_t index = parser->plan->fault_count, call, nth;
	if (index == PLAN_FAULTS_MAX)
		return scan_fail(scan, statement, "there are more than %d faults", PLAN_FAULTS_MAX);
	for (uint32_t i = 0; i < PLAN_CALL_COUNT; i++)
		calls.words[i] = plan_call_name(i);
	struct plan_fault *fault = &parser->plan->faults[index];
	fault->who = PLAN_WHO_ANY;
	if (!scan_word(scan, "a coroutine or a call", &first))
		return false;
	word = first;
	/* Names of coroutines begin with a capital letter, but for main; calls do not. */
	if ((first.text[0] >= 'A' && first.text[0] <= 'Z') || scan_word_is(&first, "main"))
		if (!who_parse(scan, &first, &fault->who) || !scan_word(scan, "a call", &word))
			return false;
	if (!scan_choose(scan, &word, &calls, &call) || !scan_word(scan, "@N", &word))
		return false;
	if (word.text[0] != '@')
		return scan_fail(scan, &word, "expected the number of the call here, like @1");
	struct scan_word number = scan_word_part(&word, 1, word.length - 1);
	fault->call = (uint8_t)call;
	if (!scan_number(scan, &number, "call", 1, PLAN_CALL_MAX, &nth) || !scan_word(scan, "a fault", &word)
			|| !effect_parse(scan, &word, fault))
		return false;
	fault->nth = (uint16_t)nth;
	parser->fault_at[index] = first;
	parser->plan->fault_count++;
	return true;
}
