/* progress.h - how far a process has come, for whoever runs several of them (script/fuzz --jobs).
 *
 * FUZZ_ASYNC_PROGRESS in the environment names a file; it then always holds
 *
 *            1234567 runs
 *                 12 liveness/lost-wakeup/write
 *
 * that is the number of runs, and a line for each known finding (harness/suppressions.h): how often it was stepped over.
 * The file is mapped, so that it says the same however the process ends.
 */
#ifndef FUZZ_PROGRESS_H
#define FUZZ_PROGRESS_H

#include <stdbool.h>

/* To be called once the known findings have been read. Makes the file, or empties it. Returns true, also when none is asked
 * for, or false after one line on stderr. */
bool progress_start(void);

/* A run has ended. */
void progress_run(void);

#endif
