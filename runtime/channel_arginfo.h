/* channel_arginfo.h - channel.stub.php for the engine, in the order of the stub. Kept equal to it by hand.
 * Included by php_channel.c only. */

ZEND_BEGIN_ARG_INFO_EX(arginfo_channel_construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, capacity, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, noProducerTimeout, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, noConsumerTimeout, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, hardTimeouts, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_channel_send, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, value, IS_MIXED, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellationToken, Async\\Completable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_channel_send_async, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, value, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_channel_recv, 0, 0, IS_MIXED, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, cancellationToken, Async\\Completable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_channel_future, 0, 0, Async\\Future, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_channel_void, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_channel_bool, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_channel_int, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_channel_iterator, 0, 0, Iterator, 0)
ZEND_END_ARG_INFO()

static const zend_function_entry channel_methods[] = {
	ZEND_ME(Channel, __construct, arginfo_channel_construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, send, arginfo_channel_send, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, sendAsync, arginfo_channel_send_async, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, recv, arginfo_channel_recv, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, recvAsync, arginfo_channel_future, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, close, arginfo_channel_void, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, isClosed, arginfo_channel_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, capacity, arginfo_channel_int, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, count, arginfo_channel_int, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, isEmpty, arginfo_channel_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, isFull, arginfo_channel_bool, ZEND_ACC_PUBLIC)
	ZEND_ME(Channel, getIterator, arginfo_channel_iterator, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};
