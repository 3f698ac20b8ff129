/* growth.c - see growth.h. */
#include "bench/growth.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench/floor.h"

enum { BYTES_FIRST = 256, BYTES_MAX = 65535 };

struct text {
	char bytes[PLAN_TEXT_MAX];
	size_t size;
};

static void add(struct text *text, const char *what, uint32_t number)
{
	text->size += (size_t)snprintf(text->bytes + text->size, sizeof text->bytes - text->size, what, number);
}

static void ops(struct text *text, uint32_t number)
{
	add(text, "co C0 suspend times=1", 0);
	for (uint32_t i = 1; i < number; i++)
		add(text, "; suspend times=1", 0);
	add(text, "\n", 0);
}

static void coroutines(struct text *text, uint32_t number)
{
	for (uint32_t i = 0; i < number; i++)
		add(text, "co C%u suspend times=4\n", i);
}

static void bytes(struct text *text, uint32_t number)
{
	add(text, "peer P0 serve bytes=%u\nco C0 download P0 chunk=1024\n", number);
}

static void row(const char *what, void (*write)(struct text *text, uint32_t number), uint32_t number, struct run *run,
		uint32_t runs)
{
	static struct text text;
	static struct plan plan;
	struct plan_error error = { 0 };

	text.size = 0;
	add(&text, "plan 1\n", 0);
	write(&text, number);
	if (!plan_parse(text.bytes, text.size, &plan, &error)) {
		fprintf(stderr, "speed: %u %s: %s\n", number, what, error.message);
		exit(2);
	}
	harness_run(&plan, run);
	double start = floor_cpu_us();
	for (uint32_t i = 0; i < runs; i++)
		harness_run(&plan, run);
	printf("| %u %s | %.0f |\n", number, what, (floor_cpu_us() - start) / runs);
}

void growth_measure(struct run *run, uint32_t runs)
{
	printf("\n| plan | us |\n|---|---|\n");
	for (uint32_t n = 1; n <= PLAN_OPS_MAX; n *= 4)
		row("ops", ops, n, run, runs);
	row("ops", ops, PLAN_OPS_MAX, run, runs);
	for (uint32_t n = 1; n <= PLAN_ACTORS_MAX; n *= 2)
		row("coroutines", coroutines, n, run, runs);
	for (uint32_t n = BYTES_FIRST; n < BYTES_MAX; n *= 4)
		row("bytes", bytes, n, run, runs);
	row("bytes", bytes, BYTES_MAX, run, runs);
}
