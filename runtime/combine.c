/* combine.c - waiting for several things: the engine below await_all, await_any_or_fail and their kin.
 *
 * They differ in how many values they need, whether an error ends the wait, and whether the wait goes on for
 * the rest (nothing is ever cancelled). Outcomes are noted per element, and arrays are built at the end: by
 * position in the input, or in the order in which the elements ended.
 */
#include "runtime/rt_private.h"

#define ELEMENTS_SIZE_MIN 8

enum element_state { ELEMENT_PENDING, ELEMENT_VALUE, ELEMENT_ERROR };

struct element {
	zval key;
	zval object;
	struct rt__event *event;    /* inside the object */
	enum element_state state;
	uint32_t rank;              /* among the ended ones */
	zval outcome;               /* value or exception */
};

struct combine {
	const struct rt__combine_rule *rule;
	struct element *elements;
	uint32_t count;
	uint32_t size;
	uint32_t ended;
	uint32_t values;
	zend_object *first_error;   /* borrowed from its element */
};

static uint32_t values_needed(const struct combine *combine)
{
	uint32_t needed = combine->rule->needed;
	return needed == 0 || needed > combine->count ? combine->count : needed;
}

static bool is_complete(const struct combine *combine)
{
	if (combine->ended == combine->count || (combine->rule->throws && combine->first_error != NULL)) {
		return true;
	}
	return !combine->rule->lingers && combine->values >= values_needed(combine);
}

static void element_end(struct combine *combine, uint32_t index, const struct rt__outcome *outcome)
{
	struct element *element = &combine->elements[index];
	if (element->state != ELEMENT_PENDING) {
		return;
	}
	element->rank = combine->ended++;
	if (outcome->error != NULL) {
		element->state = ELEMENT_ERROR;
		ZVAL_OBJ_COPY(&element->outcome, outcome->error);
		combine->first_error = combine->first_error == NULL ? outcome->error : combine->first_error;
		return;
	}
	element->state = ELEMENT_VALUE;
	combine->values++;
	if (outcome->value != NULL) {
		ZVAL_COPY(&element->outcome, outcome->value);
	} else {
		ZVAL_NULL(&element->outcome);
	}
}

static void element_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	static const struct rt__outcome complete = { .cause = RT_CAUSE_EVENT };
	struct combine *combine = wait->data;
	element_end(combine, wait->index, outcome);
	if (is_complete(combine)) {
		rt__resume(wait->coroutine, &complete);
	}
}

static bool element_add(struct combine *combine, zval *key, zval *item)
{
	struct rt__event *event = rt__event_of(item);
	if (event == NULL) {
		return false;
	}
	if (combine->count == combine->size) {
		combine->size = combine->size == 0 ? ELEMENTS_SIZE_MIN : combine->size * 2;
		combine->elements = safe_erealloc(combine->elements, combine->size, sizeof(struct element), 0);
	}
	struct element *element = &combine->elements[combine->count++];
	ZVAL_COPY(&element->key, key);
	ZVAL_COPY_DEREF(&element->object, item);
	element->event = event;
	element->state = ELEMENT_PENDING;
	ZVAL_UNDEF(&element->outcome);
	return true;
}

static bool array_collect(struct combine *combine, HashTable *array)
{
	zend_ulong number;
	zend_string *name;
	zval *item;
	ZEND_HASH_FOREACH_KEY_VAL(array, number, name, item) {
		zval key;
		if (name != NULL) {
			ZVAL_STR(&key, name);
		} else {
			ZVAL_LONG(&key, (zend_long) number);
		}
		if (!element_add(combine, &key, item)) {
			return false;
		}
	} ZEND_HASH_FOREACH_END();
	return true;
}

static bool iterator_step(struct combine *combine, zend_object_iterator *iterator)
{
	zval *item = iterator->funcs->get_current_data(iterator);
	if (item == NULL || EG(exception) != NULL) {
		return false;
	}
	zval key;
	ZVAL_LONG(&key, combine->count);
	if (iterator->funcs->get_current_key != NULL) {
		iterator->funcs->get_current_key(iterator, &key);
	}
	bool added = EG(exception) == NULL && element_add(combine, &key, item);
	zval_ptr_dtor(&key);
	if (added) {
		iterator->funcs->move_forward(iterator);
	}
	return added && EG(exception) == NULL;
}

