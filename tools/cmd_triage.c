/* cmd_triage.c - what is in a crash folder: everything is run and made small, and what is the same finding then is one line
 * (tools/clusters.h).
 *
 * A descriptor beside the input that it is of says only as what it has been frozen; one that stands alone is an input.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/suppressions.h"
#include "tools/clusters.h"
#include "tools/commands.h"
#include "tools/descriptor_read.h"
#include "tools/reduce.h"

enum { ATTEMPTS_DEFAULT = 300 };

enum fate { FATE_CLUSTERED, FATE_SOUND, FATE_FLAKY, FATE_UNREADABLE, FATE_COUNT };
static const char *const fate_names[FATE_COUNT] = {
	[FATE_CLUSTERED] = "clustered", [FATE_SOUND] = "does not fail", [FATE_FLAKY] = "does not always fail the same way",
	[FATE_UNREADABLE] = "cannot be read",
};

struct request {
	const char *suppressions;
	uint64_t attempts, jobs;
	bool json;
	struct clusters clusters;
	struct descriptor descriptor;
	json_t *others;             /* "file" and "why" of what is in no cluster */
	char path[GATHER_NAME_MAX + 8];
};

static bool is_json(const char *name)
{
	size_t length = strlen(name);
	return length > 5 && strcmp(name + length - 5, ".json") == 0;
}

/* FILE.json, where FILE is there, too. */
static bool is_beside(struct request *request, const char *name)
{
	snprintf(request->path, sizeof request->path, "%.*s", (int)strlen(name) - 5, name);
	return access(request->path, F_OK) == 0;
}

/* The plan of a file, and the tier of the descriptor that it is or that is beside it. */
static bool plan_take(struct request *request, const char *name, struct plan *plan, enum descriptor_tier *tier)
{
	bool described = is_json(name);
	snprintf(request->path, sizeof request->path, described ? "%s" : "%s.json", name);
	*tier = DESCRIPTOR_NONE;
	if (described || access(request->path, F_OK) == 0) {
		if (descriptor_read(request->path, &request->descriptor)) {
			*tier = request->descriptor.recipe.tier;
			*plan = request->descriptor.plan;
		} else if (described) {
			return false;
		}
	}
	return described || input_read_plan(name, plan);
}

static bool file_triage(struct request *request, struct pool *pool, const char *name, enum fate *fate)
{
	struct reduce reduce = { .pool = pool, .attempts_max = (uint32_t)request->attempts };
	struct plan plan;
	enum descriptor_tier tier;
	*fate = FATE_UNREADABLE;
	if (!plan_take(request, name, &plan, &tier)) {
		return true;
	}
	enum reduce_end end = reduce_plan(&reduce, &plan);
	const struct verdict found_as = reduce.verdict;
	if (end == REDUCE_SOUND || end == REDUCE_FLAKY) {
		*fate = end == REDUCE_SOUND ? FATE_SOUND : FATE_FLAKY;
		return true;
	}
	if (end == REDUCE_BROKEN || reduce_further(&reduce, &plan) == REDUCE_BROKEN) {
		return false;
	}
	*fate = FATE_CLUSTERED;
	return clusters_add(&request->clusters, &(struct member){ .signature = reduce.verdict.signature,
		.found_as = found_as.signature, .plan = &plan, .name = name, .tier = tier });
}

static bool all_triage(struct request *request, struct pool *pool, char *folder)
{
	struct gather *gather = gather_create(&folder, 1, &(struct gather_random){ .seed = 0 });
	bool sound = true;
	for (size_t i = 0; gather && i < gather_count(gather) && sound; i++) {
		const char *name = gather_path(gather, i);
		enum fate fate;
		if (is_json(name) && is_beside(request, name)) {
			continue;
		}
		fprintf(stderr, "%zu of %zu: %s\n", i + 1, gather_count(gather), name);
		sound = file_triage(request, pool, name, &fate);
		if (sound && fate != FATE_CLUSTERED) {
			json_array_append_new(request->others, json_pack("{s:o, s:s}", "file", descriptor_text(name, strlen(name)),
				"why", fate_names[fate]));
		}
	}
	if (gather) {
		gather_destroy(gather);
	}
	return sound;
}

/* What its members were found as, where that is something else than the cluster. */
static void show_found_as(const struct cluster *cluster)
{
	const char *signature;
	json_t *count;
	json_object_foreach(cluster->found_as, signature, count) {
		if (strcmp(signature, cluster->signature) != 0) {
			printf("       %4" JSON_INTEGER_FORMAT "  of them found as %s\n", json_integer_value(count), signature);
		}
	}
}

