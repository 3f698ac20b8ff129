/* select.c - stream_select() with the coroutine parked in it, on any mix of streams that have a descriptor; and what
 * socket_select() has in common with it.
 *
 * The descriptors are asked without waiting; when none is ready the coroutine waits for all of them at once and asks
 * again. A stream may be closed by somebody else meanwhile: it is left out of the answer, and the call returns. Unlike
 * the engine's, stream_select() returns 0 when it is given no stream, and a time of less than a millisecond counts as
 * one.
 */
#include "runtime/socket.h"

#include <errno.h>
#include <poll.h>

enum { READS, WRITES, ERRORS, SETS = RT__SELECT_SETS };

static const short asked[SETS] = { POLLIN, POLLOUT, POLLPRI };
static const short ready[SETS] = { POLLIN | POLLERR | POLLHUP, POLLOUT | POLLERR, POLLPRI | POLLERR | POLLHUP };
static const int interests[SETS] = { UV_READABLE, UV_WRITABLE, UV_PRIORITIZED };

/* The streams of one call. One descriptor for each element that has one, set after set, in order. */
struct selection {
	zval *arguments[SETS];      /* the caller's variables, or NULL */
	zval sets[SETS];            /* what was in them */
	rt__descriptor_of descriptor_of;
	struct pollfd *polled;
	uint32_t count;
};

/* NULL for a stream that has been closed; to complain is to throw a TypeError then. */
static php_stream *stream_of(zval *element, bool complain)
{
	ZVAL_DEREF(element);
	if (complain) {
		return zend_fetch_resource2_ex(element, "stream", php_file_le_stream(), php_file_le_pstream());
	}
	bool is_stream = Z_TYPE_P(element) == IS_RESOURCE
		&& (Z_RES_TYPE_P(element) == php_file_le_stream() || Z_RES_TYPE_P(element) == php_file_le_pstream());
	return is_stream ? Z_RES_VAL_P(element) : NULL;
}

static int descriptor_of(zval *element, bool complain)
{
	php_stream *stream = stream_of(element, complain);
	php_socket_t fd = -1;
	if (stream == NULL || php_stream_cast(stream, PHP_STREAM_AS_FD_FOR_SELECT | PHP_STREAM_CAST_INTERNAL, (void *) &fd,
			complain) != SUCCESS) {
		return -1;
	}
	return fd;
}

static void selection_open(struct selection *selection)
{
	uint32_t size = 0;
	for (int set = 0; set < SETS; set++) {
		ZVAL_UNDEF(&selection->sets[set]);
		if (selection->arguments[set] != NULL) {
			ZVAL_COPY(&selection->sets[set], selection->arguments[set]);
			size += zend_hash_num_elements(Z_ARRVAL(selection->sets[set]));
		}
	}
	selection->polled = safe_emalloc(size, sizeof(*selection->polled), sizeof(*selection->polled));
}

static void selection_close(struct selection *selection)
{
	for (int set = 0; set < SETS; set++) {
		zval_ptr_dtor(&selection->sets[set]);
	}
	efree(selection->polled);
}

#define SELECTION_EACH_SET(selection, set) \
	for (int set = 0; set < SETS; set++) \
		if (!Z_ISUNDEF((selection)->sets[set]))

/* Asks the descriptors, without waiting. False: there are none. */
static bool selection_ask(struct selection *selection, bool complain)
{
	zval *element;
	selection->count = 0;
	SELECTION_EACH_SET(selection, set) {
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL(selection->sets[set]), element) {
			int fd = selection->descriptor_of(element, complain);
			if (fd != -1) {
				selection->polled[selection->count++] = (struct pollfd) { .fd = fd, .events = asked[set] };
			}
		} ZEND_HASH_FOREACH_END();
	}
	while (poll(selection->polled, selection->count, 0) < 0 && errno == EINTR) {
	}
	return selection->count > 0;
}

static bool is_ready(struct selection *selection, int set, zval *element, uint32_t *position)
{
	int fd = selection->descriptor_of(element, false);
	if (fd == -1 || *position == selection->count) {
		return false;
	}
	/* A stream in PHP code may change its mind about its descriptor. */
	const struct pollfd *polled = &selection->polled[(*position)++];
	return polled->fd == fd && (polled->revents & ready[set]) != 0;
}

static bool is_buffered(struct selection *selection, int set, zval *element, uint32_t *position)
{
	php_stream *stream = stream_of(element, false);
	(void) selection;
	(void) position;
	return set == READS && stream != NULL && stream->writepos > stream->readpos;
}

typedef bool (*membership)(struct selection *selection, int set, zval *element, uint32_t *position);

static uint32_t selection_count(struct selection *selection, membership is_member)
{
	uint32_t count = 0, position = 0;
	zval *element;
	SELECTION_EACH_SET(selection, set) {
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL(selection->sets[set]), element) {
			count += is_member(selection, set, element, &position);
		} ZEND_HASH_FOREACH_END();
	}
	return count;
}

