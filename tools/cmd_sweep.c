/* cmd_sweep.c - a cancellation at every suspension of every actor, for every cause and in every phase: does any of them
 * break what the plan alone does not?
 *
 * A table per actor and phase: a row for each suspension, a column for each cause. Ctrl-C ends the sweep; what has been
 * run is shown.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/descriptor.h"
#include "tools/child.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/report.h"
#include "tools/sweep.h"

enum { PROGRESS_TTY_MS = 200, PROGRESS_LOG_MS = 5000, COLUMN = 14, PATH_BYTES = 4096 };

struct request {
	const char *input, *output, *phase, *cause;
	bool json;
	uint32_t phases, causes;
	struct sweep *sweep;
	size_t outcomes[SWEEP_FINDING + 1];
};

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
	interrupted = signal_number;
}

/* The set that an option names: one word of a list, or all when it is not given; 0 after one line. */
static uint32_t set_of(const char *option, const char *word, const char *(*name)(uint8_t), uint8_t count)
{
	if (!word) {
		return (1u << count) - 1;
	}
	for (uint8_t i = 0; i < count; i++) {
		if (strcmp(name(i), word) == 0) {
			return 1u << i;
		}
	}
	fprintf(stderr, "fuzzcase: sweep: unknown %s '%s' (known:", option, word);
	for (uint8_t i = 0; i < count; i++) {
		fprintf(stderr, " %s", name(i));
	}
	fputs(")\n", stderr);
	return 0;
}

static const char *cause_name(uint8_t cause)
{
	return plan_cause_name(cause);
}

static const char *phase_name(uint8_t phase)
{
	return plan_phase_name(phase);
}

static void show_progress(const struct sweep *sweep, size_t done, uint64_t *shown_ms)
{
	bool tty = isatty(STDERR_FILENO);
	uint64_t now = clock_ms();
	if (now - *shown_ms >= (tty ? PROGRESS_TTY_MS : PROGRESS_LOG_MS)) {
		fprintf(stderr, "%s%zu of %zu cells, %u distinct findings%s", tty ? "\r" : "", done, sweep->cell_count,
			sweep->finding_count, tty ? "  " : "\n");
		*shown_ms = now;
	}
}

static bool run_all(struct request *request, struct judge *judge)
{
	struct sweep *sweep = request->sweep;
	uint64_t shown_ms = clock_ms();
	for (size_t i = 0; i < sweep->cell_count && !interrupted; i++) {
		if (!sweep_run(sweep, judge, &sweep->cells[i])) {
			return false;
		}
		request->outcomes[sweep->cells[i].outcome]++;
		show_progress(sweep, i + 1, &shown_ms);
	}
	return true;
}

static const char *outcome_text(const struct sweep_cell *cell, char letter[2])
{
	switch ((enum sweep_outcome)cell->outcome) {
	case SWEEP_WAITS:
		return "?";
	case SWEEP_LANDED:
		return "ok";
	case SWEEP_MISSED:
		return "missed";
	case SWEEP_FINDING:
		break;
	}
	letter[0] = cell->finding < SWEEP_FINDINGS_MAX ? (char)('A' + cell->finding) : '+';
	letter[1] = '\0';
	return letter;
}

static const struct sweep_cell *cell_at(const struct sweep *sweep, uint8_t victim, uint8_t phase, uint8_t cause,
	uint16_t nth)
{
	for (size_t i = 0; i < sweep->cell_count; i++) {
		const struct sweep_cell *cell = &sweep->cells[i];
		if (cell->victim == victim && cell->phase == phase && cell->cause == cause && cell->nth == nth) {
			return cell;
		}
	}
	return NULL;
}

