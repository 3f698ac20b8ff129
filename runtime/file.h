/* file.h - files on disk: what the streams on one keep of it. */
#ifndef RUNTIME_FILE_H
#define RUNTIME_FILE_H

#include "runtime/lock.h"

struct rt__file_job;

struct rt__file {
	struct rt__lock lock;       /* of who has a call under way */
	struct rt__file_job *job;   /* in flight; after a cancellation without anybody who waits for it. Or NULL */
};

void rt__file_init(struct rt__file *file);
/* The descriptor is about to go: no worker uses it after this. The calls that are parked end in a later turn. */
void rt__file_leave(struct rt__file *file);
void rt__file_free(struct rt__file *file);

#endif
