/* descriptor.h - a finding as a JSON object: everything that takes to reproduce it, and what it looked like.
 *
 * The fuzz target writes it when a run ends badly, `fuzzcase freeze` beside each test; docs/descriptor.schema.json is its
 * form and docs/REPRODUCING.md says what the fields mean. Only this file writes one, and only tools/descriptor_read.c reads
 * one. The functions keep their text in static memory and take everything else from jansson, whose allocator is the
 * caller's business: a process that is dying has one of its own (json_set_alloc_funcs).
 */
#ifndef HARNESS_DESCRIPTOR_H
#define HARNESS_DESCRIPTOR_H

#include <jansson.h>

#include "harness/freeze.h"
#include "harness/harness.h"

enum {
	DESCRIPTOR_VERSION = 5,
	DESCRIPTOR_STACK_MAX = 16,  /* frames of a sanitizer's report that are kept */
};

enum descriptor_tier { DESCRIPTOR_NONE, DESCRIPTOR_PLAIN, DESCRIPTOR_RANDOM, DESCRIPTOR_WORLD, DESCRIPTOR_TIER_COUNT };
const char *descriptor_tier_name(enum descriptor_tier tier);

/* How often the test that was written has been run, and how often it failed; of the fixed runtime, how often it passed. */
struct descriptor_certificate { uint32_t runs, failed, fixed_runs, fixed_passed; bool in_runner; };

/* The test that was made of a finding; all zero: none. */
struct descriptor_test {
	const char *name;
	enum descriptor_tier tier;
	const char *sched;          /* value of TRUE_ASYNC_SCHED; "" where the plan says the schedule */
	const struct plan *program; /* what the test says, where that is not the plan itself; or NULL */
	const struct freeze_killer *killers;    /* one for each cancellation of the plan; or NULL */
	bool enlarged, standalone;  /* its transfers are larger than the plan's; it holds the PHP files that it needs */
	uint32_t anchors;           /* that the test must reach, else it is stale */
	struct descriptor_certificate certificate;
	json_t *necessity;          /* what becomes of the finding without each element of the plan; borrowed; or NULL */
	const char *report;         /* a sanitizer's, for its stack; or NULL */
};

/* The object of a run, which is part of the descriptor; what `fuzzcase run --json` prints. NULL without memory. */
json_t *descriptor_run(const struct plan *plan, const struct run *run);

/* The whole descriptor. NULL without memory. */
json_t *descriptor_make(const struct plan *plan, const struct run *run, const struct descriptor_test *test);

/* Text as a JSON string; where it is not UTF-8, everything beyond ASCII becomes '?', and it is cut at 4 KiB. */
json_t *descriptor_text(const char *text, size_t length);

/* Of the descriptor, what follows from the plan alone: a reader compares it. */
json_t *descriptor_plan(const struct plan *plan);

#endif
