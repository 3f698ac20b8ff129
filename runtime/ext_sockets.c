/* ext_sockets.c - the calls of PHP's sockets extension with the coroutine parked in them.
 *
 * The descriptor is asked first, and waited for when it is not ready; then the engine's function runs with the
 * descriptor non-blocking, and is tried again for as long as it says EAGAIN. So results, warnings and error codes are
 * the engine's, except that a write returns what fits, like a write to a non-blocking Socket. SO_RCVTIMEO and SO_SNDTIMEO
 * limit the wait. The extension may be missing: nothing of it but the layout of a Socket is used.
 */
#include "runtime/ext_sockets.h"

#if HAVE_SOCKETS

#include <errno.h>
#include <poll.h>

#define NORMAL_READ 1           /* the extension's PHP_NORMAL_READ: up to the end of a line */
#define NORMAL_READ_GROWTH 128

struct call {
	enum rt_op op;
	int interest;
	uint32_t flags_at;          /* which argument is the flags; 0: none */
};

enum { CONNECT, ACCEPT, READ, RECV, RECVFROM, RECVMSG, WRITE, SEND, SENDTO, SENDMSG, CALLS, CLOSE = CALLS };

static const struct call calls[CALLS] = {
	[CONNECT] = { RT_OP_CONNECT, UV_WRITABLE, 0 },
	[ACCEPT] = { RT_OP_ACCEPT, UV_READABLE, 0 },
	[READ] = { RT_OP_READ, UV_READABLE, 0 },
	[RECV] = { RT_OP_READ, UV_READABLE, 4 },
	[RECVFROM] = { RT_OP_RECVFROM, UV_READABLE, 4 },
	[RECVMSG] = { RT_OP_RECVFROM, UV_READABLE, 3 },
	[WRITE] = { RT_OP_WRITE, UV_WRITABLE, 0 },
	[SEND] = { RT_OP_WRITE, UV_WRITABLE, 4 },
	[SENDTO] = { RT_OP_SENDTO, UV_WRITABLE, 4 },
	[SENDMSG] = { RT_OP_SENDTO, UV_WRITABLE, 3 },
};

zend_class_entry *rt__ext_sockets_class(void)
{
	static zend_class_entry *class;
	if (class == NULL) {
		class = zend_hash_str_find_ptr(CG(class_table), "socket", strlen("socket"));
	}
	return class;
}

/* The open Socket that is the call's first argument; NULL if the engine has to complain about it. */
static php_socket *socket_first(zend_execute_data *execute_data)
{
	zval *argument = ZEND_NUM_ARGS() > 0 ? ZEND_CALL_ARG(execute_data, 1) : NULL;
	if (argument == NULL || Z_TYPE_P(argument) != IS_OBJECT || Z_OBJCE_P(argument) != rt__ext_sockets_class()) {
		return NULL;
	}
	php_socket *socket = Z_SOCKET_P(argument);
	return socket->bsd_socket >= 0 ? socket : NULL;
}

/* The same, and NULL too if the call is not to wait. */
static php_socket *socket_argument(zend_execute_data *execute_data, uint32_t flags_at)
{
	php_socket *socket = rt__can_suspend() ? socket_first(execute_data) : NULL;
	if (socket == NULL || !socket->blocking) {
		return NULL;
	}
	zval *flags = flags_at > 0 && ZEND_NUM_ARGS() >= flags_at ? ZEND_CALL_ARG(execute_data, flags_at) : NULL;
	bool impatient = flags != NULL && Z_TYPE_P(flags) == IS_LONG && (Z_LVAL_P(flags) & MSG_DONTWAIT) != 0;
	return impatient ? NULL : socket;
}

static struct rt__limit limit_of(const php_socket *socket, const struct call *call)
{
	struct timeval time = { 0, 0 };
	socklen_t size = sizeof(time);
	int option = call->interest == UV_READABLE ? SO_RCVTIMEO : SO_SNDTIMEO;
	bool set = getsockopt(socket->bsd_socket, SOL_SOCKET, option, &time, &size) == 0
		&& (time.tv_sec != 0 || time.tv_usec != 0);
	return rt__limit_from(set ? &time : NULL);
}

static bool is_ready(int fd, int interest)
{
	struct pollfd polled = { .fd = fd, .events = interest == UV_READABLE ? POLLIN : POLLOUT };
	return poll(&polled, 1, 0) != 0;
}

