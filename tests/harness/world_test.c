/* world_test.c - virtual time and the descriptors of a run, through the interposed libc calls themselves. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "harness/sockets.h"
#include "harness/transit.h"
#include "harness/world.h"
#include "tests/test.h"

static struct {
	unsigned turns;
	jmp_buf stuck;
	const char *stuck_call;
	const char *source;
} g;

static void on_turn(void)
{
	g.turns++;
}

static void on_stuck(const char *call)
{
	g.stuck_call = call;
	longjmp(g.stuck, 1);
}

static void on_source(const char *call)
{
	g.source = call;
}

static const struct world_callbacks callbacks = { .turn = on_turn, .source = on_source, .stuck = on_stuck };

static int64_t now_ms(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void clocks_stand_still_and_sleeps_move_them(void)
{
	struct timespec half = { 0, 500000000 };
	struct timeval day;

	world_enter(&callbacks);
	int64_t monotonic = now_ms(CLOCK_MONOTONIC), real = now_ms(CLOCK_REALTIME);
	for (volatile int i = 0; i < 1000000; i++)
		;
	ASSERT_EQ_INT(now_ms(CLOCK_MONOTONIC), monotonic);
	ASSERT_EQ_INT(nanosleep(&half, NULL), 0);
	ASSERT_EQ_INT(usleep(250000), 0);
	ASSERT_EQ_UINT(sleep(3600), 0);
	ASSERT_EQ_INT(now_ms(CLOCK_MONOTONIC) - monotonic, 3600750);
	ASSERT_EQ_INT(now_ms(CLOCK_REALTIME) - real, 3600750);
	gettimeofday(&day, NULL);
	ASSERT_EQ_INT((int64_t)day.tv_sec * 1000 + day.tv_usec / 1000, real + 3600750);
	ASSERT_EQ_INT(time(NULL), (real + 3600750) / 1000);
	ASSERT_EQ_UINT(world_elapsed_ns(), UINT64_C(3600750) * 1000000);
	world_leave();
}

static void every_run_starts_at_the_same_time(void)
{
	world_enter(&callbacks);
	int64_t first = now_ms(CLOCK_REALTIME);
	sleep(7);
	world_leave();
	world_enter(&callbacks);
	ASSERT_EQ_INT(now_ms(CLOCK_REALTIME), first);
	world_leave();
}

static void *other_thread(void *out)
{
	*(int64_t *)out = now_ms(CLOCK_REALTIME);
	return NULL;
}

static void outside_and_in_other_threads_time_is_real(void)
{
	int64_t real = now_ms(CLOCK_REALTIME), other = 0;
	pthread_t thread;

	ASSERT_TRUE(real > INT64_C(1700000000000));
	world_enter(&callbacks);
	pthread_create(&thread, NULL, other_thread, &other);
	pthread_join(thread, NULL);
	ASSERT_TRUE(other >= real);
	bool was_active = world_pause();
	ASSERT_TRUE(now_ms(CLOCK_REALTIME) >= real);
	world_resume(was_active);
	ASSERT_TRUE(now_ms(CLOCK_REALTIME) < real);
	world_leave();
	ASSERT_TRUE(now_ms(CLOCK_REALTIME) >= real);
}

static void waits_jump_to_their_deadline(void)
{
	int fds[2], epoll = epoll_create1(0);
	struct epoll_event event = { .events = EPOLLIN };
	struct timeval limit = { 2, 0 };
	fd_set set;

	ASSERT_EQ_INT(pipe(fds), 0);
	epoll_ctl(epoll, EPOLL_CTL_ADD, fds[0], &event);
	FD_ZERO(&set);
	FD_SET(fds[0], &set);
	world_enter(&callbacks);
	int64_t start = now_ms(CLOCK_MONOTONIC);
	g.turns = 0;
	ASSERT_EQ_INT(poll(&(struct pollfd){ .fd = fds[0], .events = POLLIN }, 1, 30000), 0);
	ASSERT_EQ_INT(now_ms(CLOCK_MONOTONIC) - start, 30000);
	ASSERT_EQ_INT(epoll_wait(epoll, &event, 1, 500), 0);
	ASSERT_EQ_INT(epoll_pwait(epoll, &event, 1, 500, NULL), 0);
	ASSERT_EQ_INT(select(fds[0] + 1, &set, NULL, NULL, &limit), 0);
	ASSERT_EQ_INT(now_ms(CLOCK_MONOTONIC) - start, 33000);
	ASSERT_EQ_UINT(g.turns, 4);
	ASSERT_EQ_INT(write(fds[1], "x", 1), 1);
	FD_SET(fds[0], &set);
	ASSERT_EQ_INT(epoll_wait(epoll, &event, 1, 500), 1);
	ASSERT_EQ_INT(select(fds[0] + 1, &set, NULL, NULL, &limit), 1);
	ASSERT_EQ_INT(now_ms(CLOCK_MONOTONIC) - start, 33000);
	world_leave();
	close(epoll);
	close(fds[0]);
	close(fds[1]);
}

static void a_wait_without_deadline_is_stuck(void)
{
	int fds[2];

	ASSERT_EQ_INT(pipe(fds), 0);
	g.stuck_call = NULL;
	if (setjmp(g.stuck) == 0) {
		world_enter(&callbacks);
		poll(&(struct pollfd){ .fd = fds[0], .events = POLLIN }, 1, -1);
	}
	world_leave();
	ASSERT_EQ_STR(g.stuck_call, "poll");
	close(fds[0]);
	close(fds[1]);
}

static void events_of_a_turn_come_by_descriptor(void)
{
	int low[2], high[2], epoll = epoll_create1(0);
	struct epoll_event events[4];

	pipe(low);
	pipe(high);
	struct epoll_event one = { .events = EPOLLIN, .data.fd = high[0] };
	epoll_ctl(epoll, EPOLL_CTL_ADD, high[0], &one);
	one.data.fd = low[0];
	epoll_ctl(epoll, EPOLL_CTL_ADD, low[0], &one);
	world_enter(&callbacks);
	/* The kernel lists the higher one first: it became ready first. */
	ASSERT_EQ_INT(write(high[1], "x", 1) + write(low[1], "x", 1), 2);
	ASSERT_EQ_INT(epoll_wait(epoll, events, 4, 0), 2);
	ASSERT_EQ_INT(events[0].data.fd, low[0]);
	ASSERT_EQ_INT(events[1].data.fd, high[0]);
	world_leave();
	for (int i = 0; i < 2; i++) {
		close(low[i]);
		close(high[i]);
	}
	close(epoll);
}

