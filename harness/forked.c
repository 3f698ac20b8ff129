/* forked.c - see forked.h; peer/BlockingIo.php is the other side of the talk.
 *
 * The end of a connection that a process has is a socket of sockets.c, too, under a number that is no descriptor: so bytes
 * under way are counted as between sockets of our own. It has one connection at a time.
 */
#include "harness/forked.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/forked_process.h"
#include "harness/sockets.h"
#include "harness/transit.h"

_Static_assert((int)SOCKETS_ELSEWHERE_MAX >= (int)PLAN_PEERS_MAX, "each process has an end of a connection");

enum { ADDRESS_MAX = 64, LISTEN_TRIES = 16, NS_PER_MS = 1000000 };

enum question { ASKS_NOTHING, ASKS_ACCEPT, ASKS_READ, ASKS_WRITE, ASKS_CLOSE, ASKS_PAUSE };

struct worker {
	struct forked_process process;
	bool plays;                 /* has an order, and has not reported */
	bool ends;                  /* nobody connects any more */
	enum question question;     /* that it waits with */
	size_t bytes;               /* of a read or write it asks for */
	uint64_t pause_end_ns;
	uint32_t paused_ms;
	uint32_t backlog;           /* have connected, and were not accepted */
	size_t buffer;
	struct sockaddr_in listener;
	char address[ADDRESS_MAX];
	char *report;
};

static struct {
	struct worker workers[PLAN_PEERS_MAX];
	uint32_t playing;           /* how many have an order */
	bool rests;                 /* one could go on, and does so at the next turn */
	long owner;                 /* the process that started them */
} g;

static int end_of(const struct worker *worker)
{
	return SOCKETS_ELSEWHERE + (int)worker->process.index;
}

static struct worker *worker_of(uint32_t index)
{
	CHECK(index < PLAN_PEERS_MAX && g.workers[index].process.pid != 0);
	return &g.workers[index];
}

void forked_prepare(const struct plan *plan)
{
	long self = syscall(SYS_getpid);

	if (!plan->forked)
		return;
	for (uint32_t i = 0; i < PLAN_PEERS_MAX && g.owner != self; i++)
		forked_process_forget(&g.workers[i].process);
	g.owner = self;
	for (uint32_t i = 0; i < plan->peer_count; i++) {
		if (g.workers[i].process.pid == 0)
			forked_process_start(&g.workers[i].process, i);
	}
}

void forked_stop(void)
{
	for (uint32_t i = 0; i < PLAN_PEERS_MAX && g.owner == syscall(SYS_getpid); i++) {
		forked_process_stop(&g.workers[i].process);
		free(g.workers[i].report);
		g.workers[i].report = NULL;
	}
}

pid_t forked_pid(uint32_t index)
{
	return index < PLAN_PEERS_MAX ? g.workers[index].process.pid : 0;
}

/* ---- what a process says ---- */

static _Noreturn void not_understood(const struct worker *worker, const char *line)
{
	forked_process_fail(&worker->process, "its process says '%.80s', which nobody understands", line);
}

/* "HOST:PORT" */
static struct sockaddr_in address_read(const struct worker *worker, const char *text)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	char host[ADDRESS_MAX];
	unsigned port;

	if (sscanf(text, "%63[0-9.]:%u", host, &port) != 2 || inet_pton(AF_INET, host, &address.sin_addr) != 1)
		not_understood(worker, text);
	address.sin_port = htons((uint16_t)port);
	return address;
}

static void took(struct worker *worker, const char *client)
{
	struct sockaddr_in remote = address_read(worker, client);

	sockets_accepted_elsewhere(end_of(worker), &remote, &worker->listener, worker->buffer);
}

static void sent(struct worker *worker, size_t bytes)
{
	sockets_sent(end_of(worker), bytes);
	transit_sent(end_of(worker), bytes);
}

static void got(struct worker *worker, size_t bytes)
{
	sockets_received(end_of(worker), bytes);
	transit_taken_elsewhere(end_of(worker));
}

/* A call that was made. False when the line is none. */
static bool note_take(struct worker *worker, const char *line)
{
	size_t bytes;

	if (strncmp(line, "took ", 5) == 0)
		took(worker, line + 5);
	else if (sscanf(line, "sent %zu", &bytes) == 1)
		sent(worker, bytes);
	else if (sscanf(line, "got %zu", &bytes) == 1)
		got(worker, bytes);
	else if (strcmp(line, "shut") == 0)
		sockets_shut(end_of(worker));
	else if (strcmp(line, "closed") == 0)
		sockets_closed(sockets_closing(end_of(worker)));
	else if (strcmp(line, "gone") == 0)
		sockets_listener_closed(&worker->listener);
	else
		return false;
	return true;
}

