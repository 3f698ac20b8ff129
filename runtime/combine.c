/* combine.c - waiting for several things: the engine below await_all, await_any_or_fail and their kin.
 *
 * They differ in how many values they need, whether an error ends the wait, and whether the call stays until the other
 * coroutines have ended too (nothing is ever cancelled). An array is subscribed to as a whole. Everything else that is
 * iterable is pulled by coroutines of the runtime's own, one element after another, while the caller waits already; so
 * the iterator may suspend, and the wait may end before the iterator does.
 *
 * Outcomes are noted per element, and arrays are built at the end. Until the caller runs again further outcomes may
 * come in; they count as well.
 */
#include "runtime/rt_private.h"

#define ELEMENTS_SIZE_MIN 8

/* Coroutines that take turns at an iterator which suspends. */
#define PULLERS_MAX 32

enum element_state { ELEMENT_PENDING, ELEMENT_VALUE, ELEMENT_ERROR };

struct element {
	zval key;
	zval object;
	struct rt__event *event;    /* of the object */
	enum element_state state;
	uint32_t rank;              /* among the ended ones */
	zval outcome;               /* value or exception */
};

struct combine {
	struct rt__crew crew;       /* pulls from the iterator */
	zend_object_iterator *iterator;
	bool rewound;
	bool pulled;                /* there will be no more elements */
	bool lingering;             /* values do not count any more */
	struct rt__combine_rule rule;
	struct rt_coroutine *waiter;/* NULL once it has left */
	struct element *elements;
	uint32_t count;
	uint32_t size;
	uint32_t ended;
	uint32_t values;
	zend_long index_next;       /* for elements without a key */
	zend_object *first_error;   /* borrowed from its element */
};

static bool is_complete(const struct combine *combine)
{
	if (combine->rule.throws && combine->first_error != NULL) {
		return true;
	}
	if (combine->pulled && combine->ended == combine->count) {
		return true;
	}
	return combine->rule.needed > 0 && combine->values >= combine->rule.needed && !combine->lingering;
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
	if (combine->lingering) {
		return;
	}
	combine->values++;
	if (outcome->value != NULL) {
		ZVAL_COPY(&element->outcome, outcome->value);
	} else {
		ZVAL_NULL(&element->outcome);
	}
}

static void waiter_resume(struct combine *combine, zend_object *error)
{
	struct rt__outcome outcome = { .cause = RT_CAUSE_EVENT, .error = error };
	if (combine->waiter != NULL) {
		rt__resume(combine->waiter, &outcome);
	}
}

static void element_notify(struct rt__wait *wait, const struct rt__outcome *outcome)
{
	struct combine *combine = wait->data;
	element_end(combine, wait->index, outcome);
	if (is_complete(combine)) {
		waiter_resume(combine, NULL);
	}
}

static struct rt__wait *element_subscribe(struct combine *combine, uint32_t index)
{
	struct element *element = &combine->elements[index];
	struct rt__wait *wait = rt__wait_add(combine->waiter, element->event, element_notify, combine);
	wait->index = index;
	/* Whatever becomes of it, somebody has cared. */
	if (Z_OBJCE(element->object) == rt__ce_future) {
		rt__future_observe(Z_OBJ(element->object));
	}
	return wait;
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

static void combine_free(struct rt__crew *crew)
{
	struct combine *combine = (struct combine *) crew;
	for (uint32_t i = 0; i < combine->count; i++) {
		zval_ptr_dtor(&combine->elements[i].key);
		zval_ptr_dtor(&combine->elements[i].object);
		zval_ptr_dtor(&combine->elements[i].outcome);
	}
	if (combine->elements != NULL) {
		efree(combine->elements);
	}
	if (combine->iterator != NULL) {
		zend_iterator_dtor(combine->iterator);
	}
	efree(combine);
}

/* ---- arrays ---- */

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
	combine->pulled = true;
	for (uint32_t i = 0; i < combine->count; i++) {
		element_subscribe(combine, i);
	}
	return true;
}

