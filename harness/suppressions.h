/* suppressions.h - findings that are known: a campaign steps over them, counts them and lists them at its end.
 *
 * An engine stops at its first crash, so that one shallow known finding would hide all others. The file has a line for each:
 * signature, date since when it is known, reason; '#' begins a comment line:
 *
 *     liveness/lost-wakeup/write  2026-11-20  reported upstream, mended in the next release
 *
 * '*' in a signature stands for any text. Only findings of the oracles can be stepped over: after a sanitizer's report a
 * process is no longer to be trusted.
 */
#ifndef HARNESS_SUPPRESSIONS_H
#define HARNESS_SUPPRESSIONS_H

#include <stdbool.h>
#include <stddef.h>

enum { SUPPRESSIONS_MAX = 256 };

/* Reads the file, in addition to what was read before. Returns false after one line on stderr that names file and line.
 * Once something has been read, a list of what was stepped over is printed on stderr when the process exits. */
bool suppressions_read(const char *path);

bool suppressions_any(void);

/* The lines that were read: their number, the signature of one as it is written there, how often it was stepped over, and
 * how often all of them. */
size_t suppressions_count(void);
const char *suppressions_signature(size_t i);
unsigned long suppressions_times(size_t i);
unsigned long suppressions_stepped_over(void);

/* True when the signature is known; counts it. */
bool suppressions_match(const char *signature);

#endif
