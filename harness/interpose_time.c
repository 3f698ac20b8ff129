/* interpose_time.c - the clocks and sleeps of libc, virtual inside a run and real outside.
 *
 * The definitions override libc's in the whole executable, for static and shared libraries alike, and also the
 * sanitizers' weak interceptors. "Real" is the raw system call: it needs no symbol lookup, so it works during the
 * sanitizers' start-up, and outside a run nothing here is on a hot path.
 */
#include <errno.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "harness/kernel.h"
#include "harness/world.h"

static struct timespec timespec_of(uint64_t ns)
{
	return (struct timespec){ .tv_sec = (time_t)(ns / 1000000000u), .tv_nsec = (long)(ns % 1000000000u) };
}

static uint64_t clock_ns(clockid_t clock)
{
	switch (clock) {
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
		return world_realtime_ns();
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_BOOTTIME:
		return world_monotonic_ns();
	default:
		/* CPU clocks (getrusage-like): a run takes no virtual CPU time. */
		return world_elapsed_ns();
	}
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
	kernel_fills(time, sizeof *time);
	if (!world_is_active())
		return (int)syscall(SYS_clock_gettime, clock, time);
	*time = timespec_of(clock_ns(clock));
	return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
	kernel_fills(time, sizeof *time);
	if (!world_is_active())
		return (int)syscall(SYS_gettimeofday, time, zone);
	time->tv_sec = (time_t)(world_realtime_ns() / 1000000000u);
	time->tv_usec = (suseconds_t)(world_realtime_ns() % 1000000000u / 1000u);
	return 0;
}

time_t time(time_t *out)
{
	time_t now;

	if (world_is_active()) {
		now = (time_t)(world_realtime_ns() / 1000000000u);
	} else {
		struct timespec real;

		kernel_fills(&real, sizeof real);
		syscall(SYS_clock_gettime, CLOCK_REALTIME, &real);
		now = real.tv_sec;
	}
	if (out != NULL)
		*out = now;
	return now;
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
	if (!world_is_active())
		return (int)syscall(SYS_nanosleep, wanted, left);
	world_advance_ns((uint64_t)wanted->tv_sec * 1000000000u + (uint64_t)wanted->tv_nsec);
	return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left)
{
	if (!world_is_active())
		return syscall(SYS_clock_nanosleep, clock, flags, wanted, left) == 0 ? 0 : errno;
	uint64_t ns = (uint64_t)wanted->tv_sec * 1000000000u + (uint64_t)wanted->tv_nsec;
	if (flags & TIMER_ABSTIME)
		ns = ns > clock_ns(clock) ? ns - clock_ns(clock) : 0;
	world_advance_ns(ns);
	return 0;
}

int usleep(useconds_t us)
{
	struct timespec wanted = timespec_of((uint64_t)us * 1000u);

	return nanosleep(&wanted, NULL);
}

unsigned int sleep(unsigned int seconds)
{
	struct timespec wanted = { .tv_sec = seconds }, left = { 0 };

	return nanosleep(&wanted, &left) == 0 ? 0 : (unsigned int)left.tv_sec;
}
