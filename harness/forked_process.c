/* forked_process.c - see forked_process.h.
 *
 * The process gets its program as a file in memory, made of the PHP files that the executable holds, and one socket as its
 * standard input and output. It ends when that is closed, so it cannot outlive us. Nothing of our environment that is meant for
 * us reaches it: no preloaded library, no allocator of ours.
 */
#include "harness/forked_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/kernel.h"
#include "harness/php_files.h"

enum {
	CONTROL_FD_MIN = 64,        /* above what the ledger of descriptors looks at */
	ARGUMENTS_MAX = 24, ENVIRONMENT_MAX = 256, PROGRAM_FD = 3, READ_BYTES = 4096,
	REAP_TRIES = 1000, REAP_US = 1000,
};

extern char **environ;

_Noreturn void forked_process_fail(const struct forked_process *process, const char *format, ...)
{
	char sentence[512];
	int size = snprintf(sentence, sizeof sentence, "forked peer P%u: ", process->index);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence + size, sizeof sentence - (size_t)size, format, arguments);
	va_end(arguments);
	check_gave_up(sentence);
}

const char *forked_process_php(void)
{
	const char *php = getenv("FUZZ_ASYNC_PHP");

	if (php == NULL)
		php = PFA_PHP_BINARY;
	return access(php, X_OK) == 0 ? php : NULL;
}

/* The files of peer/ one after the other, each without its open tag, and the call. */
static int program_make(const struct forked_process *process)
{
	int fd = memfd_create("forked-peer.php", MFD_CLOEXEC);
	bool written = fd >= 0 && dprintf(fd, "<?php\n") > 0;

	for (const struct php_file *file = php_files; file->name != NULL && written; file++) {
		if (strcmp(file->folder, "peer") == 0)
			written = dprintf(fd, "%s\n", file->text + sizeof "<?php" - 1) > 0;
	}
	if (!written || dprintf(fd, "forked_main(STDIN, STDOUT);\n") <= 0)
		forked_process_fail(process, "its program cannot be written: %s", strerror(errno));
	return fd;
}

