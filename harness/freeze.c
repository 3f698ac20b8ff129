/* freeze.c - see freeze.h: a plan as a flat PHP program in a .phpt.
 *
 * The program is what interpret.php would do with the plan, written out: a reader needs neither the plan
 * format nor this project to follow it. What only the harness can do (a cancellation at the n-th suspension)
 * becomes a coroutine of its own that suspends some times, or sleeps, and then does the same; how long is for the caller to
 * find by running the test. Or it stays with the harness: then the test needs its library, and the plan beside it.
 */
#include "harness/freeze.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "harness/check.h"
#include "harness/php_files.h"
#include "harness/program.h"

struct text {
	char *data;
	size_t size, capacity;      /* without the NUL; when size >= capacity the text did not fit */
};

static void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void text_add(struct text *text, const char *format, ...)
{
	size_t at = text->size < text->capacity ? text->size : text->capacity - 1;
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text->data + at, text->capacity - at, format, arguments);
	va_end(arguments);
	CHECK(length >= 0);
	text->size += (size_t)length;
}

/* ---- what the peers do ---- */

static void table_describe(void *context, const char *key, const char *word, uint32_t value)
{
	if (word != NULL)
		text_add(context, " %s", word);
	else
		text_add(context, " %s=%u", key, value);
}

static void table_write(void *context, const char *key, const char *word, uint32_t value)
{
	/* The mode comes first, so every other entry follows a comma. */
	if (word != NULL)
		text_add(context, "'%s' => '%s'", key, word);
	else
		text_add(context, ", '%s' => %u", key, value);
}

static void peers_write(const struct plan *plan, struct text *text)
{
	char name[16];

	for (uint32_t i = 0; i < plan->peer_count; i++) {
		plan_who_name((uint8_t)(PLAN_WHO_PEER + i), name);
		text_add(text, "$%s = $steps->peer('%s', [", name, name);
		program_table(plan, i, table_write, text);
		text_add(text, "]%s);\n", plan->forked ? ", forked: true" : "");
	}
}

/* ---- what the coroutines do ---- */

static bool targets_peer(const struct plan_op *op)
{
	return plan_target_is_peer(plan_op_info(op->kind)->target);
}

static void op_write(const char *who, const struct plan_op *op, struct text *text)
{
	const struct plan_op_info *info = plan_op_info(op->kind);
	char name[16];

	text_add(text, "    $steps->%s('%s'", info->name, who);
	plan_target_name(info->target, op->target, name);
	if (targets_peer(op))
		text_add(text, ", $%s", name);
	else if (info->target != PLAN_TARGET_NONE)
		text_add(text, ", '%s'", name);
	if (info->a.name[0] != '\0')
		text_add(text, ", %u", op->a);
	if (info->b.name[0] != '\0')
		text_add(text, ", %u", op->b);
	text_add(text, ");\n");
}

/* Cells are there before the coroutines. */
static void cell_write(void *context, const char *name)
{
	text_add(context, "$steps->cell('%s');\n", name);
}

/* The variables a body needs: the peers its ops name, each once. */
static void uses_write(const struct plan *plan, uint8_t actor, struct text *text)
{
	uint32_t seen = 0;
	char name[16];

	text_add(text, "$steps");
	for (uint32_t i = 0; i < plan->op_count; i++) {
		const struct plan_op *op = &plan->ops[i];
		if (op->actor != actor || !targets_peer(op) || (seen >> op->target & 1))
			continue;
		seen |= 1u << op->target;
		text_add(text, ", $%s", plan_who_name((uint8_t)(PLAN_WHO_PEER + op->target), name));
	}
}

