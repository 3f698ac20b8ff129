/* sanitizer.h - what a sanitizer or an assertion printed, as a verdict. Pure text. */
#ifndef TOOLS_SANITIZER_H
#define TOOLS_SANITIZER_H

#include <stdbool.h>

#include "harness/verdict.h"

/* Looks in the report (NUL-terminated stderr of a run) for the first finding of AddressSanitizer,
 * LeakSanitizer, UndefinedBehaviorSanitizer or a failed assertion. Returns true and fills *verdict, or false.
 */
bool sanitizer_parse(const char *report, struct verdict *verdict);

#endif
