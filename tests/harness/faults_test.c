/* faults_test.c - the faults of a plan through the interposed libc calls themselves: each is seen by the caller that the
 * plan names, at the call it names, and never outside of the run or on a descriptor that is not of the run. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/faults.h"
#include "harness/sockets.h"
#include "harness/world.h"
#include "tests/test.h"

enum { C0 = 0, C1 = 1, WAITERS_MAX = 4 };

static struct {
	struct plan plan;
	uint8_t who;                /* makes the calls */
	struct faults_waiter waiters[WAITERS_MAX];
	unsigned waiter_count, taken, first_taken;
	int pair[2];
} g;

static uint8_t caller(void)
{
	return g.who;
}

static void each_waiter(void (*visit)(void *context, const struct faults_waiter *waiter), void *context)
{
	for (unsigned i = 0; i < g.waiter_count; i++)
		visit(context, &g.waiters[i]);
}

static void took(const struct plan_fault *fault, uint8_t who, bool first)
{
	g.taken++;
	g.first_taken += first;
}

static const struct faults_callbacks callbacks = { caller, each_waiter, took };

static void on_stuck(const char *call)
{
	ASSERT_EQ_STR(call, "no wait of this test is without end");
}

/* A connected pair of TCP sockets over loopback; the listener's descriptor, if wanted. */
static void connection(int pair[2], int *listening)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	ASSERT_EQ_INT(bind(listener, (struct sockaddr *)&address, size), 0);
	ASSERT_EQ_INT(listen(listener, 8), 0);
	getsockname(listener, (struct sockaddr *)&address, &size);
	pair[0] = socket(AF_INET, SOCK_STREAM, 0);
	ASSERT_EQ_INT(connect(pair[0], (struct sockaddr *)&address, size), 0);
	pair[1] = accept(listener, NULL, NULL);
	ASSERT_TRUE(pair[1] >= 0);
	if (listening != NULL)
		*listening = listener;
	else
		close(listener);
}

/* A run with these faults begins; C0 makes the calls. Its connection was made before the faults are counted. */
static void run_begin(const char *faults)
{
	static const struct world_callbacks world = { .stuck = on_stuck };
	struct plan_error error = { 0 };
	char text[1024];
	int size = snprintf(text, sizeof text, "plan 1\nco C0 suspend\nco C1 suspend\n%s\n", faults);

	test_case = faults;
	ASSERT_TRUE(plan_parse(text, (size_t)size, &g.plan, &error));
	ASSERT_EQ_STR(error.message, "");
	g.who = C0;
	g.taken = g.first_taken = g.waiter_count = 0;
	world_enter(&world);
	connection(g.pair, NULL);
	faults_begin(&g.plan, &callbacks);
}

static void run_end(void)
{
	faults_end();
	close(g.pair[0]);
	close(g.pair[1]);
	world_leave();
}

static int received(int fd)
{
	char data[64];
	int size = (int)recv(fd, data, sizeof data, MSG_DONTWAIT);

	return size < 0 ? -errno : size;
}

static int sent(int fd, int size)
{
	static const char data[4096] = { 0 };
	int result = (int)send(fd, data, (size_t)size, MSG_DONTWAIT | MSG_NOSIGNAL);

	return result < 0 ? -errno : result;
}

static void the_call_that_is_named_is_disturbed(void)
{
	run_begin("fault recv @2 short=3");
	ASSERT_EQ_INT(sent(g.pair[1], 20), 20);
	ASSERT_EQ_INT(received(g.pair[0]), 20);
	ASSERT_EQ_INT(sent(g.pair[1], 20), 20);
	ASSERT_EQ_INT(received(g.pair[0]), 3);
	ASSERT_EQ_INT(received(g.pair[0]), 17);
	ASSERT_EQ_UINT(g.taken, 1);
	run_end();
}

