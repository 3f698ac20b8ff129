/* gherkin_read.c - see gherkin.h. The steps become the text of a plan, and the parser of plans says what is legal: the rules
 * stand in one place.
 */
#include "tools/gherkin.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 64, LINE_MAX_BYTES = 400, BODY_MAX = 6000, KEPT_MAX = PLAN_ACTORS_MAX };

/* What a quoted name of the scenario stands for. */
struct kept {
	char name[NAME_MAX_BYTES];
	uint32_t number;            /* of its kind in the plan */
	uint32_t size;              /* of a read, of a peer that reads */
	char body[BODY_MAX];        /* of a coroutine its ops, of a peer its toxics */
};

struct kind { struct kept list[KEPT_MAX]; uint32_t count; };

struct reader {
	struct kind coroutines, peers, channels, futures;
	char sched[LINE_MAX_BYTES];
	struct gherkin_error *error;
	uint32_t line;
};

struct words {
	char word[GHERKIN_WORDS_MAX][NAME_MAX_BYTES];
	uint32_t number[GHERKIN_NUMBERS_MAX];
};

static bool refuse(struct reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(struct reader *reader, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reader->error->message, sizeof reader->error->message, format, arguments);
	va_end(arguments);
	reader->error->line = reader->line;
	return false;
}

/* ---- lines ---- */

static bool matches(const char *line, const char *pattern, struct words *words)
{
	uint32_t word = 0, number = 0;
	for (; *pattern; pattern++) {
		if (*pattern != '%') {
			if (*line++ != *pattern) {
				return false;
			}
		} else if (*++pattern == 'Q') {
			const char *end = *line == '"' ? strchr(line + 1, '"') : NULL;
			if (!end || end - line > NAME_MAX_BYTES) {
				return false;
			}
			snprintf(words->word[word++], NAME_MAX_BYTES, "%.*s", (int)(end - line - 1), line + 1);
			line = end + 1;
		} else {
			size_t digits = strspn(line, "0123456789");
			if (digits == 0 || digits > 9) {
				return false;
			}
			words->number[number++] = (uint32_t)strtoul(line, NULL, 10);
			line += digits;
		}
	}
	return *line == '\0';
}

static const char *keyword_skip(const char *line)
{
	static const char *const keywords[] = { "Given ", "When ", "Then ", "And ", "But ", "* " };
	for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
		if (strncmp(line, keywords[i], strlen(keywords[i])) == 0) {
			return line + strlen(keywords[i]);
		}
	}
	return NULL;
}

/* The line at `at` without blanks around it. Returns where the next one begins. */
static size_t line_take(const char *text, size_t at, char *line)
{
	size_t length = strcspn(text + at, "\n"), next = at + length + (text[at + length] == '\n');
	while (length > 0 && isspace((unsigned char)text[at])) {
		at++;
		length--;
	}
	while (length > 0 && isspace((unsigned char)text[at + length - 1])) {
		length--;
	}
	snprintf(line, LINE_MAX_BYTES, "%.*s", (int)length, text + at);
	return next;
}

/* ---- what the names stand for ---- */

static struct kept *keep(struct reader *reader, struct kind *kind, uint32_t most, const char *what, const char *name)
{
	for (uint32_t i = 0; i < kind->count; i++) {
		if (strcmp(kind->list[i].name, name) == 0) {
			refuse(reader, "the %s \"%s\" is there already", what, name);
			return NULL;
		}
	}
	if (kind->count == most) {
		refuse(reader, "a plan has at most %u of these: %s", most, what);
		return NULL;
	}
	struct kept *kept = &kind->list[kind->count];
	memset(kept, 0, sizeof *kept);
	snprintf(kept->name, sizeof kept->name, "%s", name);
	kept->number = kind->count++;
	return kept;
}

static bool is_taken(const struct kind *kind, uint32_t number)
{
	for (uint32_t i = 0; i + 1 < kind->count; i++) {
		if (kind->list[i].number == number) {
			return true;
		}
	}
	return false;
}