/* ---- iterators ---- */

/* An iterator moves on before its element is used, as in foreach. */
bool rt__iterator_take(zend_object_iterator *iterator, bool *rewound, zval *key, zval *value)
{
	if (!*rewound) {
		*rewound = true;
		if (iterator->funcs->rewind != NULL) {
			iterator->funcs->rewind(iterator);
		}
	}
	if (EG(exception) != NULL || iterator->funcs->valid(iterator) != SUCCESS || EG(exception) != NULL) {
		return false;
	}
	zval *current = iterator->funcs->get_current_data(iterator);
	if (current == NULL || EG(exception) != NULL) {
		return false;
	}
	ZVAL_COPY_DEREF(value, current);
	ZVAL_NULL(key);
	if (iterator->funcs->get_current_key != NULL) {
		iterator->funcs->get_current_key(iterator, key);
	}
	if (EG(exception) == NULL) {
		iterator->funcs->move_forward(iterator);
	}
	if (EG(exception) == NULL) {
		return true;
	}
	zval_ptr_dtor(value);
	zval_ptr_dtor(key);
	return false;
}

static bool key_check(struct combine *combine, zval *key)
{
	if (Z_TYPE_P(key) == IS_NULL || Z_TYPE_P(key) == IS_UNDEF) {
		ZVAL_LONG(key, combine->index_next);
	}
	if (Z_TYPE_P(key) == IS_LONG && Z_LVAL_P(key) >= combine->index_next && Z_LVAL_P(key) < ZEND_LONG_MAX) {
		combine->index_next = Z_LVAL_P(key) + 1;
	}
	if (Z_TYPE_P(key) != IS_LONG && Z_TYPE_P(key) != IS_STRING) {
		zend_throw_exception(rt__ce_async_exception, "Invalid key type: must be string, long or null", 0);
		return false;
	}
	return true;
}

static void pull_step(struct rt__crew *crew)
{
	struct combine *combine = (struct combine *) crew;
	zval key, value;
	crew->moving = true;
	bool taken = rt__iterator_take(combine->iterator, &combine->rewound, &key, &value);
	crew->moving = false;
	if (taken && combine->waiter != NULL && key_check(combine, &key) && element_add(combine, &key, &value)) {
		rt__wait_join(element_subscribe(combine, combine->count - 1));
	}
	if (taken) {
		zval_ptr_dtor(&key);
		zval_ptr_dtor(&value);
	} else {
		crew->done = true;
	}
	zend_object *error = rt__exception_take();
	if (error != NULL) {
		crew->done = true;
		waiter_resume(combine, error);
		rt__scope_cancel(crew->scope, NULL, "Cancellation of the iterator due to an exception", crew->scope->safe);
		OBJ_RELEASE(error);
	}
}

static void pull_end(struct rt__crew *crew)
{
	struct combine *combine = (struct combine *) crew;
	combine->pulled = true;
	if (is_complete(combine)) {
		waiter_resume(combine, NULL);
	}
}

static const struct rt__crew_ops combine_ops = { .step = pull_step, .end = pull_end, .free = combine_free };

static bool iterator_begin(struct combine *combine, zval *object)
{
	zend_class_entry *ce = Z_OBJCE_P(object);
	combine->iterator = ce->get_iterator(ce, object, 0);
	if (combine->iterator == NULL || EG(exception) != NULL) {
		return false;
	}
	rt__crew_hire(&combine->crew);
	return true;
}

/* ---- the wait ---- */

/* What has ended already is replayed at once, in order of position, and counts before the token does. Of an element
 * that is the token too, the token is told first. */
static bool wait_begin(struct combine *combine, zval *triggers, zend_object *token)
{
	bool token_first = token != NULL && !rt__event_from(token)->closed;
	if (token_first) {
		rt__token_add(token);
	}
	bool ok = Z_TYPE_P(triggers) == IS_ARRAY ? array_collect(combine, Z_ARRVAL_P(triggers))
		: iterator_begin(combine, triggers);
	if (!ok || is_complete(combine)) {
		rt__waker_clear(combine->waiter);
		return ok;
	}
	if (token != NULL && !token_first) {
		rt__token_add(token);
	}
	return rt__suspend(RT_OP_AWAIT, -1, NULL);
}

