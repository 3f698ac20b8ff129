/* clusters.c - see clusters.h. */
#include "tools/clusters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/suppressions.h"

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

static struct cluster *make(struct clusters *clusters, const char *signature)
{
	if (clusters->count == CLUSTERS_MAX) {
		return NULL;
	}
	struct cluster *cluster = &clusters->list[clusters->count++];
	snprintf(cluster->signature, sizeof cluster->signature, "%s", signature);
	cluster->found_as = json_object();
	return cluster;
}

bool clusters_add(struct clusters *clusters, const struct member *member)
{
	char shape[CLUSTER_SHAPE_MAX];
	shape_make(member->plan, shape);
	if (!clusters->list && !(clusters->list = calloc(CLUSTERS_MAX, sizeof *clusters->list))) {
		return false;
	}
	struct cluster *cluster = find(clusters, member->signature, shape);
	if (!cluster && !(cluster = make(clusters, member->signature))) {
		clusters->lost++;
		return true;
	}
	if (cluster->count++ == 0 || plan_record_count(member->plan) < plan_record_count(&cluster->plan)) {
		cluster->plan = *member->plan;
		snprintf(cluster->shape, sizeof cluster->shape, "%s", shape);
		snprintf(cluster->smallest, sizeof cluster->smallest, "%s", member->name);
	}
	if (cluster->tier == DESCRIPTOR_NONE) {
		cluster->tier = member->tier;
	}
	json_int_t before = json_integer_value(json_object_get(cluster->found_as, member->found_as));
	return json_object_set_new(cluster->found_as, member->found_as, json_integer(before + 1)) == 0;
}

void clusters_know(struct clusters *clusters)
{
	const char *signature;
	json_t *count;
	for (size_t i = 0; i < clusters->count; i++) {
		struct cluster *cluster = &clusters->list[i];
		bool all = true;
		json_object_foreach(cluster->found_as, signature, count) {
			all &= suppressions_match(signature);
		}
		cluster->is_known = all || suppressions_match(cluster->signature);
	}
}

void clusters_destroy(struct clusters *clusters)
{
	for (size_t i = 0; i < clusters->count; i++) {
		json_decref(clusters->list[i].found_as);
	}
	free(clusters->list);
}
