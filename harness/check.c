/* check.c - see check.h. */
#include "harness/check.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/harness.h"

static bool traps;

void check_traps(void)
{
	traps = true;
}

static _Noreturn void leave(void)
{
	fflush(NULL);
	if (traps)
		__builtin_trap();
	/* Not _exit, which within a run is a finding. */
	for (;;)
		syscall(SYS_exit_group, HARNESS_EXIT_BUG);
}

_Noreturn void check_gave_up(const char *sentence)
{
	fprintf(stderr, "HARNESS BUG: %s\n", sentence);
	leave();
}

_Noreturn void check_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "HARNESS BUG: %s at %s:%d\n", condition, file, line);
	leave();
}
