/* test.h - helper of the unit tests: typed asserts that print both values, one executable per module.
 *
 * A test is a function; main() calls TEST(function) for each and returns test_result(). A failed assert prints
 * file, line and both values, counts, and lets the test go on, so that one run shows all that is wrong.
 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static unsigned test_failures, test_asserts;

/* The clause that names the case a loop is in; shown with each failure until it is changed. */
static const char *test_case = "";

static inline bool test_note(bool holds, const char *file, int line, const char *expression)
{
	test_asserts++;
	if (holds)
		return true;
	test_failures++;
	fprintf(stderr, "%s:%d: %s%s%s: ", file, line, test_case, *test_case ? ": " : "", expression);
	return false;
}

#define ASSERT_TYPED(type, format, a, b, relation) \
	do { \
		type a_ = (type)(a), b_ = (type)(b); \
		if (!test_note(a_ relation b_, __FILE__, __LINE__, #a " " #relation " " #b)) \
			fprintf(stderr, "%" format " and %" format "\n", a_, b_); \
	} while (0)

#define ASSERT_EQ_INT(a, b) ASSERT_TYPED(int64_t, PRId64, a, b, ==)
#define ASSERT_LE_INT(a, b) ASSERT_TYPED(int64_t, PRId64, a, b, <=)
#define ASSERT_LT_INT(a, b) ASSERT_TYPED(int64_t, PRId64, a, b, <)
#define ASSERT_EQ_UINT(a, b) ASSERT_TYPED(uint64_t, PRIu64, a, b, ==)
#define ASSERT_EQ_HEX(a, b) ASSERT_TYPED(uint64_t, PRIx64, a, b, ==)

#define ASSERT_EQ_STR(a, b) \
	do { \
		const char *a_ = (a), *b_ = (b); \
		bool same_ = a_ && b_ ? strcmp(a_, b_) == 0 : a_ == b_; \
		if (!test_note(same_, __FILE__, __LINE__, #a " == " #b)) \
			fprintf(stderr, "\n  \"%s\"\n  \"%s\"\n", a_ ? a_ : "(null)", b_ ? b_ : "(null)"); \
	} while (0)

#define ASSERT_TRUE(a) \
	do { \
		if (!test_note((a), __FILE__, __LINE__, #a)) \
			fprintf(stderr, "false\n"); \
	} while (0)

#define TEST(function) \
	do { \
		unsigned before_ = test_failures; \
		test_case = ""; \
		function(); \
		fprintf(stderr, "%s %s\n", test_failures == before_ ? "ok  " : "FAIL", #function); \
	} while (0)

static inline int test_result(void)
{
	fprintf(stderr, "%u asserts, %u failed\n", test_asserts, test_failures);
	return test_failures ? 1 : 0;
}

#endif
