/* php_channel.c - the PHP surface of channels. Parses and hands on to channel.c.
 */
#include "runtime/channel.h"

#include "zend_enum.h"

ZEND_METHOD(Channel, __construct);
ZEND_METHOD(Channel, send);
ZEND_METHOD(Channel, sendAsync);
ZEND_METHOD(Channel, recv);
ZEND_METHOD(Channel, recvAsync);
ZEND_METHOD(Channel, close);
ZEND_METHOD(Channel, isClosed);
ZEND_METHOD(Channel, capacity);
ZEND_METHOD(Channel, count);
ZEND_METHOD(Channel, isEmpty);
ZEND_METHOD(Channel, isFull);
ZEND_METHOD(Channel, getIterator);

#include "runtime/channel_arginfo.h"

#define THIS_CHANNEL() rt__channel_from(Z_OBJ_P(ZEND_THIS))

static bool is_in_range(uint32_t argument, zend_long value)
{
	if (value < 0 || value > INT32_MAX) {
		zend_argument_value_error(argument, "must be between 0 and %d", INT32_MAX);
		return false;
	}
	return true;
}

ZEND_METHOD(Channel, __construct)
{
	zend_long capacity = 0, no_producer_ms = 0, no_consumer_ms = 0;
	bool hard = false;
	ZEND_PARSE_PARAMETERS_START(0, 4)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(capacity)
		Z_PARAM_LONG(no_producer_ms)
		Z_PARAM_LONG(no_consumer_ms)
		Z_PARAM_BOOL(hard)
	ZEND_PARSE_PARAMETERS_END();
	if (!is_in_range(1, capacity) || !is_in_range(2, no_producer_ms) || !is_in_range(3, no_consumer_ms)) {
		RETURN_THROWS();
	}
	struct rt__channel *channel = THIS_CHANNEL();
	if (channel->constructed) {
		zend_throw_error(NULL, "Cannot call constructor twice");
		RETURN_THROWS();
	}
	channel->constructed = true;
	channel->capacity = (uint32_t) capacity;
	channel->no_producer_ms = (uint32_t) no_producer_ms;
	channel->no_consumer_ms = (uint32_t) no_consumer_ms;
	channel->hard = hard;
	rt__channel_bind(channel);
}

ZEND_METHOD(Channel, send)
{
	zval *value;
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ZVAL(value)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_completable)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	rt__channel_send(THIS_CHANNEL(), value, token);
}

ZEND_METHOD(Channel, sendAsync)
{
	zval *value;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(value)
	ZEND_PARSE_PARAMETERS_END();
	RETURN_BOOL(rt__channel_send_async(THIS_CHANNEL(), value));
}

ZEND_METHOD(Channel, recv)
{
	zend_object *token = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(token, rt__ce_completable)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__launch()) {
		RETURN_THROWS();
	}
	if (rt__channel_receive(THIS_CHANNEL(), token, return_value) == RT__CHANNEL_CLOSED) {
		rt__channel_throw_closed(THIS_CHANNEL());
	}
}

ZEND_METHOD(Channel, recvAsync)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_OBJ(rt__channel_receive_async(THIS_CHANNEL()));
}

ZEND_METHOD(Channel, close)
{
	ZEND_PARSE_PARAMETERS_NONE();
	rt__channel_close(THIS_CHANNEL(), RT__CHANNEL_EXPLICIT);
}

ZEND_METHOD(Channel, isClosed)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_CHANNEL()->event.closed);
}

ZEND_METHOD(Channel, capacity)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(THIS_CHANNEL()->capacity);
}

ZEND_METHOD(Channel, count)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_LONG(THIS_CHANNEL()->values_count);
}

ZEND_METHOD(Channel, isEmpty)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(THIS_CHANNEL()->values_count == 0);
}

ZEND_METHOD(Channel, isFull)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(rt__channel_is_full(THIS_CHANNEL()));
}

ZEND_METHOD(Channel, getIterator)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_create_internal_iterator_zval(return_value, ZEND_THIS);
}

/* ---- classes ---- */

static void reason_register(void)
{
	static const char *const cases[][2] = {
#define RT__CHANNEL_REASON(CASE, value, message) { #CASE, value },
#include "runtime/channel_reasons.def"
#undef RT__CHANNEL_REASON
	};

	rt__ce_channel_close_reason = zend_register_internal_enum("Async\\ChannelCloseReason", IS_STRING, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		zval value;
		ZVAL_STR(&value, zend_string_init_interned(cases[i][1], strlen(cases[i][1]), true));
		zend_enum_add_case_cstr(rt__ce_channel_close_reason, cases[i][0], &value);
	}
}

static void exception_register(void)
{
	zend_class_entry ce;
	INIT_CLASS_ENTRY(ce, "Async\\ChannelException", NULL);
	rt__ce_channel_exception = zend_register_internal_class_ex(&ce, rt__ce_async_exception);
	zval undefined;
	ZVAL_UNDEF(&undefined);
	zend_string *name = zend_string_init_interned("reason", strlen("reason"), true);
	zend_string *type = zend_string_init_interned(ZSTR_VAL(rt__ce_channel_close_reason->name),
		ZSTR_LEN(rt__ce_channel_close_reason->name), true);
	zend_declare_typed_property(rt__ce_channel_exception, name, &undefined, ZEND_ACC_PUBLIC, NULL,
		(zend_type) ZEND_TYPE_INIT_CLASS(type, 0, 0));
}

void rt__channel_classes_register(void)
{
	zend_class_entry ce;
	reason_register();
	exception_register();
	INIT_CLASS_ENTRY(ce, "Async\\Channel", channel_methods);
	zend_class_entry *channel = zend_register_internal_class(&ce);
	channel->ce_flags |= ZEND_ACC_FINAL | ZEND_ACC_NO_DYNAMIC_PROPERTIES | ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(channel, 3, rt__ce_awaitable, zend_ce_aggregate, zend_ce_countable);
	rt__channel_class_prepare(channel);
}
