/* floor.h - what a run cannot do without, measured by itself: an empty request, bare switches of fiber contexts, and
 * loopback connections in plain C. */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

/* Microseconds of CPU time, user and system. */
struct floor {
	double request_us;          /* an empty plan */
	double switch_us;           /* one switch from a fiber context to another */
	double connection_us;       /* connect, accept, 256 bytes one way, end of file, close of both ends */
};

/* CPU time of this process so far. */
double floor_cpu_us(void);

/* Measures all three; harness_start() comes first. Ends the process with a message when the machine refuses. */
void floor_measure(struct floor *floor);

#endif
