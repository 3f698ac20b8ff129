/* weak.h - included before the files of fuzz_world.so that know PHP: the data of PHP that they name. A reference to data is
 * bound when the library is loaded, and where there is no PHP, in a shell that starts one, it must be allowed to find
 * nothing. */
#ifndef PRELOAD_WEAK_H
#define PRELOAD_WEAK_H

#include <php.h>

#pragma weak executor_globals
#pragma weak zend_execute_internal
#pragma weak zend_interrupt_function

#endif
