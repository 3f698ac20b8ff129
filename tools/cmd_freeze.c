/* cmd_freeze.c - writes a finding as a .phpt that fails, with its descriptor.
 *
 * A frozen test that passes is worse than none, so nothing is written before the test has failed in every run under the PHP
 * it is for, and once more under run-tests.php; and has passed in every run under the fixed PHP, when there is one. Plain
 * tests are tried first; what plain PHP cannot say is frozen with its plan, for a PHP with fuzz_world.so. A descriptor says
 * which test it was, and the same one is made again.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tools/candidate.h"
#include "tools/certificate.h"
#include "tools/commands.h"
#include "tools/descriptor_read.h"
#include "tools/files.h"
#include "tools/frozen.h"
#include "tools/judge.h"
#include "tools/trial.h"

#define SEEDS_DEFAULT (UINT64_C(1) << 28)
enum { TRIAL_SLACK_MS = 40000 };

/* A PHP that was named or found; run-tests.php starts it elsewhere, so its path must not depend on the folder we are in. */
struct program { const char *named, *path; char text[PATH_TEXT_MAX]; };

struct request {
	const char *file, *name_wanted, *tier_wanted;
	enum descriptor_tier tier;  /* that was asked for, or NONE */
	struct program php, world, fixed, fixed_world;
	bool standalone, in_suite;
	const char *layout;
	uint64_t seeds;
	bool described;             /* the file is a descriptor ... */
	struct descriptor descriptor;   /* ... this one */
	struct recipe_texts texts;
	char below[64];             /* where the test is, below the folder of _peers/ */
	struct trial trial, fixed_trial;
	struct frozen frozen;
};

static bool program_find(struct program *program, const char *beside)
{
	const char *path = program->named ? program->named : beside;
	program->path = path && realpath(path, program->text) && access(program->text, X_OK) == 0 ? program->text : NULL;
	return program->path || !program->named;
}

static const char *beside_self(const char *name, char *path)
{
	return path_beside_self(name, path) ? path : NULL;
}

/* php-world in the folder of a PHP. */
static const char *world_beside(const char *php, char *path)
{
	int folder = (int)(strrchr(php, '/') - php);
	snprintf(path, PATH_TEXT_MAX, "%.*s/php-world", folder, php);
	return path;
}

/* PHP is needed in any case; the others perhaps, but who names one means it. */
static bool programs_find(struct request *request)
{
	char path[PATH_TEXT_MAX];
	if (!program_find(&request->php, beside_self("php", path)) || !request->php.path) {
		complain("%s: is no PHP that can be run; name one with --php", request->php.named ? request->php.named : "php");
	} else if (!program_find(&request->world, beside_self("php-world", path))) {
		complain("%s: is no PHP that can be run; name one with --world-php", request->world.named);
	} else if (!program_find(&request->fixed, NULL)) {
		complain("%s: is no PHP that can be run; name one with --fixed", request->fixed.named);
	} else {
		program_find(&request->fixed_world, request->fixed.path ? world_beside(request->fixed.path, path) : NULL);
		return true;
	}
	return false;
}

/* The name of the test: what was asked for, else that of the descriptor, else that of the input's file; only characters that
 * need no quoting. */
static void name_choose(struct request *request)
{
	char *name = request->frozen.name;
	const char *base = request->name_wanted;
	bool of_file = !base && (!request->described || *request->descriptor.name == '\0');
	if (of_file) {
		base = strrchr(request->file, '/');
		base = base ? base + 1 : request->file;
	} else if (!base) {
		base = request->descriptor.name;
	}
	if (strcmp(base, "-") == 0) {
		base = request->frozen.run.verdict.oracle;
	}
	snprintf(name, RECIPE_NAME_MAX, "%s", base);
	char *extension = strrchr(name, '.');
	if (of_file && request->described && extension && extension != name) {
		*extension = '\0';
	}
	for (char *c = name; *c; c++) {
		if (!isalnum((unsigned char)*c) && *c != '-' && *c != '_') {
			*c = '-';
		}
	}
}

