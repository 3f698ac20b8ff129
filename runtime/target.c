/* target.c - where a read that may park puts its bytes.
 *
 * The engine hands a read the free end of the stream's buffer. While the read is parked another coroutine may read from
 * the same stream, which moves the buffer's contents or the buffer itself. So the place is looked up again after every
 * wait, and never kept over one.
 */
#include "runtime/target.h"

struct rt__target rt__target_from(const php_stream *stream, char *data, size_t size)
{
	return (struct rt__target) {
		.in_buffer = stream->readbuf != NULL && data == (char *) stream->readbuf + stream->writepos,
		.unread = stream->writepos - stream->readpos,
		.data = data,
		.size = size,
	};
}

bool rt__target_refresh(php_stream *stream, struct rt__target *target)
{
	zend_off_t unread = stream->writepos - stream->readpos;
	if (!target->in_buffer) {
		return true;
	}
	if (unread > target->unread) {
		return false;
	}
	if (stream->readpos > 0) {
		memmove(stream->readbuf, stream->readbuf + stream->readpos, unread);
		stream->readpos = 0;
		stream->writepos = unread;
	}
	target->data = (char *) stream->readbuf + stream->writepos;
	target->size = stream->readbuflen - stream->writepos;
	return target->size > 0;
}
