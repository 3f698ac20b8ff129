/* popen.c - popen(), and the end of what it has started.
 *
 * libc does not tell whom it has started, so the shell is started by us; the stream is the engine's on our end of the
 * pipe, and it knows the child. However the stream is closed, the child is waited for.
 */
#include "runtime/child.h"
#include "runtime/plain.h"

enum { OPEN, CLOSE };

/* The rest are for the engine to refuse. */
static bool mode_is_good(const char *mode, bool *feeds)
{
	*feeds = mode[0] == 'w';
	return (mode[0] == 'r' || mode[0] == 'w') && (mode[1] == '\0' || strcmp(mode + 1, "b") == 0);
}

static ZEND_FUNCTION(rt__popen)
{
	zval *command = ZEND_NUM_ARGS() == 2 ? ZEND_CALL_ARG(execute_data, 1) : NULL;
	zval *mode = ZEND_NUM_ARGS() == 2 ? ZEND_CALL_ARG(execute_data, 2) : NULL;
	struct rt__child *child = NULL;
	bool feeds;
	int fd;
	if (command != NULL && Z_TYPE_P(command) == IS_STRING && !CHECK_NULL_PATH(Z_STRVAL_P(command), Z_STRLEN_P(command))
			&& Z_TYPE_P(mode) == IS_STRING && mode_is_good(Z_STRVAL_P(mode), &feeds)) {
		child = rt__child_spawn(Z_STRVAL_P(command), feeds, &fd);
	}
	if (child == NULL) {
		rt__popen_functions[OPEN].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	php_stream *stream = php_stream_fopen_from_fd(fd, Z_STRVAL_P(mode), NULL);
	stream->position = 0;
	rt__plain_of(stream)->child = child;
	php_stream_to_zval(stream, return_value);
}

bool rt__popen_close(zval *value, zend_long *exit_code)
{
	php_stream *stream = Z_TYPE_P(value) == IS_RESOURCE && Z_RES_TYPE_P(value) == php_file_le_stream()
		? Z_RES_VAL_P(value) : NULL;
	struct rt__plain *plain = stream != NULL ? rt__plain_find(stream) : NULL;
	if (plain == NULL || plain->child == NULL) {
		return false;
	}
	struct rt__child *child = plain->child;
	plain->child = NULL;
	if (!rt__stream_hang_up(stream)) {
		zend_list_close(stream->res);
	}
	rt__child_wait(child);
	*exit_code = rt__child_exit_code(child);
	rt__child_release(child);
	return true;
}

static ZEND_FUNCTION(rt__pclose)
{
	zend_long exit_code;
	if (ZEND_NUM_ARGS() == 1 && rt__popen_close(ZEND_CALL_ARG(execute_data, 1), &exit_code)) {
		RETURN_LONG(exit_code);
	}
	rt__popen_functions[CLOSE].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

struct rt__replacement rt__popen_functions[] = {
	[OPEN] = { "popen", ZEND_FN(rt__popen), NULL },
	[CLOSE] = { "pclose", ZEND_FN(rt__pclose), NULL },
	{ NULL, NULL, NULL },
};
