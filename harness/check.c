/* check.c - see check.h. */
#include "harness/check.h"

#include <stdio.h>
#include <unistd.h>

#include "harness/harness.h"

_Noreturn void check_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "HARNESS BUG: %s at %s:%d\n", condition, file, line);
	fflush(NULL);
	_exit(HARNESS_EXIT_BUG);
}
