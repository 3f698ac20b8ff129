/* world.h - virtual time of a run.
 *
 * While a run is active, the interposed libc calls (interpose_*.c) ask this module and sockets.c instead of the kernel:
 * the clock moves only when nothing is ready, straight to the deadline of whoever waits, so no run ever sleeps. Outside
 * a run, and in other threads, everything is real.
 */
#ifndef HARNESS_WORLD_H
#define HARNESS_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WORLD_SETTLE_MS_MAX = 400,  /* real time to wait for what is in flight; the kernel retransmits after 200 ms */
};

struct world_callbacks {
	void (*turn)(void);                     /* before each wait for descriptors */
	uint32_t (*choose_event)(uint32_t n);   /* which of n >= 1 events of one wait is delivered next */
	void (*source)(const char *call);       /* the run asks for what differs from run to run */
	void (*stuck)(const char *call);        /* a wait without deadline in which nothing can ever become ready */
	void (*exit)(const char *call, int status);     /* the process, not a child of it, is about to end */
	/* Processes of the run besides this one; NULL when there are none. */
	const struct world_others *others;
};

struct world_others {
	void (*run)(void);                      /* lets them go on until each waits for something of ours, or for time */
	uint64_t (*pause_ns)(void);             /* virtual time after which the first of them goes on, 0 at once; UINT64_MAX = none */
	void (*connecting)(int fd, const void *address, size_t size);   /* connect() was called */
};

/* Begins and ends a run: clock to its fixed start, no sockets known. Not nested. */
void world_enter(const struct world_callbacks *callbacks);
void world_leave(void);

/* True inside a run, in the thread that runs it, unless paused. */
bool world_is_active(void);

/* Shows real time to the code between them: for an engine's signal handler that interrupts a run. */
bool world_pause(void);
void world_resume(bool was_active);

/* Virtual time since the start of the run, and the two clocks that libc shows. */
uint64_t world_elapsed_ns(void);
uint64_t world_monotonic_ns(void);
uint64_t world_realtime_ns(void);
void world_advance_ns(uint64_t ns);

void world_turn(void);
void world_others_run(void);
uint64_t world_others_pause_ns(void);
void world_connecting(int fd, const void *address, size_t size);
uint32_t world_choose_event(uint32_t n);

/* The call asks for something that is not the same in every run. */
void world_source(const char *call);

/* Bytes that look random and are the same in every run. */
void world_random(void *data, size_t size);

void world_stuck(const char *call);

/* The process that the run takes place in, or a child that it has forked, ends by that call. */
void world_exit(const char *call, int status);

/* Lowest descriptors in use as a set of bits 0..63, to compare before and after a run. */
uint64_t world_fd_set(void);

#endif
