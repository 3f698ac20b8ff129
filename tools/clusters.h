/* clusters.h - findings put together by what they are once they have been made small. */
#ifndef TOOLS_CLUSTERS_H
#define TOOLS_CLUSTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/descriptor.h"
#include "tools/gather.h"

enum { CLUSTER_SHAPE_MAX = 1024, CLUSTERS_MAX = 1024 };

struct cluster {
	char signature[VERDICT_SIGNATURE_MAX];
	char shape[CLUSTER_SHAPE_MAX];      /* kinds of ops and causes of the smallest: "send recv | shutdown" */
	uint32_t count;
	char smallest[GATHER_NAME_MAX];     /* the file whose plan became the smallest */
	struct plan plan;           /* that plan */
	enum descriptor_tier tier;  /* of the first test that a member was frozen as */
	bool is_known;
};

struct clusters {
	bool by_shape;              /* another shape is another cluster */
	size_t count, lost;         /* lost: members of clusters beyond CLUSTERS_MAX */
	struct cluster *list;       /* in the order in which they were met */
};

/* Adds a finding. False without memory. */
bool clusters_add(struct clusters *clusters, const char *signature, const struct plan *minimized, const char *name,
	enum descriptor_tier tier);

#endif
