/* socket.h - what the socket*.c files share: a stream of ours and the wait for its descriptor. */
#ifndef RUNTIME_SOCKET_H
#define RUNTIME_SOCKET_H

#include "runtime/rt_private.h"

#include "php_network.h"
#include "php_streams.h"

/* What stream->abstract of our streams points to. */
struct rt__socket {
	php_netstream_data_t base;  /* first: all that the engine's own operations know of */
	struct rt__poll *poll;      /* from the first wait on */
	uint32_t users;             /* coroutines parked in a call on this stream */
	bool closed;                /* fclose() was called while there were users */
	struct rt__tls *tls;        /* of the kind that may be encrypted; NULL: another */
	bool hasty;                 /* the call has something to return already and must not wait for more */
};

/* How long one call may wait in all, however often it parks. The clock starts at the first wait. */
struct rt__limit {
	bool limited;
	bool begun;
	uint64_t ms;
	uint64_t end_ms;
};

enum rt__wake {
	RT__WAKE_READY,             /* try again; there may still be nothing */
	RT__WAKE_TIMEOUT,
	RT__WAKE_CLOSED,            /* the stream has no descriptor any more */
	RT__WAKE_THROWN,            /* an exception is pending */
	RT__WAKE_UNPOLLABLE         /* libuv refuses the descriptor */
};

/* NULL and negative times mean no limit. A fraction of a millisecond counts as one. */
struct rt__limit rt__limit_from(const struct timeval *timeout);
/* Parks the running coroutine until one of the waits it has added happens, or until the limit. */
enum rt__wake rt__limit_park(struct rt__limit *limit, enum rt_op op, int fd);
enum rt__wake rt__socket_wait(struct rt__socket *socket, enum rt_op op, int interest,
	struct rt__limit *limit);

/* ---- dns.c ---- */

struct addrinfo;

/* What a lookup may come to besides EAI_ codes, none of which is positive. */
enum { RT__DNS_CANCELLED = 1, RT__DNS_TIMEOUT };

/* The addresses of a host, or of one family (AF_UNSPEC: any). Parks the running coroutine, within the limit. 0; or an
 * EAI_ code; or RT__DNS_CANCELLED with an exception pending; or RT__DNS_TIMEOUT. The caller frees the addresses with
 * freeaddrinfo. */
int rt__dns_lookup(const char *host, int family, struct rt__limit *limit, struct addrinfo **addresses);

/* ---- select.c ---- */

#define RT__SELECT_SETS 3

/* The descriptor of an element, or -1 if it has none (any more); to complain is to throw then, or to warn. */
typedef int (*rt__descriptor_of)(zval *element, bool complain);

/* Parks until one of the descriptors is ready, and leaves in the caller's arrays (NULL: none was given) what is. The
 * number of those, or -1 with an exception pending. */
zend_long rt__select(zval *arguments[RT__SELECT_SETS], rt__descriptor_of descriptor_of, struct rt__limit *limit);
/* The limit that a call's arguments ask for. False: the engine has to complain about them. */
bool rt__select_limit(zend_long seconds, bool seconds_null, zend_long microseconds, struct rt__limit *limit);

/* ---- socket.c ---- */

bool rt__socket_is_ours(const php_stream *stream);
/* Makes one of the engine's socket streams one of ours. */
void rt__socket_adopt(php_stream *stream);
/* The engine's operations of the stream's kind. */
const php_stream_ops *rt__socket_engine_ops(const php_stream *stream);
int rt__socket_engine_option(php_stream *stream, int option, int value, void *parameter);

/* Closes the stream's descriptor and wakes who is parked in the stream; they keep it until they have left. False: it is
 * not ours or nobody is. */
bool rt__stream_hang_up(php_stream *stream);
bool rt__stream_close_parked(const zval *value);

void rt__socket_connect(php_stream *stream, php_stream_xport_param *parameters);
void rt__socket_accept(php_stream *stream, php_stream_xport_param *parameters);

#endif
