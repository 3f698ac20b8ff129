/* floor.c - see floor.h. Each figure is the median of some batches, as those of the seeds are. */
#include "bench/floor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <php.h>
#include <zend_fibers.h>

#include "harness/embed.h"
#include "harness/harness.h"

enum { BATCHES = 7, REQUESTS = 100, SWITCHES = 20000, CONNECTIONS = 100, BYTES = 256 };

static struct {
	struct run run;
	uint32_t switches_left;
} g;

double floor_cpu_us(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void refuse(const char *what)
{
	perror(what);
	exit(2);
}

static void requests(void)
{
	struct plan plan;

	plan_decode(NULL, 0, &plan);
	for (int i = 0; i < REQUESTS; i++)
		harness_run(&plan, &g.run);
}

static ZEND_STACK_ALIGNED void bounce(zend_fiber_transfer *transfer)
{
	zend_fiber_context *home = transfer->context;

	for (; g.switches_left > 0; g.switches_left--) {
		zend_fiber_transfer back = { .context = home };
		ZVAL_NULL(&back.value);
		zend_fiber_switch_context(&back);
	}
	transfer->context = home;
	ZVAL_NULL(&transfer->value);
}

/* There and back, so half as many rounds. */
static void switches(void)
{
	static char kind;
	zend_fiber_context context = { 0 };

	if (!embed_request_start() || !zend_fiber_init_context(&context, &kind, bounce, EG(fiber_stack_size)))
		exit(2);
	for (g.switches_left = SWITCHES / 2; context.status != ZEND_FIBER_STATUS_DEAD; ) {
		zend_fiber_transfer there = { .context = &context };
		ZVAL_NULL(&there.value);
		zend_fiber_switch_context(&there);
	}
	embed_request_end();
}

static void connection(int listener, const struct sockaddr_in *address)
{
	char data[BYTES] = { 0 };
	int client = socket(AF_INET, SOCK_STREAM, 0);

	if (client < 0 || connect(client, (const struct sockaddr *)address, sizeof *address) != 0)
		refuse("floor: connect");
	int server = accept(listener, NULL, NULL);
	if (server < 0 || send(server, data, sizeof data, 0) != BYTES)
		refuse("floor: accept");
	close(server);
	while (recv(client, data, sizeof data, 0) > 0)
		continue;
	close(client);
}

/* A listener for each batch, so that the ports of closed connections do not run out. */
static void connections(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	if (listener < 0 || bind(listener, (const struct sockaddr *)&address, sizeof address) != 0 ||
			listen(listener, 16) != 0 || getsockname(listener, (struct sockaddr *)&address, &size) != 0)
		refuse("floor: listen");
	for (int i = 0; i < CONNECTIONS; i++)
		connection(listener, &address);
	close(listener);
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double measure(void (*work)(void), uint32_t number)
{
	double batches[BATCHES];

	work();
	for (int i = 0; i < BATCHES; i++) {
		double start = floor_cpu_us();
		work();
		batches[i] = (floor_cpu_us() - start) / number;
	}
	qsort(batches, BATCHES, sizeof *batches, compare);
	return batches[BATCHES / 2];
}

void floor_measure(struct floor *floor)
{
	floor->request_us = measure(requests, REQUESTS);
	floor->switch_us = measure(switches, SWITCHES);
	floor->connection_us = measure(connections, CONNECTIONS);
}