static void results_show(const struct request *request, const char *path)
{
	char runner[PATH_TEXT_MAX];
	bool confirmed = path_run_tests(runner);
	const struct candidate *candidate = &request->frozen.candidate;
	const struct descriptor_certificate *certificate = &request->frozen.certificate;
	int stem = (int)strlen(path) - 5, folder = (int)(strrchr(path, '/') - path);
	printf("%s\n%.*s.json\n", path, stem, path);
	if (candidate->recipe.tier == DESCRIPTOR_WORLD) {
		printf("%.*s/%s.plan\nfails with its plan; none of %" PRIu32 " plain tests does", folder, path, request->frozen.name,
			candidate->tried);
	} else {
		printf("fails under TRUE_ASYNC_SCHED=%s (candidate %" PRIu32 ")", candidate->recipe.sched, candidate->tried);
	}
	printf("%s\n", confirmed ? "" : "; not confirmed by run-tests.php, which was not found");
	if (candidate->seeds > 0) {
		printf("%" PRIu64 " seeds looked at in %" PRIu64 " ms\n", candidate->seeds, candidate->seeds_ms);
	}
	printf("tier %s; %" PRIu32 " of %" PRIu32 " runs fail", descriptor_tier_name(candidate->recipe.tier),
		certificate->failed, certificate->runs);
	if (certificate->fixed_runs > 0) {
		printf(", %" PRIu32 " of %" PRIu32 " pass when fixed", certificate->fixed_passed, certificate->fixed_runs);
	}
	printf("\nrun it: %s %s -q -p %s %s\n", request->trial.php, confirmed ? runner : "run-tests.php", request->trial.php,
		path);
}

/* A finding that does not always fail keeps its descriptor. */
static int flaky(const struct request *request, const char *what, uint32_t same, uint32_t runs)
{
	complain("%s: is flaky, so it is not frozen: %s %" PRIu32 " of %" PRIu32 " runs; its descriptor is %s.json",
		request->file, what, same, runs, request->frozen.name);
	return frozen_write_descriptor(&request->frozen) ? STATUS_FINDING : STATUS_USAGE;
}

/* What went wrong stands at the end of what a program says. */
static const char *end_of(const char *output)
{
	enum { SHOWN = 600 };
	size_t length = strlen(output);
	return length > SHOWN ? output + length - SHOWN : output;
}

/* ---- the fixed runtime ---- */

static bool fixed_open(struct request *request, const char *plan_file, const char *plan_text)
{
	const struct program *program = plan_file ? &request->fixed_world : &request->fixed;
	if (!program->path) {
		complain("%s: has no php-world beside it, which the test needs", request->fixed.path);
		return false;
	}
	request->fixed_trial.bound_ms = request->trial.bound_ms;
	return trial_open(&request->fixed_trial, program->path, request->below)
		&& (!plan_file || trial_plan(&request->fixed_trial, plan_file, plan_text));
}

/* What does not come to pass in the fixed runtime cannot be expected of it. */
static bool anchors_lower(struct request *request, const struct trial_count *count)
{
	struct candidate *candidate = &request->frozen.candidate;
	uint32_t hit;
	const char *reason;
	if (count->stale == 0 || !trial_anchors(&request->fixed_trial, &hit) || hit >= candidate->recipe.anchors) {
		return false;
	}
	candidate->recipe.anchors = hit;
	return recipe_write(&candidate->recipe, &request->texts, candidate->test, &reason);
}

static bool fixed_passes(struct request *request)
{
	const struct candidate *candidate = &request->frozen.candidate;
	struct trial *trial = &request->fixed_trial;
	struct trial_count count;
	do {
		trial_run(trial, candidate->test, candidate->recipe.sched, NULL, CANDIDATE_RUNS, &count);
	} while (anchors_lower(request, &count));
	request->frozen.certificate.fixed_runs = count.runs;
	request->frozen.certificate.fixed_passed = count.passes;
	if (count.passes != CANDIDATE_RUNS) {
		complain("%s: the test does not pass in %s: %" PRIu32 " of %d runs do: %.*s", request->file, trial->php,
			count.passes, CANDIDATE_RUNS, 400, trial->output);
		return false;
	}
	if (!trial_in_runner(trial, request->frozen.name, candidate->test, false)) {
		complain("%s: the test passes in %s, but not under run-tests.php: %s", request->file, trial->php,
			end_of(trial->output));
		return false;
	}
	return true;
}

