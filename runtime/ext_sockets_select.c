/* ext_sockets_select.c - socket_select() with the coroutine parked in it. What is wrong with the arguments, the engine
 * says; the waiting is stream_select()'s.
 */
#include "runtime/ext_sockets.h"

#if HAVE_SOCKETS

static int descriptor_of(zval *element, bool complain)
{
	(void) complain;            /* what there is to complain about, the engine has been shown before */
	ZVAL_DEREF(element);
	bool is_socket = Z_TYPE_P(element) == IS_OBJECT && Z_OBJCE_P(element) == rt__ext_sockets_class();
	return is_socket ? Z_SOCKET_P(element)->bsd_socket : -1;
}

/* Whether the engine would accept them: Sockets that are open, and at least one. */
static bool are_selectable(zval *arguments[RT__SELECT_SETS])
{
	uint32_t count = 0;
	zval *element;
	for (int set = 0; set < RT__SELECT_SETS; set++) {
		if (arguments[set] == NULL) {
			continue;
		}
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(arguments[set]), element) {
			count++;
			if (descriptor_of(element, false) < 0) {
				return false;
			}
		} ZEND_HASH_FOREACH_END();
	}
	return count > 0;
}

static ZEND_FUNCTION(rt__socket_select)
{
	zval *arguments[RT__SELECT_SETS];
	zend_long seconds, microseconds = 0;
	bool seconds_null;
	struct rt__limit limit;
	ZEND_PARSE_PARAMETERS_START(4, 5)
		Z_PARAM_ARRAY_EX2(arguments[0], 1, 1, 0)
		Z_PARAM_ARRAY_EX2(arguments[1], 1, 1, 0)
		Z_PARAM_ARRAY_EX2(arguments[2], 1, 1, 0)
		Z_PARAM_LONG_OR_NULL(seconds, seconds_null)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(microseconds)
	ZEND_PARSE_PARAMETERS_END();
	if (!rt__can_suspend() || !are_selectable(arguments)
			|| !rt__select_limit(seconds, seconds_null, microseconds, &limit)) {
		rt__ext_sockets_select_functions[0].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	zend_long count = rt__select(arguments, descriptor_of, &limit);
	if (count >= 0) {
		RETURN_LONG(count);
	}
	RETURN_FALSE;
}

struct rt__replacement rt__ext_sockets_select_functions[] = {
	{ "socket_select", ZEND_FN(rt__socket_select), NULL },
	{ NULL, NULL, NULL },
};

#else
struct rt__replacement rt__ext_sockets_select_functions[] = {
	{ NULL, NULL, NULL },
};
#endif
