/* cmd_run.c - runs an input and prints its verdict.
 *
 * With --runs the question is how reliable the verdict is: a run that does not repeat is a bug of the
 * harness, and `stable` says where two runs part.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "harness/descriptor.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/judge.h"
#include "tools/report.h"

enum { RUNS_MAX = 100000 };

struct request {
	uint64_t runs;
	bool trace, json;
	struct plan plan;
};

static void print_run(const struct request *request, const struct run *run)
{
	if (request->json) {
		json_t *object = descriptor_run(&request->plan, run);
		json_dumpf(object, stdout, JSON_INDENT(2));
		putchar('\n');
		json_decref(object);
	} else {
		report_line(run, stdout);
	}
	if (request->trace) {
		/* One JSON object must stay one: then the trace is for people, beside it. */
		report_trace(run, request->json ? stderr : stdout);
	}
	fflush(stdout);
}

/* Runs what is left of --runs and says which share agrees with the first run. */
static int repeat(const struct request *request, struct judge *judge, const struct run *first)
{
	uint64_t same_signature = 1, same_hash = 1, hash = first->trace.hash;
	struct verdict verdict = first->verdict;
	for (uint64_t i = 1; i < request->runs; i++) {
		const struct run *run = judge_run(judge, &request->plan, JUDGE_LEAKS);
		if (!run) {
			return STATUS_BUG;
		}
		same_signature += strcmp(run->verdict.signature, verdict.signature) == 0;
		same_hash += run->trace.hash == hash;
	}
	fprintf(request->json ? stderr : stdout, "%" PRIu64 " of %" PRIu64 " runs with this signature, %" PRIu64
		" of %" PRIu64 " with this hash\n", same_signature, request->runs, same_hash, request->runs);
	bool same = same_signature == request->runs;
	return verdict.kind == VERDICT_OK && same ? STATUS_OK : STATUS_FINDING;
}

static int run_request(const struct request *request)
{
	struct judge *judge = judge_create();
	if (!judge) {
		return STATUS_BUG;
	}
	int status = STATUS_BUG;
	const struct run *run = judge_run(judge, &request->plan, JUDGE_LEAKS);
	if (run) {
		print_run(request, run);
		status = run->verdict.kind == VERDICT_OK ? STATUS_OK : STATUS_FINDING;
		if (request->runs > 1) {
			status = repeat(request, judge, run);
		}
	}
	judge_destroy(judge);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request *request = calloc(1, sizeof *request);
	request->runs = 1;
	const struct option_spec options[] = {
		{ .name = "--runs", .kind = OPTION_NUMBER, .value = &request->runs, .min = 1, .max = RUNS_MAX },
		{ .name = "--trace", .kind = OPTION_FLAG, .value = &request->trace },
		{ .name = "--json", .kind = OPTION_FLAG, .value = &request->json },
		{ .name = NULL },
	};
	int status = STATUS_USAGE;
	if (options_parse(command, argc, argv, options, 1, 1) == 1 && input_read_plan(argv[0], &request->plan)) {
		status = run_request(request);
	}
	free(request);
	return status;
}

const struct command command_run = {
	.name = "run",
	.arguments = "FILE [--runs N] [--trace] [--json]",
	.summary = "the verdict of an input",
	.help = "\n"
		"  --runs N   run it N times and say which share agrees with the first run\n"
		"  --trace    print the events (to stderr with --json)\n"
		"  --json     one JSON object: verdict, figures, plan, chaos log\n"
		"\nExit codes: 0 ok, 1 finding (or not the same every time), 2 bad input, 3 bug of the harness.\n",
	.run = run,
};