/* ---- the test ---- */

/* It fails whenever it is run: the rest of the proof, and the results. */
static int conclude(struct request *request, const char *plan_file, const char *plan_text)
{
	struct frozen *frozen = &request->frozen;
	char path[PATH_TEXT_MAX], runner[PATH_TEXT_MAX];
	frozen->certificate.runs = frozen->candidate.count.runs;
	frozen->certificate.failed = frozen->candidate.count.fails;
	if (request->fixed.path) {
		bool passes = fixed_open(request, plan_file, plan_text) && fixed_passes(request);
		trial_close(&request->fixed_trial);
		if (!passes) {
			return STATUS_FINDING;
		}
	}
	frozen->certificate.in_runner = path_run_tests(runner);
	if (!frozen_write(frozen, path)) {
		return STATUS_USAGE;
	}
	results_show(request, path);
	return STATUS_OK;
}

static struct candidate_search search_make(struct request *request, struct judge *judge)
{
	return (struct candidate_search){ .judge = judge, .trial = &request->trial, .texts = &request->texts, .finding = &request->frozen.run,
		.standalone = request->standalone, .in_suite = request->in_suite, .tier = request->tier, .seeds_max = request->seeds };
}

/* With its plan, in a PHP with the library. `reason`: why there is no plain test. */
static int world_freeze(struct request *request, struct judge *judge, const char *reason)
{
	struct candidate *candidate = &request->frozen.candidate;
	const struct candidate_search search = search_make(request, judge);
	char plan_file[RECIPE_NAME_MAX + 8], plan_text[PLAN_TEXT_MAX];
	if (!request->world.path) {
		complain("%s: none of %" PRIu32 " plain tests fails: the finding needs %s; for a test with its plan name a PHP with "
			"fuzz_world.so (--world-php)", request->file, candidate->tried, reason);
		return STATUS_FINDING;
	}
	recipe_plan_file(request->frozen.name, plan_file, sizeof plan_file);
	plan_print(&request->frozen.plan, plan_text);
	recipe_begin(&candidate->recipe, DESCRIPTOR_WORLD, &request->frozen.plan);
	candidate->recipe.standalone = request->standalone;
	candidate->recipe.in_suite = request->in_suite;
	candidate->recipe.anchors = request->frozen.run.anchors_hit;
	trial_close(&request->trial);
	if (!trial_open(&request->trial, request->world.path, request->below)
			|| !trial_plan(&request->trial, plan_file, plan_text)) {
		return STATUS_USAGE;
	}
	reason = NULL;
	if (candidate_try(&search, candidate, &reason)) {
		return conclude(request, plan_file, plan_text);
	}
	if (reason) {
		complain("%s: cannot be frozen: the finding needs %s", request->file, reason);
		return STATUS_FINDING;
	}
	if (candidate->count.fails > 0) {
		return flaky(request, "its test with the plan fails in", candidate->count.fails, candidate->count.runs);
	}
	complain("%s: the test with its plan does not fail in %s: %.*s", request->file, request->world.path, 400,
		request->trial.output);
	return STATUS_FINDING;
}

static int search(struct request *request, struct judge *judge)
{
	struct candidate *candidate = &request->frozen.candidate;
	const struct candidate_search search = search_make(request, judge);
	const char *reason = NULL;
	if (request->tier == DESCRIPTOR_WORLD) {
		return world_freeze(request, judge, "the tier that was asked for");
	}
	if (candidate_find(&search, candidate, &reason)) {
		return conclude(request, NULL, NULL);
	}
	if (candidate->count.fails > 0 && (!request->world.path || request->tier != DESCRIPTOR_NONE)) {
		return flaky(request, "the best of its tests fails in", candidate->count.fails, candidate->count.runs);
	}
	if (request->tier != DESCRIPTOR_NONE) {
		complain("%s: none of %" PRIu32 " tests of the tier %s fails", request->file, candidate->tried, request->tier_wanted);
		return STATUS_FINDING;
	}
	return world_freeze(request, judge, reason ? reason : "exact event anchors, which plain PHP cannot express");
}

