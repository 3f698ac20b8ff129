/* oracle_structure.c - oracle of what scopes promise: who waits for one goes on when all in it have ended, exceptions
 * reach one handler, finally handlers run once; see oracle.h. */
#include "harness/oracle.h"

__attribute__((noinline)) void oracle_structure(struct run *run, const char *what, const char *detail)
{
	oracle_report(run, VERDICT_CORRECTNESS, "structure", what, detail);
	__builtin_trap();
}
