/* paths.h - where programs and files of ours are. */
#ifndef TOOLS_PATHS_H
#define TOOLS_PATHS_H

#include <stdbool.h>

enum { PATH_TEXT_MAX = 4096 };

/* The file `name` beside this executable, whether or not it exists. False when that cannot be known. */
bool path_beside_self(const char *name, char *path);

/* A program in PATH. */
bool path_find_program(const char *name, char *path);

/* PHP's run-tests.php: TEST_PHP_RUNNER in the environment, else what the build found beside PHP. */
bool path_run_tests(char *path);

#endif
