/* interpose_sources.c - libc calls whose answer differs from run to run: random numbers, the process's number, the
 * processor's time. Inside a run they are named (world_source), so that a run that depends on them can be told from one
 * that does not; where the answer can be made the same every time, it is.
 */
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "harness/kernel.h"
#include "harness/world.h"

ssize_t getrandom(void *data, size_t size, unsigned int flags)
{
	kernel_fills(data, size);
	if (!world_is_active())
		return syscall(SYS_getrandom, data, size, flags);
	world_source("getrandom");
	world_random(data, size);
	return (ssize_t)size;
}

int getentropy(void *data, size_t size)
{
	kernel_fills(data, size);
	if (!world_is_active())
		return syscall(SYS_getrandom, data, size, 0) == (long)size ? 0 : -1;
	world_source("getentropy");
	world_random(data, size);
	return 0;
}

/* The true one, since signals are sent to it. */
pid_t getpid(void)
{
	if (world_is_active())
		world_source("getpid");
	return (pid_t)syscall(SYS_getpid);
}

int getrusage(__rusage_who_t who, struct rusage *usage)
{
	kernel_fills(usage, sizeof *usage);
	if (!world_is_active())
		return (int)syscall(SYS_getrusage, who, usage);
	world_source("getrusage");
	memset(usage, 0, sizeof *usage);
	return 0;
}

clock_t times(struct tms *times)
{
	kernel_fills(times, sizeof *times);
	if (!world_is_active())
		return (clock_t)syscall(SYS_times, times);
	world_source("times");
	memset(times, 0, sizeof *times);
	return (clock_t)(world_elapsed_ns() / 10000000u);
}

clock_t clock(void)
{
	struct timespec used;

	/* Interposed, too: virtual time inside a run. */
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (clock_t)(used.tv_sec * CLOCKS_PER_SEC + used.tv_nsec / (1000000000 / CLOCKS_PER_SEC));
}
