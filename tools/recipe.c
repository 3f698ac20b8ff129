/* recipe.c - see recipe.h. The same recipe and texts give the same test, byte for byte. */
#include "tools/recipe.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "harness/scenario.h"

enum { TRANSFER_BYTES = 1 << 20, WAIT_LEAST_MS = 300, WAIT_MOST_MS = 10000,
	WAITS_MAX = 2 * (PLAN_OPS_MAX + PLAN_PEERS_MAX * PLAN_TOXIC_COUNT) + PLAN_CANCELS_MAX,
	DESCRIPTION_MAX = PLAN_TEXT_MAX + VERDICT_SIGNATURE_MAX + VERDICT_DETAIL_MAX + 1024 };

static const char *const tier_sentences[DESCRIPTOR_TIER_COUNT] = {
	[DESCRIPTOR_NONE] = "",
	[DESCRIPTOR_PLAIN] = "Tier plain: it fails under FIFO; the order of spawning, suspend() and delay(0) are the schedule.",
	[DESCRIPTOR_RANDOM] = "Tier random: under the seed of TRUE_ASYNC_SCHED the runtime picks what it takes to fail.",
	[DESCRIPTOR_WORLD] = "Tier world: plain PHP cannot say this; the test needs fuzz_world.so, with its plan beside it.",
};

void recipe_begin(struct recipe *recipe, enum descriptor_tier tier, const struct plan *plan)
{
	memset(recipe, 0, sizeof *recipe);
	recipe->tier = tier;
	recipe->program = *plan;
	if (tier == DESCRIPTOR_WORLD) {
		return;
	}
	snprintf(recipe->sched, sizeof recipe->sched, "fifo");
	memset(&recipe->program.sampler, 0, sizeof recipe->program.sampler);
	memset(recipe->program.deviations, 0, sizeof recipe->program.deviations);
	recipe->program.deviation_count = 0;
	recipe->anchors = plan->cancel_count;
}

void recipe_plan_file(const char *name, char *file, size_t size)
{
	snprintf(file, size, "%s.plan", name);
}

void recipe_folder(const struct recipe *recipe, const struct plan *plan, char *folder, size_t size)
{
	snprintf(folder, size, "%s%s", recipe->in_suite ? "_frozen/" : "", recipe->in_suite ? scenario_topic(plan) : "");
}

void recipe_stem(const struct recipe *recipe, const char *name, char *stem, size_t size)
{
	size_t used = (size_t)snprintf(stem, size, recipe->in_suite ? "%s__sched-" : "%s", name);
	if (!recipe->in_suite) {
		return;
	}
	for (const char *c = *recipe->sched ? recipe->sched : "plan"; *c && used + 1 < size; c++) {
		if (isalnum((unsigned char)*c)) {
			stem[used++] = *c;
		}
	}
	snprintf(stem + used, size - used, "__gen-1");
}

static bool enlarge(uint32_t *bytes)
{
	bool smaller = *bytes < TRANSFER_BYTES;
	*bytes = TRANSFER_BYTES;
	return smaller;
}

/* Its sizes are beyond what a plan may say, and within what a program may. */
static bool transfers_enlarge(struct plan *plan)
{
	bool differs = false;
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op_info *info = plan_op_info(plan->ops[i].kind);
		if (strcmp(info->a.name, "bytes") == 0 && strcmp(info->b.name, "write") == 0) {
			differs |= enlarge(&plan->ops[i].a);
		}
	}
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		if (plan->peers[i].mode == PLAN_TOXIC_SERVE) {
			differs |= enlarge(&plan->peers[i].size);
		}
	}
	return differs;
}

bool recipe_can_enlarge(const struct recipe *recipe)
{
	struct plan program = recipe->program;
	return recipe->tier != DESCRIPTOR_WORLD && transfers_enlarge(&program);
}

/* The waits of a test: of its ops, of its peers, and of its killers. */
struct waits { uint32_t count; struct { uint32_t *ms, max; } list[WAITS_MAX]; };

static void wait_add(struct waits *waits, uint32_t *value, uint32_t max)
{
	/* 0 is no wait, and often none at all: no time limit. */
	if (*value > 0) {
		waits->list[waits->count].ms = value;
		waits->list[waits->count++].max = max < WAIT_MOST_MS ? max : WAIT_MOST_MS;
	}
}

