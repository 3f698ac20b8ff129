/* verdict.h - the outcome of one run.
 *
 * A verdict other than ok is a finding. Its signature is the stable identity of the finding: kind, oracle and what
 * the oracle says is essential; never an address, a descriptor, a port, a time or a count of steps.
 */
#ifndef HARNESS_VERDICT_H
#define HARNESS_VERDICT_H

enum { VERDICT_SIGNATURE_MAX = 256, VERDICT_DETAIL_MAX = 512 };

enum verdict_kind {
#define VERDICT(ID, name) VERDICT_##ID,
#include "harness/verdicts.def"
#undef VERDICT
	VERDICT_COUNT
};

struct verdict {
	enum verdict_kind kind;
	char oracle[32];                        /* name of the oracle, "" when ok */
	char signature[VERDICT_SIGNATURE_MAX];  /* "" when ok; else "<kind>/<oracle>/<essence>" */
	char detail[VERDICT_DETAIL_MAX];        /* one sentence for people */
};

const char *verdict_name(enum verdict_kind kind);

#endif