/* A connected pair of TCP sockets over loopback. */
static void tcp_pair(int pair[2])
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	ASSERT_EQ_INT(bind(listener, (struct sockaddr *)&address, size), 0);
	ASSERT_EQ_INT(listen(listener, 1), 0);
	getsockname(listener, (struct sockaddr *)&address, &size);
	pair[0] = socket(AF_INET, SOCK_STREAM, 0);
	ASSERT_EQ_INT(connect(pair[0], (struct sockaddr *)&address, size), 0);
	pair[1] = accept(listener, NULL, NULL);
	close(listener);
}

static void sockets_of_a_run_are_known(void)
{
	int pair[2];
	uint64_t before = world_fd_set();

	world_enter(&callbacks);
	tcp_pair(pair);
	ASSERT_TRUE(sockets_is_known(pair[0]) && sockets_is_known(pair[1]));
	ASSERT_EQ_INT(__builtin_popcountll(world_fd_set() & ~before), 2);
	close(pair[0]);
	close(pair[1]);
	ASSERT_TRUE(!sockets_is_known(pair[0]) && !sockets_is_known(pair[1]));
	ASSERT_EQ_HEX(world_fd_set(), before);
	world_leave();
}

/* Two listeners of a run ask for any loopback port: each gets an address of its own, and connections work. */
static void listeners_get_addresses_of_their_own(void)
{
	struct sockaddr_in any = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) }, got[2];
	socklen_t size = sizeof any;
	int fds[2];

	world_enter(&callbacks);
	for (int i = 0; i < 2; i++) {
		fds[i] = socket(AF_INET, SOCK_STREAM, 0);
		ASSERT_EQ_INT(bind(fds[i], (struct sockaddr *)&any, size), 0);
		getsockname(fds[i], (struct sockaddr *)&got[i], &size);
		ASSERT_EQ_INT(ntohs(got[i].sin_port), 20000);
	}
	ASSERT_TRUE(got[0].sin_addr.s_addr != got[1].sin_addr.s_addr);
	close(fds[0]);
	close(fds[1]);
	world_leave();
}

static short writable(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLOUT };

	poll(&pollfd, 1, 0);
	return pollfd.revents;
}

