/* sanitizer_test.c - reports of sanitizers and the signatures made of them. */
#include "tests/test.h"
#include "tools/sanitizer.h"

static void asan_names_type_and_frames(void)
{
	struct verdict verdict;
	ASSERT_TRUE(sanitizer_parse(
		"php-fuzz-async: noise\n"
		"=================================================================\n"
		"==17==ERROR: AddressSanitizer: heap-use-after-free on address 0x603000012345 at pc 0x1 bp 0x2 sp 0x3\n"
		"READ of size 8 at 0x603000012345 thread T0\n"
		"    #0 0x55d0c1 in __interceptor_memcpy (/x/bin+0x1234)\n"
		"    #1 0x55d0c2 in rt__waker_stop runtime/waker.c:101:9\n"
		"    #2 0x55d0c3 in _efree /php/Zend/zend_alloc.c:2:3\n"
		"    #3 0x55d0c4 in rt__scheduler_turn runtime/scheduler.c:7:1\n"
		"    #4 0x55d0c5 in rt__suspend runtime/scheduler.c:8:1\n"
		"    #5 0x55d0c6 in main x.c:1:1\n"
		"\n"
		"0x603000012345 is located 0 bytes inside of 32-byte region\n"
		"freed by thread T0 here:\n"
		"    #0 0x49 in free (/x/bin+0x9)\n", &verdict));
	ASSERT_EQ_INT(verdict.kind, VERDICT_CRASH);
	ASSERT_EQ_STR(verdict.oracle, "asan");
	ASSERT_EQ_STR(verdict.signature,
		"crash/asan/heap-use-after-free/rt__waker_stop|rt__scheduler_turn|rt__suspend");
}

static void asan_takes_the_second_word_of_attempting(void)
{
	struct verdict verdict;
	ASSERT_TRUE(sanitizer_parse("==1==ERROR: AddressSanitizer: attempting double-free on 0x60 in thread T0:\n"
		"    #0 0x1 in free (/x+0x1)\n    #1 0x2 in timer_free a.c:1:1\n\n", &verdict));
	ASSERT_EQ_STR(verdict.signature, "crash/asan/double-free/timer_free");
}

static void asan_holds_no_address(void)
{
	struct verdict verdict;
	ASSERT_TRUE(sanitizer_parse("==1==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x5 bp 0x6)\n"
		"    #0 0x7f0011 (/usr/lib/libphp.so+0x7f0011)\n    #1 0x2 in rt_x a.c:1:1\n\n", &verdict));
	ASSERT_EQ_STR(verdict.signature, "crash/asan/SEGV/?|rt_x");
}

static void frames_end_at_the_harness(void)
{
	struct verdict verdict;
	ASSERT_TRUE(sanitizer_parse("==1==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x5 bp 0x6)\n"
		"    #0 0x1 in rt_x a.c:1:1\n    #1 0x2 in harness_run a.c:1:1\n    #2 0x2 in judge_run a.c:1:1\n\n",
		&verdict));
	ASSERT_EQ_STR(verdict.signature, "crash/asan/SEGV/rt_x");
}

static void leak_names_two_allocation_frames(void)
{
	struct verdict verdict;
	ASSERT_TRUE(sanitizer_parse("==1==ERROR: LeakSanitizer: detected memory leaks\n\n"
		"Indirect leak of 8 byte(s) in 1 object(s) allocated from:\n"
		"    #0 0x1 in malloc (/x+0x1)\n    #1 0x2 in indirect a.c:1:1\n\n"
		"Direct leak of 32 byte(s) in 1 object(s) allocated from:\n"
		"    #0 0x1 in __interceptor_malloc (/x+0x1)\n    #1 0x2 in __zend_malloc a.c:1:1\n"
		"    #2 0x3 in rt__poll_create a.c:2:2\n    #3 0x4 in rt__io_wait a.c:3:3\n    #4 0x5 in rt__more a.c:3\n\n"
		"SUMMARY: AddressSanitizer: 40 byte(s) leaked in 2 allocation(s).\n", &verdict));
	ASSERT_EQ_INT(verdict.kind, VERDICT_LEAK);
	ASSERT_EQ_STR(verdict.signature, "leak/lsan/leak/rt__poll_create|rt__io_wait");
}

static void ubsan_names_the_rule(void)
{
	struct verdict verdict;
	ASSERT_TRUE(sanitizer_parse("runtime/ready.c:12:5: runtime error: index 17 "
		"out of bounds for type 'int [16]'\n"
		"    #0 0x1 in rt__ready_push runtime/ready.c:12:5\n", &verdict));
	ASSERT_EQ_STR(verdict.signature, "crash/ubsan/index-out-of-bounds-for-type/rt__ready_push");
}

static void assertion_names_function_and_condition(void)
{
	struct verdict verdict;
	ASSERT_TRUE(sanitizer_parse("noise\nfuzzcase: /php/Zend/zend_fibers.c:33: zend_fiber_switch_context: "
		"Assertion `to && to->handle' failed.\n", &verdict));
	ASSERT_EQ_STR(verdict.signature, "crash/assert/zend_fiber_switch_context/to && to->handle");
}

static void other_text_is_no_finding(void)
{
	struct verdict verdict;
	ASSERT_TRUE(!sanitizer_parse("", &verdict));
	ASSERT_TRUE(!sanitizer_parse("Warning: fread() failed in x.php on line 3\n#0 in main\n", &verdict));
}

static void endless_names_are_cut(void)
{
	struct verdict verdict;
	static char report[20000];
	int at = snprintf(report, sizeof report, "==1==ERROR: AddressSanitizer: SEGV on\n");
	for (int frame = 0; frame < 3; frame++) {
		at += snprintf(report + at, 32, "    #%d 0x1 in ", frame);
		memset(report + at, 'a', 5000);
		at += 5000;
		report[at++] = '\n';
	}
	ASSERT_TRUE(sanitizer_parse(report, &verdict));
	ASSERT_LT_INT(strlen(verdict.signature), VERDICT_SIGNATURE_MAX);
}

int main(void)
{
	TEST(asan_names_type_and_frames);
	TEST(asan_takes_the_second_word_of_attempting);
	TEST(asan_holds_no_address);
	TEST(frames_end_at_the_harness);
	TEST(leak_names_two_allocation_frames);
	TEST(ubsan_names_the_rule);
	TEST(assertion_names_function_and_condition);
	TEST(other_text_is_no_finding);
	TEST(endless_names_are_cut);
	return test_result();
}
