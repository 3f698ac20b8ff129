/* tls.h - encrypted streams: what the socket*.c files need of them. */
#ifndef RUNTIME_TLS_H
#define RUNTIME_TLS_H

#include "runtime/socket.h"

/* Puts our factory in place of the openssl extension's, for as many transports as are its own. True: tcp:// is one of
 * them, because each of its streams may be encrypted later. Undone by restore. */
bool rt__tls_install(void);
void rt__tls_restore(void);

/* Makes one of openssl's streams one of ours. True: it was one. */
bool rt__tls_adopt(php_stream *stream);
/* Completes the operations of the kind, which begins as a copy of openssl's. */
void rt__tls_kind(php_stream_ops *ops);
bool rt__tls_is_active(const struct rt__socket *socket);

/* One attempt, without blocking: what recv() would return. With errno EAGAIN, *interest is what to wait for. */
ssize_t rt__tls_read_try(php_stream *stream, char *data, size_t size, int *interest);
/* Parks until the bytes have gone, as many as make up a record. */
ssize_t rt__tls_write(php_stream *stream, const char *data, size_t size);
/* The engine's own, which may block. */
ssize_t rt__tls_engine_read(php_stream *stream, char *data, size_t size);
ssize_t rt__tls_engine_write(php_stream *stream, const char *data, size_t size);
int rt__tls_engine_option(php_stream *stream, int option, int value, void *parameter);

/* Encryption on or off, with the coroutine parked. */
void rt__tls_crypto(php_stream *stream, php_stream_xport_crypto_param *parameters);
/* After a connection has come to be: the handshake, if the transport has one. False: it failed. */
bool rt__tls_connected(php_stream *stream);
bool rt__tls_accepted(php_stream *listener, php_stream *client);
/* The stream for an accepted descriptor. */
php_stream *rt__tls_client_create(php_stream *listener, int fd);
/* What a transport is asked for outside of coroutines. */
int rt__tls_transport(php_stream *stream, int value, php_stream_xport_param *parameters);
/* Says goodbye; before the descriptor is closed under the stream. */
void rt__tls_hang_up(php_stream *stream);
int rt__tls_close(php_stream *stream, int close_handle);

#endif
