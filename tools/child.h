/* child.h - waiting for a child process within a bound of real time. */
#ifndef TOOLS_CHILD_H
#define TOOLS_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Monotonic clock, milliseconds. Outside a run the clock is real. */
uint64_t clock_ms(void);

/* Waits until the child ends or `bound_ms` have passed without `progress` changing (NULL: without anything
 * else). In the second case kills it by its id. Always reaps it. Returns true when it ended by itself. */
bool child_wait(pid_t pid, uint32_t bound_ms, const volatile uint32_t *progress, int *status);

#endif
