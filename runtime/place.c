/* place.c - where in the program something happened: a file and a line. */
#include "runtime/rt_private.h"

void rt__place_note_frame(struct rt__place *place, zend_execute_data *frame)
{
	while (frame != NULL && (frame->func == NULL || !ZEND_USER_CODE(frame->func->type))) {
		frame = frame->prev_execute_data;
	}
	rt__place_free(place);
	if (frame != NULL && frame->func->op_array.filename != NULL) {
		place->file = zend_string_copy(frame->func->op_array.filename);
		place->line = frame->opline->lineno;
	}
}

void rt__place_note(struct rt__place *place)
{
	/* The frame that is current in scheduler context is that of whoever parked last. */
	rt__place_note_frame(place, rt__run.in_scheduler ? NULL : EG(current_execute_data));
}

void rt__place_free(struct rt__place *place)
{
	if (place->file != NULL) {
		zend_string_release(place->file);
	}
	place->file = NULL;
	place->line = 0;
}

void rt__place_as_array(const struct rt__place *place, zval *return_value)
{
	array_init_size(return_value, 2);
	if (place->file != NULL) {
		add_next_index_str(return_value, zend_string_copy(place->file));
	} else {
		add_next_index_null(return_value);
	}
	add_next_index_long(return_value, place->line);
}

void rt__place_as_string(const struct rt__place *place, zval *return_value)
{
	if (place->file == NULL) {
		RETURN_STRING("unknown");
	}
	RETURN_STR(strpprintf(0, "%s:%" PRIu32, ZSTR_VAL(place->file), place->line));
}
