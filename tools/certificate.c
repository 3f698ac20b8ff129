/* certificate.c - see certificate.h. Leaks are looked for, as `fuzzcase run` does, so that it says the same of each plan. */
#include "tools/certificate.h"

#include <stdlib.h>
#include <string.h>

#include "plan/element.h"
#include "tools/command.h"
#include "tools/json.h"

struct filling { struct certificate *certificate; const struct plan *plan, *candidates; const char *signature; };

static void add(void *context, uint32_t index, const struct run *run)
{
	const struct filling *filling = context;
	struct certificate *certificate = filling->certificate;
	char element[PLAN_ELEMENT_TEXT_MAX], text[PLAN_TEXT_MAX];
	const char *signature = run->verdict.signature;
	plan_element_text(filling->plan, index, element);
	plan_print(&filling->candidates[index], text);
	json_array_append_new(certificate->elements, json_pack("{s:s, s:s, s:s}", "element", element,
		"outcome", run->verdict.kind == VERDICT_OK ? "ok" : signature, "without", text));
	certificate->needed += strcmp(signature, filling->signature) != 0;
}

bool certificate_make(struct pool *pool, const struct plan *plan, const char *signature, struct certificate *certificate)
{
	*certificate = (struct certificate){ .elements = json_array(), .count = plan_elements(plan) };
	struct plan *candidates = calloc(certificate->count + 1, sizeof *candidates);
	if (!candidates || !certificate->elements) {
		complain("no memory");
		free(candidates);
		return false;
	}
	for (uint32_t i = 0; i < certificate->count; i++) {
		plan_element_without(plan, i, &candidates[i]);
	}
	struct filling filling = { certificate, plan, candidates, signature };
	bool made = pool_run(pool, candidates, certificate->count, JUDGE_LEAKS, add, &filling);
	free(candidates);
	return made;
}

void certificate_destroy(struct certificate *certificate)
{
	json_decref(certificate->elements);
	certificate->elements = NULL;
}

bool certificate_write(const struct certificate *certificate, const struct plan *plan, const char *signature,
	const char *path)
{
	char text[PLAN_TEXT_MAX];
	plan_print(plan, text);
	json_t *object = json_pack("{s:s, s:s, s:b, s:O}", "signature", signature, "plan", text,
		"minimal", certificate->needed == certificate->count, "elements", certificate->elements);
	return file_write_json(path, object);
}
