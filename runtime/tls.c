/* tls.c - streams of the openssl extension (ssl://, tls://, and tcp:// where each stream may be encrypted later) whose
 * calls park the coroutine.
 *
 * Unencrypted, they are like any other tcp:// stream. For what concerns encryption the engine's stream operations are
 * called with the engine's own data in place of ours, on a non-blocking descriptor; OpenSSL says what it waits for. Its
 * state is reached through the first member behind the data that all network streams have in common, its functions
 * through the symbols of the process: where there are none, the extension's transports stay as they are, and block.
 *
 * OpenSSL insists that a write which could not be finished is repeated. So the record that is under way is kept here, and
 * whoever writes next finishes it first, even if its writer has been cancelled.
 */
#include "runtime/tls.h"

#include <dlfcn.h>
#include <errno.h>

#define RECORD_MAX 16384        /* bytes of a record, by the protocol */
#define SSL_WRITING 2           /* OpenSSL's: what SSL_want() returns if it waits to write */
#define METHOD_IS_CLIENT 1      /* the bit of a crypto method that names the end */

struct rt__tls {
	void *data;                 /* the engine's */
	bool active;
	bool on_connect;            /* the transport begins with a handshake */
	bool is_client;
	zend_long method;           /* of that handshake, for the client's end */
	struct timeval connect_timeout;
	char *record;               /* what a write is repeated with, or NULL */
	size_t record_size;
	uint64_t records;           /* begun so far: the number of the one under way */
};

/* How the engine's data begin. */
struct engine_data {
	php_netstream_data_t base;
	void *ssl;                  /* NULL before the handshake is set up */
};

static struct {
	php_stream_transport_factory factory;
	const php_stream_ops *ops;  /* from the first stream on */
	int (*want)(const void *ssl);
} openssl;

static struct transport {
	const char *name;
	zend_long method;           /* 0: no handshake to begin with */
	bool chosen;                /* by the stream's context, if it says so */
	bool replaced;
} transports[] = {
	{ .name = "tcp" },
	{ .name = "ssl", .method = STREAM_CRYPTO_METHOD_TLS_ANY_CLIENT, .chosen = true },
	{ .name = "tls", .method = STREAM_CRYPTO_METHOD_TLS_ANY_CLIENT, .chosen = true },
	{ .name = "tlsv1.0", .method = STREAM_CRYPTO_METHOD_TLSv1_0_CLIENT },
	{ .name = "tlsv1.1", .method = STREAM_CRYPTO_METHOD_TLSv1_1_CLIENT },
	{ .name = "tlsv1.2", .method = STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT },
	{ .name = "tlsv1.3", .method = STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT },
};

#define TRANSPORTS (sizeof(transports) / sizeof(transports[0]))

static struct rt__socket *socket_of(const php_stream *stream)
{
	return stream->abstract;
}

bool rt__tls_is_active(const struct rt__socket *socket)
{
	return socket->tls != NULL && socket->tls->active;
}

/* ---- calling the engine ---- */

struct visit {
	struct rt__socket *socket;
	const php_stream_ops *ops;
	bool hurried;
};

/* The engine's data and operations in place of ours. Hurried: without blocking. */
static struct visit engine_enter(php_stream *stream, bool hurried)
{
	struct visit visit = { .socket = socket_of(stream), .ops = stream->ops, .hurried = hurried };
	struct engine_data *data = visit.socket->tls->data;
	data->base = visit.socket->base;
	if (hurried) {
		php_set_sock_blocking(data->base.socket, false);
		data->base.is_blocked = false;
	}
	stream->abstract = data;
	stream->ops = openssl.ops;
	errno = 0;
	return visit;
}

static void engine_leave(php_stream *stream, const struct visit *visit)
{
	int error = errno;
	struct engine_data *data = visit->socket->tls->data;
	if (visit->hurried) {
		php_set_sock_blocking(data->base.socket, true);
		data->base.is_blocked = true;
	}
	visit->socket->base = data->base;
	stream->abstract = visit->socket;
	stream->ops = visit->ops;
	errno = error;
}

static int interest_of(const struct rt__socket *socket)
{
	const struct engine_data *data = socket->tls->data;
	return data->ssl != NULL && openssl.want(data->ssl) == SSL_WRITING ? UV_WRITABLE : UV_READABLE;
}

int rt__tls_engine_option(php_stream *stream, int option, int value, void *parameter)
{
	struct visit visit = engine_enter(stream, false);
	int result = stream->ops->set_option(stream, option, value, parameter);
	engine_leave(stream, &visit);
	return result;
}

