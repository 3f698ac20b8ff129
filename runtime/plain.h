/* plain.h - streams that are no more than a descriptor: files, pipes, terminals. */
#ifndef RUNTIME_PLAIN_H
#define RUNTIME_PLAIN_H

#include "runtime/socket.h"

struct rt__child;

/* What we know of such a stream beyond what the engine does. Made when first needed, freed with the stream. */
struct rt__plain {
	struct timeval timeout;     /* of one call; negative: none */
	uint32_t users;             /* coroutines parked in a call on this stream */
	struct rt__child *child;    /* of popen(): owned, and waited for when the stream is closed; or NULL */
	bool timed_out;
	bool closed;                /* fclose() was called while there were users */
	bool hasty;                 /* the call has something to return already and must not wait for more */
};

/* How streams on one kind of descriptor read and write inside coroutines. The results are those of php_stream_ops, and
 * the descriptor is the stream's. */
struct rt__plain_kind {
	ssize_t (*read)(php_stream *stream, int fd, char *buffer, size_t count);
	ssize_t (*write)(php_stream *stream, int fd, const char *buffer, size_t count);
};

extern const struct rt__plain_kind rt__pipe_kind;

/* The engine's own, which block. */
ssize_t rt__plain_engine_read(php_stream *stream, char *buffer, size_t count);
ssize_t rt__plain_engine_write(php_stream *stream, const char *buffer, size_t count);

bool rt__plain_is(const php_stream *stream);
/* Owned by the stream, which must not be persistent. */
struct rt__plain *rt__plain_of(php_stream *stream);
/* NULL if there is nothing to remember. */
struct rt__plain *rt__plain_find(const php_stream *stream);
/* The stream's descriptor, or -1. */
int rt__plain_descriptor(php_stream *stream);
/* Closes what the descriptor stands for and wakes who is parked in the stream. False: nobody is. The stream must not be
 * used any more, but stays until they have left it. */
bool rt__plain_hang_up(php_stream *stream);

void rt__plain_install(void);
void rt__plain_restore(void);

#endif