static void calls_are_counted_by_caller(void)
{
	run_begin("fault C1 recv @2 eagain=2");
	ASSERT_EQ_INT(sent(g.pair[1], 30), 30);
	for (int i = 0; i < 4; i++) {
		g.who = C0;
		ASSERT_EQ_INT(recv(g.pair[0], &(char){ 0 }, 1, 0), 1);
		g.who = C1;
		if (i == 1 || i == 2)
			fcntl(g.pair[0], F_SETFL, O_NONBLOCK);
		ASSERT_EQ_INT(recv(g.pair[0], &(char){ 0 }, 1, 0), i == 1 || i == 2 ? -1 : 1);
		fcntl(g.pair[0], F_SETFL, 0);
	}
	ASSERT_EQ_UINT(g.taken, 2);
	ASSERT_EQ_UINT(g.first_taken, 1);
	run_end();
}

static void a_socket_gives_and_takes_less(void)
{
	char data[64];

	run_begin("fault recv @1 short=5\nfault send @2 short=7\nfault read @1 short=1\nfault write @1 short=2");
	ASSERT_EQ_INT(sent(g.pair[1], 30), 30);
	ASSERT_EQ_INT(received(g.pair[0]), 5);
	ASSERT_EQ_INT(sent(g.pair[1], 30), 7);
	ASSERT_EQ_INT(read(g.pair[0], data, sizeof data), 1);
	ASSERT_EQ_INT(write(g.pair[1], data, sizeof data), 2);
	ASSERT_EQ_INT(received(g.pair[0]), 25 + 7 - 1 + 2);
	/* What is not more than that is no disturbance. */
	ASSERT_EQ_UINT(g.taken, 4);
	run_end();
}

static short readable(int fd, int timeout_ms)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };

	poll(&pollfd, 1, timeout_ms);
	return pollfd.revents;
}

static void the_rest_comes_in_the_next_turn(void)
{
	struct timeval now = { 0, 0 };
	fd_set set;

	run_begin("fault recv @1 split=5");
	ASSERT_EQ_INT(sent(g.pair[1], 30), 30);
	ASSERT_EQ_INT(received(g.pair[0]), 5);
	ASSERT_EQ_INT(received(g.pair[0]), -EAGAIN);
	ASSERT_EQ_INT(readable(g.pair[0], 0), 0);
	FD_ZERO(&set);
	FD_SET(g.pair[0], &set);
	ASSERT_EQ_INT(select(g.pair[0] + 1, &set, NULL, NULL, &now), 0);
	ASSERT_EQ_INT(readable(g.pair[0], 100), POLLIN);
	ASSERT_EQ_INT(received(g.pair[0]), 25);
	ASSERT_EQ_UINT(world_elapsed_ns(), 0);
	run_end();
}

static void errors_come_as_often_as_the_plan_says(void)
{
	int listener, pair[2];

	run_begin("fault recv @1 eintr=2\nfault send @1 enobufs=2\nfault send @3 eagain=1\nfault accept @1 emfile=2\n"
			"fault accept @3 eintr=1\nfault accept @4 eagain=1\nfault socket @3 enobufs=1\nfault socket @4 emfile=1");
	ASSERT_EQ_INT(received(g.pair[0]), -EINTR);
	ASSERT_EQ_INT(received(g.pair[0]), -EINTR);
	ASSERT_EQ_INT(received(g.pair[0]), -EAGAIN);
	ASSERT_EQ_INT(sent(g.pair[0], 1), -ENOBUFS);
	ASSERT_EQ_INT(sent(g.pair[0], 1), -ENOBUFS);
	ASSERT_EQ_INT(sent(g.pair[0], 1), -EAGAIN);
	ASSERT_EQ_INT(sent(g.pair[0], 1), 1);
	ASSERT_EQ_UINT(g.taken, 5);

	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	listener = socket(AF_INET, SOCK_STREAM, 0);
	bind(listener, (struct sockaddr *)&address, size);
	listen(listener, 8);
	getsockname(listener, (struct sockaddr *)&address, &size);
	pair[0] = socket(AF_INET, SOCK_STREAM, 0);
	ASSERT_EQ_INT(connect(pair[0], (struct sockaddr *)&address, size), 0);
	fcntl(listener, F_SETFL, O_NONBLOCK);
	static const int errors[] = { EMFILE, EMFILE, EINTR, EAGAIN };
	for (int i = 0; i < 4; i++) {
		ASSERT_EQ_INT(accept(listener, NULL, NULL), -1);
		ASSERT_EQ_INT(errno, errors[i]);
	}
	pair[1] = accept(listener, NULL, NULL);
	ASSERT_TRUE(pair[1] >= 0);
	ASSERT_EQ_INT(socket(AF_INET, SOCK_STREAM, 0), -1);
	ASSERT_EQ_INT(errno, ENOBUFS);
	ASSERT_EQ_INT(socket(AF_INET, SOCK_STREAM, 0), -1);
	ASSERT_EQ_INT(errno, EMFILE);
	close(listener);
	close(pair[0]);
	close(pair[1]);
	run_end();
}

