/* engine.h - a trial of the fuzzer itself, as it is shipped. */
#ifndef BENCH_ENGINE_H
#define BENCH_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/verdict.h"

/* What came of a trial. */
struct outcome {
	uint64_t executions;        /* those of the corpus are among them */
	bool found;
	char signature[VERDICT_SIGNATURE_MAX];
	char input[4096];           /* file of what was found; "" when nothing was */
};

/* Runs the php-fuzz-async beside this executable with the engine's seed (from 1) until it finds something or has run `cap`
 * inputs. `work` is an empty folder, which it fills; `corpus` a folder, which is read, as is the dictionary
 * `corpus`.dict if there is one. Returns false after one line on
 * stderr: it could not be run, or failed by itself. */
bool engine_trial(uint64_t seed, uint32_t cap, const char *work, const char *corpus, struct outcome *outcome);

#endif