static void report_take(struct worker *worker, const char *report)
{
	free(worker->report);
	worker->report = strdup(report);
	CHECK(worker->report != NULL);
	worker->question = ASKS_NOTHING;
	worker->plays = false;
	g.playing--;
}

/* A question, or the report. False when the line is neither. */
static bool question_take(struct worker *worker, const char *line)
{
	uint32_t ms;

	if (strcmp(line, "accept") == 0) {
		worker->question = ASKS_ACCEPT;
	} else if (strcmp(line, "close") == 0) {
		worker->question = ASKS_CLOSE;
	} else if (sscanf(line, "read %zu", &worker->bytes) == 1) {
		worker->question = ASKS_READ;
	} else if (sscanf(line, "write %zu", &worker->bytes) == 1) {
		worker->question = ASKS_WRITE;
	} else if (sscanf(line, "pause %u", &ms) == 1) {
		worker->question = ASKS_PAUSE;
		worker->pause_end_ns = world_elapsed_ns() + (uint64_t)ms * NS_PER_MS;
		worker->paused_ms += ms;
	} else if (strncmp(line, "report ", 7) == 0) {
		report_take(worker, line + 7);
	} else {
		return false;
	}
	return true;
}

/* Takes what it says, up to its next question. */
static void hear(struct worker *worker)
{
	for (;;) {
		const char *line = forked_process_hear(&worker->process);
		if (note_take(worker, line))
			continue;
		if (!question_take(worker, line))
			not_understood(worker, line);
		return;
	}
}

/* ---- what it is told ---- */

