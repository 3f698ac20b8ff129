/* cmd_explain.c - why an input fails: what each element of its plan is for, the passing run that is nearest to the failing
 * one and the one decision between them, and how likely the finding is without being looked for.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/names.h"
#include "tools/canonical.h"
#include "tools/certificate.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/rates.h"
#include "tools/report.h"
#include "tools/twin.h"

enum { SCHEDULES_DEFAULT = 1000, SCHEDULES_MAX = 10000, ROWS_BEFORE = 8, ROWS_AFTER = 32, COLUMN = 44 };

struct request {
	const char *input;
	uint64_t schedules, jobs;
	bool json;
	struct plan plan;           /* FIFO and deviations */
	struct verdict verdict;
	struct certificate certificate;
	uint32_t depth;             /* deviations that are needed */
	struct twin twin;
	struct rate rates[RATES];
};

/* ---- for people ---- */

static const char *event_text(const struct run *run, uint32_t index, char *text, size_t size)
{
	char who[16], what[TRACE_TEXT_MAX];
	uint32_t kept = run->trace.count < TRACE_EVENTS_MAX ? run->trace.count : TRACE_EVENTS_MAX;
	text[0] = '\0';
	if (index < kept) {
		const struct trace_event *event = &run->trace.events[index];
		snprintf(text, size, "%5u %-6s %s", event->time_ms, names_text(event->who, who), trace_event_text(event, what));
	} else if (index == kept) {
		snprintf(text, size, "%s", run->verdict.kind == VERDICT_OK ? "(ok)" : run->verdict.signature);
	}
	return text;
}

/* Events of the run that the table did not come to. */
static uint32_t beyond(const struct run *run, uint32_t rows)
{
	return run->trace.count > rows ? run->trace.count - rows : 0;
}

/* Both runs side by side, a little before they part and a while after. */
static void table_show(const struct twin *twin)
{
	char left[256], right[256];
	uint32_t from = twin->common > ROWS_BEFORE ? twin->common - ROWS_BEFORE : 0;
	printf("\n  %-*s   %s\n  %-*s   %s\n", COLUMN, "FAILS", "PASSES", COLUMN, "   ms who    event", "   ms who    event");
	if (from > 0) {
		printf("  ... %" PRIu32 " events that are the same\n", from);
	}
	for (uint32_t i = from; i < twin->common + ROWS_AFTER; i++) {
		event_text(&twin->failing, i, left, sizeof left);
		event_text(&twin->passing, i, right, sizeof right);
		if (*left == '\0' && *right == '\0') {
			break;
		}
		char mark = i < twin->common ? ' ' : i == twin->common ? '>' : '|';
		printf("%c %-*.*s %c %s\n", mark, COLUMN, COLUMN, left, mark, right);
	}
	uint32_t rows = twin->common + ROWS_AFTER, left_more = beyond(&twin->failing, rows);
	if (left_more > 0 || beyond(&twin->passing, rows) > 0) {
		printf("  ... and %" PRIu32 " and %" PRIu32 " events more; fuzzcase run --trace has them all\n", left_more,
			beyond(&twin->passing, rows));
	}
}

static void twin_show(const struct request *request)
{
	const struct twin *twin = &request->twin;
	if (!twin->found) {
		printf("\nNo single decision makes it pass (%" PRIu32 " tried).\n", twin->tries);
		return;
	}
	printf("\nIt passes %s%s.\n", twin->decision, twin->is_schedule ? ": the order alone decides" : "");
	table_show(twin);
}

static void show(const struct request *request)
{
	char text[PLAN_TEXT_MAX];
	size_t index;
	json_t *entry;
	plan_print(&request->plan, text);
	printf("%s\n%s\n\n%s\n", request->verdict.signature, request->verdict.detail, text);
	printf("%" PRIu32 " of %" PRIu32 " elements are needed; without\n", request->certificate.needed,
		request->certificate.count);
	json_array_foreach(request->certificate.elements, index, entry) {
		const char *outcome = json_string_value(json_object_get(entry, "outcome"));
		bool needed = strcmp(outcome, request->verdict.signature) != 0;
		printf("  %-44s %s\n", json_string_value(json_object_get(entry, "element")), needed ? outcome : "it still fails");
	}
	twin_show(request);
	printf("\nDepth %" PRIu32 ": so many choices must differ from FIFO.\nThe program without them fails in\n", request->depth);
	for (int i = 0; i < RATES; i++) {
		const struct rate *rate = &request->rates[i];
		printf("  %-8s %" PRIu32 " of %" PRIu32, rate->sampler, rate->same, rate->schedules);
		printf(rate->other ? ", and otherwise in %" PRIu32 "\n" : "\n", rate->other);
	}
}

/* ---- for programs ---- */

static json_t *events_json(const struct run *run, uint32_t from)
{
	json_t *events = json_array();
	char who[16], what[TRACE_TEXT_MAX];
	for (uint32_t i = from; i < from + ROWS_BEFORE + ROWS_AFTER && i < run->trace.count && i < TRACE_EVENTS_MAX; i++) {
		const struct trace_event *event = &run->trace.events[i];
		json_array_append_new(events, json_pack("{s:I, s:s, s:s}", "ms", (json_int_t)event->time_ms,
			"who", names_text(event->who, who), "event", trace_event_text(event, what)));
	}
	return events;
}