/* The test that the descriptor speaks of. */
static int repeat(struct request *request, struct judge *judge)
{
	struct candidate *candidate = &request->frozen.candidate;
	const struct candidate_search search = search_make(request, judge);
	const char *reason = NULL;
	const struct verdict *verdict = &request->frozen.run.verdict;
	if (strcmp(verdict->signature, request->descriptor.verdict.signature) != 0) {
		complain("%s: field 'signature' says %s, but its plan now fails with %s", request->file,
			request->descriptor.verdict.signature, verdict->signature);
		return STATUS_FINDING;
	}
	if (request->descriptor.recipe.tier == DESCRIPTOR_WORLD) {
		return world_freeze(request, judge, "its plan");
	}
	candidate->recipe = request->descriptor.recipe;
	candidate->recipe.standalone = request->standalone;
	candidate->recipe.in_suite = request->in_suite;
	if (candidate_try(&search, candidate, &reason)) {
		return conclude(request, NULL, NULL);
	}
	if (candidate->count.fails > 0) {
		return flaky(request, "the test of the descriptor fails in", candidate->count.fails, candidate->count.runs);
	}
	complain("%s: the test of the descriptor does not fail in %s: %.*s", request->file, request->php.path, 400,
		reason ? reason : request->trial.output);
	return STATUS_FINDING;
}

/* ---- the finding ---- */

/* The descriptor says what each element of the plan is for. */
static bool necessity_take(struct request *request, struct pool *pool)
{
	struct certificate certificate;
	struct frozen *frozen = &request->frozen;
	if (!certificate_make(pool, &frozen->plan, frozen->run.verdict.signature, &certificate)) {
		certificate_destroy(&certificate);
		return false;
	}
	frozen->necessity = certificate.elements;
	return true;
}

static int freeze(struct request *request, struct pool *pool)
{
	struct judge *judge = pool_judge(pool);
	struct frozen *frozen = &request->frozen;
	uint32_t same = 1;
	const struct run *run = judge_run(judge, &frozen->plan, JUDGE_LEAKS);
	if (!run) {
		return STATUS_BUG;
	}
	if (run->verdict.kind == VERDICT_OK) {
		complain("%s: does not fail, so there is nothing to freeze", request->file);
		return STATUS_FINDING;
	}
	frozen->run = *run;
	memcpy(frozen->report, judge_report(judge), sizeof frozen->report);
	name_choose(request);
	for (int i = 1; i < CANDIDATE_RUNS; i++) {
		run = judge_run(judge, &frozen->plan, JUDGE_LEAKS);
		same += run && strcmp(run->verdict.signature, frozen->run.verdict.signature) == 0;
	}
	if (same < CANDIDATE_RUNS) {
		return flaky(request, "the finding shows in", same, CANDIDATE_RUNS);
	}
	if (!necessity_take(request, pool)) {
		return STATUS_BUG;
	}
	bool again = request->described && request->descriptor.recipe.tier != DESCRIPTOR_NONE;
	request->texts = (struct recipe_texts){ .name = frozen->name, .plan = &frozen->plan, .verdict = &frozen->run.verdict };
	/* The program waits in real time as long as the run did in virtual time. */
	request->trial.bound_ms = (uint32_t)frozen->run.virtual_ms + TRIAL_SLACK_MS;
	recipe_folder(&(struct recipe){ .in_suite = request->in_suite }, &frozen->plan, request->below, sizeof request->below);
	int status = !trial_open(&request->trial, request->php.path, request->below) ? STATUS_USAGE
		: again ? repeat(request, judge) : search(request, judge);
	trial_close(&request->trial);
	return status;
}

static bool tier_take(struct request *request)
{
	for (int i = DESCRIPTOR_PLAIN; request->tier_wanted && i < DESCRIPTOR_TIER_COUNT; i++) {
		if (strcmp(request->tier_wanted, descriptor_tier_name((enum descriptor_tier)i)) == 0) {
			request->tier = (enum descriptor_tier)i;
			return true;
		}
	}
	if (request->tier_wanted) {
		complain("freeze: --tier is plain, random or world, not '%s'", request->tier_wanted);
	}
	return !request->tier_wanted;
}

