/* paths.c - see paths.h. */
#include "tools/paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Told by the build; an installed fuzzcase finds its PHP by itself and run-tests.php by the environment. */
#ifndef PFA_RUN_TESTS
#define PFA_RUN_TESTS ""
#endif

bool path_beside_self(const char *name, char *path)
{
	ssize_t length = readlink("/proc/self/exe", path, PATH_TEXT_MAX - 1);
	if (length <= 0) {
		return false;
	}
	path[length] = '\0';
	char *slash = strrchr(path, '/');
	size_t room = PATH_TEXT_MAX - (size_t)(slash + 1 - path);
	return (size_t)snprintf(slash + 1, room, "%s", name) < room;
}

bool path_find_program(const char *name, char *path)
{
	const char *folders = getenv("PATH");
	while (folders && *folders) {
		int length = (int)strcspn(folders, ":");
		snprintf(path, PATH_TEXT_MAX, "%.*s/%s", length, folders, name);
		if (access(path, X_OK) == 0) {
			return true;
		}
		folders += length + (folders[length] == ':');
	}
	return false;
}

bool path_run_tests(char *path)
{
	const char *runner = getenv("TEST_PHP_RUNNER");
	snprintf(path, PATH_TEXT_MAX, "%s", runner ? runner : PFA_RUN_TESTS);
	return *path && access(path, R_OK) == 0;
}
