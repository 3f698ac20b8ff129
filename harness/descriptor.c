/* descriptor.c - see descriptor.h. */
#include "harness/descriptor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "harness/freeze.h"
#include "harness/scenario.h"

/* A finding may end the process on the small stack of a coroutine or of a signal. */
static struct {
	char text[PLAN_TEXT_MAX], line[4096];
	char hex[PLAN_INPUT_MAX * 2 + 1];
	uint8_t data[PLAN_INPUT_MAX];
	struct plan plan;
} g;

static const char *const tier_names[DESCRIPTOR_TIER_COUNT] = {
	[DESCRIPTOR_NONE] = "none", [DESCRIPTOR_PLAIN] = "plain", [DESCRIPTOR_RANDOM] = "random",
	[DESCRIPTOR_WORLD] = "world",
};

const char *descriptor_tier_name(enum descriptor_tier tier)
{
	return tier_names[tier];
}

json_t *descriptor_text(const char *text, size_t length)
{
	json_t *string = json_stringn(text, length);

	if (string != NULL)
		return string;
	length = length < sizeof g.line ? length : sizeof g.line;
	for (size_t i = 0; i < length; i++)
		g.line[i] = (unsigned char)text[i] < 127 ? text[i] : '?';
	return json_stringn(g.line, length);
}

static json_t *lines_make(const char *text, size_t size)
{
	json_t *lines = json_array();
	const char *at = text, *end = text + size;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t length = newline ? (size_t)(newline - at) : (size_t)(end - at);
		json_array_append_new(lines, descriptor_text(at, length));
		at += length + 1;
	}
	return lines;
}

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

/* "peer P0 serve bytes=9 slice=4 drip=1": each toxic is a choice of its own, "P0 slice=4". */
static void toxics_append(json_t *choices, const char *line, size_t length)
{
	const char *at = line + strlen("peer "), *end = line + length;
	int name_length = (int)strcspn(at, " \n");
	const char *name = at;

	for (int word = 0; at < end; word++) {
		size_t size = strcspn(at, " \n");
		if (word > 1 && !begins(at, "bytes=")) {
			int used = snprintf(g.line, sizeof g.line, "%.*s %.*s", name_length, name, (int)size, at);
			json_array_append_new(choices, json_stringn(g.line, (size_t)used));
		}
		at += size + 1;
	}
}

/* The lines of the plan in g.text that begin with one of the words; of a peer, what disturbs it. */
static json_t *choices_make(const char *const *words)
{
	json_t *choices = json_array();

	for (const char *line = g.text; *line != '\0'; line += strcspn(line, "\n") + 1) {
		for (const char *const *word = words; *word != NULL; word++) {
			size_t length = strcspn(line, "\n");
			if (begins(line, *word) && begins(line, "peer "))
				toxics_append(choices, line, length);
			else if (begins(line, *word))
				json_array_append_new(choices, json_stringn(line, length));
		}
	}
	return choices;
}

/* What the run chose otherwise than FIFO, as the plan would say it. */
static json_t *deviations_make(const struct run *run)
{
	static const char *const words[] = { "at ", NULL };

	memset(&g.plan, 0, sizeof g.plan);
	g.plan.deviation_count = (uint16_t)(run->taken_count - run->taken_lost);
	memcpy(g.plan.deviations, run->taken, g.plan.deviation_count * sizeof run->taken[0]);
	plan_print(&g.plan, g.text);
	return choices_make(words);
}

json_t *descriptor_plan(const struct plan *plan)
{
	static const char *const words[] = { "sched ", "at ", "peer ", "cancel ", "fault ", NULL };
	char scenario[SCENARIO_MAX];

	size_t size = plan_encode(plan, g.data, sizeof g.data);
	for (size_t i = 0; i < size; i++)
		snprintf(g.hex + 2 * i, 3, "%02x", g.data[i]);
	plan_print(plan, g.text);
	freeze_describe(plan, g.line, sizeof g.line);
	scenario_name(plan, scenario);
	json_t *toxics = lines_make(g.line, strlen(g.line));
	return json_pack("{s:s, s:s#, s:s, s:s, s:o, s:o, s:I}", "plan", g.text, "plan_bytes", g.hex, (int)(2 * size),
			"feature", scenario_topic(plan), "scenario", scenario, "mutation", choices_make(words), "toxics", toxics,
			"plan_seed", (json_int_t)plan->sampler.seed);
}

