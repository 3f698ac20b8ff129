/* blocked.h - who waits for what, as a table for people: one line for each live coroutine.
 *
 *   C1: parked in write, suspension 3, descriptor not ready: fwrite() < FuzzAsync\Steps->send() steps.php:512 < ...
 */
#ifndef HARNESS_BLOCKED_H
#define HARNESS_BLOCKED_H

#include "harness/harness.h"

struct rt_coroutine;

/* Whether what the coroutine waits for at its descriptor is there now; false when it waits for none. */
bool blocked_is_ready(const struct rt_coroutine *coroutine);

/* Fills run->blocked with the table, lines ending in \n; what does not fit is left out. Inside the run. */
void blocked_write(struct run *run);

#endif
