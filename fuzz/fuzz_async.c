/* fuzz_async.c - the libFuzzer targets of targets.def: bytes --> plan --> (less what PFA_TARGET leaves out) --> one
 * judged run.
 *
 * Always returns 0. A finding traps inside the harness (see harness.h) and leaves its descriptor (finding.c). Inputs
 * above PLAN_INPUT_MAX are ignored: an engine that merges corpora passes none of our options.
 */
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fuzz/engine_options.h"
#include "fuzz/finding.h"
#include "fuzz/progress.h"
#include "harness/check.h"
#include "harness/feedback.h"
#include "harness/harness.h"
#include "harness/suppressions.h"
#include "harness/world.h"
#include "plan/plan.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { EXIT_USAGE = 2 };

enum target {
#define FUZZ_TARGET(ID, ...) TARGET_##ID,
#include "fuzz/targets.def"
#undef FUZZ_TARGET
};

static const struct plan_subset subsets[] = {
#define FUZZ_TARGET(ID, name, peers, cancels, faults, ops) { peers, cancels, faults, ops },
#include "fuzz/targets.def"
#undef FUZZ_TARGET
};

static struct {
	struct plan plan;
	struct run run;
	struct sigaction engine_alarm;
	bool forks;                 /* FUZZ_ASYNC_FORKED: the plans that ask for forked peers have them */
} g;

/* The engine measures its -timeout in a signal handler, with real time, also when it interrupts a run. */
static void on_alarm(int number, siginfo_t *info, void *context)
{
	bool was_active = world_pause();

	finding_alarm();
	if (g.engine_alarm.sa_flags & SA_SIGINFO)
		g.engine_alarm.sa_sigaction(number, info, context);
	else
		g.engine_alarm.sa_handler(number);
	world_resume(was_active);
}

/* The engine installs its handler after LLVMFuzzerInitialize, so wrap it before the first run. Engines without one,
 * and a default action, are left alone. */
static void alarm_wrap(void)
{
	static bool wrapped;
	struct sigaction action;

	if (wrapped)
		return;
	wrapped = true;
	if (sigaction(SIGALRM, NULL, &g.engine_alarm) != 0 || g.engine_alarm.sa_handler == SIG_DFL ||
			g.engine_alarm.sa_handler == SIG_IGN)
		return;
	action = g.engine_alarm;
	action.sa_sigaction = on_alarm;
	action.sa_flags |= SA_SIGINFO;
	sigaction(SIGALRM, &action, NULL);
}

/* Known findings: of the file in FUZZ_ASYNC_SUPPRESSIONS, or of one beside the target, which is all that an engine that
 * passes no environment leaves us. */
static bool suppressions_find(const char *target)
{
	const char *path = getenv("FUZZ_ASYNC_SUPPRESSIONS");
	char beside[4096];

	if (path != NULL)
		return *path == '\0' || suppressions_read(path);
	snprintf(beside, sizeof beside, "%s.suppressions", target);
	return access(beside, R_OK) != 0 || suppressions_read(beside);
}

static bool regions_select(void)
{
	const char *list = getenv("FUZZ_ASYNC_FEEDBACK");

	if (feedback_select(list))
		return true;
	fprintf(stderr, "php-fuzz-async: FUZZ_ASYNC_FEEDBACK is '%s', expected all, none, or names of harness/regions.def with "
			"commas between them\n", list);
	return false;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	if (!suppressions_find((*argv)[0]) || !progress_start() || !regions_select())
		_exit(EXIT_USAGE);
	if (!harness_start())
		_exit(HARNESS_EXIT_BUG);
	finding_start(*argc, *argv);
	engine_options_add(argc, argv);
	g.forks = getenv("FUZZ_ASYNC_FORKED") != NULL;
	check_traps();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > PLAN_INPUT_MAX)
		return 0;
	alarm_wrap();
	plan_decode(data, size, &g.plan);
	plan_narrow(&g.plan, &subsets[PFA_TARGET]);
	g.plan.forked = g.plan.forked && g.forks;
	finding_run_begins(data, size, &g.plan, &g.run);
	harness_run(&g.plan, &g.run);
	progress_run();
	return 0;
}
