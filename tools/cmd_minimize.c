/* cmd_minimize.c - a smaller input with the same signature.
 *
 * The predicate believes a candidate only after three runs of three with the signature that is looked for;
 * nearly all candidates are refused by their first run. Ctrl-C ends the search and keeps the best so far.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan/minimize.h"
#include "tools/child.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/judge.h"

enum { REPLAYS = 3, PROGRESS_MS = 2000 };

struct search {
	struct judge *judge;
	unsigned flags;             /* looking for leaks costs a heap scan, so only when a leak is looked for */
	bool broken;                /* the harness failed */
	uint64_t start_ms, shown_ms;
	uint32_t attempts;
	const char *pass;
	char signature[VERDICT_SIGNATURE_MAX];
};

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
	interrupted = signal_number;
}

static bool shows_signature(struct search *search, const struct plan *plan)
{
	const struct run *run = judge_run(search->judge, plan, search->flags);
	search->broken |= run == NULL;
	return run && strcmp(run->verdict.signature, search->signature) == 0;
}

static void print_progress(struct search *search, const char *what, size_t records)
{
	uint64_t now = clock_ms();
	fprintf(stderr, "%-12s %zu records, %" PRIu32 " attempts, %.1f s\n", what, records, search->attempts,
		(double)(now - search->start_ms) / 1000);
	search->shown_ms = now;
}

static bool predicate(void *context, const struct plan *candidate)
{
	struct search *search = context;
	search->attempts++;
	if (clock_ms() - search->shown_ms > PROGRESS_MS) {
		print_progress(search, "trying", plan_record_count(candidate));
	}
	for (int i = 0; i < REPLAYS; i++) {
		if (interrupted || search->broken || !shows_signature(search, candidate)) {
			return false;
		}
	}
	return true;
}

static bool progress(void *context, const char *pass, const struct plan *best, uint32_t attempts)
{
	struct search *search = context;
	if (pass != search->pass) {
		print_progress(search, pass, plan_record_count(best));
		search->pass = pass;
	}
	return !interrupted && !search->broken;
}

/* Reduces *plan; returns an exit code. Nothing is changed when it does not fail. */
static int minimize(struct search *search, struct plan *plan, const char *name, uint64_t attempts_max)
{
	const struct run *run = judge_run(search->judge, plan, JUDGE_LEAKS);
	if (!run) {
		return STATUS_BUG;
	}
	if (run->verdict.kind == VERDICT_OK) {
		complain("%s: does not fail, so there is nothing to minimize", name);
		return STATUS_FINDING;
	}
	snprintf(search->signature, sizeof search->signature, "%s", run->verdict.signature);
	search->flags = run->verdict.kind == VERDICT_LEAK ? JUDGE_LEAKS : 0;
	fprintf(stderr, "%s\n", search->signature);
	for (int i = 1; i < REPLAYS; i++) {
		if (!shows_signature(search, plan)) {
			complain("%s: does not fail the same way every time; see fuzzcase stable", name);
			return search->broken ? STATUS_BUG : STATUS_FINDING;
		}
	}
	struct plan_minimize_options options = { .attempts_max = (uint32_t)attempts_max, .predicate = predicate,
		.progress = progress, .context = search };
	plan_minimize(plan, &options);
	return search->broken ? STATUS_BUG : STATUS_OK;
}

static int minimize_file(const char *path, const char *output, uint64_t attempts_max)
{
	struct plan plan;
	if (!input_read_plan(path, &plan) || !file_can_write(output)) {
		return STATUS_USAGE;
	}
	struct search search = { .judge = judge_create(), .start_ms = clock_ms(), .shown_ms = clock_ms() };
	if (!search.judge) {
		return STATUS_BUG;
	}
	signal(SIGINT, interrupt);
	size_t before = plan_record_count(&plan);
	int status = minimize(&search, &plan, path, attempts_max);
	judge_destroy(search.judge);
	if (status != STATUS_OK) {
		return status;
	}
	uint8_t data[PLAN_INPUT_MAX];
	size_t size = plan_encode(&plan, data, sizeof data);
	if (!file_write(output, data, size)) {
		return STATUS_USAGE;
	}
	fprintf(stderr, "%zu records -> %zu, %zu bytes, %" PRIu32 " attempts, %.1f s%s\n", before,
		plan_record_count(&plan), size, search.attempts, (double)(clock_ms() - search.start_ms) / 1000,
		interrupted ? " (interrupted)" : "");
	return STATUS_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	const char *output = NULL;
	uint64_t attempts_max = 0;
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &output },
		{ .name = "--attempts", .kind = OPTION_NUMBER, .value = &attempts_max, .max = UINT32_MAX },
		{ .name = NULL },
	};
	if (options_parse(command, argc, argv, options, 1, 1) < 0) {
		return STATUS_USAGE;
	}
	if (!output) {
		complain("minimize: -o OUT is missing");
		return STATUS_USAGE;
	}
	return minimize_file(argv[0], output, attempts_max);
}

const struct command command_minimize = {
	.name = "minimize",
	.arguments = "FILE -o OUT [--attempts N]",
	.summary = "a smaller input with the same signature",
	.help = "\n"
		"  -o OUT         where the canonical bytes go\n"
		"  --attempts N   try at most N candidates (0, the default: no bound)\n"
		"\nCtrl-C ends the search and writes the best so far.\n"
		"Exit codes: 0 written, 1 the input does not fail (nothing is written), 2 bad input, "
		"3 bug of the harness.\n",
	.run = run,
};
