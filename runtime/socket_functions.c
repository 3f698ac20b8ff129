/* socket_functions.c - where our streams come from, and the functions on streams that need to know of parked
 * coroutines.
 *
 * The transports tcp:// and unix:// get a factory that adopts what the engine's factory makes; so does
 * stream_socket_pair(). Persistent streams stay the engine's, they outlive a request.
 *
 * When a stream is closed under a parked coroutine, the descriptor goes at once and the parked calls are
 * woken. But they still have the stream in their hands, up to the PHP function they were called from, so its
 * memory has to stay until that function has returned. It holds a reference to the resource: the resource is
 * turned into one of a kind that no function accepts, and the stream is freed with it.
 */
#include "runtime/socket.h"

#include "ext/standard/file.h"
#include "ext/standard/php_standard.h"

static struct {
	php_stream_transport_factory tcp;
	php_stream_transport_factory local;
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

/* The stream of the call's first argument if it is one of ours, else NULL. */
static php_stream *stream_argument(zend_execute_data *execute_data)
{
	zval *argument = ZEND_NUM_ARGS() > 0 ? ZEND_CALL_ARG(execute_data, 1) : NULL;
	if (argument == NULL || Z_TYPE_P(argument) != IS_RESOURCE) {
		return NULL;
	}
	if (Z_RES_TYPE_P(argument) != php_file_le_stream()) {
		return NULL;
	}
	php_stream *stream = Z_RES_VAL_P(argument);
	return rt__socket_is_ours(stream) && stream->abstract != NULL ? stream : NULL;
}

static void parked_close(php_stream *stream)
{
	struct rt__socket *socket = stream->abstract;
	stream->res->type = engine.closed_type;
	socket->closed = true;
	rt__poll_close(socket->poll);
	close(socket->base.socket);
	socket->base.socket = -1;
}

static ZEND_FUNCTION(rt__fclose)
{
	php_stream *stream = ZEND_NUM_ARGS() == 1 ? stream_argument(execute_data) : NULL;
	if (stream == NULL || ((struct rt__socket *) stream->abstract)->users == 0) {
		engine.fclose(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	parked_close(stream);
	RETURN_TRUE;
}

/* PHP 8.2 waits for more when less than was asked for is in the stream's buffer; the PHP below TrueAsync
 * returns that, and programs have to behave the same on both. */
static ZEND_FUNCTION(rt__fread)
{
	php_stream *stream = stream_argument(execute_data);
	bool buffered = stream != NULL && stream->writepos > stream->readpos;
	if (buffered) {
		((struct rt__socket *) stream->abstract)->hasty = true;
	}
	engine.fread(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (buffered) {
		((struct rt__socket *) stream->abstract)->hasty = false;
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

/* Returns what was there before; NULL if there is no such function. */
static zif_handler function_replace(const char *name, zif_handler handler)
{
	zend_function *function = zend_hash_str_find_ptr(CG(function_table), name, strlen(name));
	if (function == NULL || handler == NULL) {
		return NULL;
	}
	zif_handler previous = function->internal_function.handler;
	function->internal_function.handler = handler;
	return previous;
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
	engine.tcp = transport_replace("tcp", factory);
	engine.local = transport_replace("unix", factory);
	engine.fclose = function_replace("fclose", ZEND_FN(rt__fclose));
	engine.fread = function_replace("fread", ZEND_FN(rt__fread));
	engine.pair = function_replace("stream_socket_pair", ZEND_FN(rt__stream_socket_pair));
}

void rt__socket_functions_restore(void)
{
	transport_replace("tcp", engine.tcp);
	transport_replace("unix", engine.local);
	function_replace("fclose", engine.fclose);
	function_replace("fread", engine.fread);
	function_replace("stream_socket_pair", engine.pair);
}
