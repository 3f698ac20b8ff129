/* sockets.c - see sockets.h. */
#include "harness/sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/transit.h"

/* As much as the kernel grants; more than the largest buffers of a plan together. */
static const int kernel_buffer_bytes = 1 << 20;

struct peer_socket {
	bool is_known;
	bool peer_is_closed;        /* the other end was closed: an end of file or an error must arrive */
	bool is_shut;               /* it has announced the end of what it sends */
	bool is_lost;               /* its listener goes, before it was accepted */
	int peer;                   /* descriptor of the other end, -1 while unknown */
	size_t send_buffer, receive_buffer;     /* as the program set them; 0 = never set */
	uint64_t sent, received;
};

/* 127.64.0.0/10 and one port below those that the kernel hands out by itself: four million pairs, one after the other. */
enum { BIND_NETWORK = 0x7f400000, BIND_HOSTS = 0x400000, BIND_PORT = 20000, BIND_TRIES = 64 };

static struct {
	uint32_t binds;             /* survives runs, differs between processes */
	struct peer_socket sockets[SOCKETS_COUNT];
	int lost;                   /* sockets with is_lost, between the two calls around a close */
	int top;                    /* one above the highest known descriptor */
} g;

static struct peer_socket *find(int fd)
{
	return fd >= 0 && fd < g.top && g.sockets[fd].is_known ? &g.sockets[fd] : NULL;
}

/* setsockopt itself is interposed. */
static void option_set(int fd, int level, int name, int value)
{
	syscall(SYS_setsockopt, fd, level, name, &value, sizeof value);
}

void sockets_reset(void)
{
	memset(g.sockets, 0, (size_t)g.top * sizeof g.sockets[0]);
	g.top = 0;
}

static void enter(int fd)
{
	CHECK(fd < SOCKETS_COUNT);
	g.sockets[fd] = (struct peer_socket){ .is_known = true, .peer = -1 };
	if (fd >= g.top)
		g.top = fd + 1;
}

void sockets_opened(int fd)
{
	CHECK(fd < SOCKETS_MAX);
	enter(fd);
	/* Before there is a connection: a window once announced is not taken back. */
	option_set(fd, SOL_SOCKET, SO_SNDBUF, kernel_buffer_bytes);
	option_set(fd, SOL_SOCKET, SO_RCVBUF, kernel_buffer_bytes);
	transit_opened(fd);
}

void sockets_paired(int fd, int other)
{
	g.sockets[fd].peer = other;
	g.sockets[other].peer = fd;
}

static bool is_same(const struct sockaddr_in *a, const struct sockaddr_in *b)
{
	return a->sin_family == AF_INET && a->sin_port == b->sin_port && a->sin_addr.s_addr == b->sin_addr.s_addr;
}

/* True when `client` is the other end of the connection from `remote` to `local`. Both are compared: the kernel gives one
 * port to several clients as long as they connect to different addresses. */
static bool is_other_end(int client, const struct sockaddr_in *remote, const struct sockaddr_in *local)
{
	struct sockaddr_in own, peer;
	socklen_t own_size = sizeof own, peer_size = sizeof peer;

	return g.sockets[client].is_known && g.sockets[client].peer < 0 &&
			getsockname(client, (struct sockaddr *)&own, &own_size) == 0 && is_same(&own, remote) &&
			getpeername(client, (struct sockaddr *)&peer, &peer_size) == 0 && is_same(&peer, local);
}

/* Finds the client of an accepted connection. */
static void pair(int fd, const struct sockaddr_in *remote, const struct sockaddr_in *local)
{
	for (int client = 0; client < g.top; client++) {
		if (client != fd && is_other_end(client, remote, local)) {
			sockets_paired(fd, client);
			transit_accepted(fd);
			return;
		}
	}
	/* The client has gone already. */
	g.sockets[fd].peer_is_closed = true;
	transit_ended(fd);
}

