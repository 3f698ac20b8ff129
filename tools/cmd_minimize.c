/* cmd_minimize.c - a smaller input with the same signature, and the proof that it cannot be smaller. Ctrl-C ends the search and
 * keeps the best so far.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/certificate.h"
#include "tools/child.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/reduce.h"

enum { PROGRESS_MS = 2000 };

struct request {
	const char *input, *output, *certificate;
	uint64_t attempts_max, jobs;
	struct plan plan;
	struct reduce reduce;
	uint64_t start_ms, shown_ms;
	const char *pass;
};

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
	interrupted = signal_number;
}

static double seconds(const struct request *request)
{
	return (double)(clock_ms() - request->start_ms) / 1000;
}

/* A line for each pass, and for what is tried when none came for a while. */
static bool progress(void *context, const char *pass, size_t records, uint32_t attempts)
{
	struct request *request = context;
	if (!request->pass) {
		fprintf(stderr, "%s\n", request->reduce.verdict.signature);
	}
	if (pass ? pass != request->pass : clock_ms() - request->shown_ms > PROGRESS_MS) {
		fprintf(stderr, "%-12s %zu records, %" PRIu32 " attempts, %.1f s\n", pass ? pass : "trying", records, attempts,
			seconds(request));
		request->shown_ms = clock_ms();
		request->pass = pass ? pass : request->pass;
	}
	return !interrupted;
}

static int certify(const struct request *request)
{
	struct certificate certificate;
	const char *signature = request->reduce.verdict.signature;
	int status = STATUS_BUG;
	if (certificate_make(request->reduce.pool, &request->plan, signature, &certificate)) {
		fprintf(stderr, "%" PRIu32 " of %" PRIu32 " elements are needed\n", certificate.needed, certificate.count);
		bool written = !request->certificate
			|| certificate_write(&certificate, &request->plan, signature, request->certificate);
		status = written ? STATUS_OK : STATUS_USAGE;
	}
	certificate_destroy(&certificate);
	return status;
}

static int conclude(const struct request *request, size_t before, bool stopped)
{
	const struct plan *plan = &request->plan;
	uint8_t data[PLAN_INPUT_MAX];
	size_t size = plan_encode(plan, data, sizeof data);
	if (!file_write(request->output, data, size)) {
		return STATUS_USAGE;
	}
	fprintf(stderr, "%zu records -> %zu, %zu bytes, %" PRIu32 " attempts, %.1f s%s\n", before, plan_record_count(plan), size,
		request->reduce.attempts, seconds(request), interrupted ? " (interrupted)" : stopped ? " (stopped)" : "");
	if (stopped && request->certificate) {
		complain("%s: not written: the search did not come to its end", request->certificate);
	}
	return stopped ? STATUS_OK : certify(request);
}

static int minimize(struct request *request)
{
	size_t before = plan_record_count(&request->plan);
	enum reduce_end end = reduce_plan(&request->reduce, &request->plan);
	switch (end) {
	case REDUCE_SOUND:
		complain("%s: does not fail, so there is nothing to minimize", request->input);
		return STATUS_FINDING;
	case REDUCE_FLAKY:
		complain("%s: does not fail the same way every time; see fuzzcase stable", request->input);
		return STATUS_FINDING;
	case REDUCE_BROKEN: return STATUS_BUG;
	case REDUCE_DONE:
	case REDUCE_STOPPED: break;
	}
	return conclude(request, before, end == REDUCE_STOPPED);
}

static int minimize_file(struct request *request)
{
	if (!input_read_plan(request->input, &request->plan) || !file_can_write(request->output)
			|| (request->certificate && !file_can_write(request->certificate))) {
		return STATUS_USAGE;
	}
	struct pool *pool = pool_create(request->jobs);
	if (!pool) {
		return STATUS_BUG;
	}
	signal(SIGINT, interrupt);
	request->reduce = (struct reduce){ .pool = pool, .attempts_max = (uint32_t)request->attempts_max,
		.progress = progress, .context = request };
	int status = minimize(request);
	pool_destroy(pool);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request *request = calloc(1, sizeof *request);
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &request->output },
		{ .name = "--attempts", .kind = OPTION_NUMBER, .value = &request->attempts_max, .max = UINT32_MAX },
		{ .name = "--certificate", .kind = OPTION_TEXT, .value = &request->certificate },
		{ .name = "--jobs", .kind = OPTION_NUMBER, .value = &request->jobs, .min = 1, .max = POOL_MAX },
		{ .name = NULL },
	};
	int status = STATUS_USAGE;
	int count = options_parse(command, argc, argv, options, 1, 1);
	if (count == 1 && !request->output) {
		complain("minimize: -o OUT is missing");
	} else if (count == 1) {
		request->input = argv[0];
		request->start_ms = request->shown_ms = clock_ms();
		status = minimize_file(request);
	}
	free(request);
	return status;
}

const struct command command_minimize = {
	.name = "minimize",
	.arguments = "FILE -o OUT [--certificate FILE] [--jobs N] [--attempts N]",
	.summary = "a smaller input with the same signature",
	.help = "\n"
		"  -o OUT              where the canonical bytes go\n"
		"  --certificate FILE  what becomes of it without each single element of its plan, as JSON\n"
		"  --jobs N            run N candidates at once (the number of processors); the result is the same\n"
		"  --attempts N        try at most N candidates (0, the default: no bound)\n"
		"\nA sampler becomes the deviations that it made, where they can be said. Ctrl-C ends the search and writes the\n"
		"best so far, without a certificate.\n"
		"Exit codes: 0 written, 1 the input does not always fail (nothing is written), 2 bad input, "
		"3 bug of the harness.\n",
	.run = run,
};
