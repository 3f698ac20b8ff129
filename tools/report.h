/* report.h - a run for people. */
#ifndef TOOLS_REPORT_H
#define TOOLS_REPORT_H

#include <stdio.h>

#include "harness/harness.h"

/* One line: "ok hash=... events=N ..." or "<kind> <oracle> <signature>: <detail>". */
void report_line(const struct run *run, FILE *out);

/* The events of the trace, one a line. */
void report_trace(const struct run *run, FILE *out);

#endif
