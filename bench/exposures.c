/* exposures.c - the trials of the bench of planted bugs, put together: Markdown on stdout, and JSON.
 *
 *   exposures FOLDER [--json FILE]
 *
 * FOLDER/BUG/set holds "open" or "check", FOLDER/BUG/MODE.SEED.json what exposure printed for one trial. A trial that
 * found nothing counts with its cap, so a mean or a median at the cap is a lower bound. A bug counts as found within N
 * executions by a mode when the median of its trials is not above N and belongs to trials that found it.
 */
#include <dirent.h>
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/draw.h"
#include "tools/command.h"
#include "tools/files.h"

enum { TRIALS_MAX = 256, BUGS_MAX = 256, MODES_MAX = 8, BOUNDS = 4, NAME_SIZE = 64, PATH_SIZE = 4096 };

static const uint64_t bounds[BOUNDS] = { 100, 1000, 10000, 100000 };

/* The trials of a bug in a mode. */
struct cell {
	uint32_t trials, found, sound_too;
	uint64_t executions[TRIALS_MAX];    /* in ascending order once read; the cap where nothing was found */
	uint64_t cap;
	double mean, median;
	bool median_found;
};

struct bug {
	char name[NAME_SIZE], set[NAME_SIZE];
	struct cell cells[MODES_MAX];
};

static struct bug bugs[BUGS_MAX];
static uint32_t bug_count;

/* ---- reading ---- */

static int compare(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

static bool trial_read(const char *path, struct cell *cell)
{
	json_error_t error;
	json_int_t executions, cap;
	int found, sound_too;
	json_t *object = json_load_file(path, 0, &error);
	if (!object || json_unpack_ex(object, &error, 0, "{s:I, s:I, s:b, s:b}", "executions", &executions, "cap", &cap,
			"found", &found, "sound_too", &sound_too) != 0) {
		fprintf(stderr, "exposures: %s: no result of a trial: %s\n", path, error.text);
		json_decref(object);
		return false;
	}
	json_decref(object);
	if (cell->trials == TRIALS_MAX) {
		fprintf(stderr, "exposures: %s: more than %d trials\n", path, TRIALS_MAX);
		return false;
	}
	cell->executions[cell->trials++] = (uint64_t)(found ? executions : cap);
	cell->found += (uint32_t)found;
	cell->sound_too += (uint32_t)sound_too;
	cell->cap = (uint64_t)cap > cell->cap ? (uint64_t)cap : cell->cap;
	return true;
}

static void cell_finish(struct cell *cell)
{
	double sum = 0;
	uint32_t high = cell->trials / 2, low = (cell->trials - 1) / 2;
	if (cell->trials == 0) {
		return;
	}
	qsort(cell->executions, cell->trials, sizeof *cell->executions, compare);
	for (uint32_t i = 0; i < cell->trials; i++) {
		sum += (double)cell->executions[i];
	}
	cell->mean = sum / cell->trials;
	cell->median = ((double)cell->executions[low] + (double)cell->executions[high]) / 2;
	cell->median_found = cell->found > high;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int is_result(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

static bool set_read(const char *folder, struct bug *bug)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "%.3800s/%.200s/set", folder, bug->name);
	FILE *file = fopen(path, "r");
	bool ok = file && fscanf(file, "%63s", bug->set) == 1;
	if (file) {
		fclose(file);
	}
	return ok;
}

static bool bug_read(const char *folder, struct bug *bug)
{
	char path[PATH_SIZE];
	struct dirent **entries;
	bool ok = true;
	snprintf(path, sizeof path, "%.3800s/%.200s", folder, bug->name);
	int count = scandir(path, &entries, is_result, alphasort);
	for (int i = 0; i < count; i++) {
		size_t length = strcspn(entries[i]->d_name, ".");
		for (int mode = 0; ok && draw_modes[mode]; mode++) {
			if (strlen(draw_modes[mode]) == length && memcmp(draw_modes[mode], entries[i]->d_name, length) == 0) {
				snprintf(path, sizeof path, "%.3600s/%.100s/%.200s", folder, bug->name, entries[i]->d_name);
				ok = trial_read(path, &bug->cells[mode]);
			}
		}
		free(entries[i]);
	}
	if (count >= 0) {
		free(entries);
	}
	for (int mode = 0; draw_modes[mode]; mode++) {
		cell_finish(&bug->cells[mode]);
	}
	return ok && count >= 0;
}

static bool bugs_read(const char *folder)
{
	struct dirent **entries;
	bool ok = true;
	int count = scandir(folder, &entries, is_visible, alphasort);
	if (count < 0) {
		fprintf(stderr, "exposures: %s: cannot be read\n", folder);
		return false;
	}
	for (int i = 0; i < count; i++) {
		struct bug *bug = &bugs[bug_count];
		snprintf(bug->name, sizeof bug->name, "%.63s", entries[i]->d_name);
		if (ok && bug_count < BUGS_MAX && set_read(folder, bug)) {
			ok = bug_read(folder, bug);
			bug_count++;
		}
		free(entries[i]);
	}
	free(entries);
	return ok;
}

/* ---- figures over bugs ---- */

static bool mode_is_there(int mode)
{
	for (uint32_t i = 0; i < bug_count; i++) {
		if (bugs[i].cells[mode].trials > 0) {
			return true;
		}
	}
	return false;
}

/* NULL stands for both sets. */
static bool is_in(const struct bug *bug, const char *set)
{
	return !set || strcmp(bug->set, set) == 0;
}

/* Bugs of a set whose trials in the mode are there. */
static uint32_t bugs_tried(int mode, const char *set)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < bug_count; i++) {
		count += bugs[i].cells[mode].trials > 0 && is_in(&bugs[i], set);
	}
	return count;
}