/* One that is called as a plan would call it keeps its number; others get the first that is free. */
static bool number_give(struct kind *kind, uint32_t most, const char *prefix, struct kept *kept)
{
	char own[NAME_MAX_BYTES];
	if (!kept) {
		return false;
	}
	for (uint32_t number = 0; number < most; number++) {
		snprintf(own, sizeof own, "%s%u", prefix, number);
		if (strcmp(own, kept->name) == 0 && !is_taken(kind, number)) {
			kept->number = number;
			return true;
		}
	}
	for (kept->number = 0; is_taken(kind, kept->number); kept->number++) {
	}
	return true;
}

static struct kept *find(struct reader *reader, struct kind *kind, const char *what, const char *name)
{
	for (uint32_t i = 0; i < kind->count; i++) {
		if (strcmp(kind->list[i].name, name) == 0) {
			return &kind->list[i];
		}
	}
	refuse(reader, "there is no %s \"%s\"", what, name);
	return NULL;
}

static bool append(struct reader *reader, struct kept *kept, const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool append(struct reader *reader, struct kept *kept, const char *format, ...)
{
	size_t used = strlen(kept->body);
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(kept->body + used, BODY_MAX - used, format, arguments);
	va_end(arguments);
	return (length >= 0 && (size_t)length < BODY_MAX - used) || refuse(reader, "a plan has no room for so many steps");
}

static bool channel_keep(struct reader *reader, const char *name, uint32_t capacity)
{
	static const uint32_t capacities[PLAN_CELLS_MAX] = { 0, 1, 2, 4 };
	struct kept *channel = keep(reader, &reader->channels, PLAN_CELLS_MAX, "channel", name);
	for (uint32_t i = 0; channel && i < PLAN_CELLS_MAX; i++) {
		if (capacities[i] == capacity && !is_taken(&reader->channels, i)) {
			channel->number = i;
			return true;
		}
	}
	return channel && refuse(reader, "a plan has one channel each of capacity 0, 1, 2 and 4");
}

/* ---- steps ---- */

static bool peer_step(struct reader *reader, enum gherkin_step step, const struct words *words)
{
	bool is_new = step == GHERKIN_PEER_SERVES || step == GHERKIN_PEER_READS || step == GHERKIN_PEER_SILENT;
	uint32_t n = words->number[0];
	struct kept *peer = is_new ? keep(reader, &reader->peers, PLAN_PEERS_MAX, "peer", words->word[0])
		: find(reader, &reader->peers, "peer", words->word[0]);
	if (!peer) {
		return false;
	}
	switch (step) {
	case GHERKIN_PEER_SERVES:
		return append(reader, peer, "serve bytes=%u", n);
	case GHERKIN_PEER_READS:
		peer->size = n;
		return append(reader, peer, "consume bytes=%u", n);
	case GHERKIN_PEER_SILENT:
		return append(reader, peer, "consume never_read=");
	case GHERKIN_PEER_SLICES:
		return append(reader, peer, " slice=%u", n);
	case GHERKIN_PEER_DRIPS:
		return append(reader, peer, " drip=%u", n);
	case GHERKIN_PEER_PAUSES:
		return append(reader, peer, " slow_read=bytes:%u,ms:%u", peer->size, n);
	case GHERKIN_PEER_CLOSES:
		return append(reader, peer, " fin=%u", n);
	case GHERKIN_PEER_STOPS:
		return append(reader, peer, " stop_read=after:%u,hold_ms:", n);
	case GHERKIN_PEER_HOLDS:
		return append(reader, peer, "%u", n);
	default: {
		char *fin = strstr(peer->body, " fin=");
		if (!fin) {
			return refuse(reader, "the peer \"%s\" closes nothing that could be a reset", peer->name);
		}
		memcpy(fin, " rst=", strlen(" rst="));
		return true;
	}
	}
}

static bool op_to(struct reader *reader, const char *who, const char *op, struct kind *kind, const char *what,
	const char *prefix, const char *target, const char *more)
{
	struct kept *actor = find(reader, &reader->coroutines, "coroutine", who);
	struct kept *kept = actor ? find(reader, kind, what, target) : NULL;
	return kept && append(reader, actor, "; %s %s%u%s", op, prefix, kept->number, more);
}

static bool channel_step(struct reader *reader, enum gherkin_step step, const struct words *words)
{
	static const struct { enum gherkin_step step; const char *op; bool counts; } ops[] = {
		{ GHERKIN_SEND, "send", true }, { GHERKIN_TRY_SEND, "try_send", true }, { GHERKIN_RECV, "recv", true },
		{ GHERKIN_RECV_ASYNC, "recv_async", true }, { GHERKIN_ITERATE, "iterate", false },
		{ GHERKIN_CLOSE_CHANNEL, "close_channel", false },
	};
	char times[32] = "";
	for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
		if (ops[i].step == step) {
			if (ops[i].counts) {
				snprintf(times, sizeof times, " times=%u", words->number[0]);
			}
			return op_to(reader, words->word[0], ops[i].op, &reader->channels, "channel", "ch", words->word[1], times);
		}
	}
	const char *op = step == GHERKIN_COMPLETE ? "complete" : step == GHERKIN_FAIL ? "fail" : "await_future";
	return op_to(reader, words->word[0], op, &reader->futures, "future", "f", words->word[1], "");
}