static void actors_write(const struct plan *plan, struct text *text)
{
	uint32_t present = plan_actors(plan);
	char name[16];

	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		if (!(present >> actor & 1))
			continue;
		plan_who_name(actor, name);
		text_add(text, "\n$steps->coroutine('%s', function () use (", name);
		uses_write(plan, actor, text);
		text_add(text, ") {\n");
		for (uint32_t i = 0; i < plan->op_count; i++) {
			if (plan->ops[i].actor == actor)
				op_write(name, &plan->ops[i], text);
		}
		text_add(text, "}%s%s);\n", plan_actor_has(plan, actor, PLAN_SETTING_TOKEN) ? ", token: true" : "",
			plan_actor_has(plan, actor, PLAN_SETTING_SCOPE) ? ", scope: true" : "");
	}
}

/* The library lands the cancellations; who takes PHP code for it waits for its word. */
static void anchored_killers_write(const struct plan *plan, struct text *text)
{
	char killer[16], victim[16];

	for (uint32_t i = 0; i < plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &plan->cancels[i];
		if (plan_cause_has_killer(cancel->cause))
			text_add(text, "\n$steps->killer('%s', '%s', '%s');\n",
				plan_who_name((uint8_t)(PLAN_WHO_KILLER + i), killer), plan_cause_name(cancel->cause),
				plan_who_name(cancel->victim, victim));
	}
}

static void cut_write(void *context, const char *name)
{
	text_add(context, "'%s', ", name);
}

static void killers_write(const struct plan *plan, const struct freeze_killer *killers, struct text *text)
{
	char victim[16];

	for (uint32_t i = 0; killers != NULL && i < plan->cancel_count; i++) {
		const struct plan_cancel *cancel = &plan->cancels[i];
		plan_who_name(cancel->victim, victim);
		text_add(text, "\n/* Stands for: when %s parks (%s) for time number %u, %s: %s. */\n", victim,
			plan_event_name(cancel->anchor.wait), cancel->anchor.nth, plan_phase_name(cancel->phase),
			plan_cause_name(cancel->cause));
		text_add(text, "$steps->coroutine('K%u', function () use ($steps) {\n", i);
		if (killers[i].ms > 0)
			text_add(text, "    $steps->delay('K%u', %u);\n", i, killers[i].ms);
		else if (killers[i].suspends > 0)
			text_add(text, "    $steps->suspend('K%u', %u);\n", i, killers[i].suspends);
		text_add(text, "    $steps->%s('K%u', '%s');\n});\n", plan_cause_name(cancel->cause), i, victim);
	}
}

/* ---- the files ---- */

static bool has_target(const struct plan *plan, enum plan_target target)
{
	for (uint32_t i = 0; i < plan->op_count; i++) {
		if (plan_op_info(plan->ops[i].kind)->target == target)
			return true;
	}
	return false;
}

static bool has_op(const struct plan *plan, enum plan_op_kind kind)
{
	for (uint32_t i = 0; i < plan->op_count; i++) {
		if (plan->ops[i].kind == kind)
			return true;
	}
	return false;
}

static bool needs(const struct plan *plan, enum php_need need)
{
	switch (need) {
	case PHP_NEED_ALWAYS:
		return true;
	case PHP_NEED_PEERS:
		return plan->peer_count > 0;
	case PHP_NEED_CHANNELS:
		return has_target(plan, PLAN_TARGET_CHANNEL);
	case PHP_NEED_FUTURES:
		return has_target(plan, PLAN_TARGET_FUTURE);
	case PHP_NEED_STREAMS:
		return has_target(plan, PLAN_TARGET_STREAM) || has_op(plan, PLAN_OP_SELECT);
	case PHP_NEED_BYTES:
		return needs(plan, PHP_NEED_STREAMS) || needs(plan, PHP_NEED_LINKS);
	case PHP_NEED_LINKS:
		return has_target(plan, PLAN_TARGET_LINK);
	case PHP_NEED_DATAGRAMS:
		return has_target(plan, PLAN_TARGET_DATAGRAM);
	case PHP_NEED_TASKS:
		return has_target(plan, PLAN_TARGET_TASK);
	case PHP_NEED_LISTENERS:
		return has_target(plan, PLAN_TARGET_LISTENER);
	case PHP_NEED_BUILTINS:
		return has_op(plan, PLAN_OP_BUILTIN);
	case PHP_NEED_SCOPES:
		return has_target(plan, PLAN_TARGET_SCOPE);
	case PHP_NEED_FORKED:
		return plan->forked && plan->peer_count > 0;
	case PHP_NEED_ENDINGS:
		return has_op(plan, PLAN_OP_QUIT) || has_op(plan, PLAN_OP_GC);
	default:
		return false;
	}
}

