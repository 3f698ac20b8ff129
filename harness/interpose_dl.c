/* interpose_dl.c - dlopen without RTLD_DEEPBIND.
 *
 * A distribution's PHP loads its shared extensions with that flag. It binds them to libc past our definitions, so that
 * their calls would escape virtual time and the count of bytes; and AddressSanitizer ends the process when it sees it.
 */
#include <dlfcn.h>
#include <stddef.h>

__attribute__((weak)) void *__interceptor_dlopen(const char *file, int mode);

void *dlopen(const char *file, int mode)
{
	static void *(*next)(const char *file, int mode);

	if (__interceptor_dlopen != NULL)
		return __interceptor_dlopen(file, mode & ~RTLD_DEEPBIND);
	if (next == NULL)
		next = (void *(*)(const char *, int))dlsym(RTLD_NEXT, "dlopen");
	return next(file, mode & ~RTLD_DEEPBIND);
}
