/* report.h - a run for people and for programs. */
#ifndef TOOLS_REPORT_H
#define TOOLS_REPORT_H

#include <stdio.h>

#include <jansson.h>

#include "harness/harness.h"

/* One line: "ok hash=... events=N ..." or "<kind> <oracle> <signature>: <detail>". */
void report_line(const struct run *run, FILE *out);

/* The events of the trace, one a line. */
void report_trace(const struct run *run, FILE *out);

/* The run and the plan as one object: what `run --json` prints, and the base of a frozen test's descriptor.
 */
json_t *report_json(const struct plan *plan, const struct run *run);

/* Text as a JSON string; bytes that are not UTF-8 become '?'. */
json_t *report_json_text(const char *text, size_t length);

#endif