json_t *descriptor_run(const struct plan *plan, const struct run *run)
{
	const struct verdict *verdict = &run->verdict;
	json_t *deviations = deviations_make(run);
	json_t *object = descriptor_plan(plan);
	char hash[17];

	snprintf(hash, sizeof hash, "%016" PRIx64, run->trace.hash);
	json_t *more = json_pack("{s:s, s:s, s:s, s:o, s:b, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:I, s:s, s:o,"
			" s:o}",
			"verdict", verdict_name(verdict->kind), "oracle", verdict->oracle, "signature", verdict->signature,
			"detail", descriptor_text(verdict->detail, strlen(verdict->detail)), "complete", run->complete,
			"hash", hash, "events", (json_int_t)run->trace.count, "virtual_ms", (json_int_t)run->virtual_ms,
			"steps", (json_int_t)run->steps, "turns", (json_int_t)run->turns,
			"anchors", (json_int_t)run->anchors, "anchors_hit", (json_int_t)run->anchors_hit,
			"ops_skipped", (json_int_t)run->ops_skipped, "deviations", deviations,
			"deviations_lost", (json_int_t)run->taken_lost, "reads", run->sources,
			"chaos_log", lines_make(run->log, run->log_size),
			"coroutines", lines_make(run->blocked, strlen(run->blocked)));
	json_object_update(more, object);
	json_decref(object);
	return more;
}

/* The frames of the report's first stack: "    #0 0x... in function file". */
static json_t *stack_make(const char *report)
{
	json_t *frames = json_array();

	for (const char *line = report != NULL ? report : ""; *line != '\0';) {
		size_t length = strcspn(line, "\n"), blanks = strspn(line, " ");
		bool frame = blanks > 0 && line[blanks] == '#';
		const char *in = frame ? strstr(line, " in ") : NULL;

		if (!frame && json_array_size(frames) > 0)
			break;
		if (in != NULL && in < line + length && json_array_size(frames) < DESCRIPTOR_STACK_MAX)
			json_array_append_new(frames, descriptor_text(in + 4, length - (size_t)(in + 4 - line)));
		line += length + (line[length] == '\n');
	}
	return frames;
}

static json_t *certificate_make(const struct descriptor_certificate *certificate)
{
	if (certificate->runs == 0)
		return json_null();
	return json_pack("{s:I, s:I, s:I, s:I, s:b}", "runs", (json_int_t)certificate->runs,
			"failed", (json_int_t)certificate->failed, "fixed_runs", (json_int_t)certificate->fixed_runs,
			"fixed_passed", (json_int_t)certificate->fixed_passed, "run_tests", certificate->in_runner);
}

static json_t *test_make(const struct plan *plan, const struct descriptor_test *test)
{
	json_t *suspends = json_array(), *delays = json_array();

	for (uint32_t i = 0; test->killers != NULL && i < plan->cancel_count; i++) {
		json_array_append_new(suspends, json_integer(test->killers[i].suspends));
		json_array_append_new(delays, json_integer(test->killers[i].ms));
	}
	g.text[0] = '\0';
	if (test->program != NULL)
		plan_print(test->program, g.text);
	return json_pack("{s:i, s:s, s:s, s:{s:s, s:i}, s:o, s:o, s:b, s:b, s:s, s:I, s:o, s:o}",
			"version", DESCRIPTOR_VERSION,
			"name", test->name, "tier", tier_names[test->tier],
			"schedule", "true_async_sched", test->sched != NULL ? test->sched : "", "chaos_gen_seed", 1,
			"killer_suspends", suspends, "killer_delays_ms", delays, "transfers_enlarged", test->enlarged,
			"standalone", test->standalone, "program", g.text, "anchors_expected", (json_int_t)test->anchors,
			"certificate", certificate_make(&test->certificate),
			"necessity", test->necessity != NULL ? json_incref(test->necessity) : json_array());
}

json_t *descriptor_make(const struct plan *plan, const struct run *run, const struct descriptor_test *test)
{
	struct harness_facts facts;
	json_t *object = test_make(plan, test);
	json_t *of_run = descriptor_run(plan, run);

	harness_facts(&facts);
	json_object_update(object, of_run);
	json_decref(of_run);
	json_t *more = json_pack("{s:o, s:s, s:s, s:s}", "stack", stack_make(test->report), "tool_version", PFA_VERSION,
			"php_version", facts.php_version, "runtime", facts.runtime);
	json_object_update(object, more);
	json_decref(more);
	return object;
}