/* Steps in a row are one op, as long as it can count them. */
static bool suspend_append(struct reader *reader, struct kept *actor)
{
	static const char op[] = "; suspend times=";
	char *last = strrchr(actor->body, ';');
	uint32_t times = last && strncmp(last, op, strlen(op)) == 0 ? (uint32_t)strtoul(last + strlen(op), NULL, 10) : 0;
	if (times == 0 || times == plan_op_info(PLAN_OP_SUSPEND)->a.max) {
		return append(reader, actor, "%s1", op);
	}
	*last = '\0';
	return append(reader, actor, "%s%u", op, times + 1);
}

static bool coroutine_step(struct reader *reader, enum gherkin_step step, const struct words *words)
{
	char more[64] = "";
	struct kept *actor = find(reader, &reader->coroutines, "coroutine", words->word[0]);
	if (!actor) {
		return false;
	}
	switch (step) {
	case GHERKIN_DELAY:
		return append(reader, actor, "; delay ms=%u", words->number[0]);
	case GHERKIN_SUSPEND:
		return suspend_append(reader, actor);
	case GHERKIN_CANCEL:
		return op_to(reader, words->word[0], "cancel", &reader->coroutines, "coroutine", "C", words->word[1], "");
	case GHERKIN_DOWNLOAD:
	case GHERKIN_DOWNLOAD_BYTES:
		return op_to(reader, words->word[0], "download", &reader->peers, "peer", "P", words->word[1],
			step == GHERKIN_DOWNLOAD_BYTES ? " chunk=1" : "");
	case GHERKIN_UPLOAD:
		snprintf(more, sizeof more, " bytes=%u write=%u", words->number[0], words->number[1]);
		return op_to(reader, words->word[0], "upload", &reader->peers, "peer", "P", words->word[1], more);
	case GHERKIN_UPLOAD_WHOLE:
		snprintf(more, sizeof more, " bytes=%u", words->number[0]);
		return op_to(reader, words->word[0], "upload", &reader->peers, "peer", "P", words->word[1], more);
	case GHERKIN_CLEAN:
	case GHERKIN_PREFIX:
		return true; /* every run is judged by it */
	default:
		return channel_step(reader, step, words);
	}
}

static bool step_read(struct reader *reader, const char *line)
{
	struct words words;
	for (int step = 0; step < GHERKIN_COUNT; step++) {
		if (!matches(line, gherkin_pattern((enum gherkin_step)step), &words)) {
			continue;
		}
		if (step == GHERKIN_NO_ORPHANS) {
			return true;
		}
		if (step == GHERKIN_CHANNEL) {
			return channel_keep(reader, words.word[0], words.number[0]);
		}
		if (step == GHERKIN_FUTURE) {
			return number_give(&reader->futures, PLAN_CELLS_MAX, "f",
				keep(reader, &reader->futures, PLAN_CELLS_MAX, "future", words.word[0]));
		}
		if (step == GHERKIN_COROUTINE) {
			return number_give(&reader->coroutines, PLAN_ACTORS_MAX, "C",
				keep(reader, &reader->coroutines, PLAN_ACTORS_MAX, "coroutine", words.word[0]));
		}
		return step < GHERKIN_COROUTINE ? peer_step(reader, (enum gherkin_step)step, &words)
			: coroutine_step(reader, (enum gherkin_step)step, &words);
	}
	return refuse(reader, "no plan has this step: %.100s", line);
}

