/* prelude.c - see prelude.h.
 *
 * Compiling the prelude takes milliseconds under ASan, a run takes hundreds of microseconds: so it is compiled once.
 * PHP drops a request's functions and classes at its end, down to the marks EG(persistent_*_count). The prelude is
 * compiled with permanent interned strings and an arena of its own, and the marks are raised above it; then it looks
 * like internal code to every later request, which is what opcache's preloading does in shared memory. This rests on
 * rules that all of them keep: no static variable or property, no constant expression, no inheritance. Their constant
 * arrays are made immutable.
 * Functions cache what they look up in a block of the request's arena: prelude_reset() drops the stale pointers.
 * With USE_ZEND_ALLOC=0, as embed.c sets it, what the compiler emallocs outlives the request.
 */
#include "harness/prelude.h"

#include <stdio.h>

#include <php.h>
#include <zend_compile.h>
#include <zend_exceptions.h>
#include <zend_string.h>

#include "harness/check.h"
#include "harness/php_files.h"

enum { PRELUDE_ARENA_SIZE = 1 << 20, PRELUDE_FUNCTIONS_MAX = 512 };

static struct {
	zend_op_array *functions[PRELUDE_FUNCTIONS_MAX];
	uint32_t function_count;
	zend_new_interned_string_func_t intern_permanently;
	zend_arena *arena;          /* never freed: classes and functions lie in it */
} g;

/* The compiler's strings live as long as a request; the engine's permanent store takes only persistent ones. */
static zend_string *ZEND_FASTCALL string_intern(zend_string *string)
{
	if (ZSTR_IS_INTERNED(string))
		return string;
	zend_string *persistent = zend_string_init(ZSTR_VAL(string), ZSTR_LEN(string), 1);
	zend_string_release(string);
	return g.intern_permanently(persistent);
}

static void interning_begin(void)
{
	zend_interned_strings_switch_storage(0);
	g.intern_permanently = zend_new_interned_string;
	zend_new_interned_string = string_intern;
}

static void interning_end(void)
{
	zend_interned_strings_switch_storage(1);
}

/* Arrays that the source spells out are shared by all runs. As immutable ones, which nobody counts, none of them can be
 * left behind in the collector's buffer by a run that a fatal error has cut off: the next run's collector would take a
 * mark of the former run for one of its own and forget another object for it. */
static void value_freeze(zval *value)
{
	zval *element;

	if (Z_TYPE_P(value) != IS_ARRAY || !Z_REFCOUNTED_P(value))
		return;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), element) {
		value_freeze(element);
	} ZEND_HASH_FOREACH_END();
	GC_SET_REFCOUNT(Z_ARR_P(value), 2);
	GC_ADD_FLAGS(Z_ARR_P(value), GC_IMMUTABLE);
	Z_TYPE_INFO_P(value) = IS_ARRAY;
}

static void values_freeze(zval *values, int count)
{
	for (int i = 0; i < count; i++)
		value_freeze(&values[i]);
}

/* Remembers a function and the closures it declares. */
static void function_add(zend_op_array *function)
{
	CHECK(g.function_count < PRELUDE_FUNCTIONS_MAX);
	CHECK(function->static_variables == NULL || function->function_name != NULL);
	g.functions[g.function_count++] = function;
	values_freeze(function->literals, function->last_literal);
	for (uint32_t i = 0; i < function->num_dynamic_func_defs; i++)
		function_add(function->dynamic_func_defs[i]);
}

static void functions_collect(uint32_t function_mark, uint32_t class_mark)
{
	zend_function *function;
	zend_class_entry *class;
	zend_class_constant *constant;
	uint32_t i = 0;

	ZEND_HASH_FOREACH_PTR(EG(function_table), function) {
		if (i++ >= function_mark)
			function_add(&function->op_array);
	} ZEND_HASH_FOREACH_END();
	i = 0;
	ZEND_HASH_FOREACH_PTR(EG(class_table), class) {
		if (i++ < class_mark)
			continue;
		CHECK(class->default_static_members_count == 0 && class->parent == NULL);
		/* The end of a request takes the constants and default values of a class that may change away. */
		CHECK((class->ce_flags & ZEND_ACC_CONSTANTS_UPDATED) != 0);
		class->ce_flags |= ZEND_ACC_IMMUTABLE;
		values_freeze(class->default_properties_table, class->default_properties_count);
		ZEND_HASH_FOREACH_PTR(&class->constants_table, constant) {
			value_freeze(&constant->value);
		} ZEND_HASH_FOREACH_END();
		ZEND_HASH_FOREACH_PTR(&class->function_table, function) {
			function_add(&function->op_array);
		} ZEND_HASH_FOREACH_END();
	} ZEND_HASH_FOREACH_END();
}

static bool file_compile(const struct php_file *file)
{
	/* compile_string starts inside PHP code, behind the open tag. */
	zend_string *source = zend_string_init(file->text + 5, strlen(file->text) - 5, 0);
#if PHP_VERSION_ID >= 80200
	zend_op_array *main = zend_compile_string(source, file->name, ZEND_COMPILE_POSITION_AFTER_OPEN_TAG);
#else
	zend_op_array *main = zend_compile_string(source, file->name);
#endif

	zend_string_release(source);
	if (main == NULL || EG(exception) != NULL) {
		fprintf(stderr, "php-fuzz-async: %s does not compile: %s\n", file->name,
				PG(last_error_message) ? ZSTR_VAL(PG(last_error_message)) : "unknown error");
		zend_clear_exception();
		return false;
	}
	destroy_op_array(main);
	efree(main);
	return true;
}

static bool files_compile(void)
{
	for (const struct php_file *file = php_files; file->name != NULL; file++) {
		if (!file_compile(file))
			return false;
	}
	return true;
}

bool prelude_compile(void)
{
	uint32_t function_mark = zend_hash_num_elements(EG(function_table));
	uint32_t class_mark = zend_hash_num_elements(EG(class_table));
	zend_arena *request_arena = CG(arena);
	bool compiled = false;

	CG(arena) = zend_arena_create(PRELUDE_ARENA_SIZE);
	interning_begin();
	zend_try {
		compiled = files_compile();
	} zend_end_try();
	interning_end();
	g.arena = CG(arena);
	CG(arena) = request_arena;
	if (!compiled)
		return false;

	functions_collect(function_mark, class_mark);
	EG(persistent_functions_count) = EG(function_table)->nNumUsed;
	EG(persistent_classes_count) = EG(class_table)->nNumUsed;
	return true;
}

void prelude_reset(void)
{
	for (uint32_t i = 0; i < g.function_count; i++)
		ZEND_MAP_PTR_INIT(g.functions[i]->run_time_cache, NULL);
}