/* Leaves in the caller's arrays what is in the answer, under its keys. */
static void selection_answer(struct selection *selection, membership is_member)
{
	uint32_t position = 0;
	zend_ulong index;
	zend_string *key;
	zval *element;
	SELECTION_EACH_SET(selection, set) {
		zval answer;
		array_init(&answer);
		ZEND_HASH_FOREACH_KEY_VAL(Z_ARRVAL(selection->sets[set]), index, key, element) {
			if (!is_member(selection, set, element, &position)) {
				continue;
			}
			Z_TRY_ADDREF_P(element);
			if (key != NULL) {
				zend_hash_update(Z_ARRVAL(answer), key, element);
			} else {
				zend_hash_index_update(Z_ARRVAL(answer), index, element);
			}
		} ZEND_HASH_FOREACH_END();
		zval_ptr_dtor(selection->arguments[set]);
		ZVAL_COPY_VALUE(selection->arguments[set], &answer);
	}
}

static int interest_of(const struct pollfd *polled)
{
	for (int set = 0; set < SETS; set++) {
		if (polled->events == asked[set]) {
			return interests[set];
		}
	}
	return UV_READABLE;
}

/* Parks until something may be ready. */
static enum rt__wake selection_wait(struct selection *selection, struct rt__limit *limit)
{
	uint32_t count = selection->count, borrowed = 0;
	struct rt__poll **polls = safe_emalloc(count, sizeof(*polls), 0);
	for (uint32_t i = 0; i < count; i++) {
		struct rt__poll *poll = rt__poll_borrow(selection->polled[i].fd);
		if (poll != NULL) {
			polls[borrowed++] = poll;
			rt__poll_wait_add(poll, interest_of(&selection->polled[i]));
		}
	}
	enum rt__wake wake = rt__limit_park(limit, RT_OP_SELECT, -1);
	for (uint32_t i = 0; i < borrowed; i++) {
		rt__poll_return(polls[i]);
	}
	efree(polls);
	return wake;
}

/* The number of streams in the answer, or -1 with an exception pending. */
static zend_long selection_run(struct selection *selection, struct rt__limit *limit)
{
	/* Asking comes first: an encrypted stream moves to its buffer then what it has decrypted already. */
	bool any = selection_ask(selection, true);
	if (EG(exception) != NULL) {
		return -1;
	}
	uint32_t count = selection_count(selection, is_buffered);
	if (count > 0) {
		selection_answer(selection, is_buffered);
		return count;
	}
	enum rt__wake wake = any ? RT__WAKE_READY : RT__WAKE_CLOSED;
	while ((count = selection_count(selection, is_ready)) == 0 && wake == RT__WAKE_READY) {
		wake = selection_wait(selection, limit);
		if (wake == RT__WAKE_THROWN) {
			return -1;
		}
		selection_ask(selection, false);
	}
	selection_answer(selection, is_ready);
	return count;
}

zend_long rt__select(zval *arguments[RT__SELECT_SETS], rt__descriptor_of descriptor_of, struct rt__limit *limit)
{
	struct selection selection = { .descriptor_of = descriptor_of };
	memcpy(selection.arguments, arguments, sizeof(selection.arguments));
	selection_open(&selection);
	zend_long count = selection_run(&selection, limit);
	selection_close(&selection);
	return count;
}

bool rt__select_limit(zend_long seconds, bool seconds_null, zend_long microseconds, struct rt__limit *limit)
{
	struct timeval time;
	if (!seconds_null && (seconds < 0 || microseconds < 0)) {
		return false;
	}
	time.tv_sec = (time_t) (seconds_null ? 0 : MIN(seconds, UINT32_MAX) + microseconds / 1000000);
	time.tv_usec = microseconds % 1000000;
	*limit = rt__limit_from(seconds_null ? NULL : &time);
	return true;
}

static ZEND_FUNCTION(rt__stream_select)
{
	zval *arguments[SETS];
	struct rt__limit limit;
	zend_long seconds, microseconds = 0;
	bool seconds_null, microseconds_null = true;
	ZEND_PARSE_PARAMETERS_START(4, 5)
		Z_PARAM_ARRAY_EX2(arguments[READS], 1, 1, 0)
		Z_PARAM_ARRAY_EX2(arguments[WRITES], 1, 1, 0)
		Z_PARAM_ARRAY_EX2(arguments[ERRORS], 1, 1, 0)
		Z_PARAM_LONG_OR_NULL(seconds, seconds_null)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG_OR_NULL(microseconds, microseconds_null)
	ZEND_PARSE_PARAMETERS_END();
	bool refused = seconds_null && !microseconds_null && microseconds != 0;
	if (refused || !rt__can_suspend() || !rt__select_limit(seconds, seconds_null, microseconds, &limit)) {
		rt__select_functions[0].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	zend_long count = rt__select(arguments, descriptor_of, &limit);
	if (count >= 0) {
		RETURN_LONG(count);
	}
	RETURN_FALSE;
}

struct rt__replacement rt__select_functions[] = {
	{ "stream_select", ZEND_FN(rt__stream_select), NULL },
	{ NULL, NULL, NULL },
};
