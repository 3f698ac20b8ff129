/* program.c - see program.h. */
#include "harness/program.h"

#include <stdio.h>
#include <string.h>

#include <php.h>

static uint32_t connection_count(const struct plan *plan, uint32_t peer)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < plan->op_count; i++) {
		bool is_peer = plan_target_is_peer(plan_op_info(plan->ops[i].kind)->target);
		count += is_peer && plan->ops[i].target == peer;
	}
	return count;
}

void program_table(const struct plan *plan, uint32_t index, program_visit visit, void *context)
{
	const struct plan_peer *peer = &plan->peers[index];
	char key[64];

	visit(context, "mode", plan_toxic_info(peer->mode)->name, 0);
	visit(context, plan_toxic_info(peer->mode)->key, NULL, peer->size);
	for (uint32_t i = 0; i < peer->toxic_count; i++) {
		const struct plan_toxic *toxic = &peer->toxics[i];
		const struct plan_toxic_info *info = plan_toxic_info(toxic->kind);

		visit(context, info->key, NULL, toxic->a);
		if (info->b.name[0] != '\0') {
			snprintf(key, sizeof key, "%s_%s", info->key, info->b.name);
			visit(context, key, NULL, toxic->b);
		}
	}
	visit(context, "connections", NULL, connection_count(plan, index));
}

void program_cells(const struct plan *plan, program_cell_visit visit, void *context)
{
	uint32_t seen[PLAN_TARGET_COUNT] = { 0 };
	char name[16];

	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		enum plan_target target = plan_op_info(op->kind)->target;

		if (!plan_target_is_cell(target) || (seen[target] >> op->target & 1))
			continue;
		seen[target] |= 1u << op->target;
		visit(context, plan_target_name(target, op->target, name));
	}
}

static void table_add(void *context, const char *key, const char *text, uint32_t value)
{
	if (text != NULL)
		add_assoc_string(context, key, text);
	else
		add_assoc_long(context, key, (zend_long)value);
}

static void peers_build(const struct plan *plan, zval *peers)
{
	char name[16];

	array_init_size(peers, plan->peer_count);
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		zval peer, table;

		array_init(&peer);
		add_assoc_string(&peer, "name", plan_who_name((uint8_t)(PLAN_WHO_PEER + i), name));
		array_init(&table);
		program_table(plan, i, table_add, &table);
		add_assoc_zval(&peer, "table", &table);
		add_next_index_zval(peers, &peer);
	}
}

static void op_build(const struct plan_op *op, zval *list)
{
	const struct plan_op_info *info = plan_op_info(op->kind);
	char name[16];
	zval step;

	array_init_size(&step, 4);
	add_next_index_string(&step, info->name);
	if (info->target != PLAN_TARGET_NONE)
		add_next_index_string(&step, plan_target_name(info->target, op->target, name));
	if (info->a.name[0] != '\0')
		add_next_index_long(&step, (zend_long)op->a);
	if (info->b.name[0] != '\0')
		add_next_index_long(&step, (zend_long)op->b);
	add_next_index_zval(list, &step);
}

static void cell_add(void *context, const char *name)
{
	add_next_index_string(context, name);
}

static void actors_build(const struct plan *plan, zval *actors)
{
	uint32_t present = plan_actors(plan);
	char name[16];

	array_init(actors);
	for (uint8_t who = 0; who < PLAN_ACTORS_MAX; who++) {
		zval actor, ops;

		if (!(present >> who & 1))
			continue;
		array_init(&actor);
		add_assoc_string(&actor, "name", plan_who_name(who, name));
		array_init(&ops);
		for (uint32_t i = 0; i < plan->op_count; i++) {
			if (plan->ops[i].actor == who)
				op_build(&plan->ops[i], &ops);
		}
		add_assoc_zval(&actor, "ops", &ops);
		add_assoc_bool(&actor, "token", plan_actor_has(plan, who, PLAN_SETTING_TOKEN));
		add_assoc_bool(&actor, "scope", plan_actor_has(plan, who, PLAN_SETTING_SCOPE));
		add_next_index_zval(actors, &actor);
	}
}

