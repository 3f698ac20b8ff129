/* memory.c - see memory.h.
 *
 * The engine's allocator is replaced by its own hook for that, for the time of one request. Blocks are kept in a hash
 * table of their addresses, since some that are freed in a request are older than it. The order of the table depends
 * on addresses, and nothing but the final freeing does.
 */
#include "harness/memory.h"

#include <stdlib.h>

#include <php.h>

#include "harness/check.h"
#include "harness/faults.h"
#include "harness/suppressions.h"
#include "runtime/rt.h"

enum { TABLE_BITS_MIN = 14 };

static struct {
	bool installed, may_fail, has_failed;
	const struct plan_fault *due;           /* an allocation was to fail, and its coroutine has not been told */
	uint32_t victim;            /* id of that coroutine */
	void *(*engine_malloc)(size_t size);
	void (*engine_free)(void *block);
	void *(*engine_realloc)(void *block, size_t size);
	void **blocks;              /* 1 << bits places, NULL where free; linear probing */
	unsigned bits;
	size_t count;
} g;

static size_t place_of(const void *block)
{
	return (size_t)((uintptr_t)block * UINT64_C(0x9e3779b97f4a7c15) >> (64 - g.bits));
}

/* Place of the block, or the free one where it belongs. */
static size_t find(const void *block)
{
	size_t mask = ((size_t)1 << g.bits) - 1, place = place_of(block);

	while (g.blocks[place] != NULL && g.blocks[place] != block)
		place = (place + 1) & mask;
	return place;
}

static void table_create(unsigned bits)
{
	g.bits = bits;
	g.blocks = calloc((size_t)1 << bits, sizeof *g.blocks);
	CHECK(g.blocks != NULL);
}

static void add(void *block)
{
	if (block == NULL)
		return;
	if (g.count * 2 >= (size_t)1 << g.bits) {
		void **old = g.blocks;
		size_t old_size = (size_t)1 << g.bits;

		table_create(g.bits + 1);
		for (size_t i = 0; i < old_size; i++) {
			if (old[i] != NULL)
				g.blocks[find(old[i])] = old[i];
		}
		free(old);
	}
	g.blocks[find(block)] = block;
	g.count++;
}

/* Moves those behind it up, so that no search ends too early. */
static void take_out(const void *block)
{
	size_t mask = ((size_t)1 << g.bits) - 1, hole = find(block);

	if (block == NULL || g.blocks[hole] == NULL)
		return;
	g.count--;
	g.blocks[hole] = NULL;
	for (size_t place = (hole + 1) & mask; g.blocks[place] != NULL; place = (place + 1) & mask) {
		if (((place - place_of(g.blocks[place])) & mask) < ((place - hole) & mask))
			continue;
		g.blocks[hole] = g.blocks[place];
		g.blocks[place] = NULL;
		hole = place;
	}
}

/* Id of the coroutine whose PHP code runs, or 0. Before the scheduler was launched there is only the main program. */
static uint32_t coroutine_id(void)
{
	const struct rt_coroutine *current = rt_current();

	if (current != NULL)
		return rt_coroutine_id(current);
	return rt_coroutine_count() == 0;
}

static void allocation_count(void)
{
	uint32_t id = g.may_fail && g.due == NULL ? coroutine_id() : 0;

	if (id == 0)
		return;
	g.due = faults_call(PLAN_CALL_ALLOCATE);
	g.victim = id;
}

void memory_check(void)
{
	if (g.due == NULL || !g.may_fail || coroutine_id() != g.victim)
		return;
	faults_took(g.due);
	g.has_failed = true;
	g.may_fail = false;
	zend_error_noreturn(E_ERROR, "Allowed memory size exhausted");
}

static void *block_malloc(size_t size)
{
	allocation_count();
	void *block = g.engine_malloc(size);
	add(block);
	return block;
}

static void block_free(void *block)
{
	take_out(block);
	g.engine_free(block);
}

static void *block_realloc(void *block, size_t size)
{
	allocation_count();
	take_out(block);
	block = g.engine_realloc(block, size);
	add(block);
	return block;
}

void memory_begin(const struct plan *plan)
{
	bool wanted = suppressions_any();

	for (uint32_t i = 0; i < plan->fault_count; i++)
		wanted = wanted || plan->faults[i].call == PLAN_CALL_ALLOCATE;
	g.installed = wanted;
	g.may_fail = g.has_failed = false;
	g.due = NULL;
	if (!wanted)
		return;
	g.count = 0;
	table_create(TABLE_BITS_MIN);
	zend_mm_get_custom_handlers(zend_mm_get_heap(), &g.engine_malloc, &g.engine_free, &g.engine_realloc);
	CHECK(g.engine_malloc != NULL);
	zend_mm_set_custom_handlers(zend_mm_get_heap(), block_malloc, block_free, block_realloc);
}

void memory_end(void)
{
	if (!g.installed)
		return;
	zend_mm_set_custom_handlers(zend_mm_get_heap(), g.engine_malloc, g.engine_free, g.engine_realloc);
	for (size_t i = 0; g.has_failed && i < (size_t)1 << g.bits; i++) {
		if (g.blocks[i] != NULL)
			g.engine_free(g.blocks[i]);
	}
	free(g.blocks);
	g.installed = false;
}

void memory_drop(void)
{
	g.has_failed = true;
	g.may_fail = false;
}

void memory_may_fail(bool may)
{
	g.may_fail = g.installed && may && !g.has_failed;
}

bool memory_is_watched(void)
{
	return g.installed;
}

bool memory_has_failed(void)
{
	return g.has_failed;
}
