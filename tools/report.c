/* report.c - see report.h. */
#include "tools/report.h"

#include <inttypes.h>

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
