/* bridge.h - the seam between a run and the PHP program and libc calls in it: what Steps.php may call of its embedder, and
 * the world with its callbacks. For who embeds PHP (harness.c), and for who is loaded into a PHP (preload/).
 */
#ifndef HARNESS_BRIDGE_H
#define HARNESS_BRIDGE_H

#include "harness/harness.h"

struct _zend_function_entry;

/* Functions in the namespace FuzzAsync; the list ends with an empty entry. They are for programs inside of a run. */
extern const struct _zend_function_entry *const bridge_functions;

/* Once, in a request outside of any run. */
void bridge_prepare(void);

/* Enters and leaves the world (world.h) for the run. */
void bridge_enter(struct run *run);
void bridge_leave(void);

#endif
