/* socket_connect.c - how connections come to be: connecting and accepting, with the coroutine parked
 * meanwhile.
 *
 * A connection is begun by the engine's own asynchronous connect, once per address of the host, and finished
 * here. The descriptor is non-blocking only for as long as that takes.
 */
#include "runtime/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>

#define ADDRESS_TEXT_MAX (INET6_ADDRSTRLEN + sizeof("[]:65535"))

static struct rt__socket *socket_of(const php_stream *stream)
{
	return stream->abstract;
}

static void error_note(php_stream_xport_param *parameters, int error)
{
	parameters->outputs.error_code = error;
	if (error == 0 || !parameters->want_errortext) {
		return;
	}
	if (parameters->outputs.error_text != NULL) {
		zend_string_release(parameters->outputs.error_text);
	}
	parameters->outputs.error_text = php_socket_error_str(error);
}

static int pending_error(int fd)
{
	int error = 0;
	socklen_t size = sizeof(error);
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

/* Waits for a connection that has been begun. Returns 0 or what went wrong. */
static int connect_finish(struct rt__socket *socket, struct rt__limit *limit)
{
	switch (rt__socket_wait(socket, RT_OP_CONNECT, UV_WRITABLE, limit)) {
	case RT__WAKE_READY:
		return pending_error(socket->base.socket);
	case RT__WAKE_TIMEOUT:
		return ETIMEDOUT;
	case RT__WAKE_THROWN:
		return ECANCELED;
	default:
		return EBADF;
	}
}

static void descriptor_close(struct rt__socket *socket)
{
	if (socket->poll != NULL) {
		rt__poll_close(socket->poll);
	}
	if (socket->base.socket != -1) {
		close(socket->base.socket);
		socket->base.socket = -1;
	}
}

/* One address. Returns 0 or what went wrong; then there is no descriptor. */
static int connect_attempt(php_stream *stream, php_stream_xport_param *parameters, struct rt__limit *limit)
{
	struct rt__socket *socket = socket_of(stream);
	int error = 0;
	parameters->op = STREAM_XPORT_OP_CONNECT_ASYNC;
	rt__socket_engine_option(stream, PHP_STREAM_OPTION_XPORT_API, 0, parameters);
	parameters->op = STREAM_XPORT_OP_CONNECT;
	if (parameters->outputs.returncode < 0) {
		error = parameters->outputs.error_code != 0 ? parameters->outputs.error_code : EINVAL;
	} else if (parameters->outputs.returncode > 0) {
		error = connect_finish(socket, limit);
		error_note(parameters, error);
	}
	if (error != ECANCELED) {
		RT__HOOK(io, rt__run.current, RT_OP_CONNECT, error != 0 ? -error : socket->base.socket);
	}
	if (error != 0) {
		descriptor_close(socket);
		return error;
	}
	php_set_sock_blocking(socket->base.socket, true);
	return 0;
}

/* The host of "host:port" if it is a name that has to be looked up, else NULL. Owned by the caller. */
static char *host_to_resolve(const php_stream_xport_param *parameters, const char **port)
{
	const char *name = parameters->inputs.name;
	const char *colon = memchr(name, ':', parameters->inputs.namelen);
	struct in_addr address;
	if (name[0] == '[' || colon == NULL || memchr(name, '\0', parameters->inputs.namelen) != NULL) {
		return NULL;
	}
	char *host = estrndup(name, colon - name);
	if (inet_pton(AF_INET, host, &address) == 1) {
		efree(host);
		return NULL;
	}
	*port = colon + 1;
	return host;
}

static bool address_print(const struct sockaddr *address, const char *port, char text[ADDRESS_TEXT_MAX])
{
	char host[INET6_ADDRSTRLEN];
	bool six = address->sa_family == AF_INET6;
	const void *bytes = six ? (const void *) &((const struct sockaddr_in6 *) address)->sin6_addr
		: (const void *) &((const struct sockaddr_in *) address)->sin_addr;
	if (!six && address->sa_family != AF_INET) {
		return false;
	}
	if (inet_ntop(address->sa_family, bytes, host, sizeof(host)) == NULL) {
		return false;
	}
	snprintf(text, ADDRESS_TEXT_MAX, six ? "[%s]:%.5s" : "%s:%.5s", host, port);
	return true;
}

/* The engine's complaint about a name that has no address. */
static void lookup_fail(php_stream_xport_param *parameters, const char *host, int error)
{
	zend_string *text = strpprintf(0, "php_network_getaddresses: getaddrinfo for %s failed: %s", host,
		gai_strerror(error));
	php_error_docref(NULL, E_WARNING, "%s", ZSTR_VAL(text));
	if (!parameters->want_errortext) {
		zend_string_release(text);
		return;
	}
	if (parameters->outputs.error_text != NULL) {
		zend_string_release(parameters->outputs.error_text);
	}
	parameters->outputs.error_text = text;
}

/* What a failed lookup means to who connects. */
static int lookup_error(php_stream_xport_param *parameters, const char *host, int result)
{
	switch (result) {
	case RT__DNS_CANCELLED:
		return ECANCELED;
	case RT__DNS_TIMEOUT:
		error_note(parameters, ETIMEDOUT);
		return ETIMEDOUT;
	default:
		lookup_fail(parameters, host, result);
		return EHOSTUNREACH;
	}
}

/* Looks up the name and tries one address after the other, all of it within the limit. */
static int connect_by_name(php_stream *stream, php_stream_xport_param *parameters, struct rt__limit *limit,
	const char *host, const char *port)
{
	struct addrinfo *addresses;
	int error = rt__dns_lookup(host, AF_UNSPEC, limit, &addresses);
	if (error != 0) {
		return lookup_error(parameters, host, error);
	}
	char *name = parameters->inputs.name;
	size_t name_size = parameters->inputs.namelen;
	error = EHOSTUNREACH;
	for (const struct addrinfo *address = addresses; address != NULL; address = address->ai_next) {
		char text[ADDRESS_TEXT_MAX];
		if (!address_print(address->ai_addr, port, text)) {
			continue;
		}
		parameters->inputs.name = text;
		parameters->inputs.namelen = strlen(text);
		error = connect_attempt(stream, parameters, limit);
		if (error == 0 || error == ECANCELED || error == ETIMEDOUT) {
			break;
		}
	}
	parameters->inputs.name = name;
	parameters->inputs.namelen = name_size;
	freeaddrinfo(addresses);
	return error;
}

void rt__socket_connect(php_stream *stream, php_stream_xport_param *parameters)
{
	struct rt__limit limit = rt__limit_from(parameters->inputs.timeout);
	const char *port = NULL;
	bool local = strcmp(stream->ops->label, "unix_socket") == 0;
	char *host = local ? NULL : host_to_resolve(parameters, &port);
	int error = host == NULL ? connect_attempt(stream, parameters, &limit)
		: connect_by_name(stream, parameters, &limit, host, port);
	if (host != NULL) {
		efree(host);
	}
	parameters->outputs.returncode = error == 0 && rt__tls_connected(stream) ? 0 : -1;
}

/* The listener may be shared with other coroutines or processes, who may be faster: it must not block even
 * for a connection that was there a moment ago. */
static int accept_now(int listener, struct sockaddr_storage *address, socklen_t *size)
{
	int flags = fcntl(listener, F_GETFL);
	int fd;
	fcntl(listener, F_SETFL, flags | O_NONBLOCK);
	do {
		*size = sizeof(*address);
		fd = accept(listener, (struct sockaddr *) address, size);
	} while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
	int error = errno;
	fcntl(listener, F_SETFL, flags);
	errno = error;
	return fd;
}

static php_stream *plain_client_create(php_stream *listener, int fd)
{
	struct rt__socket *client = ecalloc(1, sizeof(*client));
	client->base = socket_of(listener)->base;
	client->base.socket = fd;
	return php_stream_alloc(listener->ops, client, NULL, "r+");
}

static php_stream *client_create(php_stream *listener, int fd)
{
	php_stream *stream = socket_of(listener)->tls != NULL ? rt__tls_client_create(listener, fd)
		: plain_client_create(listener, fd);
	socket_of(stream)->base.is_blocked = true;
	socket_of(stream)->base.timeout_event = 0;
	stream->ctx = listener->ctx;
	if (stream->ctx != NULL) {
		GC_ADDREF(stream->ctx);
	}
	return stream;
}

static void nodelay_set(php_stream *listener, int fd)
{
	php_stream_context *context = PHP_STREAM_CONTEXT(listener);
	zval *wanted = context == NULL ? NULL : php_stream_context_get_option(context, "socket", "tcp_nodelay");
	if (wanted != NULL && zend_is_true(wanted)) {
		int on = 1;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	}
}

static void accept_succeed(php_stream *stream, php_stream_xport_param *parameters, int fd,
	struct sockaddr_storage *address, socklen_t size)
{
	php_network_populate_name_from_sockaddr((struct sockaddr *) address, size,
		parameters->want_textaddr ? &parameters->outputs.textaddr : NULL,
		parameters->want_addr ? &parameters->outputs.addr : NULL,
		parameters->want_addr ? &parameters->outputs.addrlen : NULL);
	nodelay_set(stream, fd);
	php_stream *client = client_create(stream, fd);
	if (!rt__tls_accepted(stream, client)) {
		php_stream_close(client);
		return;
	}
	parameters->outputs.client = client;
	parameters->outputs.returncode = 0;
}

void rt__socket_accept(php_stream *stream, php_stream_xport_param *parameters)
{
	struct rt__socket *socket = socket_of(stream);
	struct rt__limit limit = rt__limit_from(parameters->inputs.timeout);
	struct sockaddr_storage address;
	socklen_t size;
	int error = 0;
	parameters->outputs.client = NULL;
	parameters->outputs.returncode = -1;
	while (error == 0) {
		int fd = accept_now(socket->base.socket, &address, &size);
		if (fd >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
			error = errno;
			RT__HOOK(io, rt__run.current, RT_OP_ACCEPT, fd >= 0 ? fd : -error);
			if (fd >= 0) {
				accept_succeed(stream, parameters, fd, &address, size);
				return;
			}
			break;
		}
		switch (rt__socket_wait(socket, RT_OP_ACCEPT, UV_READABLE, &limit)) {
		case RT__WAKE_READY:
			break;
		case RT__WAKE_TIMEOUT:
			error = ETIMEDOUT;
			break;
		case RT__WAKE_THROWN:
			error = ECANCELED;
			break;
		default:
			error = EBADF;
			break;
		}
	}
	error_note(parameters, error);
}
