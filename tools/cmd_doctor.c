/* cmd_doctor.c - what the runtime, the sanitizer and the machine offer.
 *
 * One line per fact: its name, what was found, and where something needed is missing, the remedy. Facts that
 * only cost precision are marked "note"; what makes results wrong or impossible is "MISSING" and the exit
 * code is 1.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tools/commands.h"
#include "tools/judge.h"
#include "tools/paths.h"

extern int __lsan_do_recoverable_leak_check(void) __attribute__((weak));
/* Present where the engine's counters of the runtime are linked in (fuzz/), not in fuzzcase itself. */
extern char __start___sancov_cntrs[] __attribute__((weak)), __stop___sancov_cntrs[] __attribute__((weak));

enum { FILES_NEEDED = 64 };

static void fact(const char *name, const char *value, const char *remark)
{
	if (*remark) {
		printf("%-24s %-32s %s\n", name, value, remark);
	} else {
		printf("%-24s %s\n", name, value);
	}
}

/* A fact without which results are wrong. Returns 1 when it is missing. */
static int need(const char *name, bool there, const char *value, const char *remedy)
{
	char remark[256] = "";
	if (!there) {
		snprintf(remark, sizeof remark, "MISSING: %s", remedy);
	}
	fact(name, there ? value : "no", remark);
	return there ? 0 : 1;
}

/* A fact that only costs something. */
static void want(const char *name, bool there, const char *value, const char *cost)
{
	char remark[256] = "";
	if (!there) {
		snprintf(remark, sizeof remark, "note: %s", cost);
	}
	fact(name, there ? value : "no", remark);
}

static int doctor_runtime(const struct harness_facts *facts)
{
	fact("PHP", facts->php_version, "");
	fact("runtime", facts->runtime, strcmp(facts->runtime, "host") == 0 ? "TrueAsync of this PHP"
		: "runtime/ of php-fuzz-async, linked in");
	want("schedule hooks", facts->has_hooks, "yes: picks and anchors are exact",
		"plans are mapped to TRUE_ASYNC_SCHED; event anchors are lost");
	want("engine assertions", facts->debug_php, "yes",
		"this PHP is no debug build; ZEND_ASSERT may still be on");
	want("ext/pcntl", facts->has_pcntl, "yes", "forked peers are skipped");
	want("ext/posix", facts->has_posix, "yes", "forked peers are skipped");
	return need("ext/sockets", facts->has_sockets, "yes",
		"peers cannot reset; build PHP with --enable-sockets (script/setup does)");
}

static void doctor_sanitizer(const struct harness_facts *facts)
{
	char counters[48];
	long count = &__start___sancov_cntrs[0] ? __stop___sancov_cntrs - __start___sancov_cntrs : 0;
	snprintf(counters, sizeof counters, "yes: %ld", count);
	want("AddressSanitizer", facts->address_sanitizer, "yes", "memory errors show only as signals (preset dev)");
	want("UndefinedBehaviorSan.", facts->undefined_sanitizer, "yes", "preset undefined has it");
	want("leak check", __lsan_do_recoverable_leak_check != NULL, "yes, after each run of `run`",
		"needs AddressSanitizer");
	want("coverage counters", count > 0, counters, "PHP or the runtime carries no coverage: fuzzing is blind");
}

/* The calls of libc that a plan can disturb, and how. */
static void doctor_faults(void)
{
	for (int call = 0; call < PLAN_CALL_COUNT; call++) {
		char name[32], faults[128] = "";
		snprintf(name, sizeof name, "fault %s", plan_call_name(call));
		for (int kind = 0; kind < PLAN_FAULT_COUNT; kind++) {
			const struct plan_fault_info *info = plan_fault_info(kind);
			size_t used = strlen(faults);
			if (info->calls >> call & 1) {
				snprintf(faults + used, sizeof faults - used, "%s%s", used ? " " : "", info->name);
			}
		}
		fact(name, faults, "");
	}
}

static void doctor_tool(const char *name, const char *use)
{
	char path[PATH_TEXT_MAX], remark[160] = "";
	bool there = path_find_program(name, path);
	if (!there) {
		snprintf(remark, sizeof remark, "note: %s", use);
	}
	fact(name, there ? path : "no", remark);
}

static int doctor_tools(void)
{
	char path[PATH_TEXT_MAX];
	int missing = 0;
	doctor_tool("llvm-symbolizer", "signatures of crashes have no function names; install llvm");
	doctor_tool("clang", "needed to build; install clang");
	doctor_tool("cmake", "needed to build; install cmake");
	bool php = path_beside_self("php", path) && access(path, X_OK) == 0;
	missing += need("php beside fuzzcase", php, path,
		"freeze needs it (or --php PATH); build the target true_async");
	want("run-tests.php", path_run_tests(path), path,
		"freeze does not confirm a test with it; set TEST_PHP_RUNNER");
	return missing;
}

static int doctor_machine(void)
{
	char text[64];
	struct rlimit files;
	getrlimit(RLIMIT_NOFILE, &files);
	snprintf(text, sizeof text, "%llu", (unsigned long long)files.rlim_cur);
	int missing = need("open files", files.rlim_cur >= FILES_NEEDED, text, "raise it: ulimit -n 256");
	snprintf(text, sizeof text, "%ld", sysconf(_SC_NPROCESSORS_ONLN));
	fact("processors", text, "");
	getrlimit(RLIMIT_AS, &files);
	want("address space", files.rlim_cur == RLIM_INFINITY, "unlimited",
		"AddressSanitizer reserves terabytes: ulimit -v unlimited");
	int persona = personality(0xffffffff);
	want("ASLR", persona >= 0 && !(persona & ADDR_NO_RANDOMIZE), "yes",
		"off for this process: `stable` cannot see dependence on addresses");
	FILE *file = fopen("/proc/self/status", "r");
	while (file && fgets(text, sizeof text, file)) {
		if (strncmp(text, "VmRSS:", 6) == 0 || strncmp(text, "Seccomp:", 8) == 0) {
			text[strcspn(text, "\n")] = '\0';
			char *value = strchr(text, ':');
			*value++ = '\0';
			fact(text, value + strspn(value, " \t"), "");
		}
	}
	if (file) {
		fclose(file);
	}
	return missing;
}

static int run(const struct command *command, int argc, char **argv)
{
	const struct option_spec options[] = { { .name = NULL } };
	if (options_parse(command, argc, argv, options, 0, 0) < 0) {
		return STATUS_USAGE;
	}
	struct judge *judge = judge_create();
	if (!judge) {
		complain("doctor: the harness does not start (see above)");
		return STATUS_FINDING;
	}
	struct harness_facts facts;
	harness_facts(&facts);
	int missing = doctor_runtime(&facts);
	doctor_sanitizer(&facts);
	doctor_faults();
	missing += doctor_tools();
	missing += doctor_machine();
	struct plan *plan = calloc(1, sizeof *plan);
	plan_decode((const uint8_t *)"", 0, plan);
	const struct run *empty = judge_run(judge, plan, JUDGE_LEAKS);
	missing += need("an empty plan runs", empty && empty->verdict.kind == VERDICT_OK, "yes", empty
		? empty->verdict.signature : "the harness failed (see above)");
	free(plan);
	judge_destroy(judge);
	puts(missing ? "not all that is needed is there" : "all that is needed is there");
	return missing ? STATUS_FINDING : STATUS_OK;
}

const struct command command_doctor = {
	.name = "doctor",
	.arguments = "",
	.summary = "what runtime, sanitizer and machine offer",
	.help = "\nExit codes: 0 all that is needed is there, 1 something is missing (its line says what to do).\n",
	.run = run,
};
