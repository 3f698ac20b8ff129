/* child.h - child processes: what is known of them, and the wait for their end. */
#ifndef RUNTIME_CHILD_H
#define RUNTIME_CHILD_H

#include "runtime/rt_private.h"

struct rt__child;

/* For a child of this process that nobody has waited for. The caller owns a reference. Letting go of the last one
 * forgets the child, unless somebody has watched it: then it is reaped when it ends. */
struct rt__child *rt__child_create(pid_t pid);
struct rt__child *rt__child_retain(struct rt__child *child);
void rt__child_release(struct rt__child *child);

/* Has it reaped when it ends, whoever may wait for it. This keeps no program alive. */
void rt__child_watch(struct rt__child *child);
/* Waits for its end, parked if the caller is a coroutine. False: an exception was thrown into the coroutine. */
bool rt__child_wait(struct rt__child *child);
/* Somebody else has reaped it; status is what waitpid() said, or RT__CHILD_UNKNOWN. */
void rt__child_ended(struct rt__child *child, int status);
bool rt__child_has_ended(const struct rt__child *child);

#define RT__CHILD_UNKNOWN (-1)
/* What waitpid() said of one that has ended. */
int rt__child_status(const struct rt__child *child);
/* What PHP makes of it: the exit code, the whole status of a child that was killed, -1 if it is unknown. */
zend_long rt__child_exit_code(const struct rt__child *child);

/* Starts a shell with the command. One end of a pipe, which the caller owns, is in *fd: the shell's output, or its input
 * if `feeds`. NULL with errno set: it could not be started. */
struct rt__child *rt__child_spawn(const char *command, bool feeds, int *fd);

/* At the end of a request, and of the process. */
void rt__children_reap(void);
void rt__children_forget(void);

extern struct rt__replacement rt__process_functions[];
extern struct rt__replacement rt__command_functions[];
extern struct rt__replacement rt__popen_functions[];
void rt__process_install(int module_number);
/* Closes the stream that popen() has made and waits for its child. False: it is not such a stream. */
bool rt__popen_close(zval *stream, zend_long *exit_code);

#endif
