/* php_files.h - the PHP sources of harness/ and peer/, as they stand in the tree, held by the executable: a fuzz
 * target must run from a moved directory without them. Each is NUL-terminated text beginning with "<?php".
 */
#ifndef HARNESS_PHP_FILES_H
#define HARNESS_PHP_FILES_H

#include <stdbool.h>

struct php_file {
	const char *name;
	const char *text;
	bool frozen;                /* a frozen test requires it */
};

/* Those of php_files.def, in the order in which they must be compiled; ends with a NULL name. */
extern const struct php_file php_files[];

#endif
