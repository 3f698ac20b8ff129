/* fuzz_plan.c - round trips of the plan, without PHP: bytes -> plan -> bytes and plan -> text -> plan, and the
 * second half of the input as text to parse. A broken law traps after one line that names it.
 */
#include <stdio.h>
#include <string.h>

#include "plan/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void law(bool holds, const char *name)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz-plan: broken law: %s\n", name);
	__builtin_trap();
}

static void text_round_trip(const struct plan *plan)
{
	char text[PLAN_TEXT_MAX], again[PLAN_TEXT_MAX];
	struct plan parsed;
	struct plan_error error;
	size_t length = plan_print(plan, text);
	law(length == strlen(text) && length < PLAN_TEXT_MAX - 1, "print returns its length and is not cut");
	if (!plan_parse(text, length, &parsed, &error)) {
		fprintf(stderr, "%s%u:%u: %s\n", text, error.line, error.column, error.message);
		law(false, "what print writes, parse accepts");
	}
	law(plan_equal(plan, &parsed), "parse(print(p)) == p");
	plan_print(&parsed, again);
	law(strcmp(text, again) == 0, "print(parse(print(p))) == print(p)");
}

static void bytes_round_trip(const struct plan *plan)
{
	uint8_t data[PLAN_INPUT_MAX], again[PLAN_INPUT_MAX];
	struct plan decoded;
	law(!plan_check(plan), "the plan is legal");
	size_t size = plan_encode(plan, data, sizeof data);
	law(size == PLAN_HEADER_SIZE + plan_record_count(plan) * PLAN_RECORD_SIZE, "one record per element");
	plan_decode(data, size, &decoded);
	law(plan_equal(plan, &decoded), "decode(encode(p)) == p");
	law(plan_encode(&decoded, again, sizeof again) == size && !memcmp(data, again, size), "encoding is canonical");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct plan plan;
	struct plan_error error;
	plan_decode(data, size, &plan);
	bytes_round_trip(&plan);
	text_round_trip(&plan);

	const char *text = (const char *)data + size / 2;
	size_t length = size - size / 2;
	if (plan_parse(text, length, &plan, &error)) {
		bytes_round_trip(&plan);
		text_round_trip(&plan);
	} else {
		law(error.line > 0 && error.column > 0 && *error.message, "an error names its place and reason");
		law(plan.op_count == 0 && plan.peer_count == 0, "a failed parse leaves no plan");
	}
	return 0;
}
