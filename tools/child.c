/* child.c - see child.h. Polls with waitpid(): a SIGCHLD handler or a pipe to the child would be seen by the
 * run inside it, and nothing but the run's own doing may be there.
 */
#include "tools/child.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

enum { PAUSE_MIN_NS = 100 * 1000, PAUSE_MAX_NS = 4 * 1000 * 1000 };

uint64_t clock_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

bool child_wait(pid_t pid, uint32_t bound_ms, const volatile uint32_t *progress, int *status)
{
	uint64_t since = clock_ms();
	uint32_t seen = progress ? *progress : 0;
	struct timespec pause = { .tv_nsec = PAUSE_MIN_NS };
	for (;;) {
		pid_t ended = waitpid(pid, status, WNOHANG);
		if (ended == pid) {
			return true;
		}
		if (ended < 0 && errno != EINTR) {
			abort(); /* not our child: a bug of the caller */
		}
		if (progress && *progress != seen) {
			seen = *progress;
			since = clock_ms();
		}
		if (clock_ms() - since > bound_ms) {
			kill(pid, SIGKILL);
			while (waitpid(pid, status, 0) < 0 && errno == EINTR) {
			}
			return false;
		}
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < PAUSE_MAX_NS) {
			pause.tv_nsec *= 2;
		}
	}
}