/* The size of what begins at the code: a comment, a string or a single character. */
static size_t token_size(const char *code)
{
	if (strncmp(code, "/*", 2) == 0) {
		const char *end = strstr(code + 2, "*/");
		return end == NULL ? strlen(code) : (size_t)(end + 2 - code);
	}
	if (*code != '\'' && *code != '"')
		return 1;
	size_t size = 1;
	while (code[size] != '\0' && code[size] != *code)
		size += code[size] == '\\' && code[size + 1] != '\0' ? 2 : 1;
	return size + (code[size] != '\0');
}

/* Code without its comments, and without lines that are then blank. */
static void code_write(const char *code, struct text *text)
{
	bool blank = true;          /* so far in this line */

	while (*code != '\0') {
		size_t size = token_size(code);
		if (blank && (*code == ' ' || *code == '\n')) {
			size_t indent = strspn(code, " \n"), line = indent;
			while (line > 0 && code[line - 1] == ' ')
				line--;
			if (code[indent] != '\0' && strncmp(code + indent, "/*", 2) != 0)
				text_add(text, "%.*s", (int)(indent - line), code + line);
			code += indent;
			continue;
		}
		if (strncmp(code, "/*", 2) != 0) {
			text_add(text, "%.*s", (int)size, code);
			blank = *code == '\n';
		}
		code += size;
	}
}

/* A file of the prelude as a part of this one: "<?php", a comment, "namespace FuzzAsync;", code. */
static void file_inline(const struct php_file *file, struct text *text)
{
	static const char namespace[] = "\nnamespace FuzzAsync;\n";
	const char *code = strstr(file->text, namespace);

	CHECK(code != NULL);
	text_add(text, "\n/* %s */\nnamespace FuzzAsync {\n", file->name);
	code_write(code + strlen(namespace), text);
	text_add(text, "}\n");
}

/* ---- the sections ---- */

/* A line of --DESCRIPTION-- that looks like a section would end it: run-tests.php knows "--WORD--". */
static void description_write(const char *description, struct text *text)
{
	while (*description != '\0') {
		size_t length = strcspn(description, "\n");
		text_add(text, "%s%.*s\n", strncmp(description, "--", 2) == 0 ? " " : "", (int)length, description);
		description += length + (description[length] == '\n');
	}
}

static void head_write(const struct freeze_options *options, struct text *text)
{
	text_add(text, "--TEST--\n%s\n--DESCRIPTION--\n", options->title);
	description_write(options->description, text);
	text_add(text, "--SKIPIF--\n<?php\n"
		"if (!function_exists('Async\\\\spawn')) {\n    die('skip no coroutine runtime (Async\\spawn)');\n}\n"
		"if (!extension_loaded('sockets')) {\n    die('skip ext/sockets is needed');\n}\n");
	if (options->plan_file != NULL)
		text_add(text, "if (!function_exists('FuzzAsync\\\\world_enter')) {\n"
			"    die('skip fuzz_world.so must be preloaded and loaded (php-world of php-fuzz-async)');\n}\n");
	text_add(text, "?>\n--INI--\nasync.debug_deadlock=0\n--ENV--\n");
	/* fifo too: the environment of who runs the test must not choose another. */
	if (options->plan_file != NULL)
		text_add(text, "FUZZ_ASYNC_PLAN={PWD}/%s\n", options->plan_file);
	else if (!options->fifo_unsaid || (options->sched != NULL && strcmp(options->sched, "fifo") != 0))
		text_add(text, "TRUE_ASYNC_SCHED=%s\n", options->sched != NULL ? options->sched : "fifo");
	text_add(text, "CHAOS_GEN_SEED=1\n%s", options->heap_bare ? "USE_ZEND_ALLOC=0\n" : "");
}

