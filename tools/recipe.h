/* recipe.h - how a test is made of a finding: everything that it takes to write the same test again. */
#ifndef TOOLS_RECIPE_H
#define TOOLS_RECIPE_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/descriptor.h"
#include "harness/freeze.h"

enum { RECIPE_NAME_MAX = 100, RECIPE_SCHED_MAX = 32 };

struct recipe {
	enum descriptor_tier tier;
	char sched[RECIPE_SCHED_MAX];   /* value of TRUE_ASYNC_SCHED; "" where the plan says the schedule */
	struct plan program;        /* what the test says: the plan without its schedule, perhaps in another order, with more
	                             * suspensions and longer waits; of the tier world the plan itself */
	bool enlarged;              /* its transfers are larger than the program's: real sockets take more before they block */
	bool in_suite;              /* it is laid out for TrueAsync's suite: docs/REPRODUCING.md */
	bool standalone;            /* it holds the PHP files it needs, instead of requiring them */
	struct freeze_killer killers[PLAN_CANCELS_MAX];
	uint32_t anchors;           /* that the test expects to be hit */
};

/* What the test tells of the finding. */
struct recipe_texts {
	const char *name;
	const struct plan *plan;
	const struct verdict *verdict;
};

/* The test without its schedule, suspensions and anchors: the plan as plain PHP says it, or as the plan is. */
void recipe_begin(struct recipe *recipe, enum descriptor_tier tier, const struct plan *plan);

/* Name of the plan's file beside a test of the tier world. */
void recipe_plan_file(const char *name, char *file, size_t size);

/* Where the test goes, below the folder that was asked for ("" or "_frozen/TOPIC"), and its name there. */
void recipe_folder(const struct recipe *recipe, const struct plan *plan, char *folder, size_t size);
void recipe_stem(const struct recipe *recipe, const char *name, char *stem, size_t size);

/* Would larger transfers be another test? */
bool recipe_can_enlarge(const struct recipe *recipe);

/* Makes all waits of the program longer by one factor, so that their order stays: computing takes no virtual time, but real
 * time. False, and nothing done, when there are none, they are long enough, or the limits of a plan do not let them grow. */
bool recipe_stretch(struct recipe *recipe);

/* Writes the test (FREEZE_TEXT_MAX bytes). Returns false when it cannot be said; *reason then is a static sentence. */
bool recipe_write(const struct recipe *recipe, const struct recipe_texts *texts, char *test, const char **reason);

#endif
