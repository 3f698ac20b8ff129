/* fake.c - a fuzz target with one fault, of the sort that script/cflite-check is to find; FAULT says which. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NONE, QUIET_EXIT, WRITES_HERE, NEEDS_ITS_PLACE, NEEDS_RIGHTS, LATER_RUN_FAILS, GROWS, CANNOT_MERGE, LEAKS, SLOW };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int arithmetic(int value);

#define TEN(x) x x x x x x x x x x

/* Some hundred calls of UndefinedBehaviorSanitizer, where that is asked for. */
int arithmetic(int value)
{
	TEN(TEN(value = value * 3 + 1; value = value - (value << 2);))
	return value;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	FILE *file = FAULT == WRITES_HERE ? fopen("here", "w") : stdout;

	if (file == NULL)
		abort();
	if (FAULT == NEEDS_ITS_PLACE && access(PLACE, F_OK) != 0)
		abort();
	if (FAULT == NEEDS_RIGHTS && getuid() != 0)
		abort();
	while (FAULT == SLOW && clock() < CLOCKS_PER_SEC / 2) {
	}
	for (int i = 1; FAULT == CANNOT_MERGE && i < *argc; i++) {
		if (strncmp((*argv)[i], "-merge", 6) == 0)
			abort();
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static unsigned runs;
	static void *volatile kept;

	runs++;
	arithmetic((int)size);
	if (FAULT == QUIET_EXIT && runs == 2)
		_exit(0);
	if (FAULT == LATER_RUN_FAILS && runs == 50)
		abort();
	if (FAULT == GROWS || FAULT == LEAKS) {
		void **block = malloc(1 << 19);

		memset(block, 1, 1 << 19);
		*block = kept;
		kept = block;
		if (FAULT == LEAKS)
			kept = NULL;
	}
	return 0;
}
