/* gherkin.h - a plan as a scenario of TrueAsync's chaos suite, and scenarios as plans. Pure text. */
#ifndef TOOLS_GHERKIN_H
#define TOOLS_GHERKIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan/plan.h"

enum { GHERKIN_TEXT_MAX = 65536, GHERKIN_NAME_MAX = 80, GHERKIN_WORDS_MAX = 2, GHERKIN_NUMBERS_MAX = 2 };

enum gherkin_step {
#define GHERKIN(ID, pattern) GHERKIN_##ID,
#include "tools/gherkin.def"
#undef GHERKIN
	GHERKIN_COUNT
};

const char *gherkin_pattern(enum gherkin_step step);

/* A scenario as it is read: its steps as a plan. */
struct gherkin_scenario {
	char name[GHERKIN_NAME_MAX];    /* only letters, digits and '-' */
	struct plan plan;
};

/* Where a text is wrong; the message is one sentence. */
struct gherkin_error { uint32_t line; char message[200]; };

/* Writes a feature with the plan as its only scenario (GHERKIN_TEXT_MAX bytes). Returns its length, or 0 when the steps
 * cannot say the plan; *reason then is what they cannot say, valid until the next call. */
size_t gherkin_write(const struct plan *plan, const char *name, char *text, const char **reason);

/* Reads the next scenario of a feature (`text` ends with NUL). *at is where to go on, 0 at first, and *line the line there,
 * 1 at first. Returns 1, or 0 when there is none left, or -1 with *error filled. */
int gherkin_read(const char *text, size_t *at, uint32_t *line, struct gherkin_scenario *scenario,
	struct gherkin_error *error);

#endif
