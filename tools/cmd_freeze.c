/* cmd_freeze.c - writes a finding as a .phpt that fails, with its descriptor.
 *
 * A frozen test that passes is worse than none, so nothing is written before the test has failed three times
 * under the PHP it is for, and once more under run-tests.php. A plain test is tried first; what plain PHP cannot say is
 * frozen with its plan, for a PHP with fuzz_world.so.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/candidate.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/judge.h"
#include "tools/report.h"
#include "tools/trial.h"

enum { DESCRIPTOR_VERSION = 2, NAME_BYTES_MAX = 100, TRIAL_SLACK_MS = 40000 };

struct request {
	const char *file, *folder, *php, *world_php, *name_wanted;
	char name[NAME_BYTES_MAX], php_path[PATH_TEXT_MAX], world_path[PATH_TEXT_MAX];
	char plan_file[NAME_BYTES_MAX + 8];     /* of a test with the library; "" for a plain one */
	char plan_text[PLAN_TEXT_MAX];
	struct plan plan;
	struct run run;
	struct trial trial;
	struct candidate candidate;
	char title[NAME_BYTES_MAX + VERDICT_SIGNATURE_MAX];
	char description[PLAN_TEXT_MAX + VERDICT_SIGNATURE_MAX + VERDICT_DETAIL_MAX + 64];
};

/* The name of the test: what was asked for, else that of the input's file; only characters that need no
 * quoting. */
static void name_choose(struct request *request)
{
	const char *base = request->name_wanted;
	if (!base) {
		base = strrchr(request->file, '/');
		base = base ? base + 1 : request->file;
	}
	if (strcmp(base, "-") == 0) {
		base = request->run.verdict.oracle;
	}
	snprintf(request->name, sizeof request->name, "%s", base);
	for (char *c = request->name; *c; c++) {
		if (!isalnum((unsigned char)*c) && *c != '-' && *c != '_') {
			*c = '-';
		}
	}
}

static void texts_write(struct request *request)
{
	const struct verdict *verdict = &request->run.verdict;
	plan_print(&request->plan, request->plan_text);
	snprintf(request->title, sizeof request->title, "%s: %s", request->name, verdict->signature);
	snprintf(request->description, sizeof request->description, "%s\n%s\n\nThe plan it was frozen from:\n%s",
		verdict->detail, verdict->signature, request->plan_text);
}

/* run-tests.php starts PHP elsewhere, so the path must not depend on the folder we are in. Returns it in `path`, or NULL
 * when what is named, else what is beside fuzzcase, cannot be run. */
static const char *php_find(const char *named, const char *name_beside, char *path)
{
	char beside[PATH_TEXT_MAX];
	if (!named && path_beside_self(name_beside, beside)) {
		named = beside;
	}
	return named && realpath(named, path) && access(path, X_OK) == 0 ? path : NULL;
}

/* PHP is needed in any case; the one with the library perhaps, but who names one means it. */
static bool php_choose(struct request *request)
{
	const char *named = request->php, *world_named = request->world_php;
	request->php = php_find(named, "php", request->php_path);
	request->world_php = php_find(world_named, "php-world", request->world_path);
	if (request->php && (request->world_php || !world_named)) {
		return true;
	}
	complain("%s: is no PHP that can be run; name one with %s",
		request->php ? world_named : named ? named : "php", request->php ? "--world-php" : "--php");
	return false;
}

static json_t *descriptor(const struct request *request)
{
	struct harness_facts facts;
	char toxics[8192];
	harness_facts(&facts);
	freeze_describe(&request->plan, toxics, sizeof toxics);
	json_t *object = report_json(&request->plan, &request->run);
	json_t *suspends = json_array();
	for (uint32_t i = 0; i < request->plan.cancel_count; i++) {
		json_array_append_new(suspends, json_integer(request->candidate.suspends[i]));
	}
	json_t *more = json_pack("{s:i, s:s, s:s, s:s, s:{s:s, s:i}, s:{s:I, s:o}, s:b, s:s, s:s, s:s}",
		"version", DESCRIPTOR_VERSION, "name", request->name, "tier", *request->plan_file ? "world" : "plain",
		"toxics", toxics,
		"schedule", "true_async_sched", request->candidate.sched, "chaos_gen_seed", 1,
		"seeds", "plan_sampler", (json_int_t)request->plan.sampler.seed, "killer_suspends", suspends,
		"transfers_enlarged", request->candidate.enlarged, "tool_version", PFA_VERSION, "php_version", facts.php_version, "runtime", facts.runtime);
	json_object_update(object, more);
	json_decref(more);
	return object;
}

