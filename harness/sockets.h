/* sockets.h - the sockets of a run, and how many bytes are on their way between them.
 *
 * Inside a run a socket buffer is a number of bytes, counted here: a sender may have SO_SNDBUF of its own plus
 * SO_RCVBUF of its peer under way, as the program set them; then its socket is full, until the peer has read. The
 * kernel's own buffers are made large, since what they hold depends on segments, timers and allocation sizes. All other
 * behaviour (connect, end of file, reset, errors) is the kernel's own.
 */
#ifndef HARNESS_SOCKETS_H
#define HARNESS_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <netinet/in.h>

enum {
	SOCKETS_MAX = 1024,         /* descriptors above are not looked at; plans open some hundred */
	/* Numbers that are no descriptors: the ends of connections that other processes of the run have. */
	SOCKETS_ELSEWHERE = SOCKETS_MAX, SOCKETS_ELSEWHERE_MAX = 4,
	SOCKETS_COUNT = SOCKETS_ELSEWHERE + SOCKETS_ELSEWHERE_MAX,
};


void sockets_reset(void);

void sockets_opened(int fd);
void sockets_accepted(int listener, int fd);
void sockets_paired(int fd, int other);

/* Around the close of a descriptor: before it, which returns the other end or -1; and after it, with that. */
int sockets_closing(int fd);
void sockets_closed(int peer);

/* After the end of what the socket sends was announced by shutdown(). */
void sockets_shut(int fd);

/* True once it was: a send fails, however full the socket is. */
bool sockets_is_shut(int fd);

/* Another process has accepted the connection from `remote` to `local` as its end `fd`, whose buffers count so many bytes. */
void sockets_accepted_elsewhere(int fd, const struct sockaddr_in *remote, const struct sockaddr_in *local, size_t buffer);

/* The other end will say no more; it is even closed. */
bool sockets_peer_is_shut(int fd);
bool sockets_peer_is_closed(int fd);

/* Another process has closed the listener at the address: who waits in its backlog is reset. */
void sockets_listener_closed(const struct sockaddr_in *address);


/* Binds the socket to a loopback address and port of its own. False when none can be had: the kernel shall choose. */
bool sockets_bind(int fd);

/* The next of such addresses, for another process. */
struct sockaddr_in sockets_address_next(void);

/* True for a socket that the run opened. */
bool sockets_is_known(int fd);

/* Whether calls on the descriptor wait, unless they are told not to. */
bool sockets_is_blocking(int fd);

/* Loses the connection, as a reset from the network would: bytes under way are gone, reading finds the end, writing
 * EPIPE, and the other end is reset, too. For who has just reported the error: no call will report it again. */
void sockets_break(int fd);

/* The buffers that the program asks for. */
void sockets_send_buffer_set(int fd, size_t bytes);
void sockets_receive_buffer_set(int fd, size_t bytes);

/* Bytes that the socket takes now; SIZE_MAX when nothing limits it. */
size_t sockets_room(int fd);

/* False while a writer has to wait. Like Linux, wants a third of the buffer free before it says so. */
bool sockets_is_writable(int fd);

void sockets_sent(int fd, size_t bytes);
void sockets_received(int fd, size_t bytes);

/* For transit.c: the other end, -1 while unknown; bytes sent to the socket, or by it, and not read yet; one above the
 * highest known descriptor. */
int sockets_peer(int fd);
size_t sockets_unread(int fd);
size_t sockets_unread_by_peer(int fd);
int sockets_top(void);

#endif
