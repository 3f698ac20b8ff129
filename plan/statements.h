/* statements.h - one function per statement of the text form, and the draft they fill. Private to the parser.
 *
 *   strict | forked | buffer N | sched SAMPLER seed=N | at WHO @EVENT=K SITE CHOICE | peer P MODE toxics... | co C op; op...
 *   | cancel C @EVENT=K cause=CAUSE | fault [WHO] CALL @N FAULT=VALUE
 *
 * The world and the program are read by statements.c, what is decided in a run by decisions.c.
 */
#ifndef PLAN_STATEMENTS_H
#define PLAN_STATEMENTS_H

#include "plan/scan.h"

struct parser {
	struct scan scan;
	struct plan *plan;          /* its peer_count is set when all peers are known */
	uint32_t peers;             /* bit i: peer i is declared */
	bool strict, forked, buffer, sched;
	struct scan_word peer_at[PLAN_PEERS_MAX];
	struct scan_word op_at[PLAN_OPS_MAX];      /* the op's target, or the op */
	struct scan_word who_at[PLAN_SCHED_MAX], run_at[PLAN_SCHED_MAX];
	struct scan_word cancel_at[PLAN_CANCELS_MAX];
	struct scan_word fault_at[PLAN_FAULTS_MAX];
};

/* One `name=value` (`assign` is '=', inside a toxic ':') of up to two parameters; `seen` has bit 0 for a, 1 for b. */
bool statement_param(struct scan *scan, const struct scan_word *word, char assign, const char *owner,
	const struct plan_param_info *a, const struct plan_param_info *b, uint32_t *values[2], uint32_t *seen);

/* A prefix and a number below `count`: P0, C15, ch3. */
bool statement_numbered(struct scan *scan, const struct scan_word *word, const char *prefix, const char *what,
	uint32_t count, uint8_t *index);

/* Each reads its line after the word `statement`; false with the scan's error filled. */
bool statement_strict(struct parser *parser, const struct scan_word *statement);
bool statement_forked(struct parser *parser, const struct scan_word *statement);
bool statement_buffer(struct parser *parser, const struct scan_word *statement);
bool statement_sched(struct parser *parser, const struct scan_word *statement);
bool statement_at(struct parser *parser, const struct scan_word *statement);
bool statement_peer(struct parser *parser, const struct scan_word *statement);
bool statement_co(struct parser *parser, const struct scan_word *statement);
bool statement_cancel(struct parser *parser, const struct scan_word *statement);
bool statement_fault(struct parser *parser, const struct scan_word *statement);

#endif
