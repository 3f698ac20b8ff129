/* oracle_hang.c - decides what a hang is: the bound of virtual time has passed and coroutines are still parked.
 *
 * When one of them waits for a descriptor that is readable, writable or in error right now, its wake-up was lost.
 * Innocent explanations excluded: a readiness that the kernel has not delivered yet (what was sent has arrived, see
 * transit.h); a socket that is writable for the kernel but full for the run (poll is interposed and says so).
 * Otherwise nobody will ever make it ready: liveness. The essence is the sorted list of what they are parked in.
 */
#include "harness/oracle.h"

#include <stdio.h>
#include <string.h>

#include "harness/blocked.h"
#include "harness/names.h"
#include "runtime/rt.h"

struct blocked {
	uint32_t parked[RT_OP_COUNT];           /* actors and connections parked in each op */
	uint32_t ready[RT_OP_COUNT];            /* of these, how many wait for a ready descriptor */
	char table[VERDICT_DETAIL_MAX];
	size_t size;
};

static bool visit(void *context, struct rt_coroutine *coroutine)
{
	struct blocked *blocked = context;
	enum rt_op op = rt_coroutine_op(coroutine);
	uint8_t who = names_who(coroutine);
	char name[16];

	/* Main waits for the others; an accepting coroutine may wait for a client that never came, and a killer for an
	 * event that never happens. */
	if (who == PLAN_WHO_MAIN || (who >= PLAN_WHO_KILLER && who < PLAN_WHO_OTHER) ||
			!rt_coroutine_is_parked(coroutine) || op == RT_OP_ACCEPT)
		return true;
	bool ready = blocked_is_ready(coroutine);
	blocked->parked[op]++;
	blocked->ready[op] += ready;
	if (blocked->size < sizeof blocked->table - 64)
		blocked->size += (size_t)snprintf(blocked->table + blocked->size, 64, "%s%s parked in %s%s",
				blocked->size ? ", " : "", names_text(who, name), rt_op_name(op),
				ready ? " on a ready descriptor" : "");
	return true;
}

/* "read+write": the ops that have a count, in the order of the list. */
static void essence(const uint32_t *counts, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (int op = 0; op < RT_OP_COUNT; op++) {
		if (counts[op] > 0 && used < size)
			used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "+" : "",
					rt_op_name((enum rt_op)op));
	}
}

void oracle_hang(struct run *run, const char *detail)
{
	struct blocked blocked = { .size = 0 };
	char what[64], sentence[VERDICT_DETAIL_MAX];

	rt_coroutine_each(visit, &blocked);
	snprintf(sentence, sizeof sentence, "%.200s; %.280s", detail, blocked.table);
	essence(blocked.ready, what, sizeof what);
	if (what[0] != '\0')
		oracle_lost_wakeup(run, what, sentence);
	essence(blocked.parked, what, sizeof what);
	oracle_liveness(run, what[0] != '\0' ? what : "running", sentence);
}
