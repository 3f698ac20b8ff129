/* state.c - engine state that belongs to a coroutine and that the engine's own switch of contexts leaves alone: the
 * pending exception, the error-handling mode, the output buffers, the last error, whether Fibers may be switched.
 *
 * Without it a coroutine that parks while the engine turns warnings into exceptions would have the warnings of others
 * turned too, and what others print would end in the buffer it has opened.
 */
#include "runtime/rt_private.h"

#include "SAPI.h"
#include "php_globals.h"
#include "php_output.h"

static void output_reset(void)
{
	zend_stack_init(&output_globals.handlers, sizeof(php_output_handler *));
	output_globals.active = NULL;
	output_globals.running = NULL;
}

static void last_error_reset(void)
{
	PG(last_error_type) = 0;
	PG(last_error_lineno) = 0;
	PG(last_error_message) = NULL;
	PG(last_error_file) = NULL;
}

static void last_error_free(void)
{
	zend_string *message = PG(last_error_message);
	zend_string *file = PG(last_error_file);
	last_error_reset();
	if (message != NULL) {
		zend_string_release(message);
	}
	if (file != NULL) {
		zend_string_release(file);
	}
}

void rt__state_leave(struct rt__zend_state *state)
{
	state->exception = EG(exception);
	state->prev_exception = EG(prev_exception);
	state->opline_before_exception = EG(opline_before_exception);
	state->error_handling = EG(error_handling);
	state->exception_class = EG(exception_class);
	EG(exception) = NULL;
	EG(prev_exception) = NULL;
	EG(error_handling) = EH_NORMAL;
	EG(exception_class) = NULL;

	state->output_handlers = output_globals.handlers;
	state->output_active = output_globals.active;
	state->output_running = output_globals.running;
	output_reset();

	/* The engine counts these, around destructors for one. */
	state->switch_blocks = 0;
	while (zend_fiber_switch_blocked()) {
		zend_fiber_switch_unblock();
		state->switch_blocks++;
	}

	state->error_type = PG(last_error_type);
	state->error_line = PG(last_error_lineno);
	state->error_message = PG(last_error_message);
	state->error_file = PG(last_error_file);
	last_error_reset();
}

void rt__state_begin(void)
{
	/* Objects that are let go in the scheduler may complain there. */
	last_error_free();
}

void rt__state_enter(struct rt__zend_state *state)
{
	last_error_free();
	EG(exception) = state->exception;
	EG(prev_exception) = state->prev_exception;
	EG(opline_before_exception) = state->opline_before_exception;
	EG(error_handling) = state->error_handling;
	EG(exception_class) = state->exception_class;

	output_globals.handlers = state->output_handlers;
	output_globals.active = state->output_active;
	output_globals.running = state->output_running;

	PG(last_error_type) = state->error_type;
	PG(last_error_lineno) = state->error_line;
	PG(last_error_message) = state->error_message;
	PG(last_error_file) = state->error_file;

	for (uint32_t i = 0; i < state->switch_blocks; i++) {
		zend_fiber_switch_block();
	}

	/* What is owned has one owner: a fatal error may discard the state of a coroutine that has run since. */
	memset(&state->output_handlers, 0, sizeof(state->output_handlers));
	state->error_message = NULL;
	state->error_file = NULL;
}

void rt__state_end(void)
{
	/* Callbacks of output buffers are PHP code: they may print, throw and suspend. */
	php_output_end_all();
	zend_stack_destroy(&output_globals.handlers);
	output_reset();
	last_error_free();
}

void rt__state_discard(struct rt__zend_state *state)
{
	php_output_handler **handler;
	while ((handler = zend_stack_top(&state->output_handlers)) != NULL) {
		php_output_handler_free(handler);
		zend_stack_del_top(&state->output_handlers);
	}
	zend_stack_destroy(&state->output_handlers);
	if (state->error_message != NULL) {
		zend_string_release(state->error_message);
	}
	if (state->error_file != NULL) {
		zend_string_release(state->error_file);
	}
	memset(state, 0, sizeof(*state));
}