static uint32_t bugs_within(int mode, const char *set, uint64_t bound)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < bug_count; i++) {
		const struct cell *cell = &bugs[i].cells[mode];
		count += is_in(&bugs[i], set) && cell->median_found && cell->median <= (double)bound;
	}
	return count;
}

/* Geometric mean, over the bugs of a set that both modes have tried, of how many times more executions `mode` needs than
 * `base`; medians, with the cap where there is none. 0 when there is no such bug. */
static double times_more(int mode, int base, const char *set)
{
	double sum = 0;
	uint32_t count = 0;
	for (uint32_t i = 0; i < bug_count; i++) {
		const struct cell *one = &bugs[i].cells[mode], *other = &bugs[i].cells[base];
		if (is_in(&bugs[i], set) && one->trials > 0 && other->trials > 0) {
			sum += log(one->median / other->median);
			count++;
		}
	}
	return count ? exp(sum / count) : 0;
}

/* ---- writing ---- */

static void cell_print(const struct cell *cell)
{
	if (cell->trials == 0) {
		printf(" |");
	} else {
		printf(" %s%.0f (%.0f) %" PRIu32 "/%" PRIu32 " |", cell->median_found ? "" : "> ", cell->median, cell->mean,
			cell->found, cell->trials);
	}
}

static void table_print(void)
{
	printf("Executions to exposure: median (mean) found/trials.\n\n| bug | set |");
	for (int mode = 0; draw_modes[mode]; mode++) {
		mode_is_there(mode) ? printf(" %s |", draw_modes[mode]) : 0;
	}
	printf("\n|---|---|");
	for (int mode = 0; draw_modes[mode]; mode++) {
		mode_is_there(mode) ? printf("---|") : 0;
	}
	for (uint32_t i = 0; i < bug_count; i++) {
		printf("\n| %s | %s |", bugs[i].name, bugs[i].set);
		for (int mode = 0; draw_modes[mode]; mode++) {
			if (mode_is_there(mode)) {
				cell_print(&bugs[i].cells[mode]);
			}
		}
	}
	printf("\n");
}

