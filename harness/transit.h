/* transit.h - what is on its way between two sockets of a run: everything that was sent has arrived when the call that
 * sent it returns.
 *
 * What a read finds, and what a wait reports, must depend on the calls made before and on nothing else. Linux alone does
 * not give that: a busy machine delivers later, a connection with several small segments unread stops sending until they
 * are acknowledged, and acknowledgements may be held back by a timer of 40 ms.
 */
#ifndef HARNESS_TRANSIT_H
#define HARNESS_TRANSIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

/* A descriptor became a socket of the run. */
void transit_opened(int fd);

/* The same for one that was accepted: the kernel copies the listener's options. */
void transit_inherited(int fd, int listener);

/* The same for a number that stands for a socket of another process (sockets.h). */
void transit_elsewhere(int fd);

/* That process has read; how many bytes for it are kept here; it has to wait until the other end has read, before it sends
 * more. */
void transit_taken_elsewhere(int fd);
size_t transit_kept_for(int fd);
bool transit_is_full(int fd);

/* connect() was called. */
void transit_connecting(int fd);

/* The socket was accepted and knows its other end: waits for what that one has sent already. */
void transit_accepted(int fd);

/* Instead of sending: true when the bytes are kept here, to be sent when the other end has read what it has. They count as
 * sent. Memory for them may run out, which ends the process as a bug of the harness. */
bool transit_hold(int fd, const void *data, size_t size);

/* The kernel took that many bytes: waits until the other end has them. */
void transit_sent(int fd, size_t size);

/* `got` bytes of `size` were read into data. Adds what was kept back until now, and returns the number then. */
size_t transit_received(int fd, void *data, size_t got, size_t size);

/* A datagram of the run: each is received as a whole or not at all. */
bool transit_is_datagram(int fd);

/* Around the sending of a datagram: before it, which returns what waits at the socket of the run that has the address;
 * and after it, with that, which waits until the datagram is there. */
struct transit_queue {
	int fd;                     /* -1: no socket of the run */
	uint32_t bytes;             /* as the kernel counts them, with its own overhead */
};
struct transit_queue transit_datagram_sending(int fd, const struct sockaddr *to);
void transit_datagram_sent(struct transit_queue queue);

/* Before the connection ends or one direction of it: nothing is kept back any more. */
void transit_flush(int fd);

/* The other end of `fd` was closed or has shut its direction: waits until `fd` has been told. */
void transit_ended(int fd);

/* Waits until connections that are being made are made or refused. */
void transit_settle(void);

/* True when something is on its way all the same. */
bool transit_is_busy(void);

#endif