static bool layout_take(struct request *request)
{
	request->in_suite = request->layout && strcmp(request->layout, "fuzzy-tests") == 0;
	if (request->layout && !request->in_suite) {
		complain("freeze: --layout is fuzzy-tests, not '%s'", request->layout);
	}
	return !request->layout || request->in_suite;
}

static bool input_take(struct request *request)
{
	request->described = descriptor_is(request->file);
	if (!request->described) {
		return input_read_plan(request->file, &request->frozen.plan);
	}
	if (!descriptor_read(request->file, &request->descriptor)) {
		return false;
	}
	request->frozen.plan = request->descriptor.plan;
	request->standalone |= request->descriptor.recipe.standalone;
	if (request->tier != DESCRIPTOR_NONE) {
		request->descriptor.recipe.tier = DESCRIPTOR_NONE; /* another test is wanted than the one it speaks of */
	}
	return true;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request *request = calloc(1, sizeof *request);
	request->seeds = SEEDS_DEFAULT;
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &request->frozen.folder },
		{ .name = "--name", .kind = OPTION_TEXT, .value = &request->name_wanted },
		{ .name = "--php", .kind = OPTION_TEXT, .value = &request->php.named },
		{ .name = "--world-php", .kind = OPTION_TEXT, .value = &request->world.named },
		{ .name = "--fixed", .kind = OPTION_TEXT, .value = &request->fixed.named },
		{ .name = "--layout", .kind = OPTION_TEXT, .value = &request->layout },
		{ .name = "--tier", .kind = OPTION_TEXT, .value = &request->tier_wanted },
		{ .name = "--seeds", .kind = OPTION_NUMBER, .value = &request->seeds, .min = 0, .max = UINT32_MAX },
		{ .name = "--standalone", .kind = OPTION_FLAG, .value = &request->standalone },
		{ .name = NULL },
	};
	int status = STATUS_USAGE;
	int count = options_parse(command, argc, argv, options, 1, 1);
	if (count == 1 && !request->frozen.folder) {
		complain("freeze: -o DIR is missing");
	} else if (count == 1) {
		request->file = argv[0];
		if (tier_take(request) && layout_take(request) && input_take(request) && frozen_can_write(request->frozen.folder) && programs_find(request)) {
			struct pool *pool = pool_create(0);
			status = pool ? freeze(request, pool) : STATUS_BUG;
			pool_destroy(pool);
			json_decref(request->frozen.necessity);
		}
	}
	free(request);
	return status;
}

const struct command command_freeze = {
	.name = "freeze",
	.arguments = "FILE|NAME.json -o DIR [--name NAME] [--standalone] [--php PATH] [--world-php PATH] [--fixed PATH]",
	.summary = "the finding as a .phpt that fails",
	.help = "\n"
		"Writes DIR/NAME.phpt and DIR/NAME.json, and DIR/_peers/ where it is absent, once the test has failed in 20 of 20\n"
		"runs. NAME.json, a descriptor, gives the same test again; one that the fuzzer left gives the first one.\n\n"
		"  -o DIR        where to; made when it is not there\n"
		"  --name NAME   instead of the name of FILE\n"
		"  --standalone  the test holds the PHP files that it needs, instead of requiring them from _peers/\n"
		"  --layout fuzzy-tests\n"
		"                as TrueAsync's suite has it: DIR/_frozen/TOPIC/NAME__sched-S__gen-1.phpt, with a scenario beside it\n"
		"  --php PATH    the PHP to run the test with (default: php beside fuzzcase)\n"
		"  --world-php PATH\n"
		"                one with fuzz_world.so, for a finding that plain PHP cannot say: the test then has its plan\n"
		"                beside it, DIR/NAME.plan (default: php-world beside fuzzcase)\n"
		"  --fixed PATH  a PHP in which the test must pass; the one with fuzz_world.so is php-world beside it\n"
		"  --tier TIER   plain, random or world: that one, even if a better one can be had\n"
		"  --seeds N     how many seeds of random: to look at for the picks of the finding (default 268435456)\n"
		"\nExit codes: 0 written, 1 the input or its test does not always fail, 2 bad input, 3 bug of the harness.\n",
	.run = run,
};