/* TrueAsync pulls an iterator from a coroutine of its own; here the caller does, before it waits. */
static bool iterator_collect(struct combine *combine, zval *object)
{
	zend_class_entry *ce = Z_OBJCE_P(object);
	zend_object_iterator *iterator = ce->get_iterator(ce, object, 0);
	if (iterator == NULL || EG(exception) != NULL) {
		return false;
	}
	bool ok = true;
	if (iterator->funcs->rewind != NULL) {
		iterator->funcs->rewind(iterator);
		ok = EG(exception) == NULL;
	}
	while (ok && iterator->funcs->valid(iterator) == SUCCESS && EG(exception) == NULL) {
		ok = iterator_step(combine, iterator);
	}
	ok = ok && EG(exception) == NULL;
	zend_iterator_dtor(iterator);
	return ok;
}

/* What has ended already is replayed at once, in order of position, and counts before the token does. */
static bool wait_for_elements(struct combine *combine, zend_object *token)
{
	if (is_complete(combine)) {
		return true;
	}
	for (uint32_t i = 0; i < combine->count; i++) {
		rt__wait_add(rt__run.current, combine->elements[i].event, element_notify, combine)->index = i;
	}
	if (token != NULL) {
		rt__token_add(token);
	}
	return rt__suspend(RT_OP_AWAIT, -1, NULL);
}

static void element_report(const struct combine *combine, struct element *element, zval *values, zval *errors)
{
	zval null;
	ZVAL_NULL(&null);
	/* More than enough: whoever came later than needed is left out. */
	bool surplus = element->state == ELEMENT_VALUE && combine->rule->needed != 0
		&& Z_ARRVAL_P(values)->nNumOfElements >= values_needed(combine);
	if (element->state == ELEMENT_VALUE && !surplus) {
		array_set_zval_key(Z_ARRVAL_P(values), &element->key, &element->outcome);
	} else if (element->state == ELEMENT_ERROR) {
		array_set_zval_key(Z_ARRVAL_P(errors), &element->key, &element->outcome);
		if (combine->rule->fills_null) {
			array_set_zval_key(Z_ARRVAL_P(values), &element->key, &null);
		}
	}
}

static void report(const struct combine *combine, zval *values, zval *errors)
{
	uint32_t *order = safe_emalloc(combine->count, sizeof(*order), 1);
	for (uint32_t i = 0; i < combine->count; i++) {
		order[i] = i;
	}
	if (!combine->rule->keeps_order) {
		for (uint32_t i = 0; i < combine->count; i++) {
			if (combine->elements[i].state != ELEMENT_PENDING) {
				order[combine->elements[i].rank] = i;
			}
		}
	}
	uint32_t count = combine->rule->keeps_order ? combine->count : combine->ended;
	for (uint32_t i = 0; i < count; i++) {
		element_report(combine, &combine->elements[order[i]], values, errors);
	}
	efree(order);
}

static void combine_free(struct combine *combine)
{
	for (uint32_t i = 0; i < combine->count; i++) {
		zval_ptr_dtor(&combine->elements[i].key);
		zval_ptr_dtor(&combine->elements[i].object);
		zval_ptr_dtor(&combine->elements[i].outcome);
	}
	if (combine->elements != NULL) {
		efree(combine->elements);
	}
}

bool rt__combine(zval *triggers, zend_object *token, const struct rt__combine_rule *rule, zval *values,
	zval *errors)
{
	struct combine combine = { .rule = rule };
	bool ok = Z_TYPE_P(triggers) == IS_ARRAY ? array_collect(&combine, Z_ARRVAL_P(triggers))
		: iterator_collect(&combine, triggers);
	ok = ok && wait_for_elements(&combine, token);
	if (ok && rule->throws && combine.first_error != NULL) {
		GC_ADDREF(combine.first_error);
		rt__exception_throw(combine.first_error);
		ok = false;
	}
	array_init(values);
	array_init(errors);
	if (ok) {
		report(&combine, values, errors);
	}
	combine_free(&combine);
	return ok;
}
