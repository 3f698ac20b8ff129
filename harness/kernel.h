/* kernel.h - what a call of the kernel writes.
 *
 * MemorySanitizer learns of it in its own definitions of libc's calls. Ours stand in for these, and ask the kernel directly.
 */
#ifndef HARNESS_KERNEL_H
#define HARNESS_KERNEL_H

#include <stddef.h>

#if defined(__has_feature)
# if __has_feature(memory_sanitizer)
#  include <sanitizer/msan_interface.h>
#  define KERNEL_IS_TOLD 1
# endif
#endif

/* The call that follows writes to these bytes; NULL = nowhere. */
static inline void kernel_fills(void *data, size_t size)
{
#ifdef KERNEL_IS_TOLD
	if (data != NULL)
		__msan_unpoison(data, size);
#else
	(void)data;
	(void)size;
#endif
}

#endif
