/* speed.c - how many runs a second, per seed and overall, beside one php process per plan.
 *
 *   speed [--runs N] [--php PATH] [--forked] FILE...
 *
 * --forked plays all peers in processes of their own. For each testcase: N runs in this process (after a warm-up), in batches; the figure is the median batch. With --php
 * the same plan, written as the flat program of a frozen test, is also run by one php process per run. Prints one line
 * per seed and the medians over all seeds. Real time: numbers of one machine and one moment; compare ratios only.
 */
#include <errno.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harness/freeze.h"
#include "harness/harness.h"
#include "harness/php_files.h"

enum { BATCHES = 7, PROCESS_RUNS = 3, SEEDS_MAX = 512, RUNS_DEFAULT = 20 };

extern char **environ;

static struct {
	struct run run;
	char folder[64];            /* of the flat programs */
	const char *php;
	uint32_t runs;
	bool forked;
	double in_process_us[SEEDS_MAX], process_us[SEEDS_MAX];
	uint32_t seed_count;
} g;

static double now_us(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double median(double *values, uint32_t count)
{
	qsort(values, count, sizeof *values, compare);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double in_process(const struct plan *plan)
{
	double batches[BATCHES];

	harness_run(plan, &g.run);
	for (int b = 0; b < BATCHES; b++) {
		double start = now_us();
		for (uint32_t i = 0; i < g.runs; i++)
			harness_run(plan, &g.run);
		batches[b] = (now_us() - start) / g.runs;
	}
	return median(batches, BATCHES);
}

static void write_file(const char *name, const char *text, size_t size)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", g.folder, name);
	file = fopen(path, "w");
	if (file == NULL || fwrite(text, 1, size, file) != size || fclose(file) != 0) {
		fprintf(stderr, "speed: cannot write %s: %s\n", path, strerror(errno));
		exit(2);
	}
}

/* The --FILE-- section of the plan's frozen test, as program.php; false when the plan cannot be said in PHP. */
static bool program_write(const struct plan *plan)
{
	static char text[FREEZE_TEXT_MAX];
	static const unsigned no_suspends[PLAN_CANCELS_MAX];
	struct freeze_options options = { .title = "speed", .description = "", .peers_dir = "_peers",
		.killer_suspends = no_suspends };
	const char *reason;

	if (freeze_write(plan, &options, text, &reason) == 0)
		return false;
	char *start = strstr(text, "--FILE--\n");
	char *end = strstr(text, "--EXPECT--");
	if (start == NULL || end == NULL)
		return false;
	start += strlen("--FILE--\n");
	write_file("program.php", start, (size_t)(end - start));
	return true;
}

static double one_process(void)
{
	double times[PROCESS_RUNS];
	char path[512];
	char *arguments[] = { (char *)g.php, path, NULL };

	snprintf(path, sizeof path, "%s/program.php", g.folder);
	for (int i = 0; i < PROCESS_RUNS; i++) {
		posix_spawn_file_actions_t actions;
		double start = now_us();
		int status;
		pid_t pid;

		posix_spawn_file_actions_init(&actions);
		posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
		if (posix_spawn(&pid, g.php, &actions, NULL, arguments, environ) != 0) {
			fprintf(stderr, "speed: cannot run %s\n", g.php);
			exit(2);
		}
		waitpid(pid, &status, 0);
		posix_spawn_file_actions_destroy(&actions);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			fprintf(stderr, "speed: %s %s failed\n", g.php, path);
			exit(1);
		}
		times[i] = now_us() - start;
	}
	return median(times, PROCESS_RUNS);
}

static bool seed_read(const char *path, struct plan *plan)
{
	uint8_t data[PLAN_INPUT_MAX];
	FILE *file = fopen(path, "rb");

	if (file == NULL) {
		fprintf(stderr, "speed: cannot read %s: %s\n", path, strerror(errno));
		return false;
	}
	size_t size = fread(data, 1, sizeof data, file);
	fclose(file);
	plan_decode(data, size, plan);
	return true;
}

static void seed_measure(const char *path, const struct plan *plan)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	uint32_t i = g.seed_count++;

	g.in_process_us[i] = in_process(plan);
	printf("%-28s %9.0f us %8.0f exec/s  %5u events", name, g.in_process_us[i], 1e6 / g.in_process_us[i],
			g.run.trace.count);
	/* A program that waits in real time measures its own pauses, not the cost of a process. */
	if (g.php != NULL && g.run.virtual_ms == 0 && program_write(plan)) {
		g.process_us[i] = one_process();
		printf("  %9.0f us as a process", g.process_us[i]);
	}
	putchar('\n');
	fflush(stdout);
}

static void summary(void)
{
	double ratios[SEEDS_MAX], processes[SEEDS_MAX];
	uint32_t count = 0;

	for (uint32_t i = 0; i < g.seed_count; i++) {
		if (g.process_us[i] > 0) {
			processes[count] = g.process_us[i];
			ratios[count++] = g.process_us[i] / g.in_process_us[i];
		}
	}
	if (count > 0)
		printf("median of %u seeds without pauses: %.0f exec/s with one php process per plan, %.0f times slower\n",
				count, 1e6 / median(processes, count), median(ratios, count));
	printf("median of %u seeds: %.0f exec/s\n", g.seed_count, 1e6 / median(g.in_process_us, g.seed_count));
}

static void folder_create(void)
{
	char path[96];

	snprintf(g.folder, sizeof g.folder, "/tmp/php-fuzz-async-speed-XXXXXX");
	if (mkdtemp(g.folder) == NULL) {
		fprintf(stderr, "speed: cannot make a folder in /tmp: %s\n", strerror(errno));
		exit(2);
	}
	snprintf(path, sizeof path, "%s/_peers", g.folder);
	mkdir(path, 0700);
	for (const struct php_file *file = php_files; file->name != NULL; file++) {
		snprintf(path, sizeof path, "_peers/%s", file->name);
		write_file(path, file->text, strlen(file->text));
	}
}

static void folder_remove(void)
{
	char path[128];

	for (const struct php_file *file = php_files; file->name != NULL; file++) {
		snprintf(path, sizeof path, "%s/_peers/%s", g.folder, file->name);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/_peers", g.folder);
	rmdir(path);
	snprintf(path, sizeof path, "%s/program.php", g.folder);
	unlink(path);
	rmdir(g.folder);
}

static int usage(FILE *out, int status)
{
	fprintf(out, "usage: speed [--runs N] [--php PATH] [--forked] FILE...\n");
	return status;
}

int main(int argc, char **argv)
{
	int i = 1;

	g.runs = RUNS_DEFAULT;
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--help") == 0)
			return usage(stdout, 0);
		else if (strcmp(argv[i], "--runs") == 0 && i + 1 < argc && atoi(argv[i + 1]) > 0)
			g.runs = (uint32_t)atoi(argv[++i]);
		else if (strcmp(argv[i], "--forked") == 0)
			g.forked = true;
		else if (strcmp(argv[i], "--php") == 0 && i + 1 < argc)
			g.php = argv[++i];
		else
			return usage(stderr, 2);
	}
	if (i == argc || argc - i > SEEDS_MAX)
		return usage(stderr, 2);
	if (!harness_start())
		return HARNESS_EXIT_BUG;
	if (g.php != NULL)
		folder_create();
	for (; i < argc; i++) {
		struct plan plan;
		if (!seed_read(argv[i], &plan))
			return 2;
		plan.forked = plan.forked || g.forked;
		seed_measure(argv[i], &plan);
	}
	summary();
	if (g.php != NULL)
		folder_remove();
	return 0;
}
