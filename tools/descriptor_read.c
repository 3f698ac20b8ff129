/* descriptor_read.c - see descriptor_read.h.
 *
 * What follows from the plan is made again and compared, so that a field which somebody has changed is found; what a run
 * has shown (figures, logs) is evidence, and nothing is done with it.
 */
#include "tools/descriptor_read.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/command.h"
#include "tools/files.h"

enum { FILE_BYTES_MAX = 1 << 20, SUSPENDS_MAX = 100000, DELAY_MAX_MS = 1000000 };

/* All fields, in their order. */
static const struct { const char *name; json_type type; } fields[] = {
	{ "version", JSON_INTEGER }, { "name", JSON_STRING }, { "tier", JSON_STRING }, { "schedule", JSON_OBJECT },
	{ "killer_suspends", JSON_ARRAY }, { "killer_delays_ms", JSON_ARRAY }, { "transfers_enlarged", JSON_TRUE }, { "standalone", JSON_TRUE },
	{ "program", JSON_STRING }, { "anchors_expected", JSON_INTEGER }, { "certificate", JSON_NULL },
	{ "necessity", JSON_ARRAY },
	{ "verdict", JSON_STRING }, { "oracle", JSON_STRING }, { "signature", JSON_STRING }, { "detail", JSON_STRING },
	{ "complete", JSON_TRUE }, { "hash", JSON_STRING }, { "events", JSON_INTEGER }, { "virtual_ms", JSON_INTEGER },
	{ "steps", JSON_INTEGER }, { "turns", JSON_INTEGER }, { "anchors", JSON_INTEGER }, { "anchors_hit", JSON_INTEGER },
	{ "ops_skipped", JSON_INTEGER }, { "deviations", JSON_ARRAY }, { "deviations_lost", JSON_INTEGER },
	{ "reads", JSON_STRING }, { "chaos_log", JSON_ARRAY }, { "coroutines", JSON_ARRAY }, { "plan", JSON_STRING },
	{ "plan_bytes", JSON_STRING }, { "feature", JSON_STRING }, { "scenario", JSON_STRING }, { "mutation", JSON_ARRAY },
	{ "toxics", JSON_ARRAY }, { "plan_seed", JSON_INTEGER }, { "stack", JSON_ARRAY }, { "tool_version", JSON_STRING },
	{ "php_version", JSON_STRING }, { "runtime", JSON_STRING },
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

struct reader {
	const char *path;
	json_t *object;
};

static bool refuse(const struct reader *reader, const char *field, const char *what)
{
	complain("%s: field '%s' %s", reader->path, field, what);
	return false;
}

static const char *text_of(const struct reader *reader, const char *field)
{
	return json_string_value(json_object_get(reader->object, field));
}

static bool type_fits(const json_t *value, json_type type)
{
	if (type == JSON_TRUE) {
		return json_is_boolean(value);
	}
	return json_typeof(value) == type || (type == JSON_NULL && json_is_object(value));
}

static bool fields_check(const struct reader *reader)
{
	char what[80];
	const char *key;
	json_t *value;
	for (int i = 0; i < FIELDS; i++) {
		value = json_object_get(reader->object, fields[i].name);
		if (!value) {
			return refuse(reader, fields[i].name, "is missing");
		}
		if (!type_fits(value, fields[i].type)) {
			return refuse(reader, fields[i].name, "is of the wrong type");
		}
		/* Before the others: they may be other ones. */
		if (i == 0 && json_integer_value(value) != DESCRIPTOR_VERSION) {
			snprintf(what, sizeof what, "is %" JSON_INTEGER_FORMAT ", but this fuzzcase reads %d",
				json_integer_value(value), DESCRIPTOR_VERSION);
			return refuse(reader, "version", what);
		}
	}
	json_object_foreach(reader->object, key, value) {
		bool known = false;
		for (int i = 0; i < FIELDS; i++) {
			known |= strcmp(key, fields[i].name) == 0;
		}
		if (!known) {
			return refuse(reader, key, "is none of a descriptor");
		}
	}
	return true;
}

static bool plan_take(const struct reader *reader, const char *field, struct plan *plan)
{
	char what[400];
	struct plan_error error;
	const char *text = text_of(reader, field);
	if (plan_parse(text, strlen(text), plan, &error)) {
		return true;
	}
	snprintf(what, sizeof what, "is no plan: line %" PRIu32 ", column %" PRIu32 ": %s", error.line, error.column,
		error.message);
	return refuse(reader, field, what);
}

/* What follows from the plan. */
static bool plan_fields_check(const struct reader *reader, const struct plan *plan)
{
	json_t *wanted = descriptor_plan(plan), *value;
	const char *key;
	bool equal = true;
	json_object_foreach(wanted, key, value) {
		if (equal && !json_equal(value, json_object_get(reader->object, key))) {
			equal = refuse(reader, key, "does not fit the plan: one of them was edited");
		}
	}
	json_decref(wanted);
	return equal;
}

static bool verdict_take(const struct reader *reader, struct verdict *verdict)
{
	char prefix[64];
	const char *kind = text_of(reader, "verdict"), *signature = text_of(reader, "signature");
	for (int i = 0; i < VERDICT_COUNT; i++) {
		if (i != VERDICT_OK && strcmp(kind, verdict_name((enum verdict_kind)i)) == 0) {
			verdict->kind = (enum verdict_kind)i;
		}
	}
	if (verdict->kind == VERDICT_OK) {
		return refuse(reader, "verdict", "is no finding");
	}
	snprintf(verdict->oracle, sizeof verdict->oracle, "%s", text_of(reader, "oracle"));
	snprintf(prefix, sizeof prefix, "%s/%s", kind, verdict->oracle);
	if (strncmp(signature, prefix, strlen(prefix)) != 0 || strlen(signature) >= VERDICT_SIGNATURE_MAX) {
		return refuse(reader, "signature", "does not begin with the verdict and the oracle");
	}
	snprintf(verdict->signature, sizeof verdict->signature, "%s", signature);
	snprintf(verdict->detail, sizeof verdict->detail, "%s", text_of(reader, "detail"));
	return true;
}

static bool tier_take(const struct reader *reader, enum descriptor_tier *tier)
{
	for (int i = 0; i < DESCRIPTOR_TIER_COUNT; i++) {
		if (strcmp(text_of(reader, "tier"), descriptor_tier_name((enum descriptor_tier)i)) == 0) {
			*tier = (enum descriptor_tier)i;
			return true;
		}
	}
	return refuse(reader, "tier", "is none, plain, random or world");
}

static bool sched_fits(enum descriptor_tier tier, const char *sched)
{
	static const char random_word[] = "random:";
	const char *seed = sched + strlen(random_word);
	if (tier != DESCRIPTOR_RANDOM) {
		return strcmp(sched, tier == DESCRIPTOR_PLAIN ? "fifo" : "") == 0;
	}
	return strncmp(sched, random_word, strlen(random_word)) == 0 && *seed != '\0' && strspn(seed, "0123456789") == strlen(seed)
		&& strlen(sched) < RECIPE_SCHED_MAX;
}

/* A number for each cancellation of the plan, 0 to max. */
static bool numbers_take(const struct reader *reader, const char *field, size_t wanted, unsigned max, unsigned *numbers)
{
	json_t *list = json_object_get(reader->object, field);
	if (json_array_size(list) != wanted) {
		return refuse(reader, field, "has not one number for each cancellation of the plan");
	}
	for (size_t i = 0; i < wanted; i++) {
		const json_t *number = json_array_get(list, i);
		if (!json_is_integer(number) || json_integer_value(number) < 0 || json_integer_value(number) > max) {
			return refuse(reader, field, "holds a number that no test has");
		}
		numbers[i] = (unsigned)json_integer_value(number);
	}
	return true;
}

static bool killers_take(const struct reader *reader, const struct plan *plan, struct recipe *recipe)
{
	unsigned suspends[PLAN_CANCELS_MAX] = { 0 }, delays[PLAN_CANCELS_MAX] = { 0 };
	size_t wanted = recipe->tier == DESCRIPTOR_NONE ? 0 : plan->cancel_count;
	if (!numbers_take(reader, "killer_suspends", wanted, SUSPENDS_MAX, suspends)
			|| !numbers_take(reader, "killer_delays_ms", wanted, DELAY_MAX_MS, delays)) {
		return false;
	}
	for (size_t i = 0; i < wanted; i++) {
		recipe->killers[i] = (struct freeze_killer){ .suspends = suspends[i], .ms = delays[i] };
	}
	return true;
}

static bool recipe_take(const struct reader *reader, const struct plan *plan, struct recipe *recipe)
{
	json_t *schedule = json_object_get(reader->object, "schedule");
	const char *sched = json_string_value(json_object_get(schedule, "true_async_sched"));
	json_int_t anchors = json_integer_value(json_object_get(reader->object, "anchors_expected"));
	enum descriptor_tier tier = DESCRIPTOR_NONE;
	if (!tier_take(reader, &tier)) {
		return false;
	}
	recipe_begin(recipe, tier, plan);
	if (!sched || !sched_fits(tier, sched) || json_integer_value(json_object_get(schedule, "chaos_gen_seed")) != 1) {
		return refuse(reader, "schedule", "is none that the tier has");
	}
	snprintf(recipe->sched, sizeof recipe->sched, "%s", sched);
	if (anchors < 0 || anchors > plan->cancel_count + plan->deviation_count + plan->fault_count) {
		return refuse(reader, "anchors_expected", "is more than the plan has");
	}
	recipe->anchors = (uint32_t)anchors;
	recipe->enlarged = json_is_true(json_object_get(reader->object, "transfers_enlarged"));
	recipe->standalone = json_is_true(json_object_get(reader->object, "standalone"));
	if (*text_of(reader, "program") != '\0' && !plan_take(reader, "program", &recipe->program)) {
		return false;
	}
	if (recipe->program.cancel_count != plan->cancel_count || recipe->program.peer_count != plan->peer_count) {
		return refuse(reader, "program", "does not fit the plan: one of them was edited");
	}
	return killers_take(reader, plan, recipe);
}

static bool name_take(const struct reader *reader, char *name)
{
	const char *text = text_of(reader, "name");
	for (const char *c = text; *c; c++) {
		if (!isalnum((unsigned char)*c) && *c != '-' && *c != '_') {
			return refuse(reader, "name", "holds a character that no test's name has");
		}
	}
	if (strlen(text) >= RECIPE_NAME_MAX) {
		return refuse(reader, "name", "is too long");
	}
	snprintf(name, RECIPE_NAME_MAX, "%s", text);
	return true;
}

bool descriptor_is(const char *path)
{
	char start[64] = "";
	FILE *file = strcmp(path, "-") == 0 ? NULL : fopen(path, "r");
	size_t size = file ? fread(start, 1, sizeof start - 1, file) : 0;
	if (file) {
		fclose(file);
	}
	return size > 0 && start[0] == '{' && start[1 + strspn(start + 1, " \t\r\n")] == '"';
}

bool descriptor_read(const char *path, struct descriptor *descriptor)
{
	json_error_t error;
	char *text = malloc(FILE_BYTES_MAX);
	long size = text ? file_read(path, text, FILE_BYTES_MAX) : -1;
	if (size < 0) {
		free(text);
		return false;
	}
	struct reader reader = { .path = path, .object = json_loadb(text, (size_t)size, JSON_REJECT_DUPLICATES, &error) };
	free(text);
	if (!reader.object) {
		complain("%s:%d:%d: is no descriptor: %s", path, error.line, error.column, error.text);
		return false;
	}
	memset(descriptor, 0, sizeof *descriptor);
	bool good = fields_check(&reader) && plan_take(&reader, "plan", &descriptor->plan)
		&& plan_fields_check(&reader, &descriptor->plan) && verdict_take(&reader, &descriptor->verdict)
		&& name_take(&reader, descriptor->name) && recipe_take(&reader, &descriptor->plan, &descriptor->recipe);
	json_decref(reader.object);
	return good;
}
