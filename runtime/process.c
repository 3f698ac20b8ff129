/* process.c - proc_open() and what belongs to it.
 *
 * The engine's process knows its pid and its pipes, which it closes with itself, whoever may be parked in them. So they
 * are taken out of its hands: in their place it gets one resource of ours, the process's guard, which closes them and
 * wakes who is parked, and which knows the child's record.
 */
#include "runtime/child.h"
#include "runtime/plain.h"

#include "ext/standard/proc_open.h"

#include <sys/wait.h>

struct process {
	struct rt__child *child;
	int count;
	zend_resource **pipes;      /* retained, each may be NULL; NULL once they have been closed */
};

enum { OPEN, CLOSE, STATUS };

static int guard_type;

static void pipes_close(struct process *process)
{
	zend_resource **pipes = process->pipes;
	process->pipes = NULL;
	for (int i = 0; pipes != NULL && i < process->count; i++) {
		if (pipes[i] == NULL) {
			continue;
		}
		if (pipes[i]->type == php_file_le_stream() && rt__stream_hang_up(pipes[i]->ptr)) {
			zend_list_delete(pipes[i]);
		} else {
			GC_DELREF(pipes[i]);
			zend_list_close(pipes[i]);
		}
	}
	if (pipes != NULL) {
		efree(pipes);
	}
}

static void guard_free(zend_resource *resource)
{
	struct process *process = resource->ptr;
	pipes_close(process);
	rt__child_release(process->child);
	efree(process);
}

/* The process that is the call's first argument; NULL if the engine has to complain about it. */
static struct process *process_argument(zend_execute_data *execute_data)
{
	static int process_type;
	zval *argument = ZEND_NUM_ARGS() > 0 ? ZEND_CALL_ARG(execute_data, 1) : NULL;
	if (process_type == 0) {
		process_type = zend_fetch_list_dtor_id("process");
	}
	if (argument == NULL || Z_TYPE_P(argument) != IS_RESOURCE || Z_RES_TYPE_P(argument) != process_type) {
		return NULL;
	}
	php_process_handle *handle = Z_RES_VAL_P(argument);
	return handle->pipes[0]->ptr;
}

static ZEND_FUNCTION(rt__proc_open)
{
	rt__process_functions[OPEN].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (Z_TYPE_P(return_value) != IS_RESOURCE) {
		return;
	}
	php_process_handle *handle = Z_RES_VAL_P(return_value);
	struct process *process = emalloc(sizeof(*process));
	process->child = rt__child_create(handle->child);
	process->count = handle->npipes;
	process->pipes = handle->pipes;
	for (int i = 0; i < process->count; i++) {
		php_stream *stream = process->pipes[i] != NULL ? process->pipes[i]->ptr : NULL;
		/* It is a socket, then. */
		if (stream != NULL && !rt__plain_is(stream)) {
			rt__socket_adopt(stream);
		}
	}
	handle->pipes = emalloc(sizeof(*handle->pipes));
	handle->pipes[0] = zend_register_resource(process, guard_type);
	handle->npipes = 1;
}

static ZEND_FUNCTION(rt__proc_close)
{
	struct process *process = ZEND_NUM_ARGS() == 1 ? process_argument(execute_data) : NULL;
	if (process == NULL) {
		rt__process_functions[CLOSE].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	zend_resource *resource = Z_RES_P(ZEND_CALL_ARG(execute_data, 1));
	struct rt__child *child = rt__child_retain(process->child);
	/* Before the wait: the child may be waiting for the end of its input. */
	pipes_close(process);
	if (rt__child_wait(child)) {
		RETVAL_LONG(rt__child_exit_code(child));
	}
	/* Somebody else may have closed it meanwhile. The engine does not wait here. */
	zend_list_close(resource);
	rt__child_release(child);
}

/* waitpid()'s status from what the engine has made of it. */
static int status_from(HashTable *facts)
{
	zend_long code = zval_get_long(zend_hash_str_find(facts, ZEND_STRL("exitcode")));
	zend_long signal = zval_get_long(zend_hash_str_find(facts, ZEND_STRL("termsig")));
	if (zend_is_true(zend_hash_str_find(facts, ZEND_STRL("signaled")))) {
		return W_EXITCODE(0, (int) signal);
	}
	return code < 0 ? RT__CHILD_UNKNOWN : W_EXITCODE((int) code, 0);
}

static void facts_correct(zval *facts, int status)
{
	if (status != RT__CHILD_UNKNOWN) {
		add_assoc_bool(facts, "signaled", WIFSIGNALED(status));
		add_assoc_long(facts, "exitcode", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
		add_assoc_long(facts, "termsig", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
	}
}

/* The first to ask learns how the child has ended, the engine or whoever waits for it; the others learn it from him. */
static ZEND_FUNCTION(rt__proc_get_status)
{
	struct process *process = process_argument(execute_data);
	rt__process_functions[STATUS].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (process == NULL || Z_TYPE_P(return_value) != IS_ARRAY
			|| zend_is_true(zend_hash_str_find(Z_ARRVAL_P(return_value), ZEND_STRL("running")))) {
		return;
	}
	if (rt__child_has_ended(process->child)) {
		facts_correct(return_value, rt__child_status(process->child));
	} else {
		rt__child_ended(process->child, status_from(Z_ARRVAL_P(return_value)));
	}
}

void rt__process_install(int module_number)
{
	guard_type = zend_register_list_destructors_ex(guard_free, NULL, NULL, module_number);
}

struct rt__replacement rt__process_functions[] = {
	[OPEN] = { "proc_open", ZEND_FN(rt__proc_open), NULL },
	[CLOSE] = { "proc_close", ZEND_FN(rt__proc_close), NULL },
	[STATUS] = { "proc_get_status", ZEND_FN(rt__proc_get_status), NULL },
	{ NULL, NULL, NULL },
};
