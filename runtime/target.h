/* target.h - where a read that may park puts its bytes. */
#ifndef RUNTIME_TARGET_H
#define RUNTIME_TARGET_H

#include "runtime/rt_private.h"

#include "php_streams.h"

/* The caller's memory, or what is now the free end of the stream's buffer. */
struct rt__target {
	bool in_buffer;
	zend_off_t unread;          /* bytes in the buffer when the read began */
	char *data;
	size_t size;
};

struct rt__target rt__target_from(const php_stream *stream, char *data, size_t size);
/* After a wait. False: somebody else has filled the buffer meanwhile, which is as good as having read. */
bool rt__target_refresh(php_stream *stream, struct rt__target *target);

#endif
