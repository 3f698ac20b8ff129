/* prelude.h - the PHP files that every run uses, compiled once per process and kept over all requests. */
#ifndef HARNESS_PRELUDE_H
#define HARNESS_PRELUDE_H

#include <stdbool.h>

/* Compiles php_files inside an active request, which must be ended afterwards. False after one line on stderr. */
bool prelude_compile(void);

/* Forgets what the last request cached inside the prelude's functions. Call between requests. */
void prelude_reset(void);

#endif
