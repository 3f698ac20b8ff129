/* pool.h - several runs at once, each in a child of its own. */
#ifndef TOOLS_POOL_H
#define TOOLS_POOL_H

#include "tools/judge.h"

enum { POOL_MAX = 64, POOL_REPLAYS = 3 };       /* runs that must agree before a plan is believed to show something */

struct pool;

/* Starts the harness for so many runs at once; 0: as many as there are processors. Returns NULL after one line on stderr. */
struct pool *pool_create(uint64_t jobs);
void pool_destroy(struct pool *pool);

uint32_t pool_width(const struct pool *pool);

/* One of its judges, for a single run. */
struct judge *pool_judge(struct pool *pool);

/* Runs the plans, any number of them. `each` sees the runs in the order of the plans. False when the harness failed. */
bool pool_run(struct pool *pool, const struct plan *plans, uint32_t count, unsigned flags,
	void (*each)(void *context, uint32_t index, const struct run *run), void *context);

/* The first of the plans, up to pool_width() of them, that shows the signature in POOL_REPLAYS runs of POOL_REPLAYS; count when
 * none does. NULL: any signature, the same one each time. *broken is set when the harness failed. */
uint32_t pool_first(struct pool *pool, const struct plan *plans, uint32_t count, unsigned flags, const char *signature,
	bool *broken);

#endif
