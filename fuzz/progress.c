/* progress.c - see progress.h.
 *
 * Called after each run, outside of its world. The file's blocks are there before it is mapped: a disk that is full later
 * takes nothing from it.
 */
#include "fuzz/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/suppressions.h"

enum { COUNT_WIDTH = 20 };

static struct {
	char *text;                 /* NULL: nobody asked */
	char *lines[1 + SUPPRESSIONS_MAX];
	uint64_t runs;
	unsigned long stepped_over; /* as the file has it */
} g;

static void line_count(char *line, uint64_t count)
{
	char number[COUNT_WIDTH + 1];

	snprintf(number, sizeof number, "%*" PRIu64, COUNT_WIDTH, count);
	memcpy(line, number, COUNT_WIDTH);
}

/* Writes the file as it is before the first run. Returns its size, or 0 with errno set. */
static size_t lines_write(int fd)
{
	int written = dprintf(fd, "%*d runs\n", COUNT_WIDTH, 0);
	size_t size = 0;

	for (size_t i = 0; written > 0 && i < suppressions_count(); i++) {
		size += (size_t)written;
		written = dprintf(fd, "%*d %s\n", COUNT_WIDTH, 0, suppressions_signature(i));
	}
	return written > 0 ? size + (size_t)written : 0;
}

static bool file_map(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	size_t size = fd >= 0 ? lines_write(fd) : 0;
	char *text = size > 0 ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;

	if (text == MAP_FAILED)
		fprintf(stderr, "php-fuzz-async: %s: cannot be written: %s\n", path, strerror(errno));
	else
		g.text = text;
	if (fd >= 0)
		close(fd);
	return g.text != NULL;
}

bool progress_start(void)
{
	const char *path = getenv("FUZZ_ASYNC_PROGRESS");

	if (path == NULL || *path == '\0')
		return true;
	if (!file_map(path))
		return false;
	g.lines[0] = g.text;
	for (size_t i = 0; i < suppressions_count(); i++)
		g.lines[i + 1] = strchr(g.lines[i], '\n') + 1;
	return true;
}

void progress_run(void)
{
	if (g.text == NULL)
		return;
	line_count(g.lines[0], ++g.runs);
	if (suppressions_stepped_over() == g.stepped_over)
		return;
	g.stepped_over = suppressions_stepped_over();
	for (size_t i = 0; i < suppressions_count(); i++)
		line_count(g.lines[i + 1], suppressions_times(i));
}
