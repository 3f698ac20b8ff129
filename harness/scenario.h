/* scenario.h - what a plan is about, in words: for descriptors and the folders of frozen tests. Pure text. */
#ifndef HARNESS_SCENARIO_H
#define HARNESS_SCENARIO_H

#include <stddef.h>

#include "plan/plan.h"

enum { SCENARIO_MAX = 400 };

/* The topic, a word that can name a folder: what most of the ops are about ("io_socket", "channel"). Static. */
const char *scenario_topic(const struct plan *plan);

/* One line: what each coroutine does, to which peers, and what happens to them. Cut at SCENARIO_MAX, with "...". */
void scenario_name(const struct plan *plan, char *text);

#endif
