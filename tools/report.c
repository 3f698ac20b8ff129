/* report.c - see report.h. docs/REPRODUCING.md describes the fields of the JSON object. */
#include "tools/report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void report_figures(const struct run *run, FILE *out)
{
	fprintf(out, "hash=%016" PRIx64 " events=%" PRIu32 " virtual=%" PRIu64 "ms steps=%" PRIu64 " turns=%" PRIu32
		" anchors=%" PRIu32 "/%" PRIu32, run->trace.hash, run->trace.count, run->virtual_ms, run->steps,
		run->turns, run->anchors_hit, run->anchors);
	if (run->ops_skipped) {
		fprintf(out, " skipped=%" PRIu32, run->ops_skipped);
	}
	if (run->sources[0]) {
		fprintf(out, " reads='%s'", run->sources);
	}
}

void report_line(const struct run *run, FILE *out)
{
	const struct verdict *verdict = &run->verdict;
	if (verdict->kind == VERDICT_OK) {
		fputs("ok ", out);
		report_figures(run, out);
		fputc('\n', out);
	} else {
		fprintf(out, "%s %s %s: %s\n", verdict_name(verdict->kind), verdict->oracle, verdict->signature,
			verdict->detail);
	}
}

void report_trace(const struct run *run, FILE *out)
{
	uint32_t kept = run->trace.count < TRACE_EVENTS_MAX ? run->trace.count : TRACE_EVENTS_MAX;
	for (uint32_t i = 0; i < kept; i++) {
		trace_print_event(&run->trace.events[i], out);
	}
	if (kept < run->trace.count) {
		fprintf(out, "... and %" PRIu32 " more that were not kept\n", run->trace.count - kept);
	}
}

json_t *report_json_text(const char *text, size_t length)
{
	json_t *string = json_stringn(text, length);
	if (string) {
		return string;
	}
	char *copy = strndup(text, length);
	for (char *c = copy; c && *c; c++) {
		if ((unsigned char)*c >= 127) {
			*c = '?';
		}
	}
	string = json_string(copy ? copy : "");
	free(copy);
	return string;
}

static json_t *json_bytes(const struct plan *plan)
{
	uint8_t data[PLAN_INPUT_MAX];
	char hex[PLAN_INPUT_MAX * 2 + 1] = "";
	size_t size = plan_encode(plan, data, sizeof data);
	for (size_t i = 0; i < size; i++) {
		snprintf(hex + 2 * i, 3, "%02x", data[i]);
	}
	return json_string(hex);
}

static json_t *json_lines(const char *text, size_t size)
{
	json_t *lines = json_array();
	const char *at = text, *end = text + size;
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t length = newline ? (size_t)(newline - at) : (size_t)(end - at);
		json_array_append_new(lines, report_json_text(at, length));
		at += length + 1;
	}
	return lines;
}

json_t *report_json(const struct plan *plan, const struct run *run)
{
	char text[PLAN_TEXT_MAX], hash[17];
	plan_print(plan, text);
	snprintf(hash, sizeof hash, "%016" PRIx64, run->trace.hash);
	const struct verdict *verdict = &run->verdict;
	return json_pack("{s:s, s:s, s:s, s:o, s:b, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:s, s:o,"
		" s:o, s:o}",
		"verdict", verdict_name(verdict->kind), "oracle", verdict->oracle, "signature", verdict->signature,
		"detail", report_json_text(verdict->detail, strlen(verdict->detail)), "complete", run->complete,
		"hash", hash, "events", (json_int_t)run->trace.count, "virtual_ms", (json_int_t)run->virtual_ms,
		"steps", (json_int_t)run->steps, "turns", (json_int_t)run->turns,
		"anchors", (json_int_t)run->anchors, "anchors_hit", (json_int_t)run->anchors_hit,
		"ops_skipped", (json_int_t)run->ops_skipped, "deviations", (json_int_t)run->taken_count,
		"reads", run->sources, "plan", text, "plan_bytes", json_bytes(plan),
		"chaos_log", json_lines(run->log, run->log_size),
		"coroutines", json_lines(run->blocked, strlen(run->blocked)));
}