ssize_t rt__tls_engine_read(php_stream *stream, char *data, size_t size)
{
	struct visit visit = engine_enter(stream, false);
	ssize_t result = stream->ops->read(stream, data, size);
	engine_leave(stream, &visit);
	return result;
}

ssize_t rt__tls_engine_write(php_stream *stream, const char *data, size_t size)
{
	struct visit visit = engine_enter(stream, false);
	ssize_t result = stream->ops->write(stream, data, size);
	engine_leave(stream, &visit);
	return result;
}

static int engine_cast(php_stream *stream, int as, void **result)
{
	struct visit visit = engine_enter(stream, false);
	int code = stream->ops->cast(stream, as, result);
	engine_leave(stream, &visit);
	return code;
}

/* ---- reading and writing ---- */

ssize_t rt__tls_read_try(php_stream *stream, char *data, size_t size, int *interest)
{
	struct visit visit = engine_enter(stream, true);
	ssize_t result = stream->ops->read(stream, data, size);
	engine_leave(stream, &visit);
	if (result > 0 || errno != EAGAIN) {
		/* OpenSSL may hold more of it than was asked for: nothing else would tell the others. */
		if (visit.socket->poll != NULL) {
			rt__poll_nudge(visit.socket->poll);
		}
		return result;
	}
	*interest = interest_of(visit.socket);
	return -1;
}

static ssize_t write_try(php_stream *stream, const char *data, size_t size)
{
	struct visit visit = engine_enter(stream, true);
	ssize_t result = stream->ops->write(stream, data, size);
	engine_leave(stream, &visit);
	return result;
}

static void record_end(struct rt__socket *socket)
{
	efree(socket->tls->record);
	socket->tls->record = NULL;
	/* It may have been another's, who waits. */
	if (socket->poll != NULL) {
		rt__poll_nudge(socket->poll);
	}
}

/* Goes on with the record under way. False: it has to wait, with errno EAGAIN; or the connection is broken. */
static bool record_continue(php_stream *stream)
{
	struct rt__socket *socket = socket_of(stream);
	struct rt__tls *tls = socket->tls;
	if (write_try(stream, tls->record, tls->record_size) > 0) {
		record_end(socket);
		return true;
	}
	if (errno != EAGAIN) {
		record_end(socket);
		errno = EPIPE;
	}
	return false;
}

static void record_begin(struct rt__tls *tls, const char *data, size_t size)
{
	tls->record = estrndup(data, size);
	tls->record_size = size;
	tls->records++;
}

/* Whether this write is the record under way: its writer has come back, after the time for it had run out. */
static bool is_record(const struct rt__tls *tls, const char *data, size_t size)
{
	return tls->record != NULL && size >= tls->record_size && memcmp(tls->record, data, tls->record_size) == 0;
}

ssize_t rt__tls_write(php_stream *stream, const char *data, size_t size)
{
	struct rt__socket *socket = socket_of(stream);
	struct rt__tls *tls = socket->tls;
	struct rt__limit limit = rt__limit_from(&socket->base.timeout);
	uint64_t mine = is_record(tls, data, size) && socket->users == 0 ? tls->records : 0;
	size = mine != 0 ? tls->record_size : MIN(size, RECORD_MAX);
	socket->base.timeout_event = 0;
	for (;;) {
		if (tls->record == NULL && mine == 0) {
			ssize_t result = write_try(stream, data, size);
			if (result > 0 || errno != EAGAIN) {
				return result;
			}
			record_begin(tls, data, size);
			mine = tls->records;
		} else if (mine != 0 && (tls->record == NULL || mine != tls->records)) {
			return (ssize_t) size;      /* somebody else has finished it */
		} else if (record_continue(stream)) {
			continue;
		} else if (errno != EAGAIN) {
			return 0;
		}
		switch (rt__socket_wait(socket, RT_OP_WRITE, interest_of(socket), &limit)) {
		case RT__WAKE_READY:
			break;
		case RT__WAKE_TIMEOUT:
			socket->base.timeout_event = 1;
			return -1;
		default:
			return -1;
		}
	}
}

/* ---- the handshake ---- */

static const struct timeval *handshake_time(const struct rt__socket *socket)
{
	const struct timeval *time = socket->tls->is_client ? &socket->tls->connect_timeout : &socket->base.timeout;
	return time->tv_sec == 0 && time->tv_usec == 0 ? NULL : time;
}

