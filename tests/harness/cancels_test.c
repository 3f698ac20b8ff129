/* cancels_test.c - each cause of a cancellation, in each phase: it lands where the plan says, and does what its name says.
 *
 * The plans are the seeds tests/plans/cancel-CAUSE[-woken|-later].plan: each has one cancellation, of C0. */
#include <stdio.h>

#include "harness/harness.h"
#include "runtime/rt.h"
#include "tests/test.h"

static struct run run;
static struct plan plan;

/* Why C0 goes on when it happens to it while it is parked, and what its client says at its end; "" where C0 has none. */
static const struct {
	enum plan_cause cause;
	enum rt_cause wake;
	const char *outcome[PLAN_PHASE_COUNT];
} ends[] = {
	{ PLAN_CAUSE_CANCEL,        RT_CAUSE_CANCEL,   { "cancelled", "cancelled", "cancelled" } },
	{ PLAN_CAUSE_TOKEN,         RT_CAUSE_TOKEN,    { "ok", "ok", "ok" } },
	{ PLAN_CAUSE_SCOPE_CANCEL,  RT_CAUSE_CANCEL,   { "cancelled", "cancelled", "cancelled" } },
	{ PLAN_CAUSE_SCOPE_DISPOSE, RT_CAUSE_CANCEL,   { "cancelled", "cancelled", "" } },
	{ PLAN_CAUSE_CLOSE,         RT_CAUSE_CLOSE,    { "failed", "failed", "failed" } },
	{ PLAN_CAUSE_RESET,         RT_CAUSE_EVENT,    { "ok", "failed", "ok" } },
	{ PLAN_CAUSE_SHUTDOWN,      RT_CAUSE_SHUTDOWN, { "cancelled", "cancelled", "cancelled" } },
};

static bool plan_load(enum plan_cause cause, enum plan_phase phase)
{
	static char path[256], text[PLAN_TEXT_MAX];
	struct plan_error error;

	snprintf(path, sizeof path, PFA_SOURCE_DIR "/tests/plans/cancel-%s%s%s.plan", plan_cause_name(cause),
		phase == PLAN_PHASE_PARKED ? "" : "-", phase == PLAN_PHASE_PARKED ? "" : plan_phase_name(phase));
	for (char *c = strstr(path, "/cancel-"); *c; c++)
		*c = *c == '_' ? '-' : *c;
	test_case = path;
	FILE *file = fopen(path, "r");
	ASSERT_TRUE(file != NULL);
	if (file == NULL)
		return false;
	size_t size = fread(text, 1, sizeof text, file);
	fclose(file);
	bool parsed = plan_parse(text, size, &plan, &error);
	ASSERT_TRUE(parsed);
	return parsed;
}

/* First event of the kind by `who` from there on (of that wait, unless it is NONE); the number of events if none. */
static uint32_t find(uint32_t from, enum trace_kind kind, uint8_t who, uint8_t wait)
{
	uint32_t i = from;

	while (i < run.trace.count && (run.trace.events[i].kind != kind || run.trace.events[i].who != who ||
			(wait != PLAN_WAIT_NONE && run.trace.events[i].op != wait)))
		i++;
	return i;
}

/* Who comes to the event: the victim, or the child that runs its ops. */
static uint8_t subject(void)
{
	bool child = plan.cancels[0].cause == PLAN_CAUSE_TOKEN && plan.cancels[0].anchor.wait != PLAN_WAIT_AWAIT;

	return child ? PLAN_WHO_CHILD : 0;
}

/* Nobody ran between the two events: nobody was picked, parked or ended. But a child that wakes C0 by its end is still
 * ending then. */
static bool is_at_once(uint32_t from, uint32_t to)
{
	for (uint32_t i = from + 1; i < to; i++) {
		enum trace_kind kind = run.trace.events[i].kind;

		bool ended = kind == TRACE_FINISH && run.trace.events[i].who != PLAN_WHO_CHILD;
		if (kind == TRACE_PICK || kind == TRACE_SUSPEND || ended || kind == TRACE_IO)
			return false;
	}
	return true;
}

