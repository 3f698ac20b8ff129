/* plain.c - the one place where the engine's streams on files, pipes and terminals get operations of ours.
 *
 * The engine has one table of operations for all of them, which it tells its streams by; so the entries of the table
 * are replaced and not the table. Inside of coroutines reading and writing go by the kind of the descriptor; a kind
 * that is not listed, and everything outside of coroutines, is the engine's.
 *
 * The engine keeps a stream's data to itself. What we have to remember of a stream is kept beside, by its address.
 */
#include "runtime/child.h"
#include "runtime/plain.h"

#include <fcntl.h>
#include <sys/stat.h>

static const struct {
	mode_t format;
	const struct rt__plain_kind *kind;
} kinds[] = {
	{ S_IFIFO, &rt__pipe_kind },
	{ S_IFSOCK, &rt__pipe_kind },
	{ S_IFCHR, &rt__pipe_kind },
	{ S_IFREG, &rt__file_kind },
};

static php_stream_ops engine;

static const struct rt__plain_kind *kind_of(int fd)
{
	struct stat status;
	if (fd < 0 || fstat(fd, &status) != 0) {
		return NULL;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].format == (status.st_mode & S_IFMT)) {
			return kinds[i].kind;
		}
	}
	return NULL;
}

/* NULL: the engine's operations are to be used. */
static const struct rt__plain_kind *kind_here(php_stream *stream, int *fd)
{
	*fd = rt__can_suspend() ? rt__plain_descriptor(stream) : -1;
	return kind_of(*fd);
}

static ssize_t plain_read(php_stream *stream, char *buffer, size_t count)
{
	int fd;
	const struct rt__plain_kind *kind = kind_here(stream, &fd);
	return kind != NULL ? kind->read(stream, fd, buffer, count) : engine.read(stream, buffer, count);
}

static ssize_t plain_write(php_stream *stream, const char *buffer, size_t count)
{
	int fd;
	const struct rt__plain_kind *kind = kind_here(stream, &fd);
	return kind != NULL ? kind->write(stream, fd, buffer, count) : engine.write(stream, buffer, count);
}

static int plain_seek(php_stream *stream, zend_off_t offset, int whence, zend_off_t *position)
{
	int fd;
	const struct rt__plain_kind *kind = kind_here(stream, &fd);
	return kind != NULL && kind->seek != NULL ? kind->seek(stream, fd, offset, whence, position)
		: engine.seek(stream, offset, whence, position);
}

static int plain_stat(php_stream *stream, php_stream_statbuf *status)
{
	int fd;
	const struct rt__plain_kind *kind = kind_here(stream, &fd);
	return kind != NULL && kind->stat != NULL ? kind->stat(stream, fd, status) : engine.stat(stream, status);
}

/* ---- what is kept beside ---- */

static zend_ulong key_of(const php_stream *stream)
{
	return (zend_ulong) (uintptr_t) stream;
}

static void plain_free(zval *value)
{
	struct rt__plain *plain = Z_PTR_P(value);
	rt__file_free(&plain->file);
	efree(plain);
}

struct rt__plain *rt__plain_find(const php_stream *stream)
{
	return rt__run.plain == NULL ? NULL : zend_hash_index_find_ptr(rt__run.plain, key_of(stream));
}

struct rt__plain *rt__plain_of(php_stream *stream)
{
	struct rt__plain *plain = rt__plain_find(stream);
	if (plain != NULL) {
		return plain;
	}
	if (rt__run.plain == NULL) {
		ALLOC_HASHTABLE(rt__run.plain);
		zend_hash_init(rt__run.plain, 8, NULL, plain_free, false);
	}
	plain = ecalloc(1, sizeof(*plain));
	plain->timeout.tv_sec = -1;
	rt__file_init(&plain->file);
	return zend_hash_index_add_ptr(rt__run.plain, key_of(stream), plain);
}

/* Streams are the last of a request to go, so what is kept beside them goes with the last of it. */
static void forget(const php_stream *stream)
{
	zend_hash_index_del(rt__run.plain, key_of(stream));
	if (zend_hash_num_elements(rt__run.plain) == 0) {
		zend_hash_destroy(rt__run.plain);
		FREE_HASHTABLE(rt__run.plain);
		rt__run.plain = NULL;
	}
}

static int plain_close(php_stream *stream, int close_handle)
{
	struct rt__plain *plain = rt__plain_find(stream);
	struct rt__child *child = plain != NULL ? plain->child : NULL;
	if (plain != NULL) {
		rt__file_leave(&plain->file);
	}
	int result = engine.close(stream, close_handle);
	if (plain != NULL) {
		forget(stream);
	}
	if (child != NULL) {
		rt__child_wait(child);
		rt__child_release(child);
	}
	return result;
}

