/* finding.c - see finding.h.
 *
 * A run ends in one of four ways that are findings: an oracle, an assertion or a bad access raises a signal; a sanitizer
 * prints its report; the engine's time limit passes. Each of them comes here before the engine ends the process, once, and
 * with a process that may be broken: so no memory is asked for (jansson has an arena of its own), and the results are
 * written by plain calls. Memory limits are not seen: another thread of the engine watches them.
 */
#include "fuzz/finding.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <php.h>
#include <ext/standard/sha1.h>

#include "harness/descriptor.h"
#include "harness/world.h"

enum { ARENA_SIZE = 4 << 20, TIMEOUT_SECONDS = 1200, SHA1_SIZE = 20 };

/* Called by the run-time part of every sanitizer with each piece of its report. */
void __sanitizer_on_print(const char *text);

/* With their names: sigabbrev_np is newer than the libc of the services that build us. */
#define FATAL(number) { number, #number }
static const struct { int number; const char *name; } fatal_signals[] = {
	FATAL(SIGILL), FATAL(SIGTRAP), FATAL(SIGABRT), FATAL(SIGSEGV), FATAL(SIGBUS), FATAL(SIGFPE),
};
#undef FATAL
enum { FATAL_SIGNALS = sizeof fatal_signals / sizeof fatal_signals[0] };

static struct {
	uint8_t data[PLAN_INPUT_MAX];   /* a copy: when the engine looks for leaks, it has freed the input */
	size_t size;
	const struct plan *plan;    /* NULL before the first run, and once the finding has been written. A leak is one of the
	                             * last run, although the engine looks for it afterwards */
	struct run *run;
	const char *prefix, *exact_path;
	bool replays;               /* the engine only runs files that were found before, and keeps nothing */
	long timeout_s;
	struct timespec began;
	struct sigaction engine[FATAL_SIGNALS];
	size_t used;
	_Alignas(16) unsigned char arena[ARENA_SIZE];
} g = { .prefix = "./", .timeout_s = TIMEOUT_SECONDS };

static void *arena_take(size_t size)
{
	size = (size + 15) & ~(size_t)15;
	if (size > ARENA_SIZE - g.used)
		return NULL;
	g.used += size;
	return g.arena + g.used - size;
}

static void arena_leave(void *block)
{
}

static int write_all(const char *text, size_t size, void *context)
{
	int fd = *(const int *)context;

	while (size > 0) {
		ssize_t written = write(fd, text, size);
		if (written <= 0 && errno != EINTR)
			return -1;
		text += written > 0 ? written : 0;
		size -= written > 0 ? (size_t)written : 0;
	}
	return 0;
}

