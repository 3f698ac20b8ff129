/* command.c - exec(), shell_exec() (which is what backticks call), system() and passthru().
 *
 * Inside of coroutines a shell is started, its output is read with the coroutine parked, and then the shell's end is
 * waited for. A cancellation comes out of the call; the shell goes on and is reaped when it ends. What the engine would
 * refuse it gets to see.
 */
#include "runtime/child.h"
#include "runtime/socket.h"

#include "SAPI.h"
#include "ext/standard/basic_functions.h"
#include "zend_smart_str.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define CHUNK 8192

enum { EXEC, SHELL_EXEC, SYSTEM, PASSTHRU };

/* What becomes of the output. */
struct output {
	int function;
	bool all_lines;             /* exec() with an array */
	zval lines;                 /* that array's new elements */
	smart_str text;             /* the line so far; of shell_exec(), everything */
	zend_string *last;          /* the last whole line, without white space at its end; or NULL */
};

static zend_string *trimmed(const char *text, size_t size)
{
	while (size > 0 && isspace((unsigned char) text[size - 1])) {
		size--;
	}
	return zend_string_init(text, size, false);
}

static void show(const char *text, size_t size)
{
	PHPWRITE(text, size);
	if (php_output_get_level() < 1) {
		sapi_flush();
	}
}

static void line_end(struct output *output)
{
	const char *line = ZSTR_VAL(output->text.s);
	size_t size = ZSTR_LEN(output->text.s);
	if (output->last != NULL) {
		zend_string_release(output->last);
	}
	output->last = trimmed(line, size);
	if (output->function == SYSTEM) {
		show(line, size);
	} else if (output->all_lines) {
		add_next_index_str(&output->lines, zend_string_copy(output->last));
	}
	smart_str_free(&output->text);
}

static void output_take(struct output *output, const char *bytes, size_t size)
{
	if (output->function == PASSTHRU) {
		PHPWRITE(bytes, size);
		return;
	}
	while (output->function != SHELL_EXEC && size > 0) {
		const char *newline = memchr(bytes, '\n', size);
		if (newline == NULL) {
			break;
		}
		size_t length = (size_t) (newline - bytes) + 1;
		smart_str_appendl(&output->text, bytes, length);
		line_end(output);
		bytes += length;
		size -= length;
	}
	if (size > 0) {
		smart_str_appendl(&output->text, bytes, size);
	}
}

/* Appends the lines to the array in the caller's variable, or makes it one. */
static void lines_give(zval *variable, zval *lines)
{
	zval *line;
	if (Z_TYPE_P(Z_REFVAL_P(variable)) != IS_ARRAY) {
		Z_TRY_ADDREF_P(lines);
		ZEND_TRY_ASSIGN_REF_ARR(variable, Z_ARRVAL_P(lines));
		return;
	}
	ZVAL_DEREF(variable);
	SEPARATE_ARRAY(variable);
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(lines), line) {
		Z_TRY_ADDREF_P(line);
		zend_hash_next_index_insert(Z_ARRVAL_P(variable), line);
	} ZEND_HASH_FOREACH_END();
}

/* False: cancelled, or what the output has run into has thrown. */
static bool output_read(struct output *output, int fd)
{
	char chunk[CHUNK];
	struct rt__limit limit = rt__limit_from(NULL);
	for (;;) {
		ssize_t result = read(fd, chunk, sizeof(chunk));
		if (result > 0) {
			output_take(output, chunk, (size_t) result);
			/* Others have their turn even if the command never falls silent. */
			if (EG(exception) != NULL || !rt__yield(RT_OP_READ)) {
				return false;
			}
			continue;
		}
		if (result == 0 || (errno != EAGAIN && errno != EINTR)) {
			return true;
		}
		struct rt__poll *poll = rt__poll_borrow(fd);
		if (poll == NULL) {
			return true;
		}
		rt__poll_wait_add(poll, UV_READABLE);
		enum rt__wake wake = rt__limit_park(&limit, RT_OP_READ, fd);
		rt__poll_return(poll);
		if (wake == RT__WAKE_THROWN) {
			return false;
		}
	}
}