/* `php -n`, and the extensions that this PHP has as shared objects, an ini line each. */
static void arguments_make(char *extensions, char **arguments)
{
	static char php[] = "php", no_ini[] = "-n", define[] = "-d", file[] = "-f", program[] = "/dev/fd/3";
	static char timeout[] = "default_socket_timeout=86400", no_log[] = "display_errors=stderr";
	char *rest = NULL;
	int count = 0;

	arguments[count++] = php;
	arguments[count++] = no_ini;
	arguments[count++] = define;
	arguments[count++] = timeout;
	arguments[count++] = define;
	arguments[count++] = no_log;
	for (char *line = strtok_r(extensions, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		CHECK(count + 6 < ARGUMENTS_MAX);
		arguments[count++] = define;
		arguments[count++] = line;
	}
	arguments[count++] = file;
	arguments[count++] = program;
	arguments[count] = NULL;
}

static void environment_make(char **environment)
{
	static const char *const ours[] = { "LD_PRELOAD=", "USE_ZEND_ALLOC=", "ASAN_OPTIONS=", "LSAN_OPTIONS=", "UBSAN_OPTIONS=",
			"TRUE_ASYNC_" };
	static char no_leaks[] = "ASAN_OPTIONS=detect_leaks=0";
	int count = 0;

	environment[count++] = no_leaks;
	for (char **entry = environ; *entry != NULL && count < ENVIRONMENT_MAX - 1; entry++) {
		bool is_ours = false;
		for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
			is_ours = is_ours || strncmp(*entry, ours[i], strlen(ours[i])) == 0;
		if (!is_ours)
			environment[count++] = *entry;
	}
	environment[count] = NULL;
}

/* Its standard input and output are the control, its third descriptor the program. A terminal's signals are not for it. */
static int spawn(const char *php, int control, int program, pid_t *pid)
{
	char extensions[] = PFA_PHP_SHARED_INI;
	char *arguments[ARGUMENTS_MAX], *environment[ENVIRONMENT_MAX];
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;

	arguments_make(extensions, arguments);
	environment_make(environment);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, control, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, control, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, program, PROGRAM_FD);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setpgroup(&attributes, 0);
	int error = posix_spawn(pid, php, &actions, &attributes, arguments, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

void forked_process_start(struct forked_process *process, uint32_t index)
{
	const char *php = forked_process_php();
	int ends[2], high[2];

	process->index = index;
	if (php == NULL)
		forked_process_fail(process, "there is no PHP to run it: FUZZ_ASYNC_PHP can name one");
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		forked_process_fail(process, "no control socket: %s", strerror(errno));
	for (int i = 0; i < 2; i++) {
		high[i] = fcntl(ends[i], F_DUPFD_CLOEXEC, CONTROL_FD_MIN);
		if (high[i] < 0)
			forked_process_fail(process, "no control socket: %s", strerror(errno));
		close(ends[i]);
	}
	/* The program's descriptor is 3 there, and must be another here: what is duplicated onto itself stays closed. */
	int low = program_make(process), program = fcntl(low, F_DUPFD_CLOEXEC, CONTROL_FD_MIN);
	close(low);
	int error = program < 0 ? errno : spawn(php, high[1], program, &process->pid);
	if (error != 0)
		forked_process_fail(process, "%s does not start: %s", php, strerror(error));
	close(program);
	close(high[1]);
	process->control = high[0];
	process->size = process->used = 0;
}

void forked_process_forget(struct forked_process *process)
{
	if (process->pid == 0)
		return;
	close(process->control);
	process->pid = 0;
}

void forked_process_stop(struct forked_process *process)
{
	if (process->pid == 0)
		return;
	close(process->control);
	waitpid(process->pid, NULL, 0);
	process->pid = 0;
	free(process->text);
	process->text = NULL;
	process->capacity = 0;
}

/* It has closed its end. */
static _Noreturn void died(struct forked_process *process)
{
	struct timespec pause = { .tv_nsec = REAP_US * 1000 };
	int status = 0;
	pid_t pid = 0;

	for (int i = 0; i < REAP_TRIES && pid == 0; i++) {
		pid = waitpid(process->pid, &status, WNOHANG);
		if (pid == 0)
			syscall(SYS_nanosleep, &pause, NULL);
	}
	if (pid > 0 && WIFSIGNALED(status))
		forked_process_fail(process, "its process %d has died of signal %d", (int)process->pid, WTERMSIG(status));
	if (pid > 0)
		forked_process_fail(process, "its process %d has ended with exit code %d", (int)process->pid,
				WEXITSTATUS(status));
	forked_process_fail(process, "its process %d has closed its control socket", (int)process->pid);
}

void forked_process_say(struct forked_process *process, const char *line)
{
	size_t size = strlen(line), said = 0;

	while (said < size) {
		long result = syscall(SYS_sendto, process->control, line + said, size - said, MSG_NOSIGNAL, NULL, 0);
		if (result < 0 && errno != EINTR)
			died(process);
		said += result > 0 ? (size_t)result : 0;
	}
}

static void await_words(struct forked_process *process)
{
	const char *other = getenv("FUZZ_ASYNC_FORKED_MS");
	int ms = other != NULL ? atoi(other) : FORKED_ANSWER_MS;
	struct pollfd pollfd = { .fd = process->control, .events = POLLIN };
	long ready;

	do
		ready = syscall(SYS_poll, &pollfd, 1, ms);
	while (ready < 0 && errno == EINTR);
	if (ready == 0)
		forked_process_fail(process, "its process %d has said nothing for %d ms", (int)process->pid, ms);
}

static void read_more(struct forked_process *process)
{
	if (process->used > 0)
		memmove(process->text, process->text + process->used, process->size - process->used);
	process->size -= process->used;
	process->used = 0;
	if (process->capacity - process->size < READ_BYTES) {
		process->capacity += process->capacity + READ_BYTES;
		process->text = realloc(process->text, process->capacity);
		CHECK(process->text != NULL);
	}
	await_words(process);
	kernel_fills(process->text + process->size, process->capacity - process->size);
	long got = syscall(SYS_recvfrom, process->control, process->text + process->size, process->capacity - process->size, 0,
			NULL, NULL);
	if (got == 0 || (got < 0 && errno != EINTR))
		died(process);
	process->size += got > 0 ? (size_t)got : 0;
}

char *forked_process_hear(struct forked_process *process)
{
	for (size_t looked = 0;;) {
		/* Nothing has been heard yet: there is no text, and nothing may be added to that. */
		char *line = process->text == NULL ? NULL : process->text + process->used;
		char *end = process->size > process->used + looked
				? memchr(line + looked, '\n', process->size - process->used - looked) : NULL;
		if (end != NULL) {
			*end = '\0';
			process->used += (size_t)(end - line) + 1;
			return line;
		}
		looked = process->size - process->used;
		read_more(process);
	}
}
