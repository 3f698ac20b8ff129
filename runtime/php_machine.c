/* php_machine.c - what PHP code may ask about the machine and the process: processors, load, use of them.
 *
 * It needs no coroutine and starts none. cpu_usage() compares with its previous call in this process, whichever request
 * that was in.
 */
#include "runtime/rt_private.h"

ZEND_FUNCTION(Async_available_parallelism);
ZEND_FUNCTION(Async_cpu_usage);
ZEND_FUNCTION(Async_loadavg);

#define LOADS 3                 /* over the last 1, 5 and 15 minutes */

/* Counters that only grow; all times in seconds. */
struct usage {
	double wall;
	double process;             /* of all threads, in user and kernel mode */
	double busy;                /* of all processors */
	double idle;
	int processors;
};

static struct usage usage_last;
static bool usage_known;

static double seconds(uv_timeval_t time)
{
	return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

static void usage_read(struct usage *usage)
{
	uv_rusage_t process;
	uv_cpu_info_t *infos;
	memset(usage, 0, sizeof(*usage));
	usage->wall = (double) uv_hrtime() / 1e9;
	if (uv_getrusage(&process) == 0) {
		usage->process = seconds(process.ru_utime) + seconds(process.ru_stime);
	}
	if (uv_cpu_info(&infos, &usage->processors) != 0) {
		usage->processors = (int) uv_available_parallelism();
		return;
	}
	for (int i = 0; i < usage->processors; i++) {
		usage->busy += (double) (infos[i].cpu_times.user + infos[i].cpu_times.nice + infos[i].cpu_times.sys
			+ infos[i].cpu_times.irq) / 1e3;
		usage->idle += (double) infos[i].cpu_times.idle / 1e3;
	}
	uv_free_cpu_info(infos, usage->processors);
}

/* 0 where nothing has passed, or a counter has gone back. */
static double ratio(double part, double whole)
{
	return part > 0 && whole > 0 ? part / whole : 0;
}

static void loads_add(zval *array)
{
	double loads[LOADS];
	uv_loadavg(loads);
	for (int i = 0; i < LOADS; i++) {
		add_next_index_double(array, loads[i]);
	}
}

ZEND_FUNCTION(Async_available_parallelism)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG((zend_long) uv_available_parallelism());
}

/* The first call has nothing to compare with: its figures are 0. */
ZEND_FUNCTION(Async_cpu_usage)
{
	struct usage now;
	zval loads;
	ZEND_PARSE_PARAMETERS_NONE();
	usage_read(&now);
	struct usage before = usage_known ? usage_last : now;
	usage_last = now;
	usage_known = true;

	double wall = now.wall - before.wall;
	double cores = ratio(now.process - before.process, wall);
	double busy = now.busy - before.busy;
	array_init(return_value);
	add_assoc_double(return_value, "process_cores", cores);
	add_assoc_double(return_value, "process_percent", ratio(cores, now.processors) * 100);
	add_assoc_double(return_value, "system_percent", ratio(busy, busy + now.idle - before.idle) * 100);
	add_assoc_long(return_value, "cpu_count", now.processors);
	add_assoc_double(return_value, "interval_sec", wall);
	array_init(&loads);
	loads_add(&loads);
	add_assoc_zval(return_value, "loadavg", &loads);
}

ZEND_FUNCTION(Async_loadavg)
{
	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	loads_add(return_value);
}