static void it_landed_in_its_phase(enum plan_phase phase)
{
	const struct plan_cancel *cancel = &plan.cancels[0];
	uint8_t who = subject();
	uint32_t parked = find(0, TRACE_SUSPEND, who, cancel->anchor.wait);

	for (uint32_t k = 1; k < cancel->anchor.nth; k++)
		parked = find(parked + 1, TRACE_SUSPEND, who, cancel->anchor.wait);
	uint32_t woken = find(parked, TRACE_WAKE, who, PLAN_WAIT_NONE);
	uint32_t again = find(parked + 1, TRACE_SUSPEND, who, PLAN_WAIT_NONE);
	bool killer = plan_cause_has_killer(cancel->cause);
	uint32_t landed = killer ? find(parked, TRACE_WAKE, PLAN_WHO_KILLER, PLAN_WAIT_NONE)
		: find(parked, TRACE_CANCEL, who, PLAN_WAIT_NONE);

	ASSERT_TRUE(landed < run.trace.count);
	if (phase == PLAN_PHASE_PARKED)
		ASSERT_TRUE(landed < woken && is_at_once(parked, landed));
	else if (phase == PLAN_PHASE_WOKEN)
		ASSERT_TRUE(landed > woken && landed < again && is_at_once(woken, landed));
	else
		ASSERT_TRUE(landed > woken && (landed < again || is_at_once(again, landed)));
	if (killer)
		ASSERT_TRUE(is_at_once(landed, find(landed, TRACE_FINISH, PLAN_WHO_KILLER, PLAN_WAIT_NONE)));
}

/* The victim itself, whoever came to the event. */
static void it_woke_the_victim(enum rt_cause cause)
{
	uint32_t landed = plan_cause_has_killer(plan.cancels[0].cause)
		? find(0, TRACE_WAKE, PLAN_WHO_KILLER, PLAN_WAIT_NONE) : find(0, TRACE_CANCEL, 0, PLAN_WAIT_NONE);
	uint32_t woken = find(landed, TRACE_WAKE, 0, PLAN_WAIT_NONE);

	ASSERT_TRUE(woken < run.trace.count);
	ASSERT_EQ_UINT(run.trace.events[woken].cause, cause);
}

static void it_did_what_it_says(const char *outcome)
{
	char word[64];
	const char *line = strstr(run.log, "client C0:");

	ASSERT_EQ_INT(strstr(run.log, "hard-reset@") != NULL, plan.cancels[0].cause == PLAN_CAUSE_RESET);
	ASSERT_EQ_INT(line != NULL, outcome[0] != '\0');
	if (line == NULL)
		return;
	snprintf(word, sizeof word, "outcome=%s\n", outcome);
	const char *end = strstr(line, "outcome=");
	if (strncmp(end, word, strlen(word)) != 0)
		fprintf(stderr, "%.*s\n", (int)strcspn(line, "\n"), line);
	ASSERT_TRUE(strncmp(end, word, strlen(word)) == 0);
}

static void each_cause_lands_in_each_phase(void)
{
	_Static_assert(sizeof ends / sizeof *ends == PLAN_CAUSE_COUNT, "each cause has its row");
	for (uint32_t i = 0; i < PLAN_CAUSE_COUNT * PLAN_PHASE_COUNT; i++) {
		enum plan_phase phase = i % PLAN_PHASE_COUNT;

		if (!plan_load(ends[i / PLAN_PHASE_COUNT].cause, phase))
			continue;
		ASSERT_EQ_UINT(plan.cancels[0].phase, phase);
		harness_run(&plan, &run);
		uint64_t hash = run.trace.hash;
		ASSERT_EQ_UINT(run.anchors, 1);
		ASSERT_EQ_UINT(run.anchors_hit, 1);
		it_landed_in_its_phase(phase);
		if (phase == PLAN_PHASE_PARKED)
			it_woke_the_victim(ends[i / PLAN_PHASE_COUNT].wake);
		it_did_what_it_says(ends[i / PLAN_PHASE_COUNT].outcome[phase]);
		harness_run(&plan, &run);
		ASSERT_EQ_HEX(run.trace.hash, hash);
	}
}

