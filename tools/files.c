/* files.c - see files.h. */
#include "tools/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/command.h"
#include "tools/paths.h"

enum { FILE_PATH_MAX = 4096 };

static bool is_standard(const char *path)
{
	return strcmp(path, "-") == 0;
}

/* Reads up to size bytes; returns their number or -1 with errno. */
static long read_all(int fd, uint8_t *data, size_t size)
{
	size_t count = 0;
	while (count < size) {
		ssize_t got = read(fd, data + count, size - count);
		if (got < 0 && errno == EINTR) {
			continue;
		}
		if (got < 0) {
			return -1;
		}
		if (got == 0) {
			break;
		}
		count += (size_t)got;
	}
	return (long)count;
}

static bool write_all(int fd, const uint8_t *data, size_t size)
{
	while (size > 0) {
		ssize_t put = write(fd, data, size);
		if (put < 0 && errno == EINTR) {
			continue;
		}
		if (put < 0) {
			return false;
		}
		data += put;
		size -= (size_t)put;
	}
	return true;
}

/* The temporary file beside path, created; returns its descriptor or -1 with errno. */
static int temporary_open(const char *path, char *temporary)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;
	if (snprintf(temporary, FILE_PATH_MAX, "%.*s.fuzzcase-XXXXXX", folder, path) >= FILE_PATH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int fd = mkstemp(temporary);
	if (fd >= 0) {
		mode_t mask = umask(0);
		umask(mask);
		fchmod(fd, 0666 & ~mask); /* mkstemp gives 0600, people expect their umask */
	}
	return fd;
}

/* The same, with the line on stderr when it cannot be had. */
static int temporary_need(const char *path, char *temporary)
{
	int fd = temporary_open(path, temporary);
	if (fd < 0) {
		complain("%s: cannot be written: %s (is its folder there and writable?)", path, strerror(errno));
	}
	return fd;
}

static bool file_replace(const char *path, const void *data, size_t size)
{
	char temporary[FILE_PATH_MAX];
	int fd = temporary_need(path, temporary);
	if (fd < 0) {
		return false;
	}
	bool written = write_all(fd, data, size);
	int error = errno;
	if (close(fd) != 0 && written) {
		written = false;
		error = errno;
	}
	if (written && rename(temporary, path) == 0) {
		return true;
	}
	complain("%s: cannot be written: %s", path, strerror(written ? errno : error));
	unlink(temporary);
	return false;
}

/* A device, a pipe or stdout: nothing to rename. */
static bool stream_write(const char *path, const void *data, size_t size)
{
	int fd = is_standard(path) ? dup(STDOUT_FILENO) : open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write_all(fd, data, size);
	if (!written) {
		complain("%s: cannot be written: %s", is_standard(path) ? "stdout" : path, strerror(errno));
	}
	if (fd >= 0) {
		close(fd);
	}
	return written;
}

long file_read(const char *path, void *data, size_t limit)
{
	const char *name = is_standard(path) ? "stdin" : path;
	int fd = is_standard(path) ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	long size = fd < 0 ? -1 : read_all(fd, data, limit);
	uint8_t more;
	bool too_long = size == (long)limit && read_all(fd, &more, 1) != 0;
	int error = errno;
	if (fd >= 0) {
		close(fd);
	}
	if (size < 0 && error == EISDIR) {
		complain("%s: is a folder; name a file", name);
	} else if (size < 0) {
		complain("%s: cannot be read: %s", name, strerror(error));
	} else if (too_long) {
		complain("%s: is larger than %zu bytes, the largest input", name, limit);
	} else if (size == 0) {
		complain("%s: is empty; an input has at least one byte", name);
	} else {
		return size;
	}
	return -1;
}

bool input_read(const char *path, struct input *input)
{
	long size = file_read(path, input->data, sizeof input->data);
	if (size < 0) {
		return false;
	}
	input->size = (size_t)size;
	if (plan_is_text(input->data, input->size)) {
		complain("%s: is a plan text; use fuzzcase parse to turn it into bytes",
			is_standard(path) ? "stdin" : path);
		return false;
	}
	return true;
}

bool input_read_plan(const char *path, struct plan *plan)
{
	struct input input;
	if (!input_read(path, &input)) {
		return false;
	}
	plan_decode(input.data, input.size, plan);
	return true;
}

/* Is the path a place for a file, and is it one to rename to (*replace) or a stream? */
static bool place_check(const char *path, bool *replace)
{
	struct stat stat_buffer;
	bool there = !is_standard(path) && stat(path, &stat_buffer) == 0;
	if (there && S_ISDIR(stat_buffer.st_mode)) {
		complain("%s: is a folder; name a file", path);
		return false;
	}
	*replace = !is_standard(path) && (!there || S_ISREG(stat_buffer.st_mode));
	return true;
}

bool file_write(const char *path, const void *data, size_t size)
{
	bool replace;
	if (!place_check(path, &replace)) {
		return false;
	}
	return replace ? file_replace(path, data, size) : stream_write(path, data, size);
}

bool file_can_write(const char *path)
{
	char temporary[FILE_PATH_MAX];
	bool replace;
	if (!place_check(path, &replace)) {
		return false;
	}
	int fd = replace ? temporary_need(path, temporary) : -1;
	if (fd >= 0) {
		close(fd);
		unlink(temporary);
	}
	return fd >= 0 || !replace;
}

bool folders_make(const char *path)
{
	char part[PATH_TEXT_MAX];
	for (const char *end = path; *end;) {
		end += strspn(end, "/");
		end += strcspn(end, "/");
		snprintf(part, sizeof part, "%.*s", (int)(end - path), path);
		if (mkdir(part, 0777) != 0 && errno != EEXIST) {
			complain("%s: cannot be made: %s", part, strerror(errno));
			return false;
		}
	}
	return true;
}
