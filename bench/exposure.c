/* exposure.c - one trial: how many executions until a runtime shows a finding, without the engine.
 *
 *   exposure MODE SEED CAP FOUND FILE...
 *
 * FILEs are testcases, the corpus. MODE says what is run as execution 1, 2, ... up to CAP:
 *   seeds            each testcase once, as it is; CAP and SEED are not used
 *   nofeedback       a testcase drawn at random and changed at random; nothing of what a run did is used
 *   random-plans     plans of plan_generate(); the testcases are not used
 *   random-schedule  the program and the peers of each testcase in turn, under random:N, a new N each time
 *   pct              the same under pct:N:3
 * The i-th execution depends on MODE, SEED, i and the testcases alone. All run in one process until a finding ends it.
 * Prints the outcome as one JSON object; the input that was found goes to the file FOUND. With `seeds` it prints a line
 * for every testcase that is a finding, and each has a process of its own.
 * Exit code 0, also when something was found; 2 bad arguments or input, 3 bug of the harness.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "plan/generate.h"
#include "tools/child.h"
#include "tools/command.h"
#include "tools/files.h"
#include "tools/judge.h"

enum { EDITS_MAX = 4, SCHEDULE_DEPTH = 3, CAP_MAX = 100000000 };

/* What the child, which runs the inputs, tells its parent. */
struct progress {
	volatile uint32_t executions;
	struct input input;         /* of the last one */
	struct run run;
};

static struct {
	struct input *corpus;
	uint32_t count;
	uint64_t seed;
	struct progress *progress;
} g;

/* ---- the inputs of the modes ---- */

static void input_encode(const struct plan *plan, struct input *input)
{
	input->size = plan_encode(plan, input->data, sizeof input->data);
}

/* Takes one record out, or puts one of another testcase, or of this one, in. */
static void records_edit(struct prng *prng, struct input *input)
{
	size_t records = (input->size - PLAN_HEADER_SIZE) / PLAN_RECORD_SIZE;
	const struct input *other = &g.corpus[prng_below(prng, g.count)];
	size_t others = other->size < PLAN_HEADER_SIZE ? 0 : (other->size - PLAN_HEADER_SIZE) / PLAN_RECORD_SIZE;
	uint8_t *at = input->data + PLAN_HEADER_SIZE + prng_below(prng, (uint32_t)records + 1) * PLAN_RECORD_SIZE;
	size_t rest = (size_t)(input->data + input->size - at);
	if (prng_chance(prng, 1, 3)) {
		if (rest >= PLAN_RECORD_SIZE) {
			memmove(at, at + PLAN_RECORD_SIZE, rest - PLAN_RECORD_SIZE);
			input->size -= PLAN_RECORD_SIZE;
		}
	} else if (others > 0 && input->size + PLAN_RECORD_SIZE <= sizeof input->data) {
		memmove(at + PLAN_RECORD_SIZE, at, rest);
		memcpy(at, other->data + PLAN_HEADER_SIZE + prng_below(prng, (uint32_t)others) * PLAN_RECORD_SIZE,
			PLAN_RECORD_SIZE);
		input->size += PLAN_RECORD_SIZE;
	}
}

static void nofeedback_draw(struct prng *prng, uint32_t i, struct input *input)
{
	(void)i;
	*input = g.corpus[prng_below(prng, g.count)];
	for (uint32_t edits = 1 + prng_below(prng, EDITS_MAX); edits > 0; edits--) {
		if (input->size >= PLAN_HEADER_SIZE && prng_chance(prng, 1, 3)) {
			records_edit(prng, input);
		} else if (input->size > 0 && prng_chance(prng, 1, 2)) {
			input->data[prng_below(prng, (uint32_t)input->size)] ^= (uint8_t)(1u << prng_below(prng, 8));
		} else if (input->size > 0) {
			input->data[prng_below(prng, (uint32_t)input->size)] = (uint8_t)prng_next(prng);
		}
	}
}

static void plans_draw(struct prng *prng, uint32_t i, struct input *input)
{
	struct plan plan;
	(void)i;
	plan_generate(prng, &plan);
	input_encode(&plan, input);
}

/* Only what an ordinary test program has: no cancellation by the harness, no deviation, no fault. */
static void schedule_draw(struct prng *prng, uint32_t i, uint8_t kind, struct input *input)
{
	struct plan plan;
	const struct input *of = &g.corpus[i % g.count];
	plan_decode(of->data, of->size, &plan);
	plan.deviation_count = plan.cancel_count = plan.fault_count = 0;
	plan.sampler = (struct plan_sampler){ .kind = kind, .seed = (uint32_t)prng_next(prng),
		.depth = plan_sampler_depth(kind) ? SCHEDULE_DEPTH : 0 };
	input_encode(&plan, input);
}

static void random_draw(struct prng *prng, uint32_t i, struct input *input)
{
	schedule_draw(prng, i, PLAN_SAMPLER_RANDOM, input);
}

static void pct_draw(struct prng *prng, uint32_t i, struct input *input)
{
	schedule_draw(prng, i, PLAN_SAMPLER_PCT, input);
}

