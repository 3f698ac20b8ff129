/* php_files.c - see php_files.h. The assembler includes the files; the build makes this object depend on them. */
#include "harness/php_files.h"

#define PHP_FILE(symbol, path) \
	__asm__(".pushsection .rodata\n" \
	        #symbol ":\n" \
	        ".incbin \"" path "\"\n" \
	        ".byte 0\n" \
	        ".popsection\n"); \
	extern const char symbol[]

PHP_FILE(php_file_evil_peer, PFA_SOURCE_DIR "/peer/EvilPeer.php");
PHP_FILE(php_file_steps, PFA_SOURCE_DIR "/harness/steps.php");
PHP_FILE(php_file_interpret, PFA_SOURCE_DIR "/harness/interpret.php");

const struct php_file php_files[] = {
	{ "EvilPeer.php", php_file_evil_peer },
	{ "steps.php", php_file_steps },
	{ "interpret.php", php_file_interpret },
	{ 0, 0 },
};
