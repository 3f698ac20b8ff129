/* exposure.c - one trial: how many executions until a runtime shows a finding.
 *
 *   exposure MODE SEED CAP WORK CORPUS RESULT [SOUND]
 *   exposure seeds FILE|FOLDER...
 *
 * CORPUS is a folder of testcases, which is read; WORK an empty one, for what is found. MODE says what is run as
 * execution 1, 2, ... up to CAP:
 *   full             the engine's own, over coverage: the php-fuzz-async beside this executable
 *   nofeedback       a testcase drawn at random, mutated as in `full`; nothing of what a run did is used or kept
 *   random-plans     plans of plan_generate(); the testcases are not used
 *   random-schedule  program and peers of a testcase drawn at random, under random:N, a new N each time
 *   pct              the same under pct:N:3
 * The i-th input of all but `full` depends on MODE, SEED, i and the testcases alone. All run in one process until a
 * finding ends it. SOUND is the exposure of the sound runtime: what that one shows too is no finding of the trial.
 *
 * The outcome is written to the file RESULT as one JSON object, completely or not at all. With `seeds` each testcase
 * runs once, as it is, in a process of its own, and there is a line for each that is a finding. Exit codes: 0, also
 * when something was found; 1 a seed is a finding; 2 bad arguments or input; 3 a bug of the harness.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/draw.h"
#include "bench/engine.h"
#include "tools/child.h"
#include "tools/command.h"
#include "tools/gather.h"
#include "tools/judge.h"

enum { CAP_MAX = 100000000 };

/* What the child, which runs the inputs, tells its parent. */
struct progress {
	volatile uint32_t executions;
	struct input input;         /* of the last one */
	struct run run;
};

struct request {
	const char *mode, *work, *result, *sound;
	char *corpus;
	uint64_t seed, cap;
};

static struct progress *progress;

/* ---- runs in a child ---- */

static void run_drawn(const struct draw *draw, const struct corpus *corpus, const struct request *request)
{
	struct prng prng;
	struct plan plan;
	for (uint32_t i = 0; i < request->cap; i++) {
		prng_init(&prng, request->seed, i);
		draw->fill(corpus, &prng, &progress->input);
		plan_decode(progress->input.data, progress->input.size, &plan);
		progress->executions = i + 1;
		harness_run(&plan, &progress->run);
	}
}

/* Waits for the child that ran, and says how its last run ended: a verdict, or NULL after one line on stderr. */
static const struct verdict *child_judge(pid_t pid, int error_fd)
{
	static char report[JUDGE_REPORT_MAX];
	struct verdict *verdict = &progress->run.verdict;
	int status = 0;
	bool timely = pid > 0 && child_wait(pid, JUDGE_BOUND_MS, &progress->executions, &status);
	judge_stderr_read(error_fd, report);
	close(error_fd);
	if (pid < 0 || !judge_classify(timely, status, report, verdict)) {
		fprintf(stderr, "exposure: HARNESS BUG in execution %" PRIu32 ": %.*s\n", progress->executions,
			(int)strcspn(report, "\n"), report);
		return NULL;
	}
	return verdict;
}

static bool drawn_trial(const struct draw *draw, const struct corpus *corpus, const struct request *request,
	struct outcome *outcome)
{
	int error_fd = judge_stderr_open();
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		judge_child_begin(error_fd);
		run_drawn(draw, corpus, request);
		_exit(0);
	}
	const struct verdict *verdict = child_judge(pid, error_fd);
	if (!verdict) {
		return false;
	}
	*outcome = (struct outcome){ .executions = progress->executions, .found = verdict->kind != VERDICT_OK };
	snprintf(outcome->signature, sizeof outcome->signature, "%s", verdict->signature);
	if (outcome->found) {
		snprintf(outcome->input, sizeof outcome->input, "%.4000s/found", request->work);
		return file_write(outcome->input, progress->input.data, progress->input.size);
	}
	return true;
}

static bool harness_open(void)
{
	progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (progress == MAP_FAILED || !harness_start()) {
		fputs("exposure: the harness cannot be started\n", stderr);
		return false;
	}
	return true;
}

/* ---- the seeds themselves ---- */