/* Waits until the descriptor is ready. On RT__WAKE_CLOSED the Socket has none any more. */
static enum rt__wake ready_wait(php_socket *socket, const struct call *call, struct rt__limit *limit)
{
	enum rt__wake wake = RT__WAKE_READY;
	while (wake == RT__WAKE_READY && !is_ready(socket->bsd_socket, call->interest)) {
		struct rt__poll *poll = rt__poll_borrow(socket->bsd_socket);
		if (poll == NULL) {
			return RT__WAKE_UNPOLLABLE;
		}
		rt__poll_wait_add(poll, call->interest);
		wake = rt__limit_park(limit, call->op, socket->bsd_socket);
		rt__poll_return(poll);
	}
	return socket->bsd_socket < 0 && wake != RT__WAKE_THROWN ? RT__WAKE_CLOSED : wake;
}

static void result_tell(const php_socket *socket, const struct call *call, const zval *result)
{
	ssize_t bytes = -(ssize_t) socket->error;
	if (Z_TYPE_P(result) == IS_LONG) {
		bytes = Z_LVAL_P(result);
	} else if (Z_TYPE_P(result) == IS_STRING) {
		bytes = (ssize_t) Z_STRLEN_P(result);
	} else if (Z_TYPE_P(result) == IS_OBJECT) {
		bytes = Z_SOCKET_P(result)->bsd_socket;
	} else if (Z_TYPE_P(result) == IS_TRUE) {
		bytes = socket->bsd_socket;
	}
	RT__HOOK(io, rt__run.current, call->op, bytes);
}

/* The engine's function, without blocking. True: there was nothing, and waiting may help. */
static bool engine_try(INTERNAL_FUNCTION_PARAMETERS, zif_handler engine, php_socket *socket, const struct call *call)
{
	int fd = socket->bsd_socket, flags = fcntl(fd, F_GETFL), error_before = socket->error;
	socket->error = 0;
	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (socket->bsd_socket == fd) {
		fcntl(fd, F_SETFL, flags);
	}
	int error = socket->error;
	bool failed = Z_TYPE_P(return_value) == IS_FALSE && EG(exception) == NULL;
	if (failed && (error == EINPROGRESS || error == EINTR || (error == EAGAIN && call->op != RT_OP_CONNECT))) {
		return true;
	}
	if (error == 0) {
		socket->error = error_before;
	}
	result_tell(socket, call, return_value);
	return false;
}

static void try_and_wait(int which, php_socket *socket, struct rt__limit limit, INTERNAL_FUNCTION_PARAMETERS)
{
	const struct call *call = &calls[which];
	zif_handler engine = rt__ext_sockets_functions[which].engine;
	/* A connection has to be begun before there is anything to wait for. */
	if (call->op == RT_OP_CONNECT && !engine_try(INTERNAL_FUNCTION_PARAM_PASSTHRU, engine, socket, call)) {
		return;
	}
	for (;;) {
		switch (ready_wait(socket, call, &limit)) {
		case RT__WAKE_CLOSED:
		case RT__WAKE_THROWN:
			RETURN_FALSE;
		case RT__WAKE_TIMEOUT:
			engine_try(INTERNAL_FUNCTION_PARAM_PASSTHRU, engine, socket, call);
			return;
		case RT__WAKE_READY:
			if (engine_try(INTERNAL_FUNCTION_PARAM_PASSTHRU, engine, socket, call)) {
				continue;
			}
			return;
		case RT__WAKE_UNPOLLABLE:
			engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
			return;
		}
	}
}

