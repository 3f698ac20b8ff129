/* forked_process.h - a process that plays a peer with a PHP of its own (peer/forked.php), and the lines said to it and by it.
 *
 * What goes wrong with it is no finding: it ends this process with a line that names it, and exit code HARNESS_EXIT_BUG.
 * All calls here are real ones, also within a run.
 */
#ifndef HARNESS_FORKED_PROCESS_H
#define HARNESS_FORKED_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	FORKED_ANSWER_MS = 20000,   /* real time in which it must say something; FUZZ_ASYNC_FORKED_MS is another one */
};

struct forked_process {
	pid_t pid;                  /* 0 = not started */
	int control;
	uint32_t index;             /* of the peer, by which it is named */
	char *text;                 /* what it has said ... */
	size_t capacity, size, used;        /* ... of which so much was returned as lines */
};

/* The PHP that is run: FUZZ_ASYNC_PHP, or the one that this was built with; NULL when there is none. */
const char *forked_process_php(void);

void forked_process_start(struct forked_process *process, uint32_t index);

/* Ends it, and waits until it has. */
void forked_process_stop(struct forked_process *process);

/* The process belongs to another of ours, of which this one is a copy. */
void forked_process_forget(struct forked_process *process);

void forked_process_say(struct forked_process *process, const char *line);

/* The next line, without its end; valid until the next call. */
char *forked_process_hear(struct forked_process *process);

/* Ends this process: the sentence, after the peer's name. */
_Noreturn void forked_process_fail(const struct forked_process *process, const char *format, ...)
		__attribute__((format(printf, 2, 3)));

#endif