static json_t *twin_json(const struct twin *twin)
{
	char text[PLAN_TEXT_MAX];
	uint32_t from = twin->common > ROWS_BEFORE ? twin->common - ROWS_BEFORE : 0;
	if (!twin->found) {
		return json_null();
	}
	plan_print(&twin->plan, text);
	return json_pack("{s:s, s:b, s:s, s:I, s:I, s:o, s:o}", "decision", twin->decision, "schedule", twin->is_schedule,
		"plan", text, "common", (json_int_t)twin->common, "from", (json_int_t)from, "failing",
		events_json(&twin->failing, from), "passing", events_json(&twin->passing, from));
}

static void show_json(const struct request *request)
{
	char text[PLAN_TEXT_MAX];
	json_t *rates = json_array();
	for (int i = 0; i < RATES; i++) {
		const struct rate *rate = &request->rates[i];
		json_array_append_new(rates, json_pack("{s:s, s:I, s:I, s:I}", "sampler", rate->sampler,
			"schedules", (json_int_t)rate->schedules, "same", (json_int_t)rate->same, "other", (json_int_t)rate->other));
	}
	plan_print(&request->plan, text);
	json_t *object = json_pack("{s:s, s:s, s:s, s:b, s:O, s:o, s:I, s:o}", "signature", request->verdict.signature,
		"detail", request->verdict.detail, "plan", text,
		"minimal", request->certificate.needed == request->certificate.count, "elements", request->certificate.elements,
		"twin", twin_json(&request->twin), "depth", (json_int_t)request->depth, "rates", rates);
	json_dumpf(object, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(object);
}

/* ---- what is found out ---- */

static uint32_t depth_of(const struct certificate *certificate, const char *signature)
{
	uint32_t depth = 0;
	size_t index;
	json_t *entry;
	json_array_foreach(certificate->elements, index, entry) {
		depth += strncmp(json_string_value(json_object_get(entry, "element")), "at ", 3) == 0
			&& strcmp(json_string_value(json_object_get(entry, "outcome")), signature) != 0;
	}
	return depth;
}

/* The plan without its sampler, which must fail the same way. */
static int canonical_take(struct request *request, struct pool *pool)
{
	struct plan canonical;
	bool broken = false;
	const struct run *run = judge_run(pool_judge(pool), &request->plan, JUDGE_LEAKS);
	if (!run) {
		return STATUS_BUG;
	}
	request->verdict = run->verdict;
	if (run->verdict.kind == VERDICT_OK) {
		complain("%s: does not fail, so there is nothing to explain", request->input);
		return STATUS_FINDING;
	}
	if (!canonical_make(&request->plan, run, &canonical)) {
		complain("%s: %" PRIu32 " choices of the run cannot be said as deviations: minimize it first", request->input,
			run->taken_lost);
		return STATUS_FINDING;
	}
	if (pool_first(pool, &canonical, 1, JUDGE_LEAKS, request->verdict.signature, &broken) != 0) {
		complain("%s: does not fail the same way every time; see fuzzcase stable", request->input);
		return broken ? STATUS_BUG : STATUS_FINDING;
	}
	request->plan = canonical;
	return STATUS_OK;
}

static int explain(struct request *request, struct pool *pool)
{
	int status = canonical_take(request, pool);
	if (status != STATUS_OK) {
		return status;
	}
	const char *signature = request->verdict.signature;
	if (!certificate_make(pool, &request->plan, signature, &request->certificate)
			|| !twin_find(pool, &request->plan, &request->twin)
			|| !rates_measure(pool, &request->plan, &request->verdict, (uint32_t)request->schedules, request->rates)) {
		return STATUS_BUG;
	}
	request->depth = depth_of(&request->certificate, signature);
	(request->json ? show_json : show)(request);
	return STATUS_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request *request = calloc(1, sizeof *request);
	request->schedules = SCHEDULES_DEFAULT;
	const struct option_spec options[] = {
		{ .name = "--schedules", .kind = OPTION_NUMBER, .value = &request->schedules, .min = 1, .max = SCHEDULES_MAX },
		{ .name = "--jobs", .kind = OPTION_NUMBER, .value = &request->jobs, .min = 1, .max = POOL_MAX },
		{ .name = "--json", .kind = OPTION_FLAG, .value = &request->json },
		{ .name = NULL },
	};
	int status = STATUS_USAGE;
	if (options_parse(command, argc, argv, options, 1, 1) == 1 && input_read_plan(argv[0], &request->plan)) {
		request->input = argv[0];
		struct pool *pool = pool_create(request->jobs);
		status = pool ? explain(request, pool) : STATUS_BUG;
		pool_destroy(pool);
		certificate_destroy(&request->certificate);
	}
	free(request);
	return status;
}

const struct command command_explain = {
	.name = "explain",
	.arguments = "FILE [--schedules N] [--jobs N] [--json]",
	.summary = "why an input fails, and how likely that is",
	.help = "\n"
		"What becomes of it without each element; the passing run that has most in common with it, and the one decision\n"
		"between them, side by side; how many choices must differ from FIFO, and how often the program fails without them.\n"
		"Best of what was minimized.\n\n"
		"  --schedules N  schedules of random, uniform and pct to try (1000)\n"
		"  --jobs N       runs at once (the number of processors)\n"
		"  --json         one JSON object\n"
		"\nExit codes: 0 explained, 1 the input does not always fail, 2 bad input, 3 bug of the harness.\n",
	.run = run,
};