static void text_run(const char *text)
{
	struct plan_error error = { 0 };

	test_case = text;
	ASSERT_TRUE(plan_parse(text, strlen(text), &plan, &error));
	ASSERT_EQ_STR(error.message, "");
	harness_run(&plan, &run);
	ASSERT_TRUE(run.complete);
}

static uint32_t count(enum trace_kind kind, uint8_t who)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < run.trace.count; i++)
		n += run.trace.events[i].kind == kind && run.trace.events[i].who == who;
	return n;
}

/* Killers are named by the number of their cancellation; one whose event never comes waits, and then goes. */
static void killers_have_names_and_go(void)
{
	text_run("plan 1\nco C0 suspend times=3\nco C5 suspend times=3\n"
		"cancel C5 @suspend=9 cause=close\ncancel C5 @suspend=2 cause=cancel\ncancel C0 @yield=2 cause=reset\n");
	ASSERT_EQ_UINT(run.anchors, 3);
	ASSERT_EQ_UINT(run.anchors_hit, 2);
	ASSERT_EQ_UINT(count(TRACE_SPAWN, PLAN_WHO_KILLER + 0), 1);
	ASSERT_EQ_UINT(count(TRACE_SPAWN, PLAN_WHO_KILLER + 1), 0);
	ASSERT_EQ_UINT(count(TRACE_SPAWN, PLAN_WHO_KILLER + 2), 1);
	ASSERT_EQ_UINT(count(TRACE_CANCEL, PLAN_WHO_KILLER + 0), 1);
	ASSERT_EQ_UINT(count(TRACE_CANCEL, PLAN_WHO_KILLER + 2), 0);
	ASSERT_EQ_UINT(run.virtual_ms, 0);
}

/* The first suspension of an actor comes before any killer has run: its gate is open when it gets there. */
static void a_killer_that_has_not_run_yet_runs_next(void)
{
	text_run("plan 1\nco C0 delay ms=5\nco C1 suspend times=9\nco C2 suspend times=9\n"
		"cancel C0 @suspend=1 cause=scope_cancel\n");
	ASSERT_EQ_UINT(run.anchors_hit, 1);
	ASSERT_EQ_UINT(run.virtual_ms, 0);
	uint32_t parked = find(0, TRACE_SUSPEND, 0, PLAN_WAIT_NONE);
	ASSERT_TRUE(is_at_once(parked, find(parked, TRACE_FINISH, PLAN_WHO_KILLER, PLAN_WAIT_NONE)));
}

/* Several at one event land in their order; a later one finds the victim gone. */
static void several_land_at_one_event(void)
{
	text_run("plan 1\nsched random seed=7\npeer P0 serve bytes=64 slice=8 drip=2\nco C0 download P0 chunk=16\n"
		"co C1 suspend times=9\ncancel C0 @read=2 cause=reset\ncancel C0 @read=2 cause=close\n"
		"cancel C0 @read=2 cause=token\ncancel C0 @read=2 cause=scope_dispose\n"
		"cancel C0 @read=2 cause=shutdown\ncancel C0 @read=2 cause=cancel when=woken\n");
	ASSERT_EQ_UINT(run.anchors_hit, 6);
	for (uint8_t i = 1; i < 5; i++)
		ASSERT_TRUE(find(0, TRACE_FINISH, PLAN_WHO_KILLER + i, PLAN_WAIT_NONE) >
			find(0, TRACE_FINISH, (uint8_t)(PLAN_WHO_KILLER + i - 1), PLAN_WAIT_NONE));
}

int main(void)
{
	if (!harness_start())
		return 1;
	TEST(each_cause_lands_in_each_phase);
	TEST(killers_have_names_and_go);
	TEST(a_killer_that_has_not_run_yet_runs_next);
	TEST(several_land_at_one_event);
	return test_result();
}
