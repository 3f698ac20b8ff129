/* ext_sockets_connect.c - the host name of a socket_connect(), looked up in the thread pool before the engine's function
 * would do so itself, blocking.
 */
#include "runtime/ext_sockets.h"

#if HAVE_SOCKETS

#include <arpa/inet.h>
#include <netdb.h>

#define HOST_NAME_MAX_ASKED 255     /* the engine refuses longer ones */
#define LOOKUP_ERROR_BASE (-10000)  /* below it, the extension's error codes are those of lookups */

/* Whether the host is a name. All that is wrong with the arguments is left to the engine. */
static bool is_by_name(zend_execute_data *execute_data, const php_socket *socket)
{
	struct in6_addr address;
	zval *host = ZEND_NUM_ARGS() == 3 ? ZEND_CALL_ARG(execute_data, 2) : NULL;
	if (host == NULL || Z_TYPE_P(host) != IS_STRING || Z_STRLEN_P(host) == 0 || Z_STRLEN_P(host) > HOST_NAME_MAX_ASKED
			|| Z_TYPE_P(ZEND_CALL_ARG(execute_data, 3)) != IS_LONG) {
		return false;
	}
	/* An address may have the name of an interface behind it. */
	return (socket->type == AF_INET || socket->type == AF_INET6) && strchr(Z_STRVAL_P(host), '%') == NULL
		&& inet_pton(socket->type, Z_STRVAL_P(host), &address) != 1;
}

/* For socket_last_error(), of this Socket and of any. */
static void error_note(php_socket *socket, int error)
{
	const zend_module_entry *module = zend_hash_str_find_ptr(&module_registry, "sockets", strlen("sockets"));
	socket->error = error;
	((zend_sockets_globals *) module->globals_ptr)->last_error = error;
}

/* The engine's complaint about a name without an address: its code is that of the resolver's older functions. */
static void lookup_fail(php_socket *socket, int result)
{
	int code = result == EAI_AGAIN ? TRY_AGAIN : result == EAI_FAIL ? NO_RECOVERY : HOST_NOT_FOUND;
	int error = result == RT__DNS_TIMEOUT ? ETIMEDOUT : LOOKUP_ERROR_BASE - code;
	const char *text = result == RT__DNS_TIMEOUT ? strerror(ETIMEDOUT) : hstrerror(code);
	error_note(socket, error);
	RT__HOOK(io, rt__run.current, RT_OP_CONNECT, -(ssize_t) error);
	php_error_docref(NULL, E_WARNING, "Host lookup failed [%d]: %s", error, text);
}

bool rt__ext_sockets_resolve(zend_execute_data *execute_data, php_socket *socket, struct rt__limit *limit)
{
	char text[INET6_ADDRSTRLEN];
	struct addrinfo *addresses;
	if (!is_by_name(execute_data, socket)) {
		return true;
	}
	zval *host = ZEND_CALL_ARG(execute_data, 2);
	int result = rt__dns_lookup(Z_STRVAL_P(host), socket->type, limit, &addresses);
	if (result == 0) {
		result = getnameinfo(addresses->ai_addr, addresses->ai_addrlen, text, sizeof(text), NULL, 0, NI_NUMERICHOST);
		freeaddrinfo(addresses);
	}
	if (result != 0) {
		if (result != RT__DNS_CANCELLED) {
			lookup_fail(socket, result);
		}
		return false;
	}
	zval_ptr_dtor(host);
	ZVAL_STRING(host, text);
	/* Somebody may have closed it meanwhile. */
	return socket->bsd_socket >= 0;
}

#endif