/* Can results be written there? A folder that is absent is made only when there are results. */
static bool folder_check(const char *folder)
{
	char path[PATH_TEXT_MAX];
	struct stat stat_buffer;
	bool there = stat(folder, &stat_buffer) == 0;
	if (there && !S_ISDIR(stat_buffer.st_mode)) {
		complain("%s: is no folder; name one with -o", folder);
		return false;
	}
	snprintf(path, sizeof path, there ? "%.4000s/test.phpt" : "%.4000s", folder);
	return file_can_write(path);
}

static bool folder_make(const char *folder)
{
	if (mkdir(folder, 0777) == 0 || errno == EEXIST) {
		return true;
	}
	complain("%s: cannot be made: %s", folder, strerror(errno));
	return false;
}

static void results_show(const struct request *request, const char *path)
{
	char runner[PATH_TEXT_MAX];
	bool confirmed = path_run_tests(runner);
	const char *php = request->trial.php;
	printf("%s\n%.*s.json\n", path, (int)strlen(path) - 5, path);
	if (*request->plan_file) {
		printf("%.*s.plan\nfails with its plan; none of %u plain tests does", (int)strlen(path) - 5, path,
			request->candidate.tried);
	} else {
		printf("fails under TRUE_ASYNC_SCHED=%s (candidate %u)", request->candidate.sched,
			request->candidate.tried);
	}
	printf("%s\nrun it: %s %s -q -p %s %s\n",
		confirmed ? "" : "; not confirmed by run-tests.php, which was not found",
		php, confirmed ? runner : "run-tests.php", php, path);
}

/* The test comes last: where it is, everything it needs is there. */
static int results_write(const struct request *request)
{
	char path[PATH_TEXT_MAX];
	json_t *object = descriptor(request);
	char *json = object ? json_dumps(object, JSON_INDENT(2)) : NULL;
	json_decref(object);
	if (!json) {
		complain("HARNESS BUG: the descriptor cannot be written as JSON");
		return STATUS_BUG;
	}
	snprintf(path, sizeof path, "%.3800s/%s.json", request->folder, request->name);
	bool written = folder_make(request->folder) && trial_copy_peers(request->folder)
		&& file_write(path, json, strlen(json));
	free(json);
	if (written && *request->plan_file) {
		snprintf(path, sizeof path, "%.3800s/%s", request->folder, request->plan_file);
		written = file_write(path, request->plan_text, strlen(request->plan_text));
	}
	snprintf(path, sizeof path, "%.3800s/%s.phpt", request->folder, request->name);
	if (!written || !file_write(path, request->candidate.test, strlen(request->candidate.test))) {
		return STATUS_USAGE;
	}
	results_show(request, path);
	return STATUS_OK;
}

static bool fails_in_runner(struct request *request)
{
	if (trial_fails_in_runner(&request->trial, request->name, request->candidate.test)) {
		return true;
	}
	complain("%s: the test fails by itself but not under run-tests.php: %.*s", request->file, 400,
		request->trial.output);
	return false;
}

