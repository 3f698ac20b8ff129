/* clusters.h - findings put together by what they are once they have been made small.
 *
 * A bug shows in more than one way: who is not woken may be seen asleep, or who waits for him. So findings are put together not by
 * what they were found as, but by what their smallest plan shows that fails in whatever way (reduce_further()).
 */
#ifndef TOOLS_CLUSTERS_H
#define TOOLS_CLUSTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/descriptor.h"
#include "tools/gather.h"
#include "tools/json.h"

enum { CLUSTER_SHAPE_MAX = 1024, CLUSTERS_MAX = 1024 };

struct cluster {
	char signature[VERDICT_SIGNATURE_MAX];
	char shape[CLUSTER_SHAPE_MAX];      /* kinds of ops and causes of the smallest: "send recv | shutdown" */
	uint32_t count;
	json_t *found_as;           /* how many were found as which signature */
	char smallest[GATHER_NAME_MAX];     /* the file whose plan became the smallest */
	struct plan plan;           /* that plan */
	enum descriptor_tier tier;  /* of the first test that a member was frozen as */
	bool is_known;
};

/* A finding that has been made small. */
struct member {
	const char *signature, *found_as;   /* of the plan; of the file as it was */
	const struct plan *plan;
	const char *name;
	enum descriptor_tier tier;
};

struct clusters {
	bool by_shape;              /* another shape is another cluster */
	size_t count, lost;         /* lost: members of clusters beyond CLUSTERS_MAX */
	struct cluster *list;       /* in the order in which they were met */
};

/* Adds a finding. False without memory. */
bool clusters_add(struct clusters *clusters, const struct member *member);

/* Asks the suppressions that have been read: known is a cluster whose signature is, or all that its members were found as. */
void clusters_know(struct clusters *clusters);

void clusters_destroy(struct clusters *clusters);

#endif