void sockets_accepted(int listener, int fd)
{
	struct peer_socket *from = find(listener);
	struct sockaddr_in remote, local;
	socklen_t size = sizeof remote, local_size = sizeof local;

	if (from == NULL) {
		sockets_opened(fd);
	} else {
		enter(fd);
		transit_inherited(fd, listener);
		g.sockets[fd].send_buffer = from->send_buffer;
		g.sockets[fd].receive_buffer = from->receive_buffer;
	}
	if (getpeername(fd, (struct sockaddr *)&remote, &size) != 0 || remote.sin_family != AF_INET ||
			getsockname(fd, (struct sockaddr *)&local, &local_size) != 0)
		return;
	pair(fd, &remote, &local);
}

void sockets_accepted_elsewhere(int fd, const struct sockaddr_in *remote, const struct sockaddr_in *local, size_t buffer)
{
	enter(fd);
	transit_elsewhere(fd);
	g.sockets[fd].send_buffer = g.sockets[fd].receive_buffer = buffer;
	pair(fd, remote, local);
}

/* Nothing comes from the socket any more: its other end is on its own. Returns that. */
static int part(struct peer_socket *socket)
{
	int peer = socket->peer;

	if (peer >= 0) {
		g.sockets[peer].peer_is_closed = true;
		g.sockets[peer].peer = -1;
	}
	return peer;
}

/* Who is connected to the address, and was not accepted, is on its own. */
static void clients_lose(const struct sockaddr_in *address)
{
	for (int client = 0; client < g.top; client++) {
		struct peer_socket *socket = find(client);
		struct sockaddr_in remote;
		socklen_t size = sizeof remote;
		if (socket == NULL || socket->peer >= 0 || socket->peer_is_closed ||
				getpeername(client, (struct sockaddr *)&remote, &size) != 0 || !is_same(&remote, address))
			continue;
		socket->peer_is_closed = socket->is_lost = true;
		g.lost++;
	}
}

/* Who waits in the backlog of a listener that goes is reset. */
static void backlog_lose(int fd)
{
	struct sockaddr_in address;
	socklen_t size = sizeof address, flag_size = sizeof(int);
	int listens = 0;

	if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &flag_size) == 0 && listens &&
			getsockname(fd, (struct sockaddr *)&address, &size) == 0)
		clients_lose(&address);
}

int sockets_closing(int fd)
{
	struct peer_socket *socket = find(fd);

	if (socket == NULL)
		return -1;
	transit_flush(fd);
	/* What was sent to it lies there unread: that makes a reset of its end. */
	transit_flush(socket->peer);
	if (socket->peer < 0)
		backlog_lose(fd);
	int peer = part(socket);
	memset(socket, 0, sizeof *socket);
	return peer;
}

void sockets_closed(int peer)
{
	transit_ended(peer);
	for (int fd = 0; g.lost > 0 && fd < g.top; fd++) {
		if (!g.sockets[fd].is_lost)
			continue;
		g.sockets[fd].is_lost = false;
		g.lost--;
		transit_ended(fd);
	}
}

void sockets_shut(int fd)
{
	struct peer_socket *socket = find(fd);

	if (socket == NULL)
		return;
	socket->is_shut = true;
	transit_ended(socket->peer);
}

bool sockets_is_shut(int fd)
{
	const struct peer_socket *socket = find(fd);

	return socket != NULL && socket->is_shut;
}

bool sockets_peer_is_closed(int fd)
{
	const struct peer_socket *socket = find(fd);

	return socket == NULL || socket->peer_is_closed;
}

bool sockets_peer_is_shut(int fd)
{
	return sockets_peer_is_closed(fd) || g.sockets[g.sockets[fd].peer].is_shut;
}

void sockets_listener_closed(const struct sockaddr_in *address)
{
	clients_lose(address);
	sockets_closed(-1);
}

