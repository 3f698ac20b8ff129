/* cmd_stable.c - does the same input always run the same way?
 *
 * Each input runs twice in one process and once in each of two fresh ones, among other inputs in another order; the
 * hashes of the traces must agree. A mismatch is a bug of ours (uncontrolled nondeterminism), or state
 * that survived a run; the first event in which two runs differ says where to look.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tools/batch.h"
#include "tools/child.h"
#include "tools/commands.h"
#include "tools/gather.h"
#include "tools/judge.h"

enum { PROGRESS_TTY_MS = 200, PROGRESS_LOG_MS = 5000, PREFIX_EVENTS = 6 };

struct tally {
	uint64_t total, done, stable, findings, shown_ms;
};

static uint32_t kept(const struct trace *trace)
{
	return trace->count < TRACE_EVENTS_MAX ? trace->count : TRACE_EVENTS_MAX;
}

/* What one run did up to the event in which it differs from another. */
static void print_prefix(const char *label, const struct trace *trace, uint32_t divergent)
{
	printf("    %s\n", label);
	for (uint32_t i = divergent > PREFIX_EVENTS ? divergent - PREFIX_EVENTS : 0; i <= divergent; i++) {
		fputs(i == divergent ? "    > " : "      ", stdout);
		if (i < kept(trace)) {
			trace_print_event(&trace->events[i], stdout);
		} else {
			puts("(the run has ended)");
		}
	}
}

static void print_divergence(const struct trace *a, const struct trace *b)
{
	uint32_t i = 0;
	uint32_t both = kept(a) < kept(b) ? kept(a) : kept(b);
	while (i < both && memcmp(&a->events[i], &b->events[i], sizeof a->events[i]) == 0) {
		i++;
	}
	if (i == both && (a->count == b->count || both == TRACE_EVENTS_MAX)) {
		puts("    all kept events agree: they differ in what is mixed into the hash, or past the bound");
		return;
	}
	printf("    first divergent event is number %" PRIu32 "\n", i);
	print_prefix("one run:", a, i);
	print_prefix("another run:", b, i);
}

static bool agree(const struct run *a, const struct run *b)
{
	if (a->verdict.kind != VERDICT_OK || b->verdict.kind != VERDICT_OK) {
		return strcmp(a->verdict.signature, b->verdict.signature) == 0;
	}
	return a->trace.hash == b->trace.hash && a->trace.count == b->trace.count;
}

static void print_mismatch(const char *name, const struct batch_slot *slot, const struct run *other)
{
	static const char *const labels[BATCH_RUNS] = { "first", "again", "fresh", "fresh too" };
	printf("%s: not stable:", name);
	for (int i = 0; i < BATCH_RUNS; i++) {
		if (slot->states[i] == BATCH_DONE) {
			printf(" %s=%016" PRIx64, labels[i], slot->runs[i].trace.hash);
		}
	}
	putchar('\n');
	for (int i = 0; i < BATCH_RUNS; i++) {
		if (slot->states[i] == BATCH_DONE && slot->runs[i].verdict.kind != VERDICT_OK) {
			printf("    %s: %s\n", labels[i], slot->runs[i].verdict.signature);
		}
	}
	print_divergence(&slot->runs[0].trace, &other->trace);
}

static void judge_slot(const char *name, const struct batch_slot *slot, struct tally *tally)
{
	const struct run *first = &slot->runs[0];
	tally->done++;
	for (int i = 1; i < BATCH_RUNS; i++) {
		if (slot->states[i] == BATCH_DONE && !agree(first, &slot->runs[i])) {
			print_mismatch(name, slot, &slot->runs[i]);
			return;
		}
	}
	tally->stable++;
	if (first->sources[0]) {
		printf("%s: reads what differs from run to run: %s\n", name, first->sources);
	}
	if (first->verdict.kind != VERDICT_OK) {
		tally->findings++;
		printf("%s: finding %s\n", name, first->verdict.signature);
	}
}