/* One row; the wait is that of the first cause, since what the actor runs in may differ. */
static bool print_row(const struct request *request, uint8_t victim, uint8_t phase, uint16_t nth)
{
	char line[COLUMN * PLAN_CAUSE_COUNT + 64] = "";
	int length = 0;
	const char *wait = NULL;
	for (uint8_t cause = 0; cause < PLAN_CAUSE_COUNT; cause++) {
		char letter[2];
		const struct sweep_cell *cell = cell_at(request->sweep, victim, phase, cause, nth);
		if (request->causes >> cause & 1) {
			length += snprintf(line + length, sizeof line - (size_t)length, " %-*s", COLUMN - 1,
				cell ? outcome_text(cell, letter) : "-");
		}
		if (cell && !wait) {
			wait = plan_wait_name(cell->wait);
		}
	}
	if (wait) {
		printf("%5u %-9s%s\n", nth, wait, line);
	}
	return wait != NULL;
}

static void print_table(const struct request *request, uint8_t victim, uint8_t phase)
{
	char name[8];
	printf("%s, %s\n%15s", plan_who_name(victim, name), plan_phase_name(phase), "");
	for (uint8_t cause = 0; cause < PLAN_CAUSE_COUNT; cause++) {
		if (request->causes >> cause & 1) {
			printf(" %-*s", COLUMN - 1, plan_cause_name(cause));
		}
	}
	putchar('\n');
	uint16_t nth = 1;
	while (print_row(request, victim, phase, nth)) {
		nth++;
	}
	if (nth == 1) {
		puts("      never parks");
	}
}

static void print_text(const struct request *request)
{
	const struct sweep *sweep = request->sweep;
	uint32_t actors = plan_actors(&sweep->plan);
	for (uint8_t actor = 0; actor < PLAN_ACTORS_MAX; actor++) {
		for (uint8_t phase = 0; phase < PLAN_PHASE_COUNT; phase++) {
			if (actors >> actor & 1 && request->phases >> phase & 1) {
				print_table(request, actor, phase);
			}
		}
	}
	for (uint8_t i = 0; i < sweep->finding_count; i++) {
		printf("%c  %zu cells  %s\n", 'A' + i, sweep->findings[i].count, sweep->findings[i].signature);
	}
	printf("%zu cells, %zu run, %zu landed, %zu missed, %zu findings\n", sweep->cell_count,
		sweep->cell_count - request->outcomes[SWEEP_WAITS], request->outcomes[SWEEP_LANDED],
		request->outcomes[SWEEP_MISSED], request->outcomes[SWEEP_FINDING]);
}

static json_t *json_cell(const struct sweep *sweep, const struct sweep_cell *cell)
{
	static const char *const outcomes[] = { "not run", "landed", "missed", "finding" };
	char name[8];
	json_t *object = json_pack("{s:s, s:I, s:s, s:s, s:s, s:s}", "victim", plan_who_name(cell->victim, name),
		"suspension", (json_int_t)cell->nth, "wait", plan_wait_name(cell->wait), "cause",
		plan_cause_name(cell->cause), "phase", plan_phase_name(cell->phase), "outcome", outcomes[cell->outcome]);
	if (cell->outcome == SWEEP_FINDING && cell->finding < SWEEP_FINDINGS_MAX) {
		const char *signature = sweep->findings[cell->finding].signature;
		json_object_set_new(object, "signature", descriptor_text(signature, strlen(signature)));
	}
	return object;
}

