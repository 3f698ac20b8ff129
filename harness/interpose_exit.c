/* interpose_exit.c - the end of the process. In the middle of a run it is a finding: an engine does not see _exit, and takes
 * the campaign for finished. In a child of the run it is an ordinary end.
 *
 * _Exit stays libc's: it is what engines and sanitizers use once they have reported something.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/world.h"

void _exit(int status)
{
	if (world_is_active())
		world_exit("_exit", status);
	for (;;)
		syscall(SYS_exit_group, status);
}

void exit(int status)
{
	void (*next)(int) = (void (*)(int))dlsym(RTLD_NEXT, "exit");

	if (world_is_active())
		world_exit("exit", status);
	next(status);
	__builtin_unreachable();
}
