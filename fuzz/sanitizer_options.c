/* sanitizer_options.c - AddressSanitizer's defaults where many short runs follow each other; the environment (ASAN_OPTIONS)
 * still overrides them.
 *
 * A run of some hundred microseconds makes thousands of allocations. Each keeps a stack, whose unwinding and storing
 * costs more than the allocation: a few frames of it say which of PHP's allocations it was, and fuzzcase, which
 * replays the finding, has the whole stack. Nothing of a run is used in a later one, so freed memory is kept back for
 * as long as a run takes, and then used again while it is still in the processor's cache.
 */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "malloc_context_size=4:quarantine_size_mb=4:thread_local_quarantine_size_kb=256";
}