/* Without the library the program would run something else, and pass. */
static void guard_write(const struct freeze_options *options, struct text *text)
{
	text_add(text, "if (!function_exists('FuzzAsync\\\\world_enter')) {\n"
		"    exit(\"fuzz_world.so and FUZZ_ASYNC_PLAN=%s are needed\\n\");\n}\n", options->plan_file);
}

static void program_write(const struct plan *plan, const struct freeze_options *options, struct text *text)
{
	bool holds = options->peers_dir == NULL;

	text_add(text, "--FILE--\n<?php\n%s", holds ? "namespace {\n" : "");
	for (const struct php_file *file = php_files; file->name != NULL && !holds; file++) {
		if (needs(plan, file->need))
			text_add(text, "require __DIR__ . '/%s/%s';\n", options->peers_dir, file->name);
	}
	text_add(text, "\n");
	if (options->plan_file != NULL)
		guard_write(options, text);
	text_add(text, "$steps = new FuzzAsync\\Steps(buffer: %u);\n",
		plan->buffer == 0 ? PLAN_BUFFER_DEFAULT : plan->buffer);
	if (options->plan_file != NULL) {
		text_add(text, "$steps->cuts([");
		program_cuts(plan, cut_write, text);
		text_add(text, "]);\n");
	}
	if (options->anchors > 0)
		text_add(text, "$steps->expect_anchors(%u);\n", options->anchors);
	peers_write(plan, text);
	program_cells(plan, cell_write, text);
	actors_write(plan, text);
	if (options->plan_file != NULL)
		anchored_killers_write(plan, text);
	else
		killers_write(plan, options->killers, text);
	text_add(text, "\n$steps->run(%u);\necho $steps->report(), \"\\n\";\n%s", program_limit_ms(plan), holds ? "}\n" : "");
	for (const struct php_file *file = php_files; file->name != NULL && holds; file++) {
		if (needs(plan, file->need))
			file_inline(file, text);
	}
	text_add(text, "?>\n--EXPECT--\nDONE\n");
}

/* What plain PHP cannot say of the plan, or NULL. */
static const char *unsaid(const struct plan *plan)
{
	if (plan->deviation_count > 0)
		return "plain PHP cannot say which ready coroutine runs next: explicit deviations";
	return plan->fault_count > 0 ? "plain PHP cannot make a call of libc fail: faults" : NULL;
}

/* Why even a sound runtime would fail the test, or NULL. */
static const char *unpassable(const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->fault_count; i++) {
		if (plan->faults[i].call == PLAN_CALL_ALLOCATE)
			return "an allocation that fails, which ends every program";
	}
	return NULL;
}

size_t freeze_write(const struct plan *plan, const struct freeze_options *options, char *text,
		const char **reason)
{
	struct text out = { .data = text, .capacity = FREEZE_TEXT_MAX };

	*reason = options->plan_file == NULL ? unsaid(plan) : unpassable(plan);
	if (*reason == NULL && options->peers_dir == NULL && needs(plan, PHP_NEED_FORKED))
		*reason = "the process of a forked peer takes the files of _peers/: a test of one file";
	if (*reason != NULL)
		return 0;
	head_write(options, &out);
	program_write(plan, options, &out);
	if (out.size >= out.capacity) {
		*reason = "the test would be longer than a frozen test may be";
		return 0;
	}
	return out.size;
}

size_t freeze_describe(const struct plan *plan, char *text, size_t size)
{
	struct text out = { .data = text, .capacity = size };
	char name[16];

	*text = '\0';
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		text_add(&out, "%s:", plan_who_name((uint8_t)(PLAN_WHO_PEER + i), name));
		program_table(plan, i, table_describe, &out);
		text_add(&out, "\n");
	}
	return out.size < size ? out.size : size - 1;
}