static void result_give(struct output *output, zval *return_value)
{
	if (output->function == SHELL_EXEC) {
		if (output->text.s != NULL) {
			RETVAL_STR(smart_str_extract(&output->text));
		}
	} else if (output->function != PASSTHRU) {
		if (output->text.s != NULL) {
			line_end(output);
		}
		if (output->last != NULL) {
			RETVAL_STR_COPY(output->last);
		} else {
			RETVAL_EMPTY_STRING();
		}
	}
}

static void output_free(struct output *output)
{
	zval_ptr_dtor(&output->lines);
	smart_str_free(&output->text);
	if (output->last != NULL) {
		zend_string_release(output->last);
	}
}

/* The command that is the call's first argument; NULL if the call is the engine's. */
static const char *command_argument(zend_execute_data *execute_data, uint32_t arguments_max)
{
	zval *argument = ZEND_NUM_ARGS() > 0 && ZEND_NUM_ARGS() <= arguments_max ? ZEND_CALL_ARG(execute_data, 1) : NULL;
	bool good = argument != NULL && Z_TYPE_P(argument) == IS_STRING && Z_STRLEN_P(argument) > 0
		&& strlen(Z_STRVAL_P(argument)) == Z_STRLEN_P(argument) && rt__can_suspend();
	return good ? Z_STRVAL_P(argument) : NULL;
}

/* Runs the command. False: cancelled. */
static bool command_run(struct output *output, struct rt__child *child, int fd)
{
	/* From now on, so that it is reaped even if this coroutine never gets to run again. */
	rt__child_watch(child);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	bool whole = output_read(output, fd);
	close(fd);
	return whole && rt__child_wait(child);
}

static void command_call(int function, INTERNAL_FUNCTION_PARAMETERS)
{
	static const uint32_t arguments_max[] = { [EXEC] = 3, [SHELL_EXEC] = 1, [SYSTEM] = 2, [PASSTHRU] = 2 };
	const char *command = command_argument(execute_data, arguments_max[function]);
	int fd;
	struct rt__child *child = command != NULL ? rt__child_spawn(command, false, &fd) : NULL;
	if (child == NULL) {
		rt__command_functions[function].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	struct output output = { .function = function, .all_lines = function == EXEC && ZEND_NUM_ARGS() > 1 };
	array_init(&output.lines);
	if (command_run(&output, child, fd)) {
		result_give(&output, return_value);
		if (output.all_lines) {
			lines_give(ZEND_CALL_ARG(execute_data, 2), &output.lines);
		}
		uint32_t code_at = arguments_max[function];
		if (code_at > 1 && ZEND_NUM_ARGS() == code_at && EG(exception) == NULL) {
			ZEND_TRY_ASSIGN_REF_LONG(ZEND_CALL_ARG(execute_data, code_at), rt__child_exit_code(child));
		}
	}
	output_free(&output);
	rt__child_release(child);
}

static ZEND_FUNCTION(rt__exec)
{
	command_call(EXEC, INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

static ZEND_FUNCTION(rt__shell_exec)
{
	command_call(SHELL_EXEC, INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

static ZEND_FUNCTION(rt__system)
{
	command_call(SYSTEM, INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

static ZEND_FUNCTION(rt__passthru)
{
	command_call(PASSTHRU, INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

struct rt__replacement rt__command_functions[] = {
	[EXEC] = { "exec", ZEND_FN(rt__exec), NULL },
	[SHELL_EXEC] = { "shell_exec", ZEND_FN(rt__shell_exec), NULL },
	[SYSTEM] = { "system", ZEND_FN(rt__system), NULL },
	[PASSTHRU] = { "passthru", ZEND_FN(rt__passthru), NULL },
	{ NULL, NULL, NULL },
};