static const struct mode {
	const char *name;
	void (*draw)(struct prng *prng, uint32_t i, struct input *input);
} modes[] = {
	{ "nofeedback", nofeedback_draw },
	{ "random-plans", plans_draw },
	{ "random-schedule", random_draw },
	{ "pct", pct_draw },
};

/* ---- a trial ---- */

static void run_all(const struct mode *mode, uint32_t cap)
{
	struct progress *progress = g.progress;
	struct prng prng;
	struct plan plan;
	for (uint32_t i = 0; i < cap; i++) {
		prng_init(&prng, g.seed, i);
		mode->draw(&prng, i, &progress->input);
		plan_decode(progress->input.data, progress->input.size, &plan);
		progress->executions = i + 1;
		harness_run(&plan, &progress->run);
	}
}

/* Forks the process that runs them. Returns the verdict of the last one, or NULL after one line on stderr. */
static const struct verdict *trial(const struct mode *mode, uint32_t cap)
{
	static char report[JUDGE_REPORT_MAX];
	struct verdict *verdict = &g.progress->run.verdict;
	int error_fd = judge_stderr_open(), status;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		judge_child_begin(error_fd);
		run_all(mode, cap);
		_exit(0);
	}
	bool timely = pid > 0 && child_wait(pid, JUDGE_BOUND_MS, &g.progress->executions, &status);
	judge_stderr_read(error_fd, report);
	close(error_fd);
	if (pid < 0 || !judge_classify(timely, status, report, verdict)) {
		fprintf(stderr, "exposure: HARNESS BUG in execution %" PRIu32 ": %.*s\n", g.progress->executions,
			(int)strcspn(report, "\n"), report);
		return NULL;
	}
	return verdict;
}

static int trial_report(const struct mode *mode, uint32_t cap, const char *found)
{
	uint64_t began = clock_ms();
	const struct verdict *verdict = trial(mode, cap);
	if (!verdict) {
		return STATUS_BUG;
	}
	bool is_found = verdict->kind != VERDICT_OK;
	json_t *object = json_pack("{s:s, s:I, s:I, s:I, s:b, s:s, s:I}", "mode", mode->name, "seed", (json_int_t)g.seed,
		"cap", (json_int_t)cap, "executions", (json_int_t)g.progress->executions, "found", is_found,
		"signature", verdict->signature, "milliseconds", (json_int_t)(clock_ms() - began));
	json_dumpf(object, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(object);
	return !is_found || file_write(found, g.progress->input.data, g.progress->input.size) ? STATUS_OK : STATUS_USAGE;
}

/* ---- the seeds themselves ---- */

static uint32_t seed_at;

static void seed_draw(struct prng *prng, uint32_t i, struct input *input)
{
	(void)prng;
	(void)i;
	*input = g.corpus[seed_at];
}

static int seeds_report(char **paths)
{
	const struct mode mode = { "seeds", seed_draw };
	for (seed_at = 0; seed_at < g.count; seed_at++) {
		memset(&g.progress->run.verdict, 0, sizeof g.progress->run.verdict);
		const struct verdict *verdict = trial(&mode, 1);
		if (!verdict) {
			return STATUS_BUG;
		}
		if (verdict->kind != VERDICT_OK) {
			printf("%s %s\n", paths[seed_at], verdict->signature);
		}
	}
	return STATUS_OK;
}

/* ---- arguments ---- */

static const struct mode *mode_find(const char *name)
{
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		if (strcmp(modes[i].name, name) == 0) {
			return &modes[i];
		}
	}
	return NULL;
}

static bool number_read(const char *text, uint64_t max, uint64_t *number)
{
	char *end;
	*number = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' && *number <= max;
}

static bool corpus_read(char **paths, int count)
{
	g.corpus = calloc((size_t)count, sizeof *g.corpus);
	for (int i = 0; g.corpus && i < count; i++) {
		if (!input_read(paths[i], &g.corpus[i])) {
			return false;
		}
	}
	g.count = (uint32_t)count;
	return g.corpus != NULL;
}

int main(int argc, char **argv)
{
	uint64_t cap;
	const struct mode *mode = argc < 6 ? NULL : mode_find(argv[1]);
	bool seeds = argc >= 6 && strcmp(argv[1], "seeds") == 0;
	if ((!mode && !seeds) || !number_read(argv[2], INT64_MAX, &g.seed) || !number_read(argv[3], CAP_MAX, &cap)) {
		fputs("usage: exposure seeds|nofeedback|random-plans|random-schedule|pct SEED CAP FOUND FILE...\n", stderr);
		return STATUS_USAGE;
	}
	if (!corpus_read(argv + 5, argc - 5)) {
		return STATUS_USAGE;
	}
	g.progress = mmap(NULL, sizeof *g.progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (g.progress == MAP_FAILED || !harness_start()) {
		fputs("exposure: cannot start\n", stderr);
		return STATUS_BUG;
	}
	int status = seeds ? seeds_report(argv + 5) : trial_report(mode, (uint32_t)cap, argv[4]);
	harness_stop();
	munmap(g.progress, sizeof *g.progress);
	free(g.corpus);
	return status;
}