/* Stays until the other coroutines of an array have ended. Their errors are noted, their values come too late. */
static bool wait_for_rest(struct combine *combine)
{
	uint32_t pending = 0;
	combine->lingering = true;
	for (uint32_t i = 0; i < combine->count; i++) {
		struct element *element = &combine->elements[i];
		if (element->state == ELEMENT_PENDING && Z_OBJCE(element->object) == rt__ce_coroutine) {
			element_subscribe(combine, i);
			pending++;
		} else if (element->state == ELEMENT_PENDING) {
			combine->ended++;
		}
	}
	return pending == 0 || rt__suspend(RT_OP_AWAIT, -1, NULL);
}

/* ---- what comes out ---- */

static void values_report(const struct combine *combine, const uint32_t *order, uint32_t count, zval *values)
{
	zval null;
	ZVAL_NULL(&null);
	for (uint32_t i = 0; combine->rule.fills_null && i < combine->count; i++) {
		array_set_zval_key(Z_ARRVAL_P(values), &combine->elements[i].key, &null);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct element *element = &combine->elements[order[i]];
		if (element->state == ELEMENT_VALUE && !Z_ISUNDEF(element->outcome)) {
			array_set_zval_key(Z_ARRVAL_P(values), &element->key, &element->outcome);
		}
	}
}

static void report(const struct combine *combine, zval *values, zval *errors)
{
	uint32_t *by_rank = safe_emalloc(combine->count, sizeof(*by_rank), 1);
	uint32_t *by_position = safe_emalloc(combine->count, sizeof(*by_position), 1);
	uint32_t ended = 0;
	memset(by_rank, 0xff, combine->count * sizeof(*by_rank));
	for (uint32_t i = 0; i < combine->count; i++) {
		by_position[i] = i;
		if (combine->elements[i].state != ELEMENT_PENDING) {
			by_rank[combine->elements[i].rank] = i;
		}
	}
	for (uint32_t i = 0; i < combine->count; i++) {
		if (by_rank[i] != UINT32_MAX) {
			by_rank[ended++] = by_rank[i];
		}
	}
	bool keeps_order = combine->rule.keeps_order;
	values_report(combine, keeps_order ? by_position : by_rank, keeps_order ? combine->count : ended, values);
	for (uint32_t i = 0; i < ended; i++) {
		struct element *element = &combine->elements[by_rank[i]];
		if (element->state == ELEMENT_ERROR) {
			array_set_zval_key(Z_ARRVAL_P(errors), &element->key, &element->outcome);
		}
	}
	efree(by_rank);
	efree(by_position);
}

bool rt__combine(zval *triggers, zend_object *token, const struct rt__combine_rule *rule, zval *values, zval *errors)
{
	struct combine *combine = ecalloc(1, sizeof(*combine));
	/* Of its own, so that an iterator that fails ends what it has spawned. */
	struct rt__scope *scope = rt__scope_create(rt__scope_current());
	rt__crew_init(&combine->crew, &combine_ops, PULLERS_MAX, scope);
	rt__scope_release(scope);
	combine->rule = *rule;
	combine->waiter = rt__run.current;
	bool ok = wait_begin(combine, triggers, token);
	if (ok && rule->throws && combine->first_error != NULL) {
		GC_ADDREF(combine->first_error);
		rt__exception_throw(combine->first_error);
		ok = false;
	}
	if (ok && rule->lingers && combine->iterator == NULL) {
		ok = wait_for_rest(combine);
	}
	combine->waiter = NULL;
	combine->crew.done = true;
	array_init(values);
	array_init(errors);
	if (ok) {
		report(combine, values, errors);
	}
	rt__crew_release(&combine->crew);
	return ok;
}
