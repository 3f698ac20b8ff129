/* statements.h - one function per statement of the text form, and the draft they fill. Private to the parser.
 *
 *   buffer N | sched SAMPLER seed=N | at WHO @suspend=K run WHO | peer P MODE toxics... | co C op; op...
 *   | cancel C @suspend=K cause=CAUSE
 */
#ifndef PLAN_STATEMENTS_H
#define PLAN_STATEMENTS_H

#include "plan/scan.h"

struct parser {
	struct scan scan;
	struct plan *plan;          /* its peer_count is set when all peers are known */
	uint32_t peers;             /* bit i: peer i is declared */
	bool buffer, sched;
	struct scan_word peer_at[PLAN_PEERS_MAX];
	struct scan_word op_at[PLAN_OPS_MAX];      /* the op's target, or the op */
	struct scan_word who_at[PLAN_SCHED_MAX], run_at[PLAN_SCHED_MAX];
	struct scan_word cancel_at[PLAN_CANCELS_MAX];
};

/* Each reads its line after the word `statement`; false with the scan's error filled. */
bool statement_buffer(struct parser *parser, const struct scan_word *statement);
bool statement_sched(struct parser *parser, const struct scan_word *statement);
bool statement_at(struct parser *parser, const struct scan_word *statement);
bool statement_peer(struct parser *parser, const struct scan_word *statement);
bool statement_co(struct parser *parser, const struct scan_word *statement);
bool statement_cancel(struct parser *parser, const struct scan_word *statement);

#endif