static void parking_call(int which, INTERNAL_FUNCTION_PARAMETERS)
{
	php_socket *socket = socket_argument(execute_data, calls[which].flags_at);
	if (socket == NULL) {
		rt__ext_sockets_functions[which].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	try_and_wait(which, socket, limit_of(socket, &calls[which]), INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

static ZEND_FUNCTION(rt__socket_connect)
{
	php_socket *socket = socket_argument(execute_data, 0);
	if (socket == NULL) {
		rt__ext_sockets_functions[CONNECT].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	struct rt__limit limit = limit_of(socket, &calls[CONNECT]);
	if (!rt__ext_sockets_resolve(execute_data, socket, &limit)) {
		RETURN_FALSE;
	}
	try_and_wait(CONNECT, socket, limit, INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

/* ---- the other calls ---- */

/* Reads to the end of a line, byte by byte as the engine does, whose own loop would spin on a non-blocking descriptor. */
static zend_string *line_read(php_socket *socket, size_t size)
{
	struct rt__limit limit = limit_of(socket, &calls[READ]);
	zend_string *line = zend_string_alloc(MIN(size, NORMAL_READ_GROWTH), false);
	size_t length = 0;
	while (length < size) {
		if (length == ZSTR_LEN(line)) {
			line = zend_string_extend(line, MIN(size, length + NORMAL_READ_GROWTH), false);
		}
		enum rt__wake wake = ready_wait(socket, &calls[READ], &limit);
		char *byte = ZSTR_VAL(line) + length;
		ssize_t got = wake == RT__WAKE_READY ? recv(socket->bsd_socket, byte, 1, MSG_DONTWAIT) : 0;
		if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
			continue;
		}
		if (got != 1) {
			break;
		}
		length++;
		if (*byte == '\n' || *byte == '\r') {
			break;
		}
	}
	ZSTR_VAL(line)[length] = '\0';
	ZSTR_LEN(line) = length;
	return line;
}

static ZEND_FUNCTION(rt__socket_read)
{
	zval *size = ZEND_NUM_ARGS() == 3 ? ZEND_CALL_ARG(execute_data, 2) : NULL;
	zval *type = ZEND_NUM_ARGS() == 3 ? ZEND_CALL_ARG(execute_data, 3) : NULL;
	php_socket *socket = socket_argument(execute_data, 0);
	if (socket == NULL || type == NULL || Z_TYPE_P(type) != IS_LONG || Z_LVAL_P(type) != NORMAL_READ
			|| Z_TYPE_P(size) != IS_LONG || Z_LVAL_P(size) < 1) {
		parking_call(READ, INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	zend_string *line = line_read(socket, (size_t) Z_LVAL_P(size));
	if (socket->bsd_socket < 0) {
		zend_string_release(line);
		RETURN_FALSE;
	}
	RETURN_NEW_STR(line);
}

#define PARKING(name, which) \
	static ZEND_FUNCTION(rt__##name) \
	{ \
		parking_call(which, INTERNAL_FUNCTION_PARAM_PASSTHRU); \
	}

PARKING(socket_accept, ACCEPT)
PARKING(socket_recv, RECV)
PARKING(socket_recvfrom, RECVFROM)
PARKING(socket_recvmsg, RECVMSG)
PARKING(socket_write, WRITE)
PARKING(socket_send, SEND)
PARKING(socket_sendto, SENDTO)
PARKING(socket_sendmsg, SENDMSG)

/* Wakes who is parked in the Socket, or in the stream it was imported from. */
static ZEND_FUNCTION(rt__socket_close)
{
	php_socket *socket = socket_first(execute_data);
	if (socket != NULL && rt__stream_close_parked(&socket->zstream)) {
		zval_ptr_dtor(&socket->zstream);
		ZVAL_UNDEF(&socket->zstream);
		socket->bsd_socket = -1;
		return;
	}
	if (socket != NULL && Z_ISUNDEF(socket->zstream)) {
		rt__poll_forget(socket->bsd_socket);
	}
	rt__ext_sockets_functions[CLOSE].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

struct rt__replacement rt__ext_sockets_functions[] = {
	[CONNECT] = { "socket_connect", ZEND_FN(rt__socket_connect), NULL },
	[ACCEPT] = { "socket_accept", ZEND_FN(rt__socket_accept), NULL },
	[READ] = { "socket_read", ZEND_FN(rt__socket_read), NULL },
	[RECV] = { "socket_recv", ZEND_FN(rt__socket_recv), NULL },
	[RECVFROM] = { "socket_recvfrom", ZEND_FN(rt__socket_recvfrom), NULL },
	[RECVMSG] = { "socket_recvmsg", ZEND_FN(rt__socket_recvmsg), NULL },
	[WRITE] = { "socket_write", ZEND_FN(rt__socket_write), NULL },
	[SEND] = { "socket_send", ZEND_FN(rt__socket_send), NULL },
	[SENDTO] = { "socket_sendto", ZEND_FN(rt__socket_sendto), NULL },
	[SENDMSG] = { "socket_sendmsg", ZEND_FN(rt__socket_sendmsg), NULL },
	[CLOSE] = { "socket_close", ZEND_FN(rt__socket_close), NULL },
	{ NULL, NULL, NULL },
};

#else
/* The PHP we are built for knows no sockets extension. */
struct rt__replacement rt__ext_sockets_functions[] = {
	{ NULL, NULL, NULL },
};
#endif