/* The finding with its plan, in a PHP with the library. `reason`: why there is no plain test. */
static int world_search(struct request *request, struct freeze_options *options, const char *reason)
{
	char description[sizeof request->description + 128];
	if (!request->world_php) {
		complain("%s: none of %u plain tests fails: the finding needs %s; for a test with its plan name a PHP with "
			"fuzz_world.so (--world-php)", request->file, request->candidate.tried, reason);
		return STATUS_FINDING;
	}
	snprintf(request->plan_file, sizeof request->plan_file, "%s.plan", request->name);
	snprintf(description, sizeof description,
		"%s\nPlain PHP cannot say this: the test needs fuzz_world.so, with %s beside it.\n",
		request->description, request->plan_file);
	options->description = description;
	options->plan_file = request->plan_file;
	request->candidate.sched[0] = '\0';
	request->candidate.enlarged = false;
	memset(request->candidate.suspends, 0, sizeof request->candidate.suspends);
	if (!freeze_write(&request->plan, options, request->candidate.test, &reason)) {
		complain("%s: cannot be frozen: the finding needs %s", request->file, reason);
		return STATUS_FINDING;
	}
	trial_close(&request->trial);
	if (!trial_open(&request->trial, request->world_php)
			|| !trial_plan(&request->trial, request->plan_file, request->plan_text)) {
		return STATUS_USAGE;
	}
	for (int i = 0; i < CANDIDATE_REPLAYS; i++) {
		if (!trial_fails(&request->trial, request->candidate.test, NULL, &request->run.verdict)) {
			complain("%s: the test with its plan does not fail in %s: %.*s", request->file, request->world_php, 400,
				request->trial.output);
			return STATUS_FINDING;
		}
	}
	return fails_in_runner(request) ? results_write(request) : STATUS_FINDING;
}

static int search(struct request *request)
{
	struct freeze_options options = { .title = request->title, .description = request->description,
		.peers_dir = "_peers" };
	const char *reason = NULL;
	/* The program waits in real time as long as the run did in virtual time. */
	request->trial.bound_ms = (uint32_t)request->run.virtual_ms + TRIAL_SLACK_MS;
	if (!candidate_find(&request->trial, &request->plan, &request->run.verdict, &options, &request->candidate,
			&reason)) {
		return world_search(request, &options,
			reason ? reason : "exact event anchors, which plain PHP cannot express");
	}
	return fails_in_runner(request) ? results_write(request) : STATUS_FINDING;
}

static int freeze(struct request *request, struct judge *judge)
{
	const struct run *run = judge_run(judge, &request->plan, JUDGE_LEAKS);
	if (!run) {
		return STATUS_BUG;
	}
	if (run->verdict.kind == VERDICT_OK) {
		complain("%s: does not fail, so there is nothing to freeze", request->file);
		return STATUS_FINDING;
	}
	request->run = *run;
	name_choose(request);
	texts_write(request);
	int status = trial_open(&request->trial, request->php) ? search(request) : STATUS_USAGE;
	trial_close(&request->trial);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request *request = calloc(1, sizeof *request);
	const struct option_spec options[] = {
		{ .name = "-o", .kind = OPTION_TEXT, .value = &request->folder },
		{ .name = "--name", .kind = OPTION_TEXT, .value = &request->name_wanted },
		{ .name = "--php", .kind = OPTION_TEXT, .value = &request->php },
		{ .name = "--world-php", .kind = OPTION_TEXT, .value = &request->world_php },
		{ .name = NULL },
	};
	int status = STATUS_USAGE;
	int count = options_parse(command, argc, argv, options, 1, 1);
	if (count == 1 && !request->folder) {
		complain("freeze: -o DIR is missing");
	} else if (count == 1) {
		request->file = argv[0];
		if (input_read_plan(request->file, &request->plan) && folder_check(request->folder)
				&& php_choose(request)) {
			struct judge *judge = judge_create();
			status = judge ? freeze(request, judge) : STATUS_BUG;
			judge_destroy(judge);
		}
	}
	free(request);
	return status;
}

const struct command command_freeze = {
	.name = "freeze",
	.arguments = "FILE -o DIR [--name NAME] [--php PATH] [--world-php PATH]",
	.summary = "the finding as a .phpt that fails",
	.help = "\n"
		"Writes DIR/NAME.phpt and DIR/NAME.json, and DIR/_peers/ where it is absent, once the test has failed.\n\n"
		"  -o DIR        where to; made when it is not there\n"
		"  --name NAME   instead of the name of FILE\n"
		"  --php PATH    the PHP to run the test with (default: php beside fuzzcase)\n"
		"  --world-php PATH\n"
		"                one with fuzz_world.so, for a finding that plain PHP cannot say: the test then has its plan\n"
		"                beside it, DIR/NAME.plan (default: php-world beside fuzzcase)\n"
		"\nExit codes: 0 written, 1 the input or its test does not fail, 2 bad input, 3 bug of the harness.\n",
	.run = run,
};
