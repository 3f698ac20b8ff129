/* cmd_freeze.c - writes a finding as a .phpt that fails, with its descriptor.
 *
 * A frozen test that passes is worse than none, so nothing is written before the test has failed three times
 * under the PHP it is for, and once more under run-tests.php.
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

enum { DESCRIPTOR_VERSION = 1, NAME_BYTES_MAX = 100, TRIAL_SLACK_MS = 40000 };

struct request {
	const char *file, *folder, *php, *name_wanted;
	char name[NAME_BYTES_MAX], php_path[PATH_TEXT_MAX];
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
	char text[PLAN_TEXT_MAX];
	plan_print(&request->plan, text);
	snprintf(request->title, sizeof request->title, "%s: %s", request->name, verdict->signature);
	snprintf(request->description, sizeof request->description, "%s\n%s\n\nThe plan it was frozen from:\n%s",
		verdict->detail, verdict->signature, text);
}

/* run-tests.php starts PHP elsewhere, so the path must not depend on the folder we are in. */
static bool php_choose(struct request *request)
{
	char beside[PATH_TEXT_MAX];
	if (!request->php && path_beside_self("php", beside)) {
		request->php = beside;
	}
	if (!request->php || !realpath(request->php, request->php_path) || access(request->php_path, X_OK) != 0) {
		complain("%s: is no PHP that can be run; name one with --php", request->php ? request->php : "php");
		return false;
	}
	request->php = request->php_path;
	return true;
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
	json_t *more = json_pack("{s:i, s:s, s:s, s:{s:s, s:i}, s:{s:I, s:o}, s:b, s:s, s:s, s:s}",
		"version", DESCRIPTOR_VERSION, "name", request->name, "toxics", toxics,
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
	snprintf(path, sizeof path, "%.3800s/%s.phpt", request->folder, request->name);
	if (!written || !file_write(path, request->candidate.test, strlen(request->candidate.test))) {
		return STATUS_USAGE;
	}
	char runner[PATH_TEXT_MAX];
	bool confirmed = path_run_tests(runner);
	printf("%s\n%.*s.json\nfails under TRUE_ASYNC_SCHED=%s (candidate %u)%s\nrun it: %s %s -q -p %s %s\n", path,
		(int)strlen(path) - 5, path, request->candidate.sched, request->candidate.tried,
		confirmed ? "" : "; not confirmed by run-tests.php, which was not found",
		request->php, confirmed ? runner : "run-tests.php", request->php, path);
	return STATUS_OK;
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
		complain("%s: none of %u tests fails: the finding needs %s", request->file, request->candidate.tried,
			reason ? reason : "exact event anchors, which plain PHP cannot express");
		return STATUS_FINDING;
	}
	if (!trial_fails_in_runner(&request->trial, request->name, request->candidate.test)) {
		complain("%s: the test fails by itself but not under run-tests.php: %.*s", request->file, 400,
			request->trial.output);
		return STATUS_FINDING;
	}
	return results_write(request);
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
	.arguments = "FILE -o DIR [--name NAME] [--php PATH]",
	.summary = "the finding as a .phpt that fails",
	.help = "\n"
		"Writes DIR/NAME.phpt and DIR/NAME.json, and DIR/_peers/ where it is absent, once the test has failed.\n\n"
		"  -o DIR        where to; made when it is not there\n"
		"  --name NAME   instead of the name of FILE\n"
		"  --php PATH    the PHP to run the test with (default: php beside fuzzcase)\n"
		"\nExit codes: 0 written, 1 the input or its test does not fail, 2 bad input, 3 bug of the harness.\n",
	.run = run,
};
