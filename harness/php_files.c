/* php_files.c - see php_files.h. The assembler includes the files; the build makes this object depend on them. */
#include "harness/php_files.h"

#define PHP_FILE(symbol, folder, name, need) \
	__asm__(".pushsection .rodata\n" \
	        "php_file_" #symbol ":\n" \
	        ".incbin \"" PFA_SOURCE_DIR "/" folder "/" name "\"\n" \
	        ".byte 0\n" \
	        ".popsection\n"); \
	extern const char php_file_##symbol[];
#include "harness/php_files.def"
#undef PHP_FILE

const struct php_file php_files[] = {
#define PHP_FILE(symbol, folder, name, need) { folder, name, php_file_##symbol, PHP_NEED_##need },
#include "harness/php_files.def"
#undef PHP_FILE
	{ 0, 0, 0, PHP_NEED_NEVER },
};
