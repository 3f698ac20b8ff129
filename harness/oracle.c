/* oracle.c - what the oracles share: the report, and the way from a violation that PHP found to its oracle. */
#include "harness/oracle.h"

#include <stdio.h>
#include <string.h>

#include "harness/check.h"
#include "harness/world.h"

static const char *const verdict_names[] = {
#define VERDICT(ID, name) #name,
#include "harness/verdicts.def"
#undef VERDICT
};

static const struct {
	const char *name;
	_Noreturn void (*oracle)(struct run *run, const char *what, const char *detail);
} violations[] = {
	{ "bytes", oracle_bytes },
	{ "buckets", oracle_buckets },
	{ "orphans", oracle_orphans },
	{ "unexpected", oracle_unexpected },
	{ "liveness", oracle_liveness },
};

const char *verdict_name(enum verdict_kind kind)
{
	return verdict_names[kind];
}

void oracle_report(struct run *run, enum verdict_kind kind, const char *oracle, const char *essence,
		const char *detail)
{
	struct verdict *verdict = &run->verdict;
	static char text[PLAN_TEXT_MAX];

	/* The engine's crash handling that follows the trap needs real time. */
	world_leave();
	run->virtual_ms = world_elapsed_ns() / 1000000u;
	snprintf(verdict->oracle, sizeof verdict->oracle, "%s", oracle);
	snprintf(verdict->signature, sizeof verdict->signature, "%s/%s/%s", verdict_name(kind), oracle, essence);
	snprintf(verdict->detail, sizeof verdict->detail, "%s", detail);
	verdict->kind = kind;
	plan_print(run->plan, text);
	fprintf(stderr, "php-fuzz-async: finding: %s: %s\n----- plan -----\n%s----- chaos log -----\n%s-----\n",
			verdict->signature, verdict->detail, text, run->log);
	fflush(stderr);
}

void oracle_violation(struct run *run, const char *name, const char *what, const char *detail)
{
	for (size_t i = 0; i < sizeof violations / sizeof violations[0]; i++) {
		if (strcmp(violations[i].name, name) == 0)
			violations[i].oracle(run, what, detail);
	}
	CHECK(!"steps.php named an oracle that does not exist");
}