static void a_lost_connection_is_lost_for_both(void)
{
	static const struct { const char *plan; bool sends; int error; } cases[] = {
		{ "fault recv @1 econnreset", false, ECONNRESET },
		{ "fault send @2 econnreset", true, ECONNRESET },
		{ "fault send @2 epipe", true, EPIPE },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		run_begin(cases[i].plan);
		ASSERT_EQ_INT(sent(g.pair[1], 30), 30);
		ASSERT_EQ_INT(cases[i].sends ? sent(g.pair[0], 1) : received(g.pair[0]), -cases[i].error);
		/* No call reports it again, and no byte comes any more. */
		ASSERT_EQ_INT(received(g.pair[0]), 0);
		ASSERT_EQ_INT(sent(g.pair[0], 1), -EPIPE);
		ASSERT_EQ_INT(readable(g.pair[1], 1000) & (POLLIN | POLLERR), POLLIN | POLLERR);
		ASSERT_EQ_INT(received(g.pair[1]), -ECONNRESET);
		ASSERT_EQ_UINT(g.taken, 1);
		run_end();
	}
}

static void a_close_that_is_interrupted_closes(void)
{
	run_begin("fault close @1 eintr=1");
	uint64_t before = world_fd_set();
	ASSERT_EQ_INT(close(g.pair[0]), -1);
	ASSERT_EQ_INT(errno, EINTR);
	ASSERT_EQ_INT(__builtin_popcountll(before & ~world_fd_set()), 1);
	ASSERT_TRUE(!sockets_is_known(g.pair[0]));
	ASSERT_EQ_INT(readable(g.pair[1], 1000), POLLIN);
	ASSERT_EQ_INT(received(g.pair[1]), 0);
	run_end();
}

