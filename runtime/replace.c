/* replace.c - putting a function of ours in the place of one of the engine's. */
#include "runtime/rt_private.h"

zif_handler rt__function_replace(HashTable *functions, const char *name, zif_handler handler)
{
	zend_function *function = zend_hash_str_find_ptr(functions, name, strlen(name));
	if (function == NULL || handler == NULL) {
		return NULL;
	}
	zif_handler previous = function->internal_function.handler;
	function->internal_function.handler = handler;
	return previous;
}