/* The engine names an artifact after the hash of the input. */
static void path_make(const char *kind, char *path, size_t size)
{
	unsigned char digest[SHA1_SIZE];
	char hex[2 * SHA1_SIZE + 1];
	PHP_SHA1_CTX context;

	if (g.exact_path != NULL) {
		snprintf(path, size, "%s.json", g.exact_path);
		return;
	}
	PHP_SHA1Init(&context);
	PHP_SHA1Update(&context, g.data, g.size);
	PHP_SHA1Final(digest, &context);
	for (int i = 0; i < SHA1_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	snprintf(path, size, "%s%s-%s.json", g.prefix, kind, hex);
}

static void file_leave(const json_t *descriptor, const char *kind)
{
	char path[PATH_MAX];

	if (g.replays)
		return;
	path_make(kind, path, sizeof path);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	bool written = fd >= 0 && json_dump_callback(descriptor, write_all, &fd, JSON_INDENT(2)) == 0 &&
			write_all("\n", 1, &fd) == 0;
	if (!written)
		dprintf(STDERR_FILENO, "php-fuzz-async: %s: the descriptor cannot be written: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
}

/* `kind` is the engine's word for the artifact. */
static void leave(const char *kind)
{
	const struct descriptor_test none = { .name = "" };
	int fd = STDERR_FILENO;
	bool was_active = world_pause();

	json_set_alloc_funcs(arena_take, arena_leave);
	json_object_seed(1);
	json_t *descriptor = descriptor_make(g.plan, g.run, &none);
	g.plan = NULL;
	if (descriptor != NULL) {
		dprintf(fd, "-----BEGIN php-fuzz-async descriptor-----\n");
		json_dump_callback(descriptor, write_all, &fd, JSON_INDENT(2));
		dprintf(fd, "\n-----END php-fuzz-async descriptor-----\n");
		file_leave(descriptor, kind);
	} else {
		dprintf(fd, "php-fuzz-async: no room for the descriptor\n");
	}
	world_resume(was_active);
}

/* What an oracle has said stays. The essence takes frames, which `fuzzcase run` finds. */
static void judge(enum verdict_kind kind, const char *oracle, const char *essence, const char *detail)
{
	struct verdict *verdict = &g.run->verdict;

	if (verdict->kind != VERDICT_OK && !g.run->is_suppressed)
		return;
	verdict->kind = kind;
	snprintf(verdict->oracle, sizeof verdict->oracle, "%s", oracle);
	snprintf(verdict->signature, sizeof verdict->signature, "%s/%s%s%s", verdict_name(kind), oracle,
			*essence != '\0' ? "/" : "", essence);
	snprintf(verdict->detail, sizeof verdict->detail, "%.*s", (int)strcspn(detail, "\n"), detail);
}

/* Returns what was there before us. */
static const struct sigaction *fatal_take(int number)
{
	size_t i = 0;

	while (fatal_signals[i].number != number)
		i++;
	if (g.plan != NULL) {
		judge(VERDICT_CRASH, "signal", fatal_signals[i].name, "the process died by a signal");
		leave("crash");
	}
	return &g.engine[i];
}

/* The engine's handler takes it from here, in place of this one: a frame of ours would be the first of every stack, and all
 * findings would look the same to those who sort them by their stacks. */
static void on_fatal(int number, siginfo_t *info, void *context)
{
	const struct sigaction *engine = fatal_take(number);

	if (engine->sa_handler == SIG_DFL || engine->sa_handler == SIG_IGN) {
		sigaction(number, engine, NULL);
		raise(number);
		return;
	}
	/* One with a single argument does not look at the others. */
	__attribute__((musttail)) return engine->sa_sigaction(number, info, context);
}

void __sanitizer_on_print(const char *text)
{
	const char *error = strstr(text, "ERROR: "), *undefined = strstr(text, "runtime error: ");

	if (g.plan == NULL || (error == NULL && undefined == NULL))
		return;
	if (undefined != NULL) {
		judge(VERDICT_CRASH, "ubsan", "", undefined);
	} else if (strstr(error, "LeakSanitizer") != NULL) {
		judge(VERDICT_LEAK, "lsan", "", error);
		leave("leak");
		return;
	} else {
		judge(VERDICT_CRASH, "asan", "", error);
	}
	leave("crash");
}

void finding_alarm(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (g.plan == NULL || now.tv_sec - g.began.tv_sec < g.timeout_s)
		return;
	judge(VERDICT_LIVENESS, "engine-timeout", "", "the run did not end in real time");
	leave("timeout");
}

static const char *flag_value(const char *argument, const char *flag)
{
	size_t length = strlen(flag);

	return strncmp(argument, flag, length) == 0 ? argument + length : NULL;
}

void finding_start(int argc, char **argv)
{
	struct stat file;
	int files = 0, others = 0;

	for (int i = 1; i < argc; i++) {
		const char *value;
		if ((value = flag_value(argv[i], "-artifact_prefix=")) != NULL)
			g.prefix = value;
		else if ((value = flag_value(argv[i], "-exact_artifact_path=")) != NULL)
			g.exact_path = value;
		else if ((value = flag_value(argv[i], "-timeout=")) != NULL)
			g.timeout_s = strtol(value, NULL, 10);
		else if (argv[i][0] != '-')
			*(stat(argv[i], &file) == 0 && S_ISREG(file.st_mode) ? &files : &others) += 1;
	}
	g.replays = files > 0 && others == 0;
}

/* The engine installs its handlers after its initialization, so wrap them before the first run. */
static void signals_wrap(void)
{
	static bool wrapped;
	struct sigaction action;

	if (wrapped)
		return;
	wrapped = true;
	for (size_t i = 0; i < FATAL_SIGNALS; i++) {
		if (sigaction(fatal_signals[i].number, NULL, &g.engine[i]) != 0)
			continue;
		action = g.engine[i];
		action.sa_sigaction = on_fatal;
		action.sa_flags |= SA_SIGINFO | SA_NODEFER;
		sigaction(fatal_signals[i].number, &action, NULL);
	}
}

void finding_run_begins(const uint8_t *data, size_t size, const struct plan *plan, struct run *run)
{
	signals_wrap();
	clock_gettime(CLOCK_MONOTONIC, &g.began);
	if (size > 0)
		memcpy(g.data, data, size);
	g.size = size;
	g.run = run;
	g.plan = plan;
}