static void param_add(struct waits *waits, const struct plan_param_info *info, uint32_t *value)
{
	if (strcmp(info->name, "ms") == 0 || strcmp(info->name, "hold_ms") == 0) {
		wait_add(waits, value, info->max);
	}
}

static void waits_take(struct plan *plan, struct freeze_killer *killers, struct waits *waits)
{
	waits->count = 0;
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op_info *info = plan_op_info(plan->ops[i].kind);
		param_add(waits, &info->a, &plan->ops[i].a);
		param_add(waits, &info->b, &plan->ops[i].b);
	}
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		for (uint32_t j = 0; j < plan->peers[i].toxic_count; j++) {
			struct plan_toxic *toxic = &plan->peers[i].toxics[j];
			param_add(waits, &plan_toxic_info(toxic->kind)->a, &toxic->a);
			param_add(waits, &plan_toxic_info(toxic->kind)->b, &toxic->b);
		}
	}
	for (uint32_t i = 0; killers && i < plan->cancel_count; i++) {
		wait_add(waits, &killers[i].ms, WAIT_MOST_MS);
	}
}

bool recipe_stretch(struct recipe *recipe)
{
	struct waits waits;
	uint32_t shortest = WAIT_LEAST_MS, factor = UINT32_MAX;
	waits_take(&recipe->program, recipe->killers, &waits);
	for (uint32_t i = 0; i < waits.count; i++) {
		uint32_t ms = *waits.list[i].ms, most = waits.list[i].max / ms;
		shortest = ms < shortest ? ms : shortest;
		factor = most < factor ? most : factor;
	}
	uint32_t wanted = (WAIT_LEAST_MS + shortest - 1) / shortest;
	factor = wanted < factor ? wanted : factor;
	for (uint32_t i = 0; factor > 1 && i < waits.count; i++) {
		*waits.list[i].ms *= factor;
	}
	return factor > 1 && waits.count > 0;
}

static uint64_t waits_sum(struct plan plan)
{
	struct waits waits;
	uint64_t sum = 0;
	waits_take(&plan, NULL, &waits);
	for (uint32_t i = 0; i < waits.count; i++) {
		sum += *waits.list[i].ms;
	}
	return sum;
}

bool recipe_write(const struct recipe *recipe, const struct recipe_texts *texts, char *test, const char **reason)
{
	static char description[DESCRIPTION_MAX], plan_text[PLAN_TEXT_MAX];
	char title[RECIPE_NAME_MAX + VERDICT_SIGNATURE_MAX + 64], plan_file[RECIPE_NAME_MAX + 8];
	struct plan program = recipe->program;

	plan_print(texts->plan, plan_text);
	size_t used = recipe->in_suite ? (size_t)snprintf(title, sizeof title, "frozen [sched=%s gen=1]: ",
		*recipe->sched ? recipe->sched : "plan") : 0;
	snprintf(title + used, sizeof title - used, "%.*s: %s", RECIPE_NAME_MAX, texts->name, texts->verdict->signature);
	snprintf(description, sizeof description, "%s\n%s\n%s%s%s\n\nThe plan it was frozen from:\n%s", texts->verdict->detail,
		texts->verdict->signature, tier_sentences[recipe->tier],
		recipe->enlarged ? "\nThe transfers below are larger than the plan's: real sockets take more before they block."
			: "",
		waits_sum(program) > waits_sum(*texts->plan) ? "\nWaits below are longer than the plan's: real computing takes time."
			: "", plan_text);
	recipe_plan_file(texts->name, plan_file, sizeof plan_file);
	if (recipe->enlarged) {
		transfers_enlarge(&program);
	}
	struct freeze_options options = { .title = title, .description = description, .sched = recipe->sched,
		.fifo_unsaid = recipe->in_suite, .heap_bare = texts->verdict->kind == VERDICT_CRASH,
		.peers_dir = recipe->standalone ? NULL : recipe->in_suite ? "../../_peers" : "_peers", .killers = recipe->killers,
		.anchors = recipe->anchors, .plan_file = recipe->tier == DESCRIPTOR_WORLD ? plan_file : NULL };
	return freeze_write(&program, &options, test, reason) > 0;
}
