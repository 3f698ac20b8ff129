/* ext_sockets.h - what the ext_sockets*.c files share: the layout of a Socket, for as far as this PHP has any. */
#ifndef RUNTIME_EXT_SOCKETS_H
#define RUNTIME_EXT_SOCKETS_H

#include "runtime/socket.h"

#if HAVE_SOCKETS
#include "ext/sockets/php_sockets.h"

/* The class of a Socket; NULL as long as the extension is not loaded. */
zend_class_entry *rt__ext_sockets_class(void);

/* Before a socket_connect(): looks up its host if that is a name, within the limit, and puts an address in its place.
 * False: the call has failed and has said why, or an exception is pending. */
bool rt__ext_sockets_resolve(zend_execute_data *execute_data, php_socket *socket, struct rt__limit *limit);
#endif

#endif
