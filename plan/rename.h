/* rename.h - peers and actors under other numbers: what names them follows. Private to plan/; the result is a draft that
 * still wants normalising.
 */
#ifndef PLAN_RENAME_H
#define PLAN_RENAME_H

#include "plan/plan.h"

/* Removes peer `from`; what names it names peer `to` (before the removal), or goes when `to` is PLAN_PEERS_MAX. */
void plan__peer_remove(struct plan *plan, uint32_t from, uint32_t to);

/* Cancellation `from` has been removed: what names its killer goes, the killers of those behind it move down. */
void plan__killer_remove(struct plan *plan, uint32_t from);

/* Renames actors; two that get one name become one, the lower one's ops first. */
void plan__actors_rename(struct plan *plan, const uint8_t names[PLAN_ACTORS_MAX]);

#endif
