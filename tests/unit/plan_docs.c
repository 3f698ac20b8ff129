/* plan_docs.c - docs/PLAN_FORMAT.md says what the code does: its example in both forms, and its tables. */
#include <stdlib.h>

#include "plan/plan.h"
#include "tests/test.h"

static char page[65536];

static void page_read(void)
{
	FILE *file = fopen("docs/PLAN_FORMAT.md", "r");
	if (!file) {
		perror("docs/PLAN_FORMAT.md");
		exit(1);
	}
	page[fread(page, 1, sizeof page - 1, file)] = 0;
	fclose(file);
}

/* The text of the first block fenced with that word. */
static const char *block_find(const char *fence, size_t *size)
{
	const char *start = strstr(page, fence);
	ASSERT_TRUE(start);
	if (!start)
		exit(1);
	start += strlen(fence);
	const char *end = strstr(start, "```");
	*size = (size_t)(end - start);
	return start;
}

static void example_is_true_in_both_forms(void)
{
	static char text[PLAN_TEXT_MAX], hex[PLAN_INPUT_MAX];
	uint8_t data[PLAN_INPUT_MAX];
	struct plan plan, decoded;
	struct plan_error error;
	size_t text_size, hex_size;
	const char *text_block = block_find("```plan\n", &text_size), *hex_block = block_find("```hex\n", &hex_size);
	ASSERT_TRUE(plan_parse(text_block, text_size, &plan, &error));
	ASSERT_EQ_STR(error.message, "");
	ASSERT_EQ_UINT(plan_print(&plan, text), text_size);
	ASSERT_TRUE(memcmp(text, text_block, text_size) == 0);

	size_t size = plan_encode(&plan, data, sizeof data), length = 0;
	for (size_t i = 0; i < size; i++)
		length += (size_t)snprintf(hex + length, sizeof hex - length, "%02x%c", data[i], i % 8 == 7 ? '\n' : ' ');
	char shown[PLAN_INPUT_MAX];
	snprintf(shown, sizeof shown, "%.*s", (int)hex_size, hex_block);
	ASSERT_EQ_STR(hex, shown);

	size = 0;
	for (char *at = shown, *end; *at; at = end) {
		unsigned long byte = strtoul(at, &end, 16);
		if (end == at)
			break;
		data[size++] = (uint8_t)byte;
	}
	plan_decode(data, size, &decoded);
	ASSERT_TRUE(plan_equal(&plan, &decoded));
}

static const char *param_show(const struct plan_param_info *info, char *text)
{
	text[0] = 0;
	if (*info->name)
		snprintf(text, 80, " %s %u..%u, default %u", info->name, info->min, info->max, info->def);
	return text;
}

static void row_check(const char *name, unsigned kind, const char *third, const struct plan_param_info *a,
	const struct plan_param_info *b)
{
	char row[256], a_text[80], b_text[80];
	snprintf(row, sizeof row, "| `%s` | %u |%s |%s |%s |\n", name, kind, third, param_show(a, a_text),
		param_show(b, b_text));
	test_case = row;
	ASSERT_TRUE(strstr(page, row));
}

static void tables_have_each_kind(void)
{
	static const char *const modes[] = { " mode", " serve", " consume", " any" };
	for (unsigned i = 0; i < PLAN_OP_COUNT; i++) {
		const struct plan_op_info *info = plan_op_info(i);
		char target[40] = "";
		if (info->target == PLAN_TARGET_ACTOR)
			snprintf(target, sizeof target, " actor");
		else if (info->target != PLAN_TARGET_NONE)
			snprintf(target, sizeof target, "%s %s", info->target == PLAN_TARGET_SERVE ? " serve"
				: info->target == PLAN_TARGET_CONSUME ? " consume" : "", plan_target_info(info->target)->what);
		row_check(info->name, i, target, &info->a, &info->b);
	}
	for (unsigned i = 0; i < PLAN_TOXIC_COUNT; i++) {
		const struct plan_toxic_info *info = plan_toxic_info(i);
		row_check(info->name, i, modes[info->modes], &info->a, &info->b);
	}
	for (unsigned i = 0; i < PLAN_FAULT_COUNT; i++) {
		const struct plan_fault_info *info = plan_fault_info(i);
		char calls[128] = "", value[80];
		for (unsigned call = 0; call < PLAN_CALL_COUNT; call++) {
			if (info->calls >> call & 1) {
				strcat(calls, " ");
				strcat(calls, plan_call_name(call));
			}
		}
		char row[256];
		snprintf(row, sizeof row, "| `%s` | %u |%s |%s |\n", info->name, i, calls, param_show(&info->value, value));
		test_case = row;
		ASSERT_TRUE(strstr(page, row));
	}
}

/* "`name` (number": in the line of the page that starts with that. */
static void listed(const char *line, const char *name, unsigned number)
{
	char word[64];
	const char *start = strstr(page, line);
	snprintf(word, sizeof word, "`%s` (%u", name, number);
	test_case = word;
	ASSERT_TRUE(start);
	const char *end = start ? strstr(start, "\n- ") : NULL, *found = start ? strstr(start, word) : NULL;
	ASSERT_TRUE(found && (!end || found < end));
}

static void short_lists_have_each_name(void)
{
	for (unsigned i = 0; i < PLAN_SAMPLER_COUNT; i++)
		listed("- Samplers:", plan_sampler_name(i), i);
	for (unsigned i = 0; i < PLAN_SITE_COUNT; i++)
		listed("- Sites", plan_site_name(i), i);
	for (unsigned i = 0; i < PLAN_CAUSE_COUNT; i++)
		listed("- Causes:", plan_cause_name(i), i);
	for (unsigned i = 0; i < PLAN_PHASE_COUNT; i++)
		listed("- Phases:", plan_phase_name(i), i);
	for (unsigned i = PLAN_WAIT_NONE + 1; i < PLAN_WAIT_COUNT; i++)
		listed("- Waits:", plan_wait_name(i), i);
}

int main(void)
{
	page_read();
	TEST(example_is_true_in_both_forms);
	TEST(tables_have_each_kind);
	TEST(short_lists_have_each_name);
	return test_result();
}