/* Nothing is known beyond the cap. */
static uint64_t cap_highest(void)
{
	uint64_t cap = bounds[0];
	for (uint32_t i = 0; i < bug_count; i++) {
		for (int mode = 0; draw_modes[mode]; mode++) {
			cap = bugs[i].cells[mode].cap > cap ? bugs[i].cells[mode].cap : cap;
		}
	}
	return cap;
}

static void summary_row(int mode, const char *set)
{
	printf("\n| %s | %s | %" PRIu32 " |", draw_modes[mode], set ? set : "both", bugs_tried(mode, set));
	for (int b = 0; b < BOUNDS && bounds[b] <= cap_highest(); b++) {
		printf(" %" PRIu32 " |", bugs_within(mode, set, bounds[b]));
	}
	double factor = times_more(mode, 0, set);
	factor > 0 ? printf(" %.2f |", factor) : printf(" |");
}

static void summary_print(void)
{
	static const char *const sets[] = { "open", "check" };
	printf("\nBugs whose median is within so many executions, and the geometric mean of how many times those of %s are "
		"needed.\n\n| mode | set | bugs |", draw_modes[0]);
	for (int b = 0; b < BOUNDS && bounds[b] <= cap_highest(); b++) {
		printf(" %" PRIu64 " |", bounds[b]);
	}
	printf(" times |\n|---|---|---|");
	for (int b = 0; b < BOUNDS && bounds[b] <= cap_highest(); b++) {
		printf("---|");
	}
	printf("---|");
	for (int mode = 0; draw_modes[mode]; mode++) {
		uint32_t counts[] = { bugs_tried(mode, sets[0]), bugs_tried(mode, sets[1]) };
		for (int s = 0; s < 2; s++) {
			if (counts[s] > 0) {
				summary_row(mode, sets[s]);
			}
		}
		if (counts[0] > 0 && counts[1] > 0) {
			summary_row(mode, NULL);
		}
	}
	printf("\n");
}

static json_t *cell_json(const struct cell *cell)
{
	json_t *executions = json_array();
	for (uint32_t i = 0; i < cell->trials; i++) {
		json_array_append_new(executions, json_integer((json_int_t)cell->executions[i]));
	}
	return json_pack("{s:i, s:i, s:i, s:I, s:f, s:f, s:b, s:o}", "trials", (int)cell->trials, "found", (int)cell->found,
		"sound_too", (int)cell->sound_too, "cap", (json_int_t)cell->cap, "mean", cell->mean, "median", cell->median,
		"median_found", (int)cell->median_found, "executions", executions);
}

static bool json_write(const char *path)
{
	json_t *all = json_object();
	for (uint32_t i = 0; i < bug_count; i++) {
		json_t *modes = json_object();
		for (int mode = 0; draw_modes[mode]; mode++) {
			if (bugs[i].cells[mode].trials > 0) {
				json_object_set_new(modes, draw_modes[mode], cell_json(&bugs[i].cells[mode]));
			}
		}
		json_object_set_new(all, bugs[i].name, json_pack("{s:s, s:o}", "set", bugs[i].set, "modes", modes));
	}
	char *text = json_dumps(all, JSON_INDENT(2));
	bool ok = text && file_write(path, text, strlen(text));
	free(text);
	json_decref(all);
	return ok;
}

int main(int argc, char **argv)
{
	bool json = argc == 4 && strcmp(argv[2], "--json") == 0;
	if (argc != 2 && !json) {
		fputs("usage: exposures FOLDER [--json FILE]\n", stderr);
		return STATUS_USAGE;
	}
	if (!bugs_read(argv[1])) {
		return STATUS_USAGE;
	}
	if (bug_count == 0) {
		fprintf(stderr, "exposures: %s: holds no trials\n", argv[1]);
		return STATUS_USAGE;
	}
	table_print();
	summary_print();
	return !json || json_write(argv[3]) ? STATUS_OK : STATUS_USAGE;
}