static void a_connection_fails_or_comes_without_its_client(void)
{
	static const struct { const char *plan; int error; bool comes; } cases[] = {
		{ "fault connect @1 econnreset", ECONNRESET, false },
		{ "fault connect @1 enobufs=1", ENOBUFS, false },
		{ "fault connect @1 eintr=1", EINTR, true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
		socklen_t size = sizeof address;

		run_begin(cases[i].plan);
		int listener = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
		bind(listener, (struct sockaddr *)&address, size);
		listen(listener, 8);
		getsockname(listener, (struct sockaddr *)&address, &size);
		ASSERT_EQ_INT(connect(client, (struct sockaddr *)&address, size), -1);
		ASSERT_EQ_INT(errno, cases[i].error);
		ASSERT_EQ_INT(readable(listener, 0), cases[i].comes ? POLLIN : 0);
		close(listener);
		close(client);
		run_end();
	}
}

/* epoll_wait over both ends of the connection, for reading; returns how many events, -errno, and their descriptors. */
static int events_of(int epoll, int fds[4], int timeout_ms)
{
	struct epoll_event events[4];
	int count = epoll_wait(epoll, events, 4, timeout_ms);

	for (int i = 0; i < count; i++)
		fds[i] = events[i].data.fd;
	return count < 0 ? -errno : count;
}

static int epoll_of_pair(void)
{
	int epoll = epoll_create1(0);

	for (int i = 0; i < 2; i++) {
		struct epoll_event event = { .events = EPOLLIN, .data.fd = g.pair[i] };
		epoll_ctl(epoll, EPOLL_CTL_ADD, g.pair[i], &event);
		g.waiters[i] = (struct faults_waiter){ .who = (uint8_t)(C0 + i), .fd = g.pair[i] };
	}
	g.waiter_count = 2;
	return epoll;
}

static uint64_t elapsed_ms(void)
{
	return world_elapsed_ns() / 1000000u;
}

static void readiness_comes_late(void)
{
	int fds[4];

	run_begin("fault epoll_wait @1 delay=3\nfault C1 epoll_wait @6 delay=9\nfault epoll_wait @8 delay=20");
	int epoll = epoll_of_pair();
	ASSERT_EQ_INT(sent(g.pair[1], 30), 30);
	/* Three turns, though whoever looks finds it. */
	for (int i = 0; i < 3; i++)
		ASSERT_EQ_INT(events_of(epoll, fds, 0), 0);
	ASSERT_EQ_INT(readable(g.pair[0], 0), POLLIN);
	ASSERT_EQ_INT(events_of(epoll, fds, 0), 1);
	ASSERT_EQ_INT(fds[0], g.pair[0]);
	ASSERT_EQ_INT(events_of(epoll, fds, 0), 1);
	ASSERT_EQ_UINT(elapsed_ms(), 0);
	/* What C1 waits for alone; when nothing else is left to do, a turn takes a millisecond. */
	ASSERT_EQ_INT(sent(g.pair[0], 30), 30);
	ASSERT_EQ_INT(events_of(epoll, fds, -1), 1);
	ASSERT_EQ_INT(fds[0], g.pair[0]);
	ASSERT_EQ_INT(received(g.pair[0]), 30);
	ASSERT_EQ_INT(events_of(epoll, fds, -1), 1);
	ASSERT_EQ_INT(fds[0], g.pair[1]);
	ASSERT_EQ_UINT(elapsed_ms(), 8);
	/* A deadline before that comes first. */
	ASSERT_EQ_INT(events_of(epoll, fds, 15), 0);
	ASSERT_EQ_UINT(elapsed_ms(), 23);
	ASSERT_EQ_INT(events_of(epoll, fds, 15), 1);
	ASSERT_EQ_UINT(elapsed_ms(), 27);
	ASSERT_EQ_UINT(g.first_taken, 3);
	close(epoll);
	run_end();
}

static void readiness_is_invented(void)
{
	int fds[4];

	run_begin("fault epoll_wait @1 spurious=1\nfault C1 epoll_wait @3 spurious=2");
	int epoll = epoll_of_pair();
	ASSERT_EQ_INT(events_of(epoll, fds, -1), 1);
	ASSERT_EQ_INT(fds[0], g.pair[0]);
	ASSERT_EQ_INT(received(g.pair[0]), -EAGAIN);
	ASSERT_EQ_INT(events_of(epoll, fds, 0), 0);
	for (int i = 0; i < 2; i++) {
		ASSERT_EQ_INT(events_of(epoll, fds, 0), 1);
		ASSERT_EQ_INT(fds[0], g.pair[1]);
	}
	ASSERT_EQ_INT(events_of(epoll, fds, 0), 0);
	ASSERT_EQ_UINT(g.taken, 3);
	close(epoll);
	run_end();
}

static void a_wait_is_interrupted(void)
{
	int fds[4];

	run_begin("fault epoll_wait @1 eintr=2");
	int epoll = epoll_of_pair();
	ASSERT_EQ_INT(events_of(epoll, fds, -1), -EINTR);
	ASSERT_EQ_INT(events_of(epoll, fds, 10), -EINTR);
	ASSERT_EQ_UINT(elapsed_ms(), 0);
	ASSERT_EQ_INT(events_of(epoll, fds, 10), 0);
	ASSERT_EQ_UINT(elapsed_ms(), 10);
	close(epoll);
	run_end();
}

static int looked_up(const char *host)
{
	struct addrinfo *addresses = NULL;
	int error = getaddrinfo(host, NULL, NULL, &addresses);

	if (addresses != NULL)
		freeaddrinfo(addresses);
	return error;
}

static void a_lookup_finds_no_server(void)
{
	run_begin("fault getaddrinfo @2 fail=2");
	ASSERT_EQ_INT(looked_up("127.0.0.1"), 0);
	ASSERT_EQ_INT(looked_up("127.0.0.1"), EAI_AGAIN);
	ASSERT_EQ_INT(looked_up("nowhere.invalid"), EAI_AGAIN);
	ASSERT_EQ_INT(looked_up("127.0.0.1"), 0);
	ASSERT_EQ_UINT(g.taken, 2);
	run_end();
	ASSERT_EQ_INT(looked_up("127.0.0.1"), 0);
}

static void a_strict_plan_leaves_out_what_cannot_be(void)
{
	run_begin("strict\nfault recv @1 eintr=9\nfault send @1 enobufs=9\nfault close @1 eintr=9\nfault getaddrinfo @1 fail=9");
	ASSERT_EQ_INT(sent(g.pair[1], 30), 30);
	ASSERT_EQ_INT(received(g.pair[0]), 30);
	ASSERT_EQ_INT(looked_up("127.0.0.1"), 0);
	ASSERT_EQ_UINT(g.taken, 0);
	ASSERT_EQ_INT(looked_up("nowhere.invalid"), EAI_AGAIN);
	ASSERT_EQ_INT(close(g.pair[0]), 0);
	ASSERT_EQ_UINT(g.taken, 1);
	run_end();
}

static const char *const everything =
	"fault recv @1 short=1\nfault send @1 eagain=64\nfault read @1 short=1\nfault write @1 short=1\n"
	"fault connect @1 enobufs=64\nfault accept @1 emfile=64\nfault socket @1 emfile=64\nfault close @1 eintr=64\n"
	"fault epoll_wait @1 eintr=64\nfault getaddrinfo @1 fail=64";

/* Every class of calls, on descriptors of nobody's run. */
static void everything_works(void)
{
	char data[64] = { 0 };
	int pair[2], listener, fds[4], epoll = epoll_create1(0);

	connection(pair, &listener);
	ASSERT_EQ_INT(sent(pair[0], 30), 30);
	ASSERT_EQ_INT(readable(pair[1], 1000), POLLIN);
	struct epoll_event event = { .events = EPOLLIN, .data.fd = pair[1] };
	epoll_ctl(epoll, EPOLL_CTL_ADD, pair[1], &event);
	ASSERT_EQ_INT(events_of(epoll, fds, 1000), 1);
	ASSERT_EQ_INT(received(pair[1]), 30);
	ASSERT_EQ_INT(write(pair[0], data, sizeof data), sizeof data);
	ASSERT_EQ_INT(readable(pair[1], 1000), POLLIN);
	ASSERT_EQ_INT(read(pair[1], data, sizeof data), sizeof data);
	ASSERT_EQ_INT(close(pair[0]) | close(pair[1]) | close(listener) | close(epoll), 0);
	ASSERT_EQ_INT(looked_up("127.0.0.1"), 0);
}

static void nothing_is_left_of_a_run(void)
{
	everything_works();
	run_begin(everything);
	ASSERT_EQ_INT(sent(g.pair[1], 30), -EAGAIN);
	run_end();
	everything_works();
	ASSERT_EQ_UINT(g.taken, 1);
	/* Nor in the next run, whose plan has none. */
	run_begin("");
	everything_works();
	ASSERT_EQ_UINT(g.taken, 0);
	run_end();
}

/* Nothing is cut off, and an error breaks nothing. */
static void a_datagram_stays_whole(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	char data[64] = { 0 };

	run_begin("fault send @1 short=3\nfault send @2 econnreset\nfault recv @1 short=3\nfault recv @2 split=3");
	int receiver = socket(AF_INET, SOCK_DGRAM, 0), sender = socket(AF_INET, SOCK_DGRAM, 0);
	ASSERT_EQ_INT(bind(receiver, (struct sockaddr *)&address, size), 0);
	getsockname(receiver, (struct sockaddr *)&address, &size);
	ASSERT_EQ_INT(sendto(sender, data, 40, 0, (struct sockaddr *)&address, size), 40);
	ASSERT_EQ_INT(sendto(sender, data, 41, 0, (struct sockaddr *)&address, size), -1);
	ASSERT_EQ_INT(errno, ECONNRESET);
	ASSERT_EQ_INT(sendto(sender, data, 42, 0, (struct sockaddr *)&address, size), 42);
	ASSERT_EQ_INT(received(receiver), 40);
	ASSERT_EQ_INT(received(receiver), 42);
	ASSERT_EQ_UINT(g.taken, 1);
	close(receiver);
	close(sender);
	run_end();
}

static void other_descriptors_are_left_alone(void)
{
	char data[64] = { 0 };
	int pair[2], listener, pipes[2], other[2];

	connection(pair, &listener);
	ASSERT_EQ_INT(pipe(pipes), 0);
	ASSERT_EQ_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, other), 0);
	run_begin("fault recv @1 short=1\nfault send @1 eagain=64\nfault read @1 short=1\nfault write @1 short=1\n"
			"fault close @1 eintr=64");
	ASSERT_EQ_INT(sent(pair[0], 30), 30);
	ASSERT_EQ_INT(readable(pair[1], 1000), POLLIN);
	ASSERT_EQ_INT(received(pair[1]), 30);
	ASSERT_EQ_INT(write(pipes[1], data, sizeof data), sizeof data);
	ASSERT_EQ_INT(read(pipes[0], data, sizeof data), sizeof data);
	ASSERT_EQ_INT(write(other[1], data, sizeof data), sizeof data);
	ASSERT_EQ_INT(read(other[0], data, sizeof data), sizeof data);
	ASSERT_EQ_INT(close(pair[0]) | close(pair[1]) | close(listener) | close(pipes[0]) | close(pipes[1]), 0);
	ASSERT_EQ_INT(close(other[0]) | close(other[1]), 0);
	ASSERT_EQ_UINT(g.taken, 0);
	/* And those of the run are not. */
	ASSERT_EQ_INT(sent(g.pair[1], 30), -EAGAIN);
	run_end();
}

int main(void)
{
	TEST(the_call_that_is_named_is_disturbed);
	TEST(calls_are_counted_by_caller);
	TEST(a_socket_gives_and_takes_less);
	TEST(the_rest_comes_in_the_next_turn);
	TEST(errors_come_as_often_as_the_plan_says);
	TEST(a_lost_connection_is_lost_for_both);
	TEST(a_close_that_is_interrupted_closes);
	TEST(a_connection_fails_or_comes_without_its_client);
	TEST(readiness_comes_late);
	TEST(readiness_is_invented);
	TEST(a_wait_is_interrupted);
	TEST(a_lookup_finds_no_server);
	TEST(a_strict_plan_leaves_out_what_cannot_be);
	TEST(nothing_is_left_of_a_run);
	TEST(a_datagram_stays_whole);
	TEST(other_descriptors_are_left_alone);
	return test_result();
}