static void handshake(php_stream *stream, php_stream_xport_crypto_param *parameters)
{
	struct rt__socket *socket = socket_of(stream);
	struct rt__limit limit = rt__limit_from(handshake_time(socket));
	for (;;) {
		struct visit visit = engine_enter(stream, true);
		stream->ops->set_option(stream, PHP_STREAM_OPTION_CRYPTO_API, 0, parameters);
		engine_leave(stream, &visit);
		socket->tls->active = parameters->outputs.returncode == 1;
		if (parameters->outputs.returncode != 0) {
			return;
		}
		parameters->outputs.returncode = -1;
		int interest = interest_of(socket);
		switch (rt__socket_wait(socket, interest == UV_READABLE ? RT_OP_READ : RT_OP_WRITE, interest, &limit)) {
		case RT__WAKE_READY:
			break;
		case RT__WAKE_TIMEOUT:
			php_error_docref(NULL, E_WARNING, "SSL: Handshake timed out");
			return;
		default:
			return;
		}
	}
}

void rt__tls_crypto(php_stream *stream, php_stream_xport_crypto_param *parameters)
{
	struct rt__socket *socket = socket_of(stream);
	bool enables = parameters->op == STREAM_XPORT_CRYPTO_OP_ENABLE && parameters->inputs.activate;
	if (enables && !socket->tls->active && rt__can_suspend() && socket->base.is_blocked && socket->base.socket != -1) {
		handshake(stream, parameters);
		return;
	}
	if (parameters->op == STREAM_XPORT_CRYPTO_OP_ENABLE && !enables) {
		rt__tls_hang_up(stream);
		parameters->outputs.returncode = -1;    /* as the engine has it */
		return;
	}
	php_stream *session = parameters->op == STREAM_XPORT_CRYPTO_OP_SETUP ? parameters->inputs.session : NULL;
	bool ours = session != NULL && session != stream && rt__socket_is_ours(session) && socket_of(session)->tls != NULL;
	struct visit other = { 0 };
	if (ours) {
		other = engine_enter(session, false);
	}
	rt__tls_engine_option(stream, PHP_STREAM_OPTION_CRYPTO_API, 0, parameters);
	if (ours) {
		engine_leave(session, &other);
	}
	if (parameters->op == STREAM_XPORT_CRYPTO_OP_SETUP) {
		socket->tls->is_client = (parameters->inputs.method & METHOD_IS_CLIENT) != 0;
	} else if (parameters->outputs.returncode == 1) {
		socket->tls->active = true;
	}
}

void rt__tls_hang_up(php_stream *stream)
{
	struct rt__socket *socket = socket_of(stream);
	php_stream_xport_crypto_param parameters = { .op = STREAM_XPORT_CRYPTO_OP_ENABLE };
	if (!rt__tls_is_active(socket)) {
		return;
	}
	/* What does not fit into the socket's buffer is not said. */
	struct visit visit = engine_enter(stream, socket->base.is_blocked);
	stream->ops->set_option(stream, PHP_STREAM_OPTION_CRYPTO_API, 0, &parameters);
	engine_leave(stream, &visit);
	socket->tls->active = false;
}

static bool handshake_begin(php_stream *stream, php_stream_xport_crypt_method_t method)
{
	if (php_stream_xport_crypto_setup(stream, method, NULL) >= 0 && php_stream_xport_crypto_enable(stream, 1) >= 0) {
		return true;
	}
	if (EG(exception) == NULL) {
		php_error_docref(NULL, E_WARNING, "Failed to enable crypto");
	}
	return false;
}

bool rt__tls_connected(php_stream *stream)
{
	const struct rt__tls *tls = socket_of(stream)->tls;
	return tls == NULL || !tls->on_connect || handshake_begin(stream, tls->method);
}

bool rt__tls_accepted(php_stream *listener, php_stream *client)
{
	struct rt__socket *socket = socket_of(listener);
	if (socket->tls == NULL || !socket->tls->on_connect) {
		return true;
	}
	/* Somebody may close the listener meanwhile, whose stream our caller still has in its hands. */
	socket->users++;
	bool done = handshake_begin(client, socket->tls->method & ~METHOD_IS_CLIENT);
	socket->users--;
	return done;
}

/* ---- streams ---- */