static void show(const struct request *request)
{
	size_t index;
	json_t *other;
	for (size_t i = 0; i < request->clusters.count; i++) {
		const struct cluster *cluster = &request->clusters.list[i];
		printf("%s %4" PRIu32 "  %s  %s  %zu records  tier %s  [%s]\n", cluster->is_known ? "known" : "new  ", cluster->count,
			cluster->signature, cluster->smallest, plan_record_count(&cluster->plan), descriptor_tier_name(cluster->tier),
			cluster->shape);
		show_found_as(cluster);
	}
	json_array_foreach(request->others, index, other) {
		printf("-           %s: %s\n", json_string_value(json_object_get(other, "file")),
			json_string_value(json_object_get(other, "why")));
	}
}

static void show_json(const struct request *request)
{
	char text[PLAN_TEXT_MAX];
	json_t *clusters = json_array();
	for (size_t i = 0; i < request->clusters.count; i++) {
		const struct cluster *cluster = &request->clusters.list[i];
		plan_print(&cluster->plan, text);
		json_array_append_new(clusters, json_pack("{s:s, s:I, s:O, s:o, s:I, s:s, s:s, s:s, s:b}", "signature",
			cluster->signature, "count", (json_int_t)cluster->count, "found_as", cluster->found_as, "smallest",
			descriptor_text(cluster->smallest, strlen(cluster->smallest)), "records",
			(json_int_t)plan_record_count(&cluster->plan), "plan", text, "shape", cluster->shape, "tier",
			descriptor_tier_name(cluster->tier), "known", cluster->is_known));
	}
	json_t *object = json_pack("{s:o, s:O}", "clusters", clusters, "others", request->others);
	json_dumpf(object, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(object);
}

/* The suppressions are read last: a run must not step over what it is run for. */
static int conclude(struct request *request)
{
	int status = STATUS_OK;
	if (request->suppressions && !suppressions_read(request->suppressions)) {
		return STATUS_USAGE;
	}
	clusters_know(&request->clusters);
	for (size_t i = 0; i < request->clusters.count; i++) {
		status = request->clusters.list[i].is_known ? status : STATUS_FINDING;
	}
	if (request->clusters.lost > 0) {
		complain("%zu findings beyond %d clusters are not shown", request->clusters.lost, CLUSTERS_MAX);
	}
	(request->json ? show_json : show)(request);
	return status;
}

static int triage(struct request *request, char *folder)
{
	if (request->suppressions && access(request->suppressions, R_OK) != 0) {
		complain("%s: cannot be read", request->suppressions);
		return STATUS_USAGE;
	}
	if (!folder_is(folder)) {
		complain("%s: is no folder", folder);
		return STATUS_USAGE;
	}
	struct pool *pool = pool_create(request->jobs);
	request->others = json_array();
	int status = pool && all_triage(request, pool, folder) ? conclude(request) : STATUS_BUG;
	json_decref(request->others);
	clusters_destroy(&request->clusters);
	pool_destroy(pool);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request *request = calloc(1, sizeof *request);
	request->attempts = ATTEMPTS_DEFAULT;
	const struct option_spec options[] = {
		{ .name = "--suppressions", .kind = OPTION_TEXT, .value = &request->suppressions },
		{ .name = "--attempts", .kind = OPTION_NUMBER, .value = &request->attempts, .min = 1, .max = UINT32_MAX },
		{ .name = "--jobs", .kind = OPTION_NUMBER, .value = &request->jobs, .min = 1, .max = POOL_MAX },
		{ .name = "--shapes", .kind = OPTION_FLAG, .value = &request->clusters.by_shape },
		{ .name = "--json", .kind = OPTION_FLAG, .value = &request->json },
		{ .name = NULL },
	};
	int status = STATUS_USAGE;
	if (options_parse(command, argc, argv, options, 1, 1) == 1) {
		status = triage(request, argv[0]);
	}
	free(request);
	return status;
}

const struct command command_triage = {
	.name = "triage",
	.arguments = "DIR [--suppressions FILE] [--attempts N] [--shapes] [--jobs N] [--json]",
	.summary = "the findings of a crash folder, each once",
	.help = "\n"
		"Runs and minimizes each file, first to what fails the same way, then to what fails in any way, and prints a line for\n"
		"each signature that is left: whether it is known, how many files come to it, the smallest of them, the tier of its\n"
		"frozen test, and which kinds of ops and causes are left; and below it what else they were found as. What does not\n"
		"fail or cannot be read is listed, too.\n\n"
		"  --suppressions FILE  what is known (docs/REPRODUCING.md)\n"
		"  --attempts N         try at most N candidates for each file, and each way of making it small (300)\n"
		"  --shapes             other kinds of ops and causes make another cluster\n"
		"  --jobs N             runs at once (the number of processors)\n"
		"  --json               one JSON object\n"
		"\nExit codes: 0 nothing is new, 1 something is, 2 bad arguments, 3 bug of the harness.\n",
	.run = run,
};
