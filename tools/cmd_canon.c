/* cmd_canon.c - the same run as FIFO plus the list of deviations it took.
 *
 * Every choice of a run that was not the default is recorded by the harness as the deviation that would have made it. A
 * plan with these instead of its sampler makes the same run, whatever made the choices before; it can then be minimized
 * decision by decision, and no longer depends on how a sampler draws. That it is the same run is proved before it is
 * written.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tools/canonical.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/judge.h"

struct identity { uint64_t hash; char signature[VERDICT_SIGNATURE_MAX]; };

struct request {
	const char *input, *output;
	bool text;
	struct plan plan, canonical;
	struct identity before, after;
	uint32_t lost;
};

/* A run that ended early has the identity of its finding: its hash depends on what was under way. */
static void identity_take(const struct run *run, struct identity *identity)
{
	identity->hash = run->verdict.kind == VERDICT_OK ? run->trace.hash : 0;
	snprintf(identity->signature, sizeof identity->signature, "%s", run->verdict.signature);
}

static bool identity_equal(const struct identity *a, const struct identity *b)
{
	return a->hash == b->hash && strcmp(a->signature, b->signature) == 0;
}

static bool runs(struct request *request, struct judge *judge)
{
	const struct run *run = judge_run(judge, &request->plan, 0);
	if (!run) {
		return false;
	}
	identity_take(run, &request->before);
	request->lost = run->taken_lost;
	if (!canonical_make(&request->plan, run, &request->canonical)) {
		return true;
	}
	if (!(run = judge_run(judge, &request->canonical, 0))) {
		return false;
	}
	identity_take(run, &request->after);
	return true;
}

static bool write_canonical(const struct request *request)
{
	uint8_t data[PLAN_INPUT_MAX];
	char text[PLAN_TEXT_MAX];
	if (request->text) {
		return file_write(request->output, text, plan_print(&request->canonical, text));
	}
	return file_write(request->output, data, plan_encode(&request->canonical, data, sizeof data));
}

static int conclude(const struct request *request)
{
	if (request->lost) {
		complain("%s: %u choices of the run cannot be said as deviations (a plan holds %d, of coroutines that have a "
			"name): minimize it first", request->input, request->lost, PLAN_SCHED_MAX);
		return STATUS_FINDING;
	}
	if (!identity_equal(&request->before, &request->after)) {
		complain("%s: the canonical plan runs differently (%016" PRIx64 " instead of %016" PRIx64
			"): this is a bug of the harness, please keep the input", request->input, request->after.hash,
			request->before.hash);
		return STATUS_BUG;
	}
	if (!write_canonical(request)) {
		return STATUS_USAGE;
	}
	fprintf(stderr, "%s: %u deviations, same %s %016" PRIx64 "\n", request->input, request->canonical.deviation_count,
		request->before.hash ? "hash" : "signature", request->before.hash);
	return STATUS_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request *request = calloc(1, sizeof *request);
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &request->output },
		{ .name = "--text", .kind = OPTION_FLAG, .value = &request->text },
		{ .name = NULL },
	};
	int status = STATUS_USAGE;
	request->output = NULL;
	if (options_parse(command, argc, argv, options, 1, 1) != 1) {
		free(request);
		return STATUS_USAGE;
	}
	request->input = argv[0];
	if (!request->output) {
		complain("canon: -o OUT is missing: where to write the canonical input");
	} else if (input_read_plan(request->input, &request->plan)) {
		struct judge *judge = judge_create();
		status = judge && runs(request, judge) ? conclude(request) : STATUS_BUG;
		if (judge) {
			judge_destroy(judge);
		}
	}
	free(request);
	return status;
}

const struct command command_canon = {
	.name = "canon",
	.arguments = "FILE -o OUT [--text]",
	.summary = "the same run as FIFO plus its deviations",
	.help = "\n"
		"  -o OUT     where to write it\n"
		"  --text     write the text form\n"
		"\nThe line on stderr says how many deviations the run took. Nothing is written unless the new plan makes\n"
		"the same run (same trace hash; same signature when it ends in a finding).\n"
		"\nExit codes: 0 written, 1 a choice cannot be said as a deviation, 2 bad input, 3 bug of the harness.\n",
	.run = run,
};
