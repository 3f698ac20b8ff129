/* frozen.h - a frozen test with its descriptor, on its way to the folder it is for. */
#ifndef TOOLS_FROZEN_H
#define TOOLS_FROZEN_H

#include "tools/candidate.h"
#include "tools/paths.h"

struct frozen {
	const char *folder;
	char name[RECIPE_NAME_MAX];
	struct plan plan;
	struct run run;
	char report[JUDGE_REPORT_MAX];  /* what the run printed on stderr */
	struct candidate candidate;
	struct descriptor_certificate certificate;
	json_t *necessity;          /* as the descriptor has it; NULL: not looked for */
};

/* Can results be written there? A folder that is absent is made only when there are results. False after one line. */
bool frozen_can_write(const char *folder);

/* Writes NAME.json alone: there is no test. False after one line. */
bool frozen_write_descriptor(const struct frozen *frozen);

/* Writes the descriptor, the PHP files, the plan where the test has one, and last the test: where it is, everything it needs
 * is there. *path (PATH_TEXT_MAX) is that of the test. False after one line. */
bool frozen_write(const struct frozen *frozen, char *path);

#endif
