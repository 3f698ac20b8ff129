/* sanitizer_options.c - the sanitizers' defaults in fuzzcase; the environment (ASAN_OPTIONS) still overrides
 * them.
 *
 * The leak check is asked for after a run; at the exit of fuzzcase it would find what PHP keeps by design.
 * Names of functions are needed for signatures, so the symbolizer is named where the build has found one. A
 * real stack only: fibers and fake stacks do not go together.
 */

#ifdef PFA_SYMBOLIZER
#define SYMBOLIZER_OPTION ":external_symbolizer_path=" PFA_SYMBOLIZER
#else
#define SYMBOLIZER_OPTION ""
#endif

const char *__asan_default_options(void);
const char *__ubsan_default_options(void);
const char *__lsan_default_options(void);

#define COMMON_OPTIONS "symbolize=1" SYMBOLIZER_OPTION

const char *__asan_default_options(void)
{
	return COMMON_OPTIONS ":detect_leaks=1:leak_check_at_exit=0:detect_stack_use_after_return=0"
		":allocator_may_return_null=1";
}

const char *__lsan_default_options(void)
{
	return "print_suppressions=0:max_leaks=4";
}

const char *__ubsan_default_options(void)
{
	return COMMON_OPTIONS ":print_stacktrace=1";
}
