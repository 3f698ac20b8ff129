/* cancels.h - lands the cancellations of a plan where they are anchored.
 *
 * What a hook can do it does; what takes PHP code is done by a killer, a coroutine of Steps.php that waits at its gate
 * and runs next once that is opened.
 */
#ifndef HARNESS_CANCELS_H
#define HARNESS_CANCELS_H

#include "harness/harness.h"

struct rt_coroutine;

void cancels_begin(const struct plan *plan, struct run *run);

/* What the hooks of the runtime tell; `who` is the coroutine's name. Of a suspension, after the chooser was told. */
void cancels_spawned(struct rt_coroutine *coroutine, uint8_t who);
void cancels_suspended(struct rt_coroutine *coroutine, uint8_t who);
void cancels_woken(struct rt_coroutine *coroutine);
void cancels_turn(void);
void cancels_finished(struct rt_coroutine *coroutine, uint8_t who);

/* How many cancellations that no killer carries out have landed on the actor. */
uint32_t cancels_landed(uint8_t actor);

#endif
