/* certificate.h - what becomes of a finding without each single element of its plan: the proof that nothing can be left out. */
#ifndef TOOLS_CERTIFICATE_H
#define TOOLS_CERTIFICATE_H

#include <jansson.h>

#include "tools/pool.h"

struct certificate {
	json_t *elements;           /* an object for each: "element", as the text form says it; "outcome", "ok" or the signature
	                             * of what is found then; "without", the plan that is left, as text */
	uint32_t count, needed;     /* elements, and how many of them there are without which the signature is gone */
};

/* Runs the plan without each of its elements. Returns false after one line on stderr. */
bool certificate_make(struct pool *pool, const struct plan *plan, const char *signature, struct certificate *certificate);
void certificate_destroy(struct certificate *certificate);

/* Writes it with the plan and the signature as one JSON object. Returns false after one line on stderr. */
bool certificate_write(const struct certificate *certificate, const struct plan *plan, const char *signature,
	const char *path);

#endif
