/* plan_file.h - the plan that the environment names. */
#ifndef PRELOAD_PLAN_FILE_H
#define PRELOAD_PLAN_FILE_H

#include "plan/plan.h"

/* Reads a plan, as text or as bytes. Returns NULL, or a sentence that says what is wrong, valid until the next call. */
const char *plan_file_read(const char *path, struct plan *plan);

#endif
