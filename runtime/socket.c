/* socket.c - socket streams whose calls park the coroutine instead of blocking the process.
 *
 * Each stream is one of the engine's own with its operations replaced: reading, writing, accepting and
 * connecting try the syscall without blocking and wait for the descriptor when there is nothing; the rest is
 * the engine's. Outside of coroutines, and on streams set to non-blocking, all of it is the engine's. Waking
 * means no more than "try again": another coroutine may have been faster. While a call is parked, others may
 * use the same stream, so nothing that was computed from its buffer before the wait is used after it.
 */
#include "runtime/tls.h"
#include "runtime/target.h"

#include <errno.h>

/* A kind of stream: the engine's operations and ours. Kinds are added as they are first seen. */
struct kind {
	const php_stream_ops *engine;
	php_stream_ops ops;
};

#define KINDS_MAX 8

static struct kind kinds[KINDS_MAX];

static struct rt__socket *socket_of(const php_stream *stream)
{
	return stream->abstract;
}

static bool parks(const struct rt__socket *socket)
{
	return rt__can_suspend() && socket->base.is_blocked && socket->base.socket != -1;
}

/* Also after a signal: the call is made again. */
static bool must_wait(ssize_t result)
{
	return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

enum rt__wake rt__socket_wait(struct rt__socket *socket, enum rt_op op, int interest, struct rt__limit *limit)
{
	if (socket->poll == NULL && !rt__poll_create(socket->base.socket, &socket->poll)) {
		return RT__WAKE_UNPOLLABLE;
	}
	rt__poll_wait_add(socket->poll, interest);
	socket->users++;
	enum rt__wake wake = rt__limit_park(limit, op, socket->base.socket);
	socket->users--;
	return socket->closed && wake != RT__WAKE_THROWN ? RT__WAKE_CLOSED : wake;
}

/* ---- reading ---- */

static ssize_t read_end(php_stream *stream, ssize_t result)
{
	int error = errno;
	RT__HOOK(io, rt__run.current, RT_OP_READ, result < 0 ? -(ssize_t) error : result);
	if (result <= 0) {
		stream->eof = 1;
	}
	return result;
}

/* The engine's read, which may block. */
static ssize_t engine_read(php_stream *stream, char *buffer, size_t count)
{
	struct rt__socket *socket = socket_of(stream);
	return socket != NULL && rt__tls_is_active(socket) ? rt__tls_engine_read(stream, buffer, count)
		: rt__socket_engine_ops(stream)->read(stream, buffer, count);
}

static ssize_t read_try(php_stream *stream, const struct rt__target *target, int *interest)
{
	struct rt__socket *socket = socket_of(stream);
	if (rt__tls_is_active(socket)) {
		return rt__tls_read_try(stream, target->data, target->size, interest);
	}
	*interest = UV_READABLE;
	ssize_t result = recv(socket->base.socket, target->data, target->size, MSG_DONTWAIT);
	if (result > 0) {
		php_stream_notify_progress_increment(PHP_STREAM_CONTEXT(stream), result, 0);
	}
	return result;
}

static ssize_t socket_read(php_stream *stream, char *buffer, size_t count)
{
	struct rt__socket *socket = socket_of(stream);
	int interest;
	if (socket == NULL || !parks(socket)) {
		return engine_read(stream, buffer, count);
	}
	struct rt__limit limit = rt__limit_from(&socket->base.timeout);
	struct rt__target target = rt__target_from(stream, buffer, count);
	socket->base.timeout_event = 0;
	for (;;) {
		ssize_t result = read_try(stream, &target, &interest);
		if (!must_wait(result)) {
			return read_end(stream, result);
		}
		if (socket->hasty) {
			return 0;
		}
		switch (rt__socket_wait(socket, RT_OP_READ, interest, &limit)) {
		case RT__WAKE_READY:
			if (!rt__target_refresh(stream, &target)) {
				return 0;
			}
			break;
		case RT__WAKE_TIMEOUT:
			socket->base.timeout_event = 1;
			return -1;
		case RT__WAKE_CLOSED:
			stream->eof = 1;
			return 0;
		case RT__WAKE_THROWN:
			return -1;
		case RT__WAKE_UNPOLLABLE:
			return engine_read(stream, target.data, target.size);
		}
	}
}

/* ---- writing ---- */

static ssize_t write_fail(php_stream *stream, size_t count, int error)
{
	if (!(stream->flags & PHP_STREAM_FLAG_SUPPRESS_ERRORS)) {
		php_error_docref(NULL, E_NOTICE, "Send of %zu bytes failed with errno=%d %s", count, error,
			strerror(error));
	}
	return -1;
}

static ssize_t write_end(php_stream *stream, size_t count, ssize_t result)
{
	int error = errno;
	RT__HOOK(io, rt__run.current, RT_OP_WRITE, result < 0 ? -(ssize_t) error : result);
	if (result < 0) {
		return write_fail(stream, count, error);
	}
	php_stream_notify_progress_increment(PHP_STREAM_CONTEXT(stream), result, 0);
	return result;
}

static ssize_t socket_write(php_stream *stream, const char *buffer, size_t count)
{
	struct rt__socket *socket = socket_of(stream);
	bool encrypted = socket != NULL && rt__tls_is_active(socket);
	if (socket == NULL || !parks(socket)) {
		return encrypted ? rt__tls_engine_write(stream, buffer, count)
			: rt__socket_engine_ops(stream)->write(stream, buffer, count);
	}
	if (encrypted) {
		ssize_t result = rt__tls_write(stream, buffer, count);
		RT__HOOK(io, rt__run.current, RT_OP_WRITE, result < 0 ? -(ssize_t) errno : result);
		return result;
	}
	struct rt__limit limit = rt__limit_from(&socket->base.timeout);
	for (;;) {
		/* What fits is written; the engine calls again for the rest. */
		ssize_t result = send(socket->base.socket, buffer, count, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (!must_wait(result)) {
			return write_end(stream, count, result);
		}
		socket->base.timeout_event = 0;
		switch (rt__socket_wait(socket, RT_OP_WRITE, UV_WRITABLE, &limit)) {
		case RT__WAKE_READY:
			break;
		case RT__WAKE_TIMEOUT:
			socket->base.timeout_event = 1;
			return write_fail(stream, count, EAGAIN);
		case RT__WAKE_CLOSED:
		case RT__WAKE_THROWN:
			return -1;
		case RT__WAKE_UNPOLLABLE:
			return rt__socket_engine_ops(stream)->write(stream, buffer, count);
		}
	}
}

/* ---- the rest ---- */

static int socket_close(php_stream *stream, int close_handle)
{
	struct rt__socket *socket = socket_of(stream);
	if (socket != NULL && socket->base.socket != -1) {
		rt__poll_forget(socket->base.socket);
	}
	if (socket != NULL && socket->tls != NULL) {
		return rt__tls_close(stream, close_handle);
	}
	return rt__socket_engine_ops(stream)->close(stream, close_handle);
}

int rt__socket_engine_option(php_stream *stream, int option, int value, void *parameter)
{
	/* The engine tells its kinds of sockets apart by the address of the table. */
	const php_stream_ops *ours = stream->ops;
	stream->ops = rt__socket_engine_ops(stream);
	int result = stream->ops->set_option(stream, option, value, parameter);
	stream->ops = ours;
	return result;
}

/* False, and said to who watches, if the call has failed with errno. */
static bool receive_failed(php_stream_xport_param *parameters)
{
	RT__HOOK(io, rt__run.current, RT_OP_RECVFROM, -(ssize_t) errno);
	parameters->outputs.returncode = -1;
	return false;
}

/* stream_socket_recvfrom(), until there is something. A socket tells of its error once, so the one who looked has it:
 * asking again would wait, and all coroutines with it. */
static bool receive_wait(struct rt__socket *socket, php_stream_xport_param *parameters)
{
	struct rt__limit limit = rt__limit_from(&socket->base.timeout);
	char byte;
	ssize_t seen;
	socket->base.timeout_event = 0;
	while (must_wait(seen = recv(socket->base.socket, &byte, sizeof(byte), MSG_PEEK | MSG_DONTWAIT))) {
		enum rt__wake wake = rt__socket_wait(socket, RT_OP_RECVFROM, UV_READABLE, &limit);
		if (wake == RT__WAKE_UNPOLLABLE) {
			return true;
		}
		if (wake != RT__WAKE_READY) {
			socket->base.timeout_event = wake == RT__WAKE_TIMEOUT;
			parameters->outputs.returncode = -1;
			return false;
		}
	}
	return seen >= 0 || receive_failed(parameters);
}

/* The engine makes an address even when nothing was received, and then nobody frees it. */
static void address_forget(php_stream_xport_param *parameters)
{
	if (parameters->outputs.returncode < 0 && parameters->outputs.textaddr != NULL) {
		zend_string_release(parameters->outputs.textaddr);
		parameters->outputs.textaddr = NULL;
	}
}

/* Where it came from, as the engine tells it: a stream of bytes does not say. */
static void address_tell(php_stream_xport_param *parameters, php_sockaddr_storage *address, socklen_t size)
{
	zend_string **text = parameters->want_textaddr ? &parameters->outputs.textaddr : NULL;
	struct sockaddr **copy = parameters->want_addr ? &parameters->outputs.addr : NULL;
	if (size > 0) {
		php_network_populate_name_from_sockaddr((struct sockaddr *) address, size, text, copy,
				&parameters->outputs.addrlen);
	} else if (text != NULL) {
		*text = ZSTR_EMPTY_ALLOC();
	}
}

/* Not by the engine: when a call fails, as after a signal, it makes an address of memory that nobody has written. */
static ssize_t receive_now(const struct rt__socket *socket, php_stream_xport_param *parameters)
{
	int flags = ((parameters->inputs.flags & STREAM_OOB) != 0 ? MSG_OOB : 0)
		| ((parameters->inputs.flags & STREAM_PEEK) != 0 ? MSG_PEEK : 0);
	php_sockaddr_storage address;
	socklen_t size = sizeof(address);
	ssize_t result = recvfrom(socket->base.socket, parameters->inputs.buf, parameters->inputs.buflen, flags,
			(struct sockaddr *) &address, &size);
	if (result >= 0) {
		address_tell(parameters, &address, size);
	}
	return result;
}

static void receive(php_stream *stream, php_stream_xport_param *parameters)
{
	struct rt__socket *socket = socket_of(stream);
	if (!receive_wait(socket, parameters)) {
		return;
	}
	ssize_t result;
	do {
		result = receive_now(socket, parameters);
	} while (result < 0 && errno == EINTR);
	if (result < 0) {
		receive_failed(parameters);
		return;
	}
	parameters->outputs.returncode = (int) result;
	RT__HOOK(io, rt__run.current, RT_OP_RECVFROM, result);
}

static ssize_t send_now(const struct rt__socket *socket, const php_stream_xport_param *parameters, size_t sent)
{
	int flags = MSG_DONTWAIT | MSG_NOSIGNAL | ((parameters->inputs.flags & STREAM_OOB) != 0 ? MSG_OOB : 0);
	const char *rest = parameters->inputs.buf + sent;
	size_t size = parameters->inputs.buflen - sent;
	return parameters->inputs.addr == NULL ? send(socket->base.socket, rest, size, flags)
		: sendto(socket->base.socket, rest, size, flags, parameters->inputs.addr, parameters->inputs.addrlen);
}

/* Sends a datagram, or all of the bytes. Returns how many it were, or -1 with errno set, 0 if there is none. */
static ssize_t send_all(struct rt__socket *socket, const php_stream_xport_param *parameters)
{
	struct rt__limit limit = rt__limit_from(&socket->base.timeout);
	size_t sent = 0;
	do {
		ssize_t result = send_now(socket, parameters, sent);
		if (!must_wait(result)) {
			RT__HOOK(io, rt__run.current, RT_OP_SENDTO, result < 0 ? -(ssize_t) errno : result);
			if (result < 0) {
				return sent > 0 ? (ssize_t) sent : -1;
			}
			sent += result;
			continue;
		}
		socket->base.timeout_event = 0;
		enum rt__wake wake = rt__socket_wait(socket, RT_OP_SENDTO, UV_WRITABLE, &limit);
		if (wake != RT__WAKE_READY) {
			socket->base.timeout_event = wake == RT__WAKE_TIMEOUT;
			errno = wake == RT__WAKE_TIMEOUT ? EAGAIN : wake == RT__WAKE_CLOSED ? EBADF : 0;
			return sent > 0 ? (ssize_t) sent : -1;
		}
	} while (sent < parameters->inputs.buflen);
	return (ssize_t) sent;
}

/* stream_socket_sendto() */
static void transmit(php_stream *stream, php_stream_xport_param *parameters)
{
	ssize_t result = send_all(socket_of(stream), parameters);
	if (result < 0 && errno != 0) {
		php_error_docref(NULL, E_WARNING, "%s\n", strerror(errno));
	}
	parameters->outputs.returncode = (int) result;
}

static int transport_option(php_stream *stream, int value, php_stream_xport_param *parameters)
{
	bool parking = rt__can_suspend();
	if (parameters->op == STREAM_XPORT_OP_CONNECT && parking) {
		rt__socket_connect(stream, parameters);
	} else if (parameters->op == STREAM_XPORT_OP_ACCEPT && parking) {
		rt__socket_accept(stream, parameters);
	} else if (parameters->op == STREAM_XPORT_OP_RECV && parks(socket_of(stream))) {
		receive(stream, parameters);
	} else if (parameters->op == STREAM_XPORT_OP_SEND && parks(socket_of(stream))) {
		transmit(stream, parameters);
	} else {
		if (socket_of(stream)->tls != NULL) {
			return rt__tls_transport(stream, value, parameters);
		}
		int result = rt__socket_engine_option(stream, PHP_STREAM_OPTION_XPORT_API, value, parameters);
		if (parameters->op == STREAM_XPORT_OP_ACCEPT && parameters->outputs.client != NULL) {
			rt__socket_adopt(parameters->outputs.client);
		} else if (parameters->op == STREAM_XPORT_OP_RECV) {
			address_forget(parameters);
		}
		return result;
	}
	return PHP_STREAM_OPTION_RETURN_OK;
}

static int socket_option(php_stream *stream, int option, int value, void *parameter)
{
	struct rt__socket *socket = socket_of(stream);
	if (socket != NULL && option == PHP_STREAM_OPTION_XPORT_API) {
		return transport_option(stream, value, parameter);
	}
	if (socket != NULL && socket->tls != NULL && option == PHP_STREAM_OPTION_CRYPTO_API) {
		rt__tls_crypto(stream, parameter);
		return PHP_STREAM_OPTION_RETURN_OK;
	}
	if (socket != NULL && socket->tls != NULL && (option == PHP_STREAM_OPTION_META_DATA_API
			|| option == PHP_STREAM_OPTION_CHECK_LIVENESS)) {
		return rt__tls_engine_option(stream, option, value, parameter);
	}
	return rt__socket_engine_option(stream, option, value, parameter);
}

static struct kind *kind_of(const php_stream_ops *ops)
{
	return (struct kind *) ((char *) ops - offsetof(struct kind, ops));
}

static struct kind *kind_for_engine_ops(const php_stream_ops *engine)
{
	for (struct kind *kind = kinds; kind < kinds + KINDS_MAX; kind++) {
		if (kind->engine == engine) {
			return kind;
		}
		if (kind->engine == NULL) {
			kind->engine = engine;
			kind->ops = *engine;
			kind->ops.read = socket_read;
			kind->ops.write = socket_write;
			kind->ops.close = socket_close;
			kind->ops.set_option = socket_option;
			rt__tls_kind(&kind->ops);
			return kind;
		}
	}
	return NULL;
}

bool rt__socket_is_ours(const php_stream *stream)
{
	return stream->ops->read == socket_read;
}

const php_stream_ops *rt__socket_engine_ops(const php_stream *stream)
{
	/* All but encryption is that of a plain socket. */
	const struct rt__socket *socket = socket_of(stream);
	return socket != NULL && socket->tls != NULL ? &php_stream_socket_ops : kind_of(stream->ops)->engine;
}

void rt__socket_adopt(php_stream *stream)
{
	struct kind *kind = rt__socket_is_ours(stream) ? kind_of(stream->ops) : kind_for_engine_ops(stream->ops);
	if (kind == NULL || stream->abstract == NULL || php_stream_is_persistent(stream)) {
		return;
	}
	if (rt__tls_adopt(stream)) {
		stream->ops = &kind->ops;
		return;
	}
	struct rt__socket *socket = erealloc(stream->abstract, sizeof(*socket));
	memset((char *) socket + sizeof(socket->base), 0, sizeof(*socket) - sizeof(socket->base));
	stream->abstract = socket;
	stream->ops = &kind->ops;
}
