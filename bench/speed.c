/* speed.c - how many runs a second: by class of seeds and overall, beside the floor and one php process per plan.
 *
 *   speed [--runs N] [--php PATH] [--executions N] [--growth] [--each] [--forked] FILE...
 *
 * For each testcase: N runs in this process (after a warm-up), in batches; the figure is the median batch. With --php
 * the same plan, written as the flat program of a frozen test, is also run by one php process per run. The class of a
 * seed is its name up to the first dash. The floor of a seed is an empty request, as many switches of contexts as its
 * coroutines make and as many loopback connections (floor.h). --executions: so many runs of the seeds in turn, and the
 * memory after each tenth. --growth: growth.h. --forked plays all peers in processes of their own, whose time does not
 * count. CPU time, user and system, so that other processes matter less; they
 * still take caches away: compare ratios of one run only.
 */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/floor.h"
#include "bench/growth.h"
#include "harness/freeze.h"
#include "harness/harness.h"
#include "harness/php_files.h"
#include "runtime/rt.h"

enum { BATCHES = 7, PROCESS_RUNS = 3, SEEDS_MAX = 512, RUNS_DEFAULT = 20 };

extern char **environ;

static struct {
	struct run run;
	char folder[64];            /* of the flat programs */
	const char *php;
	uint32_t runs, executions;
	bool each;                  /* a line for each seed */
	bool forked;
	struct floor floor;
	struct plan plans[SEEDS_MAX];
	char classes[SEEDS_MAX][16];
	double in_process_us[SEEDS_MAX], process_us[SEEDS_MAX], floor_us[SEEDS_MAX];
	uint32_t seed_count;
} g;

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
		double start = floor_cpu_us();
		for (uint32_t i = 0; i < g.runs; i++)
			harness_run(plan, &g.run);
		batches[b] = (floor_cpu_us() - start) / g.runs;
	}
	return median(batches, BATCHES);
}

/* Of the run that was last: who parks or ends switches to the next one. */
static double floor_of_run(void)
{
	uint32_t switches = 0, connections = 0;

	for (uint32_t i = 0; i < g.run.trace.count && i < TRACE_EVENTS_MAX; i++) {
		const struct trace_event *event = &g.run.trace.events[i];
		switches += event->kind == TRACE_SUSPEND || event->kind == TRACE_FINISH;
		connections += event->kind == TRACE_IO && event->op == RT_OP_ACCEPT && event->value >= 0;
	}
	return g.floor.request_us + switches * g.floor.switch_us + connections * g.floor.connection_us;
}

