/* clusters.c - see clusters.h. */
#include "tools/clusters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void append(char *shape, const char *word)
{
	size_t length = strlen(shape);
	snprintf(shape + length, CLUSTER_SHAPE_MAX - length, "%s%s", length > 0 ? " " : "", word);
}

/* Kinds, each once, in the order of their lists: how often and where they occur is not what a bug is. */
static void shape_make(const struct plan *plan, char *shape)
{
	bool ops[PLAN_OP_COUNT] = { false }, causes[PLAN_CAUSE_COUNT] = { false };
	shape[0] = '\0';
	for (uint32_t i = 0; i < plan->op_count; i++) {
		ops[plan->ops[i].kind] = true;
	}
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		causes[plan->cancels[i].cause] = true;
	}
	for (uint32_t i = 0; i < PLAN_OP_COUNT; i++) {
		if (ops[i]) {
			append(shape, plan_op_info(i)->name);
		}
	}
	if (plan->cancel_count > 0) {
		append(shape, "|");
	}
	for (uint32_t i = 0; i < PLAN_CAUSE_COUNT; i++) {
		if (causes[i]) {
			append(shape, plan_cause_name(i));
		}
	}
}

static struct cluster *find(struct clusters *clusters, const char *signature, const char *shape)
{
	for (size_t i = 0; i < clusters->count; i++) {
		struct cluster *cluster = &clusters->list[i];
		if (strcmp(cluster->signature, signature) == 0 && (!clusters->by_shape || strcmp(cluster->shape, shape) == 0)) {
			return cluster;
		}
	}
	return NULL;
}

bool clusters_add(struct clusters *clusters, const char *signature, const struct plan *minimized, const char *name,
	enum descriptor_tier tier)
{
	char shape[CLUSTER_SHAPE_MAX];
	shape_make(minimized, shape);
	if (!clusters->list && !(clusters->list = calloc(CLUSTERS_MAX, sizeof *clusters->list))) {
		return false;
	}
	struct cluster *cluster = find(clusters, signature, shape);
	if (!cluster && clusters->count == CLUSTERS_MAX) {
		clusters->lost++;
		return true;
	}
	if (!cluster) {
		cluster = &clusters->list[clusters->count++];
		snprintf(cluster->signature, sizeof cluster->signature, "%s", signature);
	}
	if (cluster->count++ == 0 || plan_record_count(minimized) < plan_record_count(&cluster->plan)) {
		cluster->plan = *minimized;
		snprintf(cluster->shape, sizeof cluster->shape, "%s", shape);
		snprintf(cluster->smallest, sizeof cluster->smallest, "%s", name);
	}
	if (cluster->tier == DESCRIPTOR_NONE) {
		cluster->tier = tier;
	}
	return true;
}
