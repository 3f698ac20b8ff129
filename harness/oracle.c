/* oracle.c - what the oracles share: the report, and the way from a violation that PHP found to its oracle. */
#include "harness/oracle.h"

#include <stdio.h>
#include <string.h>

#include <php.h>

#include "harness/blocked.h"
#include "harness/check.h"
#include "harness/memory.h"
#include "harness/suppressions.h"
#include "harness/world.h"

static const char *const verdict_names[] = {
#define VERDICT(ID, name) #name,
#include "harness/verdicts.def"
#undef VERDICT
};

static const struct {
	const char *name;
	void (*oracle)(struct run *run, const char *what, const char *detail); /* does not return */
} violations[] = {
	{ "bytes", oracle_bytes },
	{ "reset", oracle_reset },
	{ "buckets", oracle_buckets },
	{ "conservation", oracle_conservation },
	{ "cancellation", oracle_cancellation },
	{ "structure", oracle_structure },
	{ "orphans", oracle_orphans },
	{ "unexpected", oracle_unexpected },
	{ "liveness", oracle_liveness },
};

const char *verdict_name(enum verdict_kind kind)
{
	return verdict_names[kind];
}

/* A known finding ends the run as a fatal error of PHP does, wherever it is in it, and the process goes on. */
static void step_over(struct run *run)
{
	run->is_suppressed = true;
	memory_drop();
	zend_bailout();
}

void oracle_report(struct run *run, enum verdict_kind kind, const char *oracle, const char *essence,
		const char *detail)
{
	struct verdict *verdict = &run->verdict;
	static char text[PLAN_TEXT_MAX];

	snprintf(verdict->signature, sizeof verdict->signature, "%s/%s/%s", verdict_name(kind), oracle, essence);
	if (suppressions_match(verdict->signature))
		step_over(run);
	/* A hang is explained by who waits for what, which only a world that is still there can tell. */
	if (kind == VERDICT_LIVENESS)
		blocked_write(run);
	/* The engine's crash handling that follows the trap needs real time. */
	world_leave();
	run->virtual_ms = world_elapsed_ns() / 1000000u;
	snprintf(verdict->oracle, sizeof verdict->oracle, "%s", oracle);
	snprintf(verdict->detail, sizeof verdict->detail, "%s", detail);
	verdict->kind = kind;
	plan_print(run->plan, text);
	fprintf(stderr, "php-fuzz-async: finding: %s: %s\n----- plan -----\n%s----- chaos log -----\n%s",
			verdict->signature, verdict->detail, text, run->log);
	if (run->blocked[0] != '\0')
		fprintf(stderr, "----- coroutines -----\n%s", run->blocked);
	fputs("-----\n", stderr);
	fflush(stderr);
}

/* "C3", "P1.0", "main", "ch0": names of coroutines and of what they share, which a signature leaves out. */
static bool is_name(const char *word, size_t size)
{
	if (size == 4 && memcmp(word, "main", 4) == 0)
		return true;
	for (enum plan_target target = PLAN_TARGET_NONE + 1; target < PLAN_TARGET_COUNT; target++) {
		const char *prefix = plan_target_info(target)->prefix;
		size_t length = strlen(prefix);

		if (size > length && memcmp(word, prefix, length) == 0 &&
				strspn(word + length, "0123456789.") >= size - length)
			return true;
	}
	return false;
}

/* Appends a word with a hyphen; a backslash of a class name stays. */
static size_t word_add(char *essence, size_t size, size_t used, const char *word, size_t length)
{
	int written = snprintf(essence + used, size - used, "%s%.*s", used ? "-" : "", (int)length, word);

	return used + (size_t)written < size ? used + (size_t)written : size - 1;
}

/* Bytes that go astray on a shared stream and on a link have met the same fault: a link is a stream of another transport. */
static bool is_transport(const char *oracle, const char *word, size_t size)
{
	return strcmp(oracle, "bytes") == 0 && ((size == 6 && memcmp(word, "stream", size) == 0) ||
			(size == 4 && memcmp(word, "link", size) == 0));
}

static void essence_make(char *essence, size_t size, const char *oracle, const char *where, const char *detail)
{
	size_t used = 0;

	essence[0] = '\0';
	for (const char *word = where; *word != '\0';) {
		size_t length = strcspn(word, " ");

		if (!is_name(word, length) && !is_transport(oracle, word, length))
			used = word_add(essence, size, used, word, length);
		word += length + strspn(word + length, " ");
	}
	word_add(essence, size, used, detail, strcspn(detail, " :,0123456789"));
}

void oracle_violation(struct run *run, const char *name, const char *where, const char *detail)
{
	char what[96], sentence[VERDICT_DETAIL_MAX];

	essence_make(what, sizeof what, name, where, detail);
	snprintf(sentence, sizeof sentence, "%s: %s", where, detail);
	for (size_t i = 0; i < sizeof violations / sizeof violations[0]; i++) {
		if (strcmp(violations[i].name, name) == 0)
			violations[i].oracle(run, what, sentence);
	}
	CHECK(!"Steps.php named an oracle that does not exist");
}