static double children_us(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
			(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
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
	static const struct freeze_killer killers[PLAN_CANCELS_MAX];
	struct freeze_options options = { .title = "speed", .description = "", .peers_dir = "_peers",
		.killers = killers };
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
		double start = children_us();
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
		times[i] = children_us() - start;
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

	g.plans[i] = *plan;
	snprintf(g.classes[i], sizeof g.classes[i], "%.*s", (int)strcspn(name, "-"), name);
	g.in_process_us[i] = in_process(plan);
	g.floor_us[i] = floor_of_run();
	/* A program that waits in real time is rare enough to leave out. */
	if (g.php != NULL && g.run.virtual_ms == 0 && program_write(plan))
		g.process_us[i] = one_process();
	if (g.each)
		printf("%-28s %9.0f us %8.0f exec/s  %5u events  floor %5.0f us\n", name, g.in_process_us[i],
				1e6 / g.in_process_us[i], g.run.trace.count, g.floor_us[i]);
	fflush(stdout);
}

/* Of the seeds of the class, or of all. */
static void line_print(const char *class, const char *title)
{
	double times[SEEDS_MAX], shares[SEEDS_MAX], processes[SEEDS_MAX], ratios[SEEDS_MAX];
	uint32_t count = 0, processed = 0;

	for (uint32_t i = 0; i < g.seed_count; i++) {
		if (class != NULL && strcmp(class, g.classes[i]) != 0)
			continue;
		times[count] = g.in_process_us[i];
		shares[count++] = g.in_process_us[i] / g.floor_us[i];
		if (g.process_us[i] > 0) {
			processes[processed] = g.process_us[i];
			ratios[processed++] = g.process_us[i] / g.in_process_us[i];
		}
	}
	double time = median(times, count);
	printf("| %s | %u | %.0f | %.0f | %.1f |", title, count, time, 1e6 / time, median(shares, count));
	if (processed > 0)
		printf(" %.0f | %.0f |\n", 1e6 / median(processes, processed), median(ratios, processed));
	else
		printf(" | |\n");
}

static void summary(void)
{
	printf("floor: empty request %.1f us, switch %.2f us, connection %.1f us\n\n", g.floor.request_us,
			g.floor.switch_us, g.floor.connection_us);
	printf("| seeds | number | us | exec/s | times the floor | processes/s | times slower |\n|---|---|---|---|---|---|---|\n");
	for (uint32_t i = 0; i < g.seed_count; i++) {
		uint32_t first = 0;
		while (strcmp(g.classes[first], g.classes[i]) != 0)
			first++;
		if (first == i)
			line_print(g.classes[i], g.classes[i]);
	}
	line_print(NULL, "all");
}

static long memory_kib(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long pages = 0;

	if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1) {
		fprintf(stderr, "speed: cannot read /proc/self/statm\n");
		exit(2);
	}
	fclose(file);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void memory_measure(void)
{
	printf("\n| executions | memory, MiB |\n|---|---|\n");
	for (uint32_t i = 1; i <= g.executions; i++) {
		harness_run(&g.plans[i % g.seed_count], &g.run);
		if (i % (g.executions / 10) == 0)
			printf("| %u | %.1f |\n", i, (double)memory_kib() / 1024);
	}
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
	fprintf(out, "usage: speed [--runs N] [--php PATH] [--executions N] [--growth] [--each] [--forked] FILE...\n");
	return status;
}

/* A number of at least `least`, or 0. */
static uint32_t number(const char *text, long least)
{
	return text != NULL && atol(text) >= least ? (uint32_t)atol(text) : 0;
}

static void measure(char **files, int count, bool growth)
{
	floor_measure(&g.floor);
	for (int i = 0; i < count; i++) {
		struct plan plan;
		if (!seed_read(files[i], &plan))
			exit(2);
		plan.forked = plan.forked || g.forked;
		seed_measure(files[i], &plan);
	}
	summary();
	if (growth)
		growth_measure(&g.run, g.runs);
	if (g.executions > 0)
		memory_measure();
}

int main(int argc, char **argv)
{
	bool growth = false;
	int i = 1;

	g.runs = RUNS_DEFAULT;
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--help") == 0)
			return usage(stdout, 0);
		else if (strcmp(argv[i], "--runs") == 0 && number(argv[i + 1], 1) > 0)
			g.runs = number(argv[++i], 1);
		else if (strcmp(argv[i], "--executions") == 0 && number(argv[i + 1], 10) > 0)
			g.executions = number(argv[++i], 10);
		else if (strcmp(argv[i], "--php") == 0 && i + 1 < argc)
			g.php = argv[++i];
		else if (strcmp(argv[i], "--growth") == 0)
			growth = true;
		else if (strcmp(argv[i], "--each") == 0)
			g.each = true;
		else if (strcmp(argv[i], "--forked") == 0)
			g.forked = true;
		else
			return usage(stderr, 2);
	}
	if (i == argc || argc - i > SEEDS_MAX)
		return usage(stderr, 2);
	if (!harness_start())
		return HARNESS_EXIT_BUG;
	if (g.php != NULL)
		folder_create();
	measure(argv + i, argc - i, growth);
	if (g.php != NULL)
		folder_remove();
	return 0;
}