static void show_progress(struct tally *tally)
{
	bool tty = isatty(STDERR_FILENO);
	uint64_t now = clock_ms();
	if (now - tally->shown_ms >= (tty ? PROGRESS_TTY_MS : PROGRESS_LOG_MS)) {
		fprintf(stderr, "%s%" PRIu64 " of %" PRIu64 " inputs, %" PRIu64 " not stable%s", tty ? "\r" : "",
			tally->done, tally->total, tally->done - tally->stable, tty ? "  " : "\n");
		tally->shown_ms = now;
	}
}

/* The same plan with forked peers. */
static void fork_peers(struct input *input)
{
	static struct plan plan;
	plan_decode(input->data, input->size, &plan);
	plan.forked = true;
	input->size = plan_encode(&plan, input->data, sizeof input->data);
}

/* Fills the batch with the inputs from `next` on; returns their number, or -1 after one line. */
static int fill(const struct gather *gather, size_t next, bool forked, struct batch *batch,
	char names[BATCH_INPUTS_MAX][GATHER_NAME_MAX])
{
	batch_reset(batch);
	while (batch->count < BATCH_INPUTS_MAX && next + batch->count < gather_count(gather)) {
		uint32_t i = batch->count;
		if (!gather_read(gather, next + i, &batch->slots[i].input, names[i])) {
			return -1;
		}
		if (forked) {
			fork_peers(&batch->slots[i].input);
		}
		batch->count++;
	}
	return (int)batch->count;
}

static int check(const struct gather *gather, bool forked, struct batch *batch, int fd)
{
	static char names[BATCH_INPUTS_MAX][GATHER_NAME_MAX];
	struct tally tally = { .total = gather_count(gather), .shown_ms = clock_ms() };
	while (tally.done < tally.total) {
		int count = fill(gather, tally.done, forked, batch, names);
		if (count < 0) {
			return STATUS_USAGE;
		}
		if (!batch_run(batch, fd)) {
			return STATUS_BUG;
		}
		for (int i = 0; i < count; i++) {
			judge_slot(names[i], &batch->slots[i], &tally);
		}
		fflush(stdout);
		show_progress(&tally);
	}
	if (tally.findings) {
		printf("%" PRIu64 " of them findings\n", tally.findings);
	}
	printf("%" PRIu64 " of %" PRIu64 " stable\n", tally.stable, tally.total);
	return tally.stable == tally.total ? STATUS_OK : STATUS_FINDING;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct gather_random random = { .seed = 1 };
	bool forked = false;
	const struct option_spec options[] = {
		{ .name = "--random", .kind = OPTION_NUMBER, .value = &random.bytes, .max = 100000000 },
		{ .name = "--plans", .kind = OPTION_NUMBER, .value = &random.plans, .max = 100000000 },
		{ .name = "--seed", .kind = OPTION_NUMBER, .value = &random.seed, .max = UINT64_MAX },
		{ .name = "--forked", .kind = OPTION_FLAG, .value = &forked },
		{ .name = NULL },
	};
	int count = options_parse(command, argc, argv, options, 0, argc);
	if (count == 0 && random.bytes + random.plans == 0) {
		complain("stable: name a FILE or a DIR, or --random N, or --plans N");
		return STATUS_USAGE;
	}
	struct gather *gather = count < 0 ? NULL : gather_create(argv, count, &random);
	if (!gather) {
		return STATUS_USAGE;
	}
	int fd, status = STATUS_BUG;
	struct batch *batch = batch_create(&fd);
	struct judge *judge = batch ? judge_create() : NULL;
	if (judge) {
		status = check(gather, forked, batch, fd);
	}
	judge_destroy(judge);
	gather_destroy(gather);
	return status;
}

const struct command command_stable = {
	.name = "stable",
	.arguments = "FILE...|DIR... [--random N] [--plans N] [--seed S] [--forked]",
	.summary = "four runs, one trace hash",
	.help = "\n"
		"Each input runs twice in one process and once in each of two fresh ones. A finding counts as stable when its\n"
		"signature is the same everywhere.\n\n"
		"  --random N   and N random byte strings\n"
		"  --plans N    and N random plans, which use every track\n"
		"  --seed S     of this seed (1)\n"
		"  --forked     all with forked peers\n"
		"\nExit codes: 0 all stable, 1 a mismatch, 2 bad input, 3 bug of the harness. Last line: N of N stable.\n",
	.run = run,
};
