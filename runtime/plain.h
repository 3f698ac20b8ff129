/* plain.h - streams that are no more than a descriptor: files, pipes, terminals. */
#ifndef RUNTIME_PLAIN_H
#define RUNTIME_PLAIN_H

#include "runtime/file.h"
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
	struct rt__file file;       /* of a file on disk */
};

/* How streams on one kind of descriptor read and write inside coroutines. The results are those of php_stream_ops, and
 * the descriptor is the stream's. */
struct rt__plain_kind {
	ssize_t (*read)(php_stream *stream, int fd, char *buffer, size_t count);
	ssize_t (*write)(php_stream *stream, int fd, const char *buffer, size_t count);
	/* Or NULL: the engine's. */
	int (*seek)(php_stream *stream, int fd, zend_off_t offset, int whence, zend_off_t *position);
	int (*stat)(php_stream *stream, int fd, php_stream_statbuf *status);
	/* Or NULL. False: the engine is to do it. */
	bool (*option)(php_stream *stream, int fd, int option, int value, void *parameter, int *result);
};

extern const struct rt__plain_kind rt__pipe_kind;
extern const struct rt__plain_kind rt__file_kind;

/* The engine's own, which block. */
ssize_t rt__plain_engine_read(php_stream *stream, char *buffer, size_t count);
ssize_t rt__plain_engine_write(php_stream *stream, const char *buffer, size_t count);
int rt__plain_engine_seek(php_stream *stream, zend_off_t offset, int whence, zend_off_t *position);
int rt__plain_engine_stat(php_stream *stream, php_stream_statbuf *status);
int rt__plain_engine_option(php_stream *stream, int option, int value, void *parameter);

/* The ends of a call that fails, with a notice unless the stream suppresses errors: -1. The pending exception is
 * dropped. */
ssize_t rt__plain_fail_with_errno(const php_stream *stream, const char *verb, size_t count, int error);
ssize_t rt__plain_fail_with_exception(const php_stream *stream, const char *verb, size_t count);

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

/* flock() of a stream on any descriptor; parks until the lock can be had. What set_option() returns. */
int rt__plain_lock(php_stream *stream, int fd, int operation, void *parameter);

void rt__plain_install(void);
void rt__plain_restore(void);
/* No worker has anything of a stream after this; the streams themselves go later. */
void rt__plain_request_end(void);

#endif
