/* sleep.c - PHP's sleeping functions as timers.
 *
 * A fraction of a millisecond counts as one, so that no sleep is shorter than asked for. A sleep of nothing lets the
 * others run, as delay(0) does. Arguments the engine refuses are left to the engine, which does not sleep on them.
 */
#include "runtime/rt_private.h"

#include <sys/time.h>

#define NS_PER_SECOND 1000000000u
#define NS_PER_MS 1000000u

enum { SLEEP, USLEEP, NANOSLEEP, SLEEP_UNTIL };

/* False: cancelled, an exception is pending. */
static bool rest(uint64_t ms)
{
	if (ms == 0) {
		return rt__yield(RT_OP_SLEEP);
	}
	rt__timer_wait_add(ms);
	return rt__suspend(RT_OP_SLEEP, -1, NULL);
}

static void engine_call(int which, INTERNAL_FUNCTION_PARAMETERS)
{
	rt__sleep_functions[which].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

static ZEND_FUNCTION(rt__sleep)
{
	zend_long seconds;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(seconds)
	ZEND_PARSE_PARAMETERS_END();
	if (seconds < 0 || !rt__can_suspend()) {
		engine_call(SLEEP, INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	rest((uint64_t) (uint32_t) seconds * 1000);
	RETURN_LONG(0);
}

static ZEND_FUNCTION(rt__usleep)
{
	zend_long microseconds;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(microseconds)
	ZEND_PARSE_PARAMETERS_END();
	if (microseconds < 0 || !rt__can_suspend()) {
		engine_call(USLEEP, INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	rest(((uint64_t) (uint32_t) microseconds + 999) / 1000);
}

static ZEND_FUNCTION(rt__time_nanosleep)
{
	zend_long seconds, nanoseconds;
	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_LONG(seconds)
		Z_PARAM_LONG(nanoseconds)
	ZEND_PARSE_PARAMETERS_END();
	if (seconds < 0 || nanoseconds < 0 || nanoseconds >= NS_PER_SECOND || !rt__can_suspend()) {
		engine_call(NANOSLEEP, INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	uint64_t whole = seconds > UINT32_MAX ? UINT32_MAX : (uint64_t) seconds;
	RETURN_BOOL(rest(whole * 1000 + ((uint64_t) nanoseconds + NS_PER_MS - 1) / NS_PER_MS));
}

static ZEND_FUNCTION(rt__time_sleep_until)
{
	double moment;
	struct timeval now;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_DOUBLE(moment)
	ZEND_PARSE_PARAMETERS_END();
	gettimeofday(&now, NULL);
	double left = moment - ((double) now.tv_sec + (double) now.tv_usec / 1e6);
	if (!(left >= 0 && left <= UINT32_MAX) || !rt__can_suspend()) {
		engine_call(SLEEP_UNTIL, INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	/* One more than the whole part: never early. */
	RETURN_BOOL(rest((uint64_t) (left * 1000) + 1));
}

struct rt__replacement rt__sleep_functions[] = {
	[SLEEP] = { "sleep", ZEND_FN(rt__sleep), NULL },
	[USLEEP] = { "usleep", ZEND_FN(rt__usleep), NULL },
	[NANOSLEEP] = { "time_nanosleep", ZEND_FN(rt__time_nanosleep), NULL },
	[SLEEP_UNTIL] = { "time_sleep_until", ZEND_FN(rt__time_sleep_until), NULL },
	{ NULL, NULL, NULL },
};
