/* afl_mutator.c - the mutator for AFL++, loaded as AFL++ loads it: its functions by name, output that is a plan, is within
 * its bound and belongs to the seed; and trimming. Takes the library's path.
 */
#include <dlfcn.h>

#include "plan/plan.h"
#include "tests/test.h"

static struct {
	void *(*init)(void *afl, unsigned int seed);
	size_t (*fuzz)(void *state, uint8_t *data, size_t size, uint8_t **out, uint8_t *donor, size_t donor_size,
		size_t max_size);
	int32_t (*init_trim)(void *state, uint8_t *data, size_t size);
	size_t (*trim)(void *state, uint8_t **out);
	int32_t (*post_trim)(void *state, uint8_t success);
	void (*deinit)(void *state);
} afl;

static const char text[] = "plan 1\nsched pct seed=9 depth=2\npeer P0 serve bytes=500 slice=9\npeer P1 consume rst=3\n"
	"co C0 delay ms=29; download P0\nco C1 upload P1; suspend times=3\ncancel C0 @suspend=1 cause=cancel\n";

static struct { uint8_t data[PLAN_INPUT_MAX]; size_t size; } seed;

static void seed_write(void)
{
	struct plan plan;
	struct plan_error error;
	ASSERT_TRUE(plan_parse(text, sizeof text - 1, &plan, &error));
	seed.size = plan_encode(&plan, seed.data, sizeof seed.data);
}

static void outputs_belong_to_the_seed(void)
{
	void *states[3] = { afl.init(NULL, 7), afl.init(NULL, 7), afl.init(NULL, 8) };
	uint32_t different = 0, changed = 0;
	for (uint32_t i = 0; i < 1000; i++) {
		size_t max_size = i % 4 ? 4096 : 40, sizes[3];
		uint8_t *out[3];
		for (uint32_t j = 0; j < 3; j++)
			sizes[j] = afl.fuzz(states[j], seed.data, seed.size, &out[j], i % 2 ? seed.data : NULL, seed.size, max_size);
		ASSERT_LE_INT(PLAN_HEADER_SIZE, sizes[0]);
		ASSERT_LE_INT(sizes[0], max_size);
		ASSERT_EQ_UINT((sizes[0] - PLAN_HEADER_SIZE) % PLAN_RECORD_SIZE, 0);
		ASSERT_EQ_UINT(sizes[0], sizes[1]);
		ASSERT_TRUE(memcmp(out[0], out[1], sizes[0]) == 0);
		different += sizes[0] != sizes[2] || memcmp(out[0], out[2], sizes[0]) != 0;
		changed += sizes[0] != seed.size || memcmp(out[0], seed.data, seed.size) != 0;
	}
	ASSERT_LE_INT(900, different);
	ASSERT_LE_INT(900, changed);
	for (uint32_t j = 0; j < 3; j++)
		afl.deinit(states[j]);
}

static bool has_upload(const uint8_t *data, size_t size)
{
	struct plan plan;
	plan_decode(data, size, &plan);
	for (uint32_t i = 0; i < plan.op_count; i++)
		if (plan.ops[i].kind == PLAN_OP_UPLOAD)
			return true;
	return false;
}

/* As AFL++ goes about it: steps until as many are done as were announced. */
static void trimming_leaves_what_is_needed(void)
{
	void *state = afl.init(NULL, 1);
	int32_t steps = afl.init_trim(state, seed.data, seed.size), step = 0, calls = 0;
	size_t last = seed.size;
	ASSERT_EQ_INT(steps, (seed.size - PLAN_HEADER_SIZE) / PLAN_RECORD_SIZE);
	while (step < steps && calls++ < 100) {
		uint8_t *out;
		size_t size = afl.trim(state, &out);
		ASSERT_LT_INT(size, last);
		bool kept = has_upload(out, size);
		last = kept ? size : last;
		step = afl.post_trim(state, kept);
	}
	ASSERT_LE_INT(calls, steps);
	ASSERT_EQ_UINT(last, PLAN_HEADER_SIZE + 2 * PLAN_RECORD_SIZE);      /* the op and its peer */
	uint8_t nothing[1] = { 0 };
	ASSERT_EQ_INT(afl.init_trim(state, nothing, 0), 0);
	afl.deinit(state);
}

static bool load(const char *path)
{
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!library) {
		fprintf(stderr, "%s\n", dlerror());
		return false;
	}
	*(void **)&afl.init = dlsym(library, "afl_custom_init");
	*(void **)&afl.fuzz = dlsym(library, "afl_custom_fuzz");
	*(void **)&afl.init_trim = dlsym(library, "afl_custom_init_trim");
	*(void **)&afl.trim = dlsym(library, "afl_custom_trim");
	*(void **)&afl.post_trim = dlsym(library, "afl_custom_post_trim");
	*(void **)&afl.deinit = dlsym(library, "afl_custom_deinit");
	return afl.init && afl.fuzz && afl.init_trim && afl.trim && afl.post_trim && afl.deinit;
}

int main(int argc, char **argv)
{
	if (argc != 2 || !load(argv[1])) {
		fprintf(stderr, "usage: %s fuzz_async_afl_mutator.so\n", argv[0]);
		return 2;
	}
	TEST(seed_write);
	TEST(outputs_belong_to_the_seed);
	TEST(trimming_leaves_what_is_needed);
	return test_result();
}
