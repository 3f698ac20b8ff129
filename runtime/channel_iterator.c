/* channel_iterator.c - foreach over a channel: receives until it is closed.
 *
 * Only close() ends the loop quietly. Whatever else ends a wait, another reason of closing or a cancellation,
 * is thrown out of the loop. foreach calls these without having called any method first, so it is they who
 * launch the scheduler.
 */
#include "runtime/channel.h"

struct channel_iterator {
	zend_object_iterator base;  /* its data is the channel */
	zval current;               /* UNDEF at the end, and before the first */
	bool rewound;
};

static struct channel_iterator *iterator_from(zend_object_iterator *base)
{
	return (struct channel_iterator *) base;
}

static void iterator_free(zend_object_iterator *base)
{
	zval_ptr_dtor(&iterator_from(base)->current);
	zval_ptr_dtor(&base->data);
}

static int iterator_valid(zend_object_iterator *base)
{
	return Z_ISUNDEF(iterator_from(base)->current) ? FAILURE : SUCCESS;
}

static zval *iterator_current(zend_object_iterator *base)
{
	return &iterator_from(base)->current;
}

static void iterator_key(zend_object_iterator *base, zval *key)
{
	(void) base;
	ZVAL_NULL(key);
}

static void closed_absorb(const struct rt__channel *channel)
{
	if (EG(exception)->ce == rt__ce_channel_exception && channel->reason == RT__CHANNEL_EXPLICIT) {
		zend_clear_exception();
	}
}

static void iterator_next(zend_object_iterator *base)
{
	struct channel_iterator *iterator = iterator_from(base);
	struct rt__channel *channel = rt__channel_from(Z_OBJ(base->data));
	zval value, old;
	ZVAL_COPY_VALUE(&old, &iterator->current);
	ZVAL_UNDEF(&iterator->current);
	zval_ptr_dtor(&old);
	if (EG(exception) != NULL || !rt__launch()) {
		return;
	}
	switch (rt__channel_receive(channel, NULL, &value)) {
		case RT__CHANNEL_RECEIVED:
			ZVAL_COPY_VALUE(&iterator->current, &value);
			break;
		case RT__CHANNEL_CLOSED:
			break;
		case RT__CHANNEL_THROWN:
			closed_absorb(channel);
			break;
	}
}

static void iterator_rewind(zend_object_iterator *base)
{
	if (!iterator_from(base)->rewound) {
		iterator_from(base)->rewound = true;
		iterator_next(base);
	}
}

static HashTable *iterator_gc(zend_object_iterator *base, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_get_gc_buffer_add_zval(buffer, &base->data);
	zend_get_gc_buffer_add_zval(buffer, &iterator_from(base)->current);
	zend_get_gc_buffer_use(buffer, table, count);
	return NULL;
}

static const zend_object_iterator_funcs iterator_functions = {
	.dtor = iterator_free,
	.valid = iterator_valid,
	.get_current_data = iterator_current,
	.get_current_key = iterator_key,
	.move_forward = iterator_next,
	.rewind = iterator_rewind,
	.get_gc = iterator_gc,
};

zend_object_iterator *rt__channel_iterator_create(zend_class_entry *ce, zval *object, int by_reference)
{
	(void) ce;
	if (by_reference) {
		zend_throw_error(NULL, "Cannot iterate channel by reference");
		return NULL;
	}
	struct channel_iterator *iterator = ecalloc(1, sizeof(*iterator));
	zend_iterator_init(&iterator->base);
	iterator->base.funcs = &iterator_functions;
	ZVAL_OBJ_COPY(&iterator->base.data, Z_OBJ_P(object));
	ZVAL_UNDEF(&iterator->current);
	return &iterator->base;
}
