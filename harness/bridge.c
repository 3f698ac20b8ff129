/* bridge.c - see bridge.h. */
#include "harness/bridge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <php.h>
#include <php_network.h>

#include "harness/budget.h"
#include "harness/cancels.h"
#include "harness/check.h"
#include "harness/chooser.h"
#include "harness/forked.h"
#include "harness/oracle.h"
#include "harness/program.h"
#include "harness/steer.h"
#include "harness/world.h"
#include "runtime/rt.h"

static struct {
	struct run *run;            /* the run that is under way */
} g;

/* FuzzAsync\on_hang(array $names, array $log): Steps.php calls it when its bound has passed, before it cancels. */
ZEND_BEGIN_ARG_INFO_EX(on_hang_arguments, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, names, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, log, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(on_hang)
{
	char detail[VERDICT_DETAIL_MAX] = "not ended within the bound:";
	size_t size = strlen(detail);
	zval *names, *log, *name;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ARRAY(names)
		Z_PARAM_ARRAY(log)
	ZEND_PARSE_PARAMETERS_END();
	CHECK(g.run != NULL);
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(names), name) {
		if (Z_TYPE_P(name) == IS_STRING && size + 40 < sizeof detail)
			size += (size_t)snprintf(detail + size, 40, " %s", Z_STRVAL_P(name));
	} ZEND_HASH_FOREACH_END();
	program_log(log, g.run);
	oracle_hang(g.run, detail);
}

/* FuzzAsync\at_anchor(): a killer of Steps.php waits until its cancellation is to land. */
ZEND_BEGIN_ARG_INFO_EX(at_anchor_arguments, 0, 0, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(at_anchor)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt_gate_wait();
}

/* FuzzAsync\io_errno(): errno of the last socket call of the coroutine that asks; Transfer.php tells ends apart by it. */
ZEND_BEGIN_ARG_INFO_EX(io_errno_arguments, 0, 0, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(io_errno)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(steer_io_errno());
}

/* FuzzAsync\cancels_landed(string $name): what Cancellations.php cannot see by itself; 0 for who is no actor. */
ZEND_BEGIN_ARG_INFO_EX(cancels_landed_arguments, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(landed)
{
	zend_string *name;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();
	unsigned long actor = ZSTR_VAL(name)[0] == 'C' ? strtoul(ZSTR_VAL(name) + 1, NULL, 10) : PLAN_ACTORS_MAX;
	RETURN_LONG(actor < PLAN_ACTORS_MAX ? cancels_landed((uint8_t)actor) : 0);
}

/* What ForkedPeer.php asks of the processes that play peers, by the peer's number; see forked.h. */
ZEND_BEGIN_ARG_INFO_EX(forked_arguments, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, peer, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(forked_begin_arguments, 0, 0, 3)
	ZEND_ARG_TYPE_INFO(0, peer, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, buffer, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, order, IS_STRING, 0)
ZEND_END_ARG_INFO()

static ZEND_NAMED_FUNCTION(forked_begin_function)
{
	zend_long peer, buffer;
	zend_string *order;

	ZEND_PARSE_PARAMETERS_START(3, 3)
		Z_PARAM_LONG(peer)
		Z_PARAM_LONG(buffer)
		Z_PARAM_STR(order)
	ZEND_PARSE_PARAMETERS_END();
	RETURN_STRING(forked_begin((uint32_t)peer, (size_t)buffer, ZSTR_VAL(order)));
}

/* FuzzAsync\forked_NAME(int $peer), which returns what the C function says. */
#define FORKED_FUNCTION(name, ...) \
	static ZEND_NAMED_FUNCTION(name##_function) \
	{ \
		zend_long peer; \
		ZEND_PARSE_PARAMETERS_START(1, 1) \
			Z_PARAM_LONG(peer) \
		ZEND_PARSE_PARAMETERS_END(); \
		__VA_ARGS__; \
	}
FORKED_FUNCTION(forked_end, forked_end((uint32_t)peer))
FORKED_FUNCTION(forked_is_done, RETURN_BOOL(forked_is_done((uint32_t)peer)))
FORKED_FUNCTION(forked_report, RETURN_STRING(forked_report((uint32_t)peer)))
FORKED_FUNCTION(forked_paused_ms, RETURN_LONG(forked_paused_ms((uint32_t)peer)))
FORKED_FUNCTION(forked_pause_ms, RETURN_LONG(forked_pause_ms((uint32_t)peer)))

static const zend_function_entry functions[] = {
	ZEND_RAW_FENTRY("FuzzAsync\\on_hang", on_hang, on_hang_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\at_anchor", at_anchor, at_anchor_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\cancels_landed", landed, cancels_landed_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\io_errno", io_errno, io_errno_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\forked_begin", forked_begin_function, forked_begin_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\forked_end", forked_end_function, forked_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\forked_is_done", forked_is_done_function, forked_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\forked_report", forked_report_function, forked_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\forked_paused_ms", forked_paused_ms_function, forked_arguments, 0)
	ZEND_RAW_FENTRY("FuzzAsync\\forked_pause_ms", forked_pause_ms_function, forked_arguments, 0)
	ZEND_FE_END
};

const zend_function_entry *const bridge_functions = functions;

static void on_stuck(const char *call)
{
	char detail[VERDICT_DETAIL_MAX];

	snprintf(detail, sizeof detail, "%s without a time limit, and nothing can become ready", call);
	oracle_hang(g.run, detail);
}

static void on_exit_call(const char *call, int status)
{
	oracle_exit(g.run, call, status);
}

static uint32_t on_events(uint32_t n)
{
	return chooser_choose(PLAN_SITE_POLL, n);
}

/* Each call is named once. */
static void on_source(const char *call)
{
	size_t used = strlen(g.run->sources), length = strlen(call);

	if (strstr(g.run->sources, call) != NULL || used + length + 2 > sizeof g.run->sources)
		return;
	snprintf(g.run->sources + used, sizeof g.run->sources - used, "%s%s", used ? " " : "", call);
}

static const struct world_callbacks callbacks = {
	.turn = budget_turn, .choose_event = on_events, .source = on_source, .stuck = on_stuck,
	.exit = on_exit_call, .others = &forked_others,
};

/* PHP's first lookup opens a socket, to see whether there is IPv6. No run may be the one that does it: its calls are
 * counted. */
void bridge_prepare(void)
{
	struct sockaddr **addresses = NULL;

	if (php_network_getaddresses("127.0.0.1", SOCK_STREAM, &addresses, NULL) > 0)
		php_network_freeaddresses(addresses);
}

void bridge_enter(struct run *run)
{
	g.run = run;
	world_enter(&callbacks);
}

void bridge_leave(void)
{
	forked_leave();
	world_leave();
	g.run = NULL;
}