static int seeds_run(char **paths, int count)
{
	struct gather *gather = gather_create(paths, count, &(struct gather_random){ .seed = 0 });
	char name[GATHER_NAME_MAX];
	struct plan plan;
	int status = STATUS_OK;
	if (!gather || !harness_open()) {
		return STATUS_USAGE;
	}
	for (size_t i = 0; i < gather_count(gather) && gather_read(gather, i, &progress->input, name); i++) {
		int error_fd = judge_stderr_open();
		progress->run.verdict = (struct verdict){ .kind = VERDICT_OK };
		plan_decode(progress->input.data, progress->input.size, &plan);
		fflush(NULL);
		pid_t pid = fork();
		if (pid == 0) {
			judge_child_begin(error_fd);
			harness_run(&plan, &progress->run);
			judge_child_leaks();
			_exit(0);
		}
		const struct verdict *verdict = child_judge(pid, error_fd);
		if (!verdict) {
			return STATUS_BUG;
		}
		if (verdict->kind != VERDICT_OK) {
			printf("%s %s\n", name, verdict->signature);
			status = STATUS_FINDING;
		}
	}
	gather_destroy(gather);
	return status;
}

/* ---- a trial ---- */

static bool corpus_read(char *folder, struct corpus *corpus)
{
	struct gather *gather = gather_create(&folder, 1, &(struct gather_random){ .seed = 0 });
	char name[GATHER_NAME_MAX];
	if (!gather) {
		return false;
	}
	corpus->count = (uint32_t)gather_count(gather);
	corpus->inputs = calloc(corpus->count, sizeof *corpus->inputs);
	bool ok = corpus->inputs != NULL;
	for (uint32_t i = 0; ok && i < corpus->count; i++) {
		ok = gather_read(gather, i, &corpus->inputs[i], name);
	}
	gather_destroy(gather);
	return ok;
}

/* The sound runtime, asked about what was found. */
static bool sound_shows(const char *sound, const char *input)
{
	int status = 0;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execl(sound, sound, "seeds", input, (char *)NULL);
		_exit(127);
	}
	return pid < 0 || waitpid(pid, &status, 0) != pid || status != 0;
}

static int outcome_report(const struct request *request, struct outcome *outcome, uint64_t milliseconds)
{
	bool sound_too = outcome->found && request->sound && sound_shows(request->sound, outcome->input);
	json_t *object = json_pack("{s:s, s:I, s:I, s:I, s:b, s:b, s:s, s:I}", "mode", request->mode,
		"seed", (json_int_t)request->seed, "cap", (json_int_t)request->cap, "executions", (json_int_t)outcome->executions,
		"found", outcome->found && !sound_too, "sound_too", sound_too, "signature", outcome->signature,
		"milliseconds", (json_int_t)milliseconds);
	char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
	bool ok = text && file_write(request->result, text, strlen(text));
	free(text);
	json_decref(object);
	return ok ? STATUS_OK : STATUS_USAGE;
}

static int trial_run(const struct request *request)
{
	struct corpus corpus = { .count = 0 };
	struct outcome outcome;
	uint64_t began = clock_ms();
	const struct draw *draw = draw_find(request->mode);
	bool ran;
	if (draw) {
		if (!corpus_read(request->corpus, &corpus)) {
			return STATUS_USAGE;
		}
		ran = harness_open() && drawn_trial(draw, &corpus, request, &outcome);
		free(corpus.inputs);
	} else {
		ran = engine_trial(request->seed, (uint32_t)request->cap, request->work, request->corpus, &outcome);
	}
	return ran ? outcome_report(request, &outcome, clock_ms() - began) : STATUS_BUG;
}

/* ---- arguments ---- */

static bool number_read(const char *text, uint64_t max, uint64_t *number)
{
	char *end;
	*number = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' && *number > 0 && *number <= max;
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "seeds") == 0) {
		return seeds_run(argv + 2, argc - 2);
	}
	struct request request;
	if ((argc != 7 && argc != 8) || (!draw_find(argv[1]) && strcmp(argv[1], "full") != 0)
		|| !number_read(argv[2], UINT32_MAX, &request.seed) || !number_read(argv[3], CAP_MAX, &request.cap)) {
		fputs("usage: exposure full|nofeedback|random-plans|random-schedule|pct SEED CAP WORK CORPUS RESULT [SOUND]\n"
			"       exposure seeds FILE|FOLDER...\n", stderr);
		return STATUS_USAGE;
	}
	request.mode = argv[1];
	request.work = argv[4];
	request.corpus = argv[5];
	request.result = argv[6];
	request.sound = argv[7];
	return trial_run(&request);
}