static void print_json(const struct request *request)
{
	const struct sweep *sweep = request->sweep;
	json_t *cells = json_array();
	for (size_t i = 0; i < sweep->cell_count; i++) {
		json_array_append_new(cells, json_cell(sweep, &sweep->cells[i]));
	}
	json_t *object = json_pack("{s:I, s:I, s:I, s:I, s:o}",
		"run", (json_int_t)(sweep->cell_count - request->outcomes[SWEEP_WAITS]),
		"landed", (json_int_t)request->outcomes[SWEEP_LANDED], "missed", (json_int_t)request->outcomes[SWEEP_MISSED],
		"findings", (json_int_t)request->outcomes[SWEEP_FINDING], "cells", cells);
	json_dumpf(object, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(object);
}

/* The first input of each signature, as A, B, ... in the folder. */
static bool write_findings(const struct request *request)
{
	for (uint8_t i = 0; request->output && i < request->sweep->finding_count; i++) {
		uint8_t data[PLAN_INPUT_MAX];
		char path[PATH_BYTES];
		snprintf(path, sizeof path, "%s/%c", request->output, 'A' + i);
		size_t size = plan_encode(&request->sweep->findings[i].plan, data, sizeof data);
		if (!file_write(path, data, size)) {
			return false;
		}
	}
	return true;
}

static int conclude(struct request *request)
{
	struct sweep *sweep = request->sweep;
	request->outcomes[SWEEP_WAITS] = sweep->cell_count - request->outcomes[SWEEP_LANDED] -
		request->outcomes[SWEEP_MISSED] - request->outcomes[SWEEP_FINDING];
	(request->json ? print_json : print_text)(request);
	fflush(stdout);
	if (sweep->cut) {
		complain("%s: a run has more events than are kept (%d), so its later suspensions were left out", request->input,
			TRACE_EVENTS_MAX);
	}
	if (!write_findings(request)) {
		return STATUS_USAGE;
	}
	return request->outcomes[SWEEP_FINDING] || request->outcomes[SWEEP_WAITS] ? STATUS_FINDING : STATUS_OK;
}

static int sweep(struct request *request, struct judge *judge)
{
	int status = sweep_list(request->sweep, judge, request->causes, request->phases);
	if (status == STATUS_FINDING) {
		complain("%s: is a finding without any cancellation that lands: %s", request->input,
			request->sweep->findings[0].signature);
	}
	if (status != STATUS_OK) {
		return status;
	}
	signal(SIGINT, interrupt);
	return run_all(request, judge) ? conclude(request) : STATUS_BUG;
}

static int sweep_file(struct request *request)
{
	struct plan plan;
	request->phases = set_of("--phase", request->phase, phase_name, PLAN_PHASE_COUNT);
	request->causes = request->phases ? set_of("--cause", request->cause, cause_name, PLAN_CAUSE_COUNT) : 0;
	if (!request->causes || !input_read_plan(request->input, &plan)) {
		return STATUS_USAGE;
	}
	if (!(request->sweep = sweep_create(&plan))) {
		complain("%s: has %d cancellations already, so there is no room for another", request->input,
			PLAN_CANCELS_MAX);
		return STATUS_USAGE;
	}
	struct judge *judge = judge_create();
	int status = judge ? sweep(request, judge) : STATUS_BUG;
	judge_destroy(judge);
	sweep_destroy(request->sweep);
	return status;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = { .input = NULL };
	const struct option_spec options[] = {
		{ .name = "--phase", .kind = OPTION_TEXT, .value = &request.phase },
		{ .name = "--cause", .kind = OPTION_TEXT, .value = &request.cause },
		{ .name = "-o", .kind = OPTION_TEXT, .value = &request.output },
		{ .name = "--json", .kind = OPTION_FLAG, .value = &request.json },
		{ .name = NULL },
	};
	if (options_parse(command, argc, argv, options, 1, 1) != 1) {
		return STATUS_USAGE;
	}
	request.input = argv[0];
	return sweep_file(&request);
}

const struct command command_sweep = {
	.name = "sweep",
	.arguments = "FILE [--cause NAME] [--phase NAME] [-o DIR]",
	.summary = "a cancellation at every suspension, for every cause",
	.help = "\n"
		"Runs the plan once for each suspension of each actor, each cause and each phase, with one cancellation more.\n"
		"In the tables: ok = it took place, and nothing was wrong; missed = the actor ended before; a letter = a finding,\n"
		"explained below; - = the actor, in what this cause has it run in, parks less often.\n\n"
		"  --cause NAME   only this cause (cancel, token, scope_cancel, ...)\n"
		"  --phase NAME   only this phase (parked, woken, later)\n"
		"  -o DIR         write the first input of each finding there, as A, B, ...\n"
		"  --json         one JSON object: the cells\n"
		"\nCtrl-C ends the sweep and shows what has been run.\n"
		"Exit codes: 0 all ok, 1 a finding (or interrupted), 2 bad input, 3 bug of the harness.\n",
	.run = run,
};