uint32_t program_limit_ms(const struct plan *plan)
{
	uint32_t ms = RUN_BOUND_MS;

	/* A fault may keep the run waiting. */
	for (uint32_t i = 0; i < plan->fault_count; i++)
		ms += plan->faults[i].kind == PLAN_FAULT_DELAY ? plan->faults[i].value : 0;
	return ms;
}

/* A call that moves bytes fails, and who made it gives the connection up. */
static bool cuts(const struct plan_fault *fault)
{
	bool moves = fault->call == PLAN_CALL_RECV || fault->call == PLAN_CALL_READ || fault->call == PLAN_CALL_SEND ||
			fault->call == PLAN_CALL_WRITE;

	return moves && (fault->kind == PLAN_FAULT_ECONNRESET || fault->kind == PLAN_FAULT_EPIPE ||
			fault->kind == PLAN_FAULT_ENOBUFS);
}

void program_cuts(const struct plan *plan, void (*visit)(void *context, const char *name), void *context)
{
	char name[16];

	for (uint32_t i = 0; i < plan->fault_count; i++) {
		const struct plan_fault *fault = &plan->faults[i];
		if (cuts(fault))
			visit(context, fault->who == PLAN_WHO_ANY ? "*" : plan_who_name(fault->who, name));
	}
}

static void cut_add(void *names, const char *name)
{
	add_next_index_string(names, name);
}

/* In the order of the plan, by which names.c knows them. */
static void killers_build(const struct plan *plan, zval *killers)
{
	char name[16];

	array_init(killers);
	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &plan->cancels[i];
		zval killer;

		if (!plan_cause_has_killer(cancel->cause))
			continue;
		array_init(&killer);
		add_assoc_string(&killer, "name", plan_who_name((uint8_t)(PLAN_WHO_KILLER + i), name));
		add_assoc_string(&killer, "cause", plan_cause_name(cancel->cause));
		add_assoc_string(&killer, "victim", plan_who_name(cancel->victim, name));
		add_next_index_zval(killers, &killer);
	}
}

void program_build(const struct plan *plan, zval *argument)
{
	zval peers, cells, actors, names, killers;

	array_init(argument);
	add_assoc_long(argument, "buffer", plan->buffer == 0 ? PLAN_BUFFER_DEFAULT : (zend_long)plan->buffer);
	add_assoc_long(argument, "limit_ms", (zend_long)program_limit_ms(plan));
	add_assoc_bool(argument, "forked", plan->forked);
	peers_build(plan, &peers);
	add_assoc_zval(argument, "peers", &peers);
	array_init(&cells);
	program_cells(plan, cell_add, &cells);
	add_assoc_zval(argument, "cells", &cells);
	actors_build(plan, &actors);
	add_assoc_zval(argument, "actors", &actors);
	array_init(&names);
	program_cuts(plan, cut_add, &names);
	add_assoc_zval(argument, "cuts", &names);
	killers_build(plan, &killers);
	add_assoc_zval(argument, "killers", &killers);
}

void program_log(const zval *lines, struct run *run)
{
	zval *line;

	if (Z_TYPE_P(lines) != IS_ARRAY)
		return;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(lines), line) {
		if (Z_TYPE_P(line) != IS_STRING || run->log_size + Z_STRLEN_P(line) + 2 > RUN_LOG_MAX)
			continue;
		memcpy(run->log + run->log_size, Z_STRVAL_P(line), Z_STRLEN_P(line));
		run->log_size += (uint32_t)Z_STRLEN_P(line);
		run->log[run->log_size++] = '\n';
		run->log[run->log_size] = '\0';
	} ZEND_HASH_FOREACH_END();
}

void program_outcome(const zval *counters, struct run *run)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(counters), name, value) {
		if (name == NULL)
			continue;
		if (zend_string_starts_with_literal(name, "op_missing_"))
			run->ops_skipped += (uint32_t)zval_get_long(value);
		trace_mix(&run->trace, zend_inline_hash_func(ZSTR_VAL(name), ZSTR_LEN(name)));
		trace_mix(&run->trace, (uint64_t)zval_get_long(value));
	} ZEND_HASH_FOREACH_END();
}
