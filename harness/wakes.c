/* wakes.c - see wakes.h. */
#include "harness/wakes.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "harness/names.h"
#include "harness/oracle.h"

static struct {
	struct run *run;
	struct { bool parked; enum rt_op op; } waits[PLAN_WHO_COUNT];
} g;

static void violation(uint8_t who, enum rt_op op, const char *essence, const char *what)
{
	char name[16], full[64], detail[VERDICT_DETAIL_MAX];

	snprintf(full, sizeof full, "%s-%s", essence, rt_op_name(op));
	snprintf(detail, sizeof detail, "%s %s; last parked in %s", names_text(who, name), what, rt_op_name(op));
	oracle_wake_ledger(g.run, full, detail);
}

void wakes_begin(struct run *run)
{
	memset(&g, 0, sizeof g);
	g.run = run;
}

void wakes_suspended(uint8_t who, enum rt_op op)
{
	if (who >= PLAN_WHO_COUNT)
		return;
	if (g.waits[who].parked)
		violation(who, op, "none", "parks again, and nothing has woken it");
	g.waits[who].parked = true;
	g.waits[who].op = op;
}

void wakes_woken(uint8_t who, enum rt_op op, enum rt_cause cause)
{
	if (who >= PLAN_WHO_COUNT)
		return;
	if (!g.waits[who].parked) {
		char what[64];

		snprintf(what, sizeof what, "is woken by %s while it does not wait", rt_cause_name(cause));
		violation(who, op, "twice", what);
	}
	g.waits[who].parked = false;
}

void wakes_finished(uint8_t who)
{
	if (who < PLAN_WHO_COUNT && g.waits[who].parked)
		violation(who, g.waits[who].op, "none", "ends, and nothing has woken it");
}