/* ---- the scenario ---- */

static void name_take(const char *line, char *name)
{
	snprintf(name, GHERKIN_NAME_MAX, "%s", line);
	for (char *c = name; *c; c++) {
		if (!isalnum((unsigned char)*c)) {
			*c = '-';
		}
	}
}

static bool plan_make(struct reader *reader, struct plan *plan)
{
	static char text[GHERKIN_TEXT_MAX];
	struct plan_error error;
	size_t used = (size_t)snprintf(text, sizeof text, "plan 1\n%s", reader->sched);
	for (uint32_t i = 0; i < reader->peers.count; i++) {
		const char *body = reader->peers.list[i].body, *end = body + strlen(body) - 1;
		used += (size_t)snprintf(text + used, sizeof text - used, "peer P%u %s%s\n", i, body,
			*end == '=' || *end == ':' ? "0" : "");
	}
	for (uint32_t i = 0; i < reader->coroutines.count && used < sizeof text; i++) {
		const char *body = reader->coroutines.list[i].body;
		if (*body != '\0') {
			used += (size_t)snprintf(text + used, sizeof text - used, "co C%u %s\n",
				reader->coroutines.list[i].number, body + strlen("; "));
		}
	}
	if (used >= sizeof text) {
		return refuse(reader, "a plan has no room for so many steps");
	}
	return plan_parse(text, used, plan, &error) || refuse(reader, "the scenario is no plan: %s", error.message);
}

/* "# TRUE_ASYNC_SCHED=random:7" above a scenario is its schedule. */
static void comment_read(struct reader *reader, const char *line)
{
	static const char mark[] = "# TRUE_ASYNC_SCHED=random:";
	if (strncmp(line, mark, strlen(mark)) == 0) {
		snprintf(reader->sched, sizeof reader->sched, "sched random seed=%s\n", line + strlen(mark));
	}
}

/* Up to the next scenario, or the end of the text. */
static bool steps_read(struct reader *reader, const char *text, size_t *at, uint32_t *line_number)
{
	static const char scenario_mark[] = "Scenario:";
	char line[LINE_MAX_BYTES];
	while (text[*at] != '\0') {
		size_t next = line_take(text, *at, line);
		if (strncmp(line, scenario_mark, strlen(scenario_mark)) == 0 || line[0] == '#') {
			return true;
		}
		reader->line = *line_number;
		*at = next;
		++*line_number;
		const char *step = keyword_skip(line);
		if (line[0] != '\0' && !(step ? step_read(reader, step) : refuse(reader, "this is no step: %.100s", line))) {
			return false;
		}
	}
	return true;
}

int gherkin_read(const char *text, size_t *at, uint32_t *line_number, struct gherkin_scenario *scenario,
	struct gherkin_error *error)
{
	static const char feature_mark[] = "Feature:", scenario_mark[] = "Scenario:";
	static struct reader reader;
	char line[LINE_MAX_BYTES];
	memset(&reader, 0, sizeof reader);
	reader.error = error;
	while (text[*at] != '\0') {
		*at = line_take(text, *at, line);
		reader.line = (*line_number)++;
		if (strncmp(line, scenario_mark, strlen(scenario_mark)) == 0) {
			const char *name = line + strlen(scenario_mark);
			name_take(name + strspn(name, " "), scenario->name);
			uint32_t here = reader.line;
			if (!steps_read(&reader, text, at, line_number)) {
				return -1;
			}
			reader.line = here;
			return plan_make(&reader, &scenario->plan) ? 1 : -1;
		}
		comment_read(&reader, line);
		if (line[0] != '\0' && line[0] != '#' && line[0] != '@' && strncmp(line, feature_mark, strlen(feature_mark)) != 0) {
			refuse(&reader, "only scenarios of single steps can be read: %.100s", line);
			return -1;
		}
	}
	return 0;
}
