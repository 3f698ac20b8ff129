/* ends_test.c - a reset, a broken pipe and a clean end are three things: each is reached by a seed, the runtime is told the
 * error by the kernel, and the client's line of the log says which it was. And each toxic has a seed. */
#include <errno.h>
#include <glob.h>
#include <stdio.h>

#include "harness/harness.h"
#include "runtime/rt.h"
#include "tests/test.h"

static struct run run;
static struct plan plan;

static bool plan_load(const char *path)
{
	static char text[PLAN_TEXT_MAX];
	struct plan_error error;
	FILE *file = fopen(path, "r");
	size_t size = file == NULL ? 0 : fread(text, 1, sizeof text, file);

	if (file != NULL)
		fclose(file);
	bool parsed = plan_parse(text, size, &plan, &error);
	ASSERT_TRUE(parsed);
	return parsed;
}

/* The coroutine's calls of that sort that came to that result. */
static uint32_t calls_count(uint8_t who, enum rt_op op, int32_t result)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < run.trace.count; i++) {
		const struct trace_event *event = &run.trace.events[i];
		count += event->kind == TRACE_IO && event->who == who && event->op == op && event->value == result;
	}
	return count;
}

static void each_end_has_a_seed(void)
{
	static const struct { const char *seed; enum rt_op op; int32_t result; const char *word; } cases[] = {
		{ "toxic-eof-clean",     RT_OP_READ,  0,           " recv=700B end=eof outcome=ok\n" },
		{ "toxic-econnreset",    RT_OP_READ,  -ECONNRESET, " recv=300B end=ECONNRESET outcome=ok\n" },
		{ "toxic-slow-close-reset", RT_OP_READ, -ECONNRESET, " recv=512B end=ECONNRESET outcome=ok\n" },
		{ "toxic-half-close-early", RT_OP_READ, 0,         " recv=400B end=eof outcome=ok\n" },
		{ "toxic-epipe",         RT_OP_WRITE, -EPIPE,      " end=EPIPE outcome=failed\n" },
		{ "toxic-refuse-backlog", RT_OP_READ, -ECONNRESET, " recv=0B end=ECONNRESET outcome=ok\n" },
		{ "toxic-refuse",        RT_OP_CONNECT, -ECONNREFUSED, " recv=0B outcome=connect_failed\n" },
		{ "toxic-accept-rst",    RT_OP_CONNECT, -ECONNRESET, " recv=0B outcome=connect_failed\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[128];
		snprintf(path, sizeof path, "tests/plans/%s.plan", cases[i].seed);
		test_case = cases[i].seed;
		if (!plan_load(path))
			continue;
		harness_run(&plan, &run);
		ASSERT_TRUE(calls_count(0, cases[i].op, cases[i].result) > 0);
		const char *line = strstr(run.log, "client C0:");
		const char *word = line != NULL ? strstr(line, cases[i].word) : NULL;
		ASSERT_TRUE(word != NULL && word < strchr(line, '\n'));
	}
}

/* The writer's error is one of a connection that was reset, not of one that had ended clean. */
static void a_reset_writer_meets_the_reset(void)
{
	if (!plan_load("tests/plans/toxic-refuse-backlog.plan"))
		return;
	harness_run(&plan, &run);
	ASSERT_EQ_UINT(calls_count(1, RT_OP_WRITE, -ECONNRESET), 1);
	ASSERT_TRUE(strstr(run.log, "client C1: peer=P1 upload=60000B") != NULL);
	ASSERT_TRUE(strstr(run.log, " end=ECONNRESET outcome=failed\n") != NULL);
}

static void each_toxic_has_a_seed(void)
{
	uint32_t present = 0;
	glob_t paths;

	_Static_assert(PLAN_TOXIC_COUNT <= 32, "a bit for each toxic");
	if (glob("tests/plans/*.plan", 0, NULL, &paths) != 0)
		paths.gl_pathc = 0;
	for (size_t i = 0; i < paths.gl_pathc; i++) {
		test_case = paths.gl_pathv[i];
		if (!plan_load(test_case))
			continue;
		for (uint16_t p = 0; p < plan.peer_count; p++) {
			for (uint8_t t = 0; t < plan.peers[p].toxic_count; t++)
				present |= 1u << plan.peers[p].toxics[t].kind;
		}
	}
	globfree(&paths);
	for (uint32_t kind = 0; kind < PLAN_TOXIC_COUNT; kind++) {
		const struct plan_toxic_info *info = plan_toxic_info(kind);
		test_case = info->name;
		ASSERT_TRUE(info->modes == PLAN_MODES_MODE || present >> kind & 1);
	}
}

int main(void)
{
	if (!harness_start())
		return 1;
	TEST(each_end_has_a_seed);
	TEST(a_reset_writer_meets_the_reset);
	TEST(each_toxic_has_a_seed);
	return test_result();
}