void sockets_break(int fd)
{
	struct sockaddr nobody = { .sa_family = AF_UNSPEC };
	struct peer_socket *socket = find(fd);
	int error;
	socklen_t size = sizeof error;

	if (socket == NULL)
		return;
	transit_flush(fd);
	transit_flush(socket->peer);
	/* Linux drops a TCP connection on request, with a reset. Other sockets refuse, and are only shut down. */
	syscall(SYS_connect, fd, &nobody, sizeof nobody);
	syscall(SYS_shutdown, fd, SHUT_RDWR);
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
	transit_ended(part(socket));
	socket->peer_is_closed = true;
	socket->peer = -1;
}

struct sockaddr_in sockets_address_next(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(BIND_PORT) };

	if (g.binds == 0)
		g.binds = (uint32_t)syscall(SYS_getpid) * 7919;     /* getpid is interposed, and would be named */
	address.sin_addr.s_addr = htonl(BIND_NETWORK + g.binds++ % BIND_HOSTS);
	return address;
}

bool sockets_bind(int fd)
{
	for (int i = 0; i < BIND_TRIES; i++) {
		struct sockaddr_in address = sockets_address_next();

		if (syscall(SYS_bind, fd, &address, sizeof address) == 0)
			return true;
		/* Another process has just used it; anything else will not get better. */
		if (errno != EADDRINUSE)
			return false;
	}
	return false;
}

bool sockets_is_known(int fd)
{
	return find(fd) != NULL;
}

bool sockets_is_blocking(int fd)
{
	return !(fcntl(fd, F_GETFL) & O_NONBLOCK);
}

void sockets_send_buffer_set(int fd, size_t bytes)
{
	g.sockets[fd].send_buffer = bytes;
}

void sockets_receive_buffer_set(int fd, size_t bytes)
{
	g.sockets[fd].receive_buffer = bytes;
}

/* Bytes that may be under way from the socket; SIZE_MAX = as many as the kernel takes. */
static size_t capacity(const struct peer_socket *socket)
{
	if (socket->send_buffer == 0 || socket->peer_is_closed || socket->is_shut)
		return SIZE_MAX;
	return socket->send_buffer + (socket->peer >= 0 ? g.sockets[socket->peer].receive_buffer : 0);
}

static size_t under_way(const struct peer_socket *socket)
{
	uint64_t received = socket->peer >= 0 ? g.sockets[socket->peer].received : 0;

	return (size_t)(socket->sent - received);
}

static bool is_broken(int fd)
{
	struct pollfd pollfd = { .fd = fd };

	return fd < SOCKETS_ELSEWHERE && syscall(SYS_poll, &pollfd, 1, 0) > 0;
}

size_t sockets_room(int fd)
{
	const struct peer_socket *socket = find(fd);

	if (socket == NULL || capacity(socket) == SIZE_MAX)
		return SIZE_MAX;
	size_t used = under_way(socket), limit = capacity(socket);
	if (used < limit)
		return limit - used;
	/* Full, but broken: the call must say so. */
	return is_broken(fd) ? SIZE_MAX : 0;
}

bool sockets_is_writable(int fd)
{
	const struct peer_socket *socket = find(fd);
	size_t room = sockets_room(fd);

	return room == SIZE_MAX || room >= capacity(socket) / 3;
}

void sockets_sent(int fd, size_t bytes)
{
	struct peer_socket *socket = find(fd);

	if (socket != NULL)
		socket->sent += bytes;
}

void sockets_received(int fd, size_t bytes)
{
	struct peer_socket *socket = find(fd);

	if (socket != NULL)
		socket->received += bytes;
}

int sockets_peer(int fd)
{
	const struct peer_socket *socket = find(fd);

	return socket != NULL ? socket->peer : -1;
}

size_t sockets_unread(int fd)
{
	int peer = sockets_peer(fd);

	return peer >= 0 ? under_way(&g.sockets[peer]) : 0;
}

size_t sockets_unread_by_peer(int fd)
{
	const struct peer_socket *socket = find(fd);

	return socket != NULL && !socket->peer_is_closed ? under_way(socket) : 0;
}

int sockets_top(void)
{
	return g.top;
}
