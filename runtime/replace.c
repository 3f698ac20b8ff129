/* replace.c - putting functions of ours in the place of the engine's.
 *
 * Each file that has functions which would block the process ends in a table of them. Ours do what the engine's do,
 * with the coroutine parked meanwhile; outside of coroutines they call the engine's. A function that this PHP does
 * not have is left out.
 */
#include "runtime/child.h"

static struct rt__replacement *const tables[] = {
	rt__sleep_functions,
	rt__select_functions,
	rt__dns_functions,
	rt__ext_sockets_functions,
	rt__ext_sockets_select_functions,
	rt__process_functions,
	rt__command_functions,
	rt__popen_functions,
};

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

void rt__functions_replace(void)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		for (struct rt__replacement *entry = tables[i]; entry->name != NULL; entry++) {
			entry->engine = rt__function_replace(CG(function_table), entry->name, entry->handler);
		}
	}
}

void rt__functions_restore(void)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		for (struct rt__replacement *entry = tables[i]; entry->name != NULL; entry++) {
			rt__function_replace(CG(function_table), entry->name, entry->engine);
		}
	}
}