int rt__tls_transport(php_stream *stream, int value, php_stream_xport_param *parameters)
{
	struct rt__tls *tls = socket_of(stream)->tls;
	bool connects = parameters->op == STREAM_XPORT_OP_CONNECT || parameters->op == STREAM_XPORT_OP_CONNECT_ASYNC;
	if (!connects && parameters->op != STREAM_XPORT_OP_ACCEPT) {
		return rt__socket_engine_option(stream, PHP_STREAM_OPTION_XPORT_API, value, parameters);
	}
	/* The engine does the handshake, if there is one, on its own. */
	int result = rt__tls_engine_option(stream, PHP_STREAM_OPTION_XPORT_API, value, parameters);
	php_stream *client = connects ? stream : parameters->outputs.client;
	if (!connects && client != NULL) {
		rt__socket_adopt(client);
	}
	if (client != NULL && parameters->outputs.returncode >= 0) {
		socket_of(client)->tls->active = tls->on_connect;
	}
	return result;
}

bool rt__tls_adopt(php_stream *stream)
{
	if (openssl.ops == NULL || stream->ops != openssl.ops || php_stream_is_persistent(stream)) {
		return false;
	}
	struct rt__socket *socket = ecalloc(1, sizeof(*socket));
	socket->tls = ecalloc(1, sizeof(*socket->tls));
	socket->tls->data = stream->abstract;
	socket->base = ((struct engine_data *) stream->abstract)->base;
	stream->abstract = socket;
	return true;
}

void rt__tls_kind(php_stream_ops *ops)
{
	if (openssl.ops != NULL && strcmp(ops->label, openssl.ops->label) == 0) {
		ops->cast = engine_cast;
		ops->stat = php_stream_socket_ops.stat;
		ops->flush = php_stream_socket_ops.flush;
	}
}

int rt__tls_close(php_stream *stream, int close_handle)
{
	struct rt__socket *socket = socket_of(stream);
	struct rt__tls *tls = socket->tls;
	if (close_handle && socket->base.socket != -1) {
		rt__tls_hang_up(stream);
	}
	engine_enter(stream, false);
	int result = stream->ops->close(stream, close_handle);
	if (tls->record != NULL) {
		efree(tls->record);
	}
	efree(tls);
	efree(socket);
	return result;
}

static php_stream *factory(const char *proto, size_t protolen, const char *resourcename,
	size_t resourcenamelen, const char *persistent_id, int options, int flags, struct timeval *timeout,
	php_stream_context *context STREAMS_DC)
{
	php_stream *stream = openssl.factory(proto, protolen, resourcename, resourcenamelen, persistent_id, options, flags,
		timeout, context STREAMS_REL_CC);
	if (stream == NULL || persistent_id != NULL) {
		return stream;
	}
	openssl.ops = stream->ops;
	rt__socket_adopt(stream);
	struct rt__tls *tls = socket_of(stream)->tls;
	tls->connect_timeout = *timeout;
	for (size_t i = 0; i < TRANSPORTS; i++) {
		const struct transport *transport = &transports[i];
		if (strlen(transport->name) == protolen && strncmp(transport->name, proto, protolen) == 0) {
			zval *method = context == NULL || !transport->chosen ? NULL
				: php_stream_context_get_option(context, "ssl", "crypto_method");
			tls->on_connect = transport->method != 0;
			tls->method = method == NULL ? transport->method : zval_get_long(method) | METHOD_IS_CLIENT;
		}
	}
	return stream;
}

php_stream *rt__tls_client_create(php_stream *listener, int fd)
{
	struct timeval none = { 0, 0 };
	php_stream *client = factory("tcp", strlen("tcp"), NULL, 0, NULL, 0, 0, &none, NULL STREAMS_CC);
	socket_of(client)->base = socket_of(listener)->base;
	socket_of(client)->base.socket = fd;
	return client;
}

bool rt__tls_install(void)
{
	HashTable *all = php_stream_xport_get_hash();
	openssl.factory = zend_hash_str_find_ptr(all, "ssl", strlen("ssl"));
	*(void **) &openssl.want = dlsym(RTLD_DEFAULT, "SSL_want");
	if (openssl.factory == NULL || openssl.want == NULL) {
		return false;
	}
	for (size_t i = 0; i < TRANSPORTS; i++) {
		const char *name = transports[i].name;
		transports[i].replaced = zend_hash_str_find_ptr(all, name, strlen(name)) == openssl.factory
			&& php_stream_xport_register(name, factory) == SUCCESS;
	}
	return transports[0].replaced;
}

void rt__tls_restore(void)
{
	for (size_t i = 0; i < TRANSPORTS; i++) {
		if (transports[i].replaced) {
			php_stream_xport_register(transports[i].name, openssl.factory);
		}
	}
}
