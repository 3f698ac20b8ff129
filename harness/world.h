/* world.h - virtual time and the descriptors of a run.
 *
 * While a run is active, the interposed libc calls (interpose_*.c) ask this module instead of the kernel: the clock
 * moves only when nothing is ready, straight to the deadline of whoever waits, so no run ever sleeps. It also keeps
 * the list of sockets that a run opened, to give the kernel no timer of its own to race with (delayed
 * acknowledgements) and to notice what a run leaves open. Outside a run, and in other threads, everything is real.
 */
#ifndef HARNESS_WORLD_H
#define HARNESS_WORLD_H

#include <stdbool.h>
#include <stdint.h>

enum {
	WORLD_FDS_MAX = 512,        /* sockets a run may hold open at once */
	WORLD_SEGMENT_BYTES = 536,  /* TCP's segment size inside a run */
	WORLD_SETTLE_MS_MAX = 400,  /* real time to wait for a segment in flight; the kernel's retransmission is 200 ms */
};

struct world_callbacks {
	void (*turn)(void);                     /* before each wait for descriptors */
	void (*stuck)(const char *call);        /* a wait without deadline in which nothing can ever become ready */
};

/* Begins and ends a run: clock to its fixed start, no descriptors known, `buffer` bytes asked for as send and receive
 * buffer of each of its sockets (0 = the kernel's choice). Not nested. */
void world_enter(const struct world_callbacks *callbacks, int buffer);
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

/* Sockets opened and closed by the run. A full list is a harness bug, since plans are bounded. */
void world_fd_opened(int fd);
void world_fd_closed(int fd);
uint32_t world_fd_count(void);

void world_turn(void);

/* Delivers acknowledgements that receivers hold back, so that readiness depends on calls made and never on the
 * kernel's 40 ms timer. */
void world_acknowledge(void);

/* True when a segment must still be on its way between sockets of the run, so that a wait may yet end. */
bool world_is_in_flight(void);

void world_stuck(const char *call);

/* Lowest descriptors in use as a set of bits 0..63, to compare before and after a run. */
uint64_t world_fd_set(void);

#endif