static void answer(struct worker *worker, const char *word, size_t bytes)
{
	char line[ADDRESS_MAX];

	snprintf(line, sizeof line, "%s %zu\n", word, bytes);
	worker->question = ASKS_NOTHING;
	forked_process_say(&worker->process, line);
	hear(worker);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool accept_answer(struct worker *worker)
{
	if (worker->backlog > 0) {
		worker->backlog--;
		answer(worker, "go", 0);
		return true;
	}
	if (worker->ends)
		answer(worker, "end", 0);
	return worker->question != ASKS_ACCEPT;
}

static bool read_answer(struct worker *worker)
{
	int end = end_of(worker);

	/* How much there is of somebody who has said all the kernel knows best: the read waits for all of it. */
	if (sockets_peer_is_shut(end)) {
		answer(worker, "go", worker->bytes);
		return true;
	}
	size_t there = sockets_unread(end) - transit_kept_for(end);
	if (there > 0)
		answer(worker, "go", smaller(there, worker->bytes));
	return there > 0;
}

static bool write_answer(struct worker *worker)
{
	int end = end_of(worker);

	if (sockets_peer_is_closed(end)) {
		answer(worker, "lost", worker->bytes);
		return true;
	}
	if (transit_is_full(end) || !sockets_is_writable(end))
		return false;
	answer(worker, "go", smaller(sockets_room(end), worker->bytes));
	return true;
}

/* All that was sent to it comes to lie there: unread, it makes a reset of the close. */
static void close_answer(struct worker *worker)
{
	int end = end_of(worker), client = sockets_peer(end);

	transit_flush(client);
	if (sockets_peer_is_closed(end))
		answer(worker, "lost", 0);
	else
		answer(worker, "go", sockets_unread(end));
}

/* Answers what can be answered now. False when nothing can. */
static bool worker_answer(struct worker *worker)
{
	switch (worker->question) {
	case ASKS_ACCEPT:
		return accept_answer(worker);
	case ASKS_READ:
		return read_answer(worker);
	case ASKS_WRITE:
		return write_answer(worker);
	case ASKS_CLOSE:
		close_answer(worker);
		return true;
	case ASKS_PAUSE:
		if (world_elapsed_ns() < worker->pause_end_ns)
			return false;
		answer(worker, "go", 0);
		return true;
	default:
		return false;
	}
}

/* ---- the processes as part of a world ---- */

/* Who has accepted does nothing more before the next turn: else each client would be told of its connection together with all
 * that has happened to that. */
static void worker_run(struct worker *worker)
{
	bool accepts = false;

	while (worker->plays && !accepts) {
		accepts = worker->question == ASKS_ACCEPT;
		if (!worker_answer(worker))
			return;
	}
	g.rests = g.rests || worker->plays;
}

static void others_run(void)
{
	g.rests = false;
	for (uint32_t i = 0; i < PLAN_PEERS_MAX && g.playing > 0; i++)
		worker_run(&g.workers[i]);
}

static uint64_t others_pause_ns(void)
{
	uint64_t first = g.rests ? 0 : UINT64_MAX;

	for (uint32_t i = 0; i < PLAN_PEERS_MAX && g.playing > 0; i++) {
		const struct worker *worker = &g.workers[i];
		if (worker->plays && worker->question == ASKS_PAUSE && worker->pause_end_ns - world_elapsed_ns() < first)
			first = worker->pause_end_ns - world_elapsed_ns();
	}
	return first;
}

static bool is_connected(int fd)
{
	struct tcp_info info;
	socklen_t size = sizeof info;

	return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
			(info.tcpi_state == TCP_ESTABLISHED || info.tcpi_state == TCP_CLOSE_WAIT);
}

/* Counted when it is made: the client may have gone before anybody looks, and is accepted all the same. */
static void others_connecting(int fd, const void *address, size_t size)
{
	const struct sockaddr_in *to = address;

	if (g.playing == 0 || size < sizeof *to || to->sin_family != AF_INET)
		return;
	for (uint32_t i = 0; i < PLAN_PEERS_MAX; i++) {
		struct worker *worker = &g.workers[i];
		if (!worker->plays || worker->listener.sin_addr.s_addr != to->sin_addr.s_addr ||
				worker->listener.sin_port != to->sin_port)
			continue;
		transit_settle();
		worker->backlog += is_connected(fd);
	}
}

const struct world_others forked_others = {
	.run = others_run, .pause_ns = others_pause_ns, .connecting = others_connecting,
};

/* ---- a run ---- */

/* Has it listen at an address that nobody has used lately. Returns NULL, or why it cannot: another has taken that, for one. */
static const char *listen_at(struct worker *worker, const char *order)
{
	char host[INET_ADDRSTRLEN];
	size_t size = strlen(order) + ADDRESS_MAX;
	char *line = malloc(size);

	CHECK(line != NULL);
	worker->listener = sockets_address_next();
	inet_ntop(AF_INET, &worker->listener.sin_addr, host, sizeof host);
	snprintf(line, size, "step %s:%u %s\n", host, ntohs(worker->listener.sin_port), order);
	forked_process_say(&worker->process, line);
	free(line);
	const char *said = forked_process_hear(&worker->process);
	if (strncmp(said, "failed ", 7) == 0)
		return said + 7;
	if (strncmp(said, "listening ", 10) != 0)
		not_understood(worker, said);
	snprintf(worker->address, sizeof worker->address, "%s", said + 10);
	return NULL;
}

const char *forked_begin(uint32_t index, size_t buffer, const char *order)
{
	struct worker *worker = worker_of(index);
	const char *problem;
	int tries = 0;

	CHECK(!worker->plays);
	worker->ends = false;
	worker->paused_ms = worker->backlog = 0;
	worker->buffer = buffer;
	while ((problem = listen_at(worker, order)) != NULL) {
		if (++tries == LISTEN_TRIES)
			forked_process_fail(&worker->process, "it finds no port to listen at: %s", problem);
	}
	worker->plays = true;
	g.playing++;
	hear(worker);
	return worker->address;
}

void forked_end(uint32_t index)
{
	worker_of(index)->ends = true;
}

bool forked_is_done(uint32_t index)
{
	do
		others_run();
	while (g.rests);
	return !worker_of(index)->plays;
}

static void worker_stop(struct worker *worker)
{
	while (worker->plays)
		answer(worker, "stop", 0);
}

const char *forked_report(uint32_t index)
{
	struct worker *worker = worker_of(index);

	worker_stop(worker);
	CHECK(worker->report != NULL);
	return worker->report;
}

uint32_t forked_paused_ms(uint32_t index)
{
	return worker_of(index)->paused_ms;
}

uint32_t forked_pause_ms(uint32_t index)
{
	const struct worker *worker = worker_of(index);

	if (worker->question != ASKS_PAUSE || worker->pause_end_ns <= world_elapsed_ns())
		return 0;
	return (uint32_t)((worker->pause_end_ns - world_elapsed_ns() + NS_PER_MS - 1) / NS_PER_MS);
}

void forked_leave(void)
{
	for (uint32_t i = 0; i < PLAN_PEERS_MAX && g.playing > 0; i++)
		worker_stop(&g.workers[i]);
}
