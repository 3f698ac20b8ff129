/* context.c - Async\Context: values by key, of a coroutine or of a scope.
 *
 * A scope's context inherits: what it does not hold itself is looked for in the scopes above. A coroutine's holds only
 * its own. Keys are strings or objects; an object used as a key is kept alive.
 */
#include "runtime/rt_private.h"

struct context {
	struct rt__scope *scope;    /* borrowed; NULL for a coroutine's, and once the scope is gone */
	HashTable values;           /* by string, or by the handle of an object */
	HashTable keys;             /* the objects */
	zend_object std;
};

zend_class_entry *rt__ce_context;
static zend_object_handlers context_handlers;

static struct context *context_from(zend_object *object)
{
	return (struct context *) ((char *) object - XtOffsetOf(struct context, std));
}

static zval *find_local(const struct context *context, const struct rt__context_key *key)
{
	return key->name != NULL ? zend_hash_find(&context->values, key->name)
		: zend_hash_index_find(&context->values, key->object->handle);
}

static zend_object *context_object_create(zend_class_entry *ce)
{
	struct context *context = zend_object_alloc(sizeof(*context), ce);
	context->scope = NULL;
	zend_hash_init(&context->values, 0, NULL, ZVAL_PTR_DTOR, false);
	zend_hash_init(&context->keys, 0, NULL, ZVAL_PTR_DTOR, false);
	zend_object_std_init(&context->std, ce);
	object_properties_init(&context->std, ce);
	context->std.handlers = &context_handlers;
	return &context->std;
}

static void context_object_free(zend_object *object)
{
	struct context *context = context_from(object);
	zend_hash_destroy(&context->values);
	zend_hash_destroy(&context->keys);
	zend_object_std_dtor(object);
}

static HashTable *context_object_gc(zend_object *object, zval **table, int *count)
{
	struct context *context = context_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zval *item;
	ZEND_HASH_FOREACH_VAL(&context->values, item) {
		zend_get_gc_buffer_add_zval(buffer, item);
	} ZEND_HASH_FOREACH_END();
	ZEND_HASH_FOREACH_VAL(&context->keys, item) {
		zend_get_gc_buffer_add_zval(buffer, item);
	} ZEND_HASH_FOREACH_END();
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

zval *rt__context_find(zend_object *object, const struct rt__context_key *key, bool local)
{
	const struct context *context = context_from(object);
	zval *found = find_local(context, key);
	const struct rt__scope *scope = local ? NULL : context->scope;
	while (found == NULL && scope != NULL) {
		scope = scope->parent;
		if (scope != NULL && scope->context != NULL) {
			found = find_local(context_from(scope->context), key);
		}
	}
	return found;
}

void rt__context_set(zend_object *object, const struct rt__context_key *key, zval *value)
{
	struct context *context = context_from(object);
	zval copy;
	ZVAL_COPY_DEREF(&copy, value);
	if (key->name != NULL) {
		zend_hash_update(&context->values, key->name, &copy);
		return;
	}
	zval holder;
	ZVAL_OBJ_COPY(&holder, key->object);
	zend_hash_index_update(&context->keys, key->object->handle, &holder);
	zend_hash_index_update(&context->values, key->object->handle, &copy);
}

void rt__context_unset(zend_object *object, const struct rt__context_key *key)
{
	struct context *context = context_from(object);
	if (key->name != NULL) {
		zend_hash_del(&context->values, key->name);
	} else {
		zend_ulong handle = key->object->handle;
		zend_hash_index_del(&context->values, handle);
		zend_hash_index_del(&context->keys, handle);
	}
}

zend_object *rt__context_of_coroutine(struct rt_coroutine *coroutine)
{
	if (coroutine->own_context == NULL) {
		coroutine->own_context = context_object_create(rt__ce_context);
	}
	return coroutine->own_context;
}

zend_object *rt__context_of_scope(struct rt__scope *scope)
{
	if (scope->context == NULL) {
		scope->context = context_object_create(rt__ce_context);
		context_from(scope->context)->scope = scope;
	}
	return scope->context;
}

void rt__context_leave_scope(struct rt__scope *scope)
{
	zend_object *object = scope->context;
	scope->context = NULL;
	if (object != NULL) {
		context_from(object)->scope = NULL;
		OBJ_RELEASE(object);
	}
}

void rt__context_class_prepare(zend_class_entry *ce)
{
	rt__ce_context = ce;
	ce->create_object = context_object_create;
	context_handlers = std_object_handlers;
	context_handlers.offset = XtOffsetOf(struct context, std);
	context_handlers.free_obj = context_object_free;
	context_handlers.get_gc = context_object_gc;
	context_handlers.clone_obj = NULL;
}