/* The engine knows no time limits of such streams, so it refuses to set one. */
static int plain_option(php_stream *stream, int option, int value, void *parameter)
{
	if (option == PHP_STREAM_OPTION_READ_TIMEOUT && rt__can_suspend() && !php_stream_is_persistent(stream)) {
		rt__plain_of(stream)->timeout = *(struct timeval *) parameter;
		return PHP_STREAM_OPTION_RETURN_OK;
	}
	int fd, result;
	const struct rt__plain_kind *kind = kind_here(stream, &fd);
	if (fd >= 0 && option == PHP_STREAM_OPTION_LOCKING
			&& (uintptr_t) parameter != PHP_STREAM_LOCK_SUPPORTED) {
		return rt__plain_lock(stream, fd, value, parameter);
	}
	if (kind != NULL && kind->option != NULL && kind->option(stream, fd, option, value, parameter, &result)) {
		return result;
	}
	result = engine.set_option(stream, option, value, parameter);
	if (option == PHP_STREAM_OPTION_META_DATA_API && result == PHP_STREAM_OPTION_RETURN_OK) {
		const struct rt__plain *plain = rt__plain_find(stream);
		add_assoc_bool((zval *) parameter, "timed_out", plain != NULL && plain->timed_out);
	}
	return result;
}

/* ---- for the kinds and for others ---- */

ssize_t rt__plain_engine_read(php_stream *stream, char *buffer, size_t count)
{
	return engine.read(stream, buffer, count);
}

ssize_t rt__plain_engine_write(php_stream *stream, const char *buffer, size_t count)
{
	return engine.write(stream, buffer, count);
}

int rt__plain_engine_seek(php_stream *stream, zend_off_t offset, int whence, zend_off_t *position)
{
	return engine.seek(stream, offset, whence, position);
}

int rt__plain_engine_stat(php_stream *stream, php_stream_statbuf *status)
{
	return engine.stat(stream, status);
}

int rt__plain_engine_option(php_stream *stream, int option, int value, void *parameter)
{
	return engine.set_option(stream, option, value, parameter);
}

static void notice(const php_stream *stream, const char *verb, size_t count, const char *reason)
{
	if (!(stream->flags & PHP_STREAM_FLAG_SUPPRESS_ERRORS)) {
		php_error_docref(NULL, E_NOTICE, "%s of %zu bytes failed with %s", verb, count, reason);
	}
}

ssize_t rt__plain_fail_with_errno(const php_stream *stream, const char *verb, size_t count, int error)
{
	zend_string *reason = strpprintf(0, "errno=%d %s", error, strerror(error));
	notice(stream, verb, count, ZSTR_VAL(reason));
	zend_string_release(reason);
	return -1;
}

ssize_t rt__plain_fail_with_exception(const php_stream *stream, const char *verb, size_t count)
{
	zval none;
	zend_object *exception = rt__exception_take();
	zval *message = zend_read_property_ex(exception->ce, exception, ZSTR_KNOWN(ZEND_STR_MESSAGE), true, &none);
	zend_string *text = zval_get_string(message);
	zend_string *reason = strpprintf(0, "async IO error: %s", ZSTR_VAL(text));
	OBJ_RELEASE(exception);
	notice(stream, verb, count, ZSTR_VAL(reason));
	zend_string_release(reason);
	zend_string_release(text);
	return -1;
}

bool rt__plain_is(const php_stream *stream)
{
	return stream->ops == &php_stream_stdio_ops;
}

int rt__plain_descriptor(php_stream *stream)
{
	php_socket_t fd = -1;
	/* Whoever has been given a FILE may have bytes in its buffer. Persistent streams outlive what we know of them. */
	if (stream->stdiocast != NULL || stream->abstract == NULL || php_stream_is_persistent(stream)
			|| engine.cast(stream, PHP_STREAM_AS_FD_FOR_SELECT, (void **) &fd) != SUCCESS) {
		return -1;
	}
	return fd;
}

bool rt__plain_hang_up(php_stream *stream)
{
	struct rt__plain *plain = rt__plain_find(stream);
	if (plain == NULL || plain->users == 0) {
		return false;
	}
	int fd = rt__plain_descriptor(stream);
	plain->closed = true;
	rt__file_leave(&plain->file);
	rt__poll_forget(fd);
	/* The engine will close the descriptor's number with the stream, so until then it has to stand for something. */
	int nothing = (stream->flags & PHP_STREAM_FLAG_NO_CLOSE) == 0 ? open("/dev/null", O_RDWR | O_CLOEXEC) : -1;
	if (nothing >= 0) {
		dup3(nothing, fd, O_CLOEXEC);
		close(nothing);
	}
	return true;
}

void rt__plain_install(void)
{
	engine = php_stream_stdio_ops;
	php_stream_stdio_ops.read = plain_read;
	php_stream_stdio_ops.write = plain_write;
	php_stream_stdio_ops.seek = plain_seek;
	php_stream_stdio_ops.stat = plain_stat;
	php_stream_stdio_ops.close = plain_close;
	php_stream_stdio_ops.set_option = plain_option;
}

void rt__plain_restore(void)
{
	php_stream_stdio_ops.read = engine.read;
	php_stream_stdio_ops.write = engine.write;
	php_stream_stdio_ops.seek = engine.seek;
	php_stream_stdio_ops.stat = engine.stat;
	php_stream_stdio_ops.close = engine.close;
	php_stream_stdio_ops.set_option = engine.set_option;
}

void rt__plain_request_end(void)
{
	struct rt__plain *plain;
	if (rt__run.plain == NULL) {
		return;
	}
	ZEND_HASH_FOREACH_PTR(rt__run.plain, plain) {
		rt__file_free(&plain->file);
	} ZEND_HASH_FOREACH_END();
}
