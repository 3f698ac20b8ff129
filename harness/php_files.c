/* php_files.c - see php_files.h. The assembler includes the files; the build makes this object depend on them. */
#include "harness/php_files.h"

#define PHP_FILE(symbol, folder, name, frozen) \
	__asm__(".pushsection .rodata\n" \
	        "php_file_" #symbol ":\n" \
	        ".incbin \"" PFA_SOURCE_DIR "/" folder "/" name "\"\n" \
	        ".byte 0\n" \
	        ".popsection\n"); \
	extern const char php_file_##symbol[];
#include "harness/php_files.def"
#undef PHP_FILE

const struct php_file php_files[] = {
#define PHP_FILE(symbol, folder, name, frozen) { name, php_file_##symbol, frozen },
#include "harness/php_files.def"
#undef PHP_FILE
	{ 0, 0, false },
};
