/* embed.h - PHP inside this process: started once, one request per input. Only embed.c starts and stops PHP. */
#ifndef HARNESS_EMBED_H
#define HARNESS_EMBED_H

#include <stdbool.h>

struct _zval_struct;
struct _zend_function_entry;

/* Starts PHP with the runtime, our INI settings and `functions` as additional internal functions (may be NULL; must
 * outlive PHP). False after one line on stderr. */
bool embed_start(const struct _zend_function_entry *functions);
void embed_stop(void);

/* What is allocated between true and false is not a leak: PHP allocates once and frees at exit, or never. */
void embed_leaks_ignore(bool ignore);

bool embed_request_start(void);
void embed_request_end(void);

/* Calls the global function `name` (lower case, namespaced) with one argument, which is not consumed. False when the
 * call bailed out, threw or exited; *result then is undefined, else it is the caller's to destroy. */
bool embed_call(const char *name, struct _zval_struct *argument, struct _zval_struct *result);

#endif
