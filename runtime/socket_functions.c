/* socket_functions.c - where our streams come from, and the functions on streams that need to know of parked
 * coroutines.
 *
 * The transports tcp://, udp://, unix:// and udg:// get a factory that adopts what the engine's factory makes;
 * so does stream_socket_pair(). Those of openssl are tls.c's. Persistent streams stay the
 * engine's, they outlive a request.
 *
 * When a stream is closed under a parked coroutine, the descriptor goes at once and the parked calls are
 * woken. But they still have the stream in their hands, up to the PHP function they were called from, so its
 * memory has to stay until that function has returned. It holds a reference to the resource: the resource is
 * turned into one of a kind that no function accepts, and the stream is freed with it.
 */
#include "runtime/child.h"
#include "runtime/plain.h"
#include "runtime/tls.h"

#include "ext/standard/file.h"
#include "ext/standard/php_standard.h"

static struct {
	php_stream_transport_factory tcp;
	php_stream_transport_factory udp;
	php_stream_transport_factory local;
	php_stream_transport_factory local_datagrams;
	zif_handler fclose;
	zif_handler fread;
	zif_handler pair;
	int closed_type;            /* of resources whose stream only waits to be freed */
} engine;

static php_stream *factory(const char *proto, size_t protolen, const char *resourcename,
	size_t resourcenamelen, const char *persistent_id, int options, int flags, struct timeval *timeout,
	php_stream_context *context STREAMS_DC)
{
	php_stream *stream = php_stream_generic_socket_factory(proto, protolen, resourcename, resourcenamelen,
		persistent_id, options, flags, timeout, context STREAMS_REL_CC);
	if (stream != NULL) {
		rt__socket_adopt(stream);
	}
	return stream;
}

static void closed_free(zend_resource *resource)
{
	php_stream_free((php_stream *) resource->ptr, PHP_STREAM_FREE_CLOSE | PHP_STREAM_FREE_RSRC_DTOR);
}

static php_stream *stream_from(const zval *value)
{
	if (value == NULL || Z_TYPE_P(value) != IS_RESOURCE || Z_RES_TYPE_P(value) != php_file_le_stream()) {
		return NULL;
	}
	return Z_RES_VAL_P(value);
}

static zval *first_argument(zend_execute_data *execute_data)
{
	return ZEND_NUM_ARGS() > 0 ? ZEND_CALL_ARG(execute_data, 1) : NULL;
}

/* Closes the descriptor and wakes who is parked in the stream. False: nobody is. */
static bool socket_hang_up(php_stream *stream)
{
	struct rt__socket *socket = stream->abstract;
	if (socket->users == 0) {
		return false;
	}
	if (socket->tls != NULL) {
		rt__tls_hang_up(stream);
	}
	socket->closed = true;
	if (socket->poll != NULL) {
		rt__poll_close(socket->poll);
	}
	close(socket->base.socket);
	socket->base.socket = -1;
	return true;
}

/* Somebody may be parked in a stream_select() on a stream of another kind. */
static void borrowed_forget(php_stream *stream)
{
	php_socket_t fd;
	if (!rt__list_is_empty(&rt__run.polls) && !rt__socket_is_ours(stream) && php_stream_cast(stream,
			PHP_STREAM_AS_FD_FOR_SELECT | PHP_STREAM_CAST_INTERNAL, (void *) &fd, false) == SUCCESS) {
		rt__poll_forget(fd);
	}
}

bool rt__stream_hang_up(php_stream *stream)
{
	bool parked = stream->abstract != NULL && (rt__socket_is_ours(stream) ? socket_hang_up(stream)
		: rt__plain_is(stream) && rt__plain_hang_up(stream));
	if (parked) {
		stream->res->type = engine.closed_type;
	} else {
		borrowed_forget(stream);
	}
	return parked;
}

bool rt__stream_close_parked(const zval *value)
{
	php_stream *stream = stream_from(value);
	return stream != NULL && (stream->flags & PHP_STREAM_FLAG_NO_FCLOSE) == 0 && rt__stream_hang_up(stream);
}

static ZEND_FUNCTION(rt__fclose)
{
	zval *argument = first_argument(execute_data);
	zend_long exit_code;
	if (ZEND_NUM_ARGS() == 1 && (rt__popen_close(argument, &exit_code) || rt__stream_close_parked(argument))) {
		RETURN_TRUE;
	}
	engine.fclose(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

/* The flag that keeps the stream's reads from waiting; NULL if they are the engine's. */
static bool *hasty_of(php_stream *stream)
{
	if (rt__socket_is_ours(stream)) {
		return &((struct rt__socket *) stream->abstract)->hasty;
	}
	return rt__plain_is(stream) && !php_stream_is_persistent(stream) && rt__can_suspend() ? &rt__plain_of(stream)->hasty : NULL;
}

/* PHP 8.2 waits for more when less than was asked for is in the stream's buffer; the PHP below TrueAsync
 * returns that, and programs have to behave the same on both. */
static ZEND_FUNCTION(rt__fread)
{
	php_stream *stream = stream_from(first_argument(execute_data));
	bool buffered = stream != NULL && stream->abstract != NULL && stream->writepos > stream->readpos;
	bool *hasty = buffered ? hasty_of(stream) : NULL;
	if (hasty != NULL) {
		*hasty = true;
	}
	engine.fread(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (hasty != NULL) {
		*hasty = false;
	}
}

static ZEND_FUNCTION(rt__stream_socket_pair)
{
	engine.pair(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (Z_TYPE_P(return_value) != IS_ARRAY) {
		return;
	}
	zval *end;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(return_value), end) {
		rt__socket_adopt(Z_RES_VAL_P(end));
	} ZEND_HASH_FOREACH_END();
}

static php_stream_transport_factory transport_replace(const char *name, php_stream_transport_factory with)
{
	HashTable *transports = php_stream_xport_get_hash();
	php_stream_transport_factory previous = zend_hash_str_find_ptr(transports, name, strlen(name));
	if (previous != NULL && with != NULL) {
		php_stream_xport_register(name, with);
	}
	return previous;
}

void rt__socket_functions_install(int module_number)
{
	engine.closed_type = zend_register_list_destructors_ex(closed_free, NULL, NULL, module_number);
	engine.tcp = rt__tls_install() ? NULL : transport_replace("tcp", factory);
	engine.udp = transport_replace("udp", factory);
	engine.local = transport_replace("unix", factory);
	engine.local_datagrams = transport_replace("udg", factory);
	engine.fclose = rt__function_replace(CG(function_table), "fclose", ZEND_FN(rt__fclose));
	engine.fread = rt__function_replace(CG(function_table), "fread", ZEND_FN(rt__fread));
	engine.pair = rt__function_replace(CG(function_table), "stream_socket_pair", ZEND_FN(rt__stream_socket_pair));
}

void rt__socket_functions_restore(void)
{
	rt__tls_restore();
	transport_replace("tcp", engine.tcp);
	transport_replace("udp", engine.udp);
	transport_replace("unix", engine.local);
	transport_replace("udg", engine.local_datagrams);
	rt__function_replace(CG(function_table), "fclose", engine.fclose);
	rt__function_replace(CG(function_table), "fread", engine.fread);
	rt__function_replace(CG(function_table), "stream_socket_pair", engine.pair);
}
