/* engine.c - see engine.h. The engine is a black box: its options go in, its statistics and the file it leaves come out. */
#include "bench/engine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plan/plan.h"
#include "tools/sanitizer.h"

enum { PATH_SIZE = 4096, OPTION_SIZE = PATH_SIZE + 32, ARGUMENTS_MAX = 16, RUN_SECONDS_MAX = 25, MEMORY_MB_MAX = 2560 };

/* The executable of that name beside this one. */
static bool sibling(const char *name, char path[PATH_SIZE])
{
	ssize_t size = readlink("/proc/self/exe", path, PATH_SIZE - 1);
	if (size <= 0) {
		return false;
	}
	path[size] = '\0';
	char *base = strrchr(path, '/') + 1;
	return snprintf(base, (size_t)(path + PATH_SIZE - base), "%s", name) < path + PATH_SIZE - base;
}

static bool run(uint64_t seed, uint32_t cap, const char *work, const char *corpus, const char *log, int *status)
{
	char program[PATH_SIZE], own[OPTION_SIZE], options[8][OPTION_SIZE];
	char *arguments[ARGUMENTS_MAX] = { program };
	int count = 0;
	snprintf(options[count++], OPTION_SIZE, "-seed=%" PRIu64, seed);
	snprintf(options[count++], OPTION_SIZE, "-runs=%" PRIu32, cap);
	snprintf(options[count++], OPTION_SIZE, "-artifact_prefix=%.4000s/", work);
	snprintf(options[count++], OPTION_SIZE, "-max_len=%d", PLAN_INPUT_MAX);
	snprintf(options[count++], OPTION_SIZE, "-timeout=%d", RUN_SECONDS_MAX);
	snprintf(options[count++], OPTION_SIZE, "-rss_limit_mb=%d", MEMORY_MB_MAX);
	snprintf(options[count++], OPTION_SIZE, "-print_final_stats=1");
	snprintf(options[count], OPTION_SIZE, "-dict=%.4000s.dict", corpus);
	count += access(options[count] + strlen("-dict="), R_OK) == 0;
	for (int i = 0; i < count; i++) {
		arguments[i + 1] = options[i];
	}
	/* The engine writes to the first folder only. */
	snprintf(own, sizeof own, "%.4000s/corpus", work);
	arguments[count + 1] = own;
	arguments[count + 2] = (char *)corpus;
	if (!sibling("php-fuzz-async", program) || mkdir(own, 0777) != 0) {
		return false;
	}
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		execv(program, arguments);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, status, 0) == pid;
}

/* All of a text file; the caller frees it. */
static char *text_read(const char *path)
{
	char *text = NULL;
	size_t size;
	FILE *file = fopen(path, "r");
	if (file == NULL) {
		return NULL;
	}
	ssize_t length = getdelim(&text, &size, '\0', file);
	fclose(file);
	if (length < 0) {
		free(text);
		return NULL;
	}
	return text;
}

static bool executions_read(const char *log, uint64_t *executions)
{
	static const char mark[] = "stat::number_of_executed_units:";
	const char *at = strstr(log, mark);
	*executions = at ? strtoull(at + strlen(mark), NULL, 10) : 0;
	return at != NULL;
}

/* What the finding is: an oracle's line, or a report. */
static void signature_read(const char *log, char signature[VERDICT_SIGNATURE_MAX])
{
	static const char mark[] = "php-fuzz-async: finding: ";
	struct verdict verdict;
	const char *at = strstr(log, mark);
	if (at) {
		at += strlen(mark);
		const char *end = strstr(at, ": ");
		snprintf(signature, VERDICT_SIGNATURE_MAX, "%.*s", (int)(end ? end - at : 0), at);
	} else if (sanitizer_parse(log, &verdict)) {
		snprintf(signature, VERDICT_SIGNATURE_MAX, "%s", verdict.signature);
	} else {
		snprintf(signature, VERDICT_SIGNATURE_MAX, "crash/signal");
	}
}

/* Beside an input lies its descriptor, NAME.json. */
static int is_finding(const struct dirent *entry)
{
	if (strchr(entry->d_name, '.')) {
		return 0;
	}
	return strncmp(entry->d_name, "crash-", 6) == 0 || strncmp(entry->d_name, "leak-", 5) == 0
		|| strncmp(entry->d_name, "timeout-", 8) == 0 || strncmp(entry->d_name, "oom-", 4) == 0;
}

static void finding_look(const char *work, struct outcome *outcome)
{
	struct dirent **entries;
	int count = scandir(work, &entries, is_finding, alphasort);
	outcome->found = count > 0;
	if (outcome->found) {
		snprintf(outcome->input, sizeof outcome->input, "%.3800s/%.200s", work, entries[0]->d_name);
	}
	for (int i = 0; i < count; i++) {
		free(entries[i]);
	}
	if (count >= 0) {
		free(entries);
	}
}

bool engine_trial(uint64_t seed, uint32_t cap, const char *work, const char *corpus, struct outcome *outcome)
{
	char path[PATH_SIZE];
	int status = -1;
	*outcome = (struct outcome){ .executions = 0 };
	snprintf(path, sizeof path, "%.4000s/log", work);
	bool ran = run(seed, cap, work, corpus, path, &status);
	char *log = ran ? text_read(path) : NULL;
	finding_look(work, outcome);
	/* Without a finding it leaves with 0; with one, whatever it leaves with. */
	bool ok = log && executions_read(log, &outcome->executions) && (outcome->found || status == 0);
	if (!ok) {
		fprintf(stderr, "exposure: php-fuzz-async failed by itself (status %d): see %s\n", status, path);
	} else if (outcome->found) {
		signature_read(log, outcome->signature);
	}
	free(log);
	return ok;
}
