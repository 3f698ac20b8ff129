/* php_files.h - the PHP sources of harness/ and peer/, as they stand in the tree, held by the executable: a fuzz
 * target must run from a moved directory without them. Each is NUL-terminated text beginning with "<?php".
 */
#ifndef HARNESS_PHP_FILES_H
#define HARNESS_PHP_FILES_H

/* Which frozen tests require a file. */
enum php_need { PHP_NEED_NEVER, PHP_NEED_ALWAYS, PHP_NEED_PEERS, PHP_NEED_CHANNELS, PHP_NEED_FUTURES, PHP_NEED_STREAMS,
	PHP_NEED_SCOPES, PHP_NEED_ENDINGS, PHP_NEED_FORKED, PHP_NEED_BESIDE, PHP_NEED_BYTES, PHP_NEED_LINKS,
	PHP_NEED_DATAGRAMS, PHP_NEED_TASKS, PHP_NEED_LISTENERS, PHP_NEED_BUILTINS };

struct php_file {
	const char *folder;         /* in the tree */
	const char *name;
	const char *text;
	enum php_need need;
};

/* Those of php_files.def, in the order in which they must be compiled; ends with a NULL name. */
extern const struct php_file php_files[];

#endif