/* 1000 + 500 bytes may be under way, for the kernel's poll and its send alike. */
static void buffers_are_counted_in_bytes(void)
{
	static char data[4096];
	int pair[2], send_buffer = 1000, receive_buffer = 500;

	world_enter(&callbacks);
	tcp_pair(pair);
	setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
	setsockopt(pair[1], SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
	ASSERT_EQ_INT(writable(pair[0]), POLLOUT);
	ASSERT_EQ_INT(send(pair[0], data, sizeof data, MSG_DONTWAIT), 1500);
	ASSERT_EQ_INT(send(pair[0], data, sizeof data, MSG_DONTWAIT), -1);
	ASSERT_EQ_INT(errno, EAGAIN);
	ASSERT_EQ_INT(writable(pair[0]), 0);
	ASSERT_EQ_INT(recv(pair[1], data, 400, MSG_PEEK), 400);
	ASSERT_EQ_INT(recv(pair[1], data, 400, 0), 400);
	ASSERT_EQ_INT(writable(pair[0]), 0);
	ASSERT_EQ_INT(read(pair[1], data, 100), 100);
	ASSERT_EQ_INT(writable(pair[0]), POLLOUT);
	ASSERT_EQ_INT(write(pair[0], data, sizeof data), 500);
	ASSERT_EQ_INT(send(pair[1], data, sizeof data, MSG_DONTWAIT), sizeof data);
	ASSERT_EQ_INT(writable(pair[0]), 0);
	/* The other end goes, with bytes unread: a reset, which every waiter must see. */
	close(pair[1]);
	ASSERT_TRUE(writable(pair[0]) & POLLERR);
	ASSERT_EQ_INT(send(pair[0], data, sizeof data, MSG_DONTWAIT | MSG_NOSIGNAL), -1);
	ASSERT_EQ_INT(errno, ECONNRESET);
	close(pair[0]);
	world_leave();
}

/* Full, and with sends that the kernel has not got: who waits for room is told, and a send says that nothing is sent. */
static void what_is_shut_takes_nothing(void)
{
	static char data[4096];
	int pair[2], send_buffer = 1000, receive_buffer = 500;

	world_enter(&callbacks);
	tcp_pair(pair);
	setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
	setsockopt(pair[1], SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
	for (int i = 0; i < 15; i++)
		ASSERT_EQ_INT(send(pair[0], data, 100, MSG_DONTWAIT), 100);
	ASSERT_EQ_INT(writable(pair[0]), 0);
	ASSERT_EQ_INT(shutdown(pair[0], SHUT_WR), 0);
	ASSERT_EQ_INT(writable(pair[0]), POLLOUT);
	ASSERT_EQ_INT(recv(pair[1], data, 1000, 0), 1000);
	ASSERT_EQ_INT(send(pair[0], data, 100, MSG_DONTWAIT | MSG_NOSIGNAL), -1);
	ASSERT_EQ_INT(errno, EPIPE);
	ASSERT_EQ_INT(recv(pair[1], data, sizeof data, 0), 500);
	ASSERT_EQ_INT(recv(pair[1], data, sizeof data, 0), 0);
	close(pair[0]);
	close(pair[1]);
	world_leave();
}

/* Many small sends lie unread: the kernel would keep most of them in the sender, for 40 ms. */
static void what_was_sent_has_arrived(void)
{
	static char bytes[8000], read_back[8000];
	int pair[2];
	size_t sent = 0, got = 0;

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	world_enter(&callbacks);
	tcp_pair(pair);
	for (int i = 0; i < 200; i++, sent += 19)
		ASSERT_EQ_INT(send(pair[0], bytes + sent, 19, MSG_DONTWAIT), 19);
	ASSERT_EQ_INT(recv(pair[1], read_back, 30, MSG_DONTWAIT), 30);
	ASSERT_EQ_INT(recv(pair[1], read_back + 30, 2000, MSG_DONTWAIT), 2000);
	for (got = 2030; sent < sizeof bytes - 100; sent += 100)
		ASSERT_EQ_INT(send(pair[0], bytes + sent, 100, MSG_DONTWAIT), 100);
	ASSERT_EQ_INT(recv(pair[1], read_back + got, sizeof read_back - got, MSG_DONTWAIT), sent - got);
	ASSERT_TRUE(memcmp(bytes, read_back, sent) == 0);
	ASSERT_EQ_INT(recv(pair[1], read_back, 1, MSG_DONTWAIT), -1);
	ASSERT_EQ_INT(errno, EAGAIN);
	ASSERT_EQ_UINT(world_elapsed_ns(), 0);
	ASSERT_TRUE(!transit_is_busy());
	close(pair[0]);
	close(pair[1]);
	world_leave();
}

/* Sent while nobody has accepted, closed while most of it is unread: all of it comes, then the end. */
static void what_was_sent_comes_before_the_end(void)
{
	static char bytes[4000], read_back[5000];
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;

	memset(bytes, 'x', sizeof bytes);
	world_enter(&callbacks);
	int listener = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
	ASSERT_EQ_INT(bind(listener, (struct sockaddr *)&address, size), 0);
	ASSERT_EQ_INT(listen(listener, 4), 0);
	getsockname(listener, (struct sockaddr *)&address, &size);
	ASSERT_EQ_INT(connect(client, (struct sockaddr *)&address, size), 0);
	for (int i = 0; i < 50; i++)
		ASSERT_EQ_INT(send(client, bytes, 20, MSG_DONTWAIT), 20);
	int server = accept(listener, NULL, NULL);
	for (int i = 0; i < 50; i++)
		ASSERT_EQ_INT(send(client, bytes, 20, MSG_DONTWAIT), 20);
	shutdown(client, SHUT_WR);
	struct pollfd pollfd = { .fd = server, .events = POLLIN | POLLRDHUP };
	ASSERT_EQ_INT(poll(&pollfd, 1, 0), 1);
	ASSERT_EQ_INT(pollfd.revents, POLLIN | POLLRDHUP);
	ASSERT_EQ_INT(recv(server, read_back, sizeof read_back, MSG_DONTWAIT), 2000);
	ASSERT_EQ_INT(recv(server, read_back, sizeof read_back, MSG_DONTWAIT), 0);

	/* The other way, and closed by the reader: unread bytes make a reset. */
	for (int i = 0; i < 50; i++)
		ASSERT_EQ_INT(send(server, bytes, 20, MSG_DONTWAIT), 20);
	ASSERT_EQ_INT(recv(client, read_back, 80, MSG_DONTWAIT), 80);
	close(client);
	ASSERT_EQ_INT(send(server, bytes, 20, MSG_DONTWAIT | MSG_NOSIGNAL), -1);
	ASSERT_EQ_INT(errno, EPIPE);   /* ECONNRESET, had the server not read the end before */
	close(server);
	close(listener);
	ASSERT_EQ_UINT(world_elapsed_ns(), 0);
	world_leave();
}

/* Runs the call inside a run and outside; it is named inside only. */
#define NAMED(call, name) \
	do { \
		g.source = NULL; \
		(void)!(call); \
		ASSERT_EQ_STR(g.source, NULL); \
		world_enter(&callbacks); \
		(void)!(call); \
		ASSERT_EQ_STR(g.source, name); \
		world_leave(); \
	} while (0)

static void what_differs_from_run_to_run_is_named(void)
{
	unsigned char bytes[64], again[64];
	struct rusage usage;
	struct tms tms;

	NAMED(getrandom(bytes, sizeof bytes, 0), "getrandom");
	NAMED(getentropy(bytes, sizeof bytes), "getentropy");
	NAMED(getpid(), "getpid");
	NAMED(getrusage(RUSAGE_SELF, &usage), "getrusage");
	NAMED(times(&tms), "times");
	world_enter(&callbacks);
	ASSERT_EQ_INT(getrandom(bytes, sizeof bytes, 0), sizeof bytes);
	world_leave();
	world_enter(&callbacks);
	ASSERT_EQ_INT(getrandom(again, sizeof again, 0), sizeof again);
	world_leave();
	ASSERT_TRUE(memcmp(bytes, again, sizeof bytes) == 0);
	ASSERT_EQ_INT(getrandom(again, sizeof again, 0), sizeof again);
	ASSERT_TRUE(memcmp(bytes, again, sizeof bytes) != 0);
}

int main(void)
{
	TEST(clocks_stand_still_and_sleeps_move_them);
	TEST(every_run_starts_at_the_same_time);
	TEST(outside_and_in_other_threads_time_is_real);
	TEST(waits_jump_to_their_deadline);
	TEST(a_wait_without_deadline_is_stuck);
	TEST(events_of_a_turn_come_by_descriptor);
	TEST(sockets_of_a_run_are_known);
	TEST(listeners_get_addresses_of_their_own);
	TEST(buffers_are_counted_in_bytes);
	TEST(what_is_shut_takes_nothing);
	TEST(what_was_sent_has_arrived);
	TEST(what_was_sent_comes_before_the_end);
	TEST(what_differs_from_run_to_run_is_named);
	return test_result();
}
