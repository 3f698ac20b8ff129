#!/bin/bash -eu
# What the fuzzing service runs in its container, in the repository: PHP and libuv, then our targets, all of it with the
# compiler, flags and engine of the environment. Fuzz targets and what belongs to them go to $OUT, nothing else does.

# PHP calls functions through other types, lets unsigned numbers wrap, and reaches past what the compiler knows of an
# object. Fibers have their own stacks, so the depth of the stack says nothing.
export CFLAGS="$CFLAGS -fno-sanitize=object-size,function,unsigned-integer-overflow -fno-sanitize-coverage=stack-depth"
# The service asks for a check of stacks after return, which moves locals to the heap. A fiber that is dropped while it
# waits, as those of a pool are at the end of a request, never gives that memory back: more than a MiB for each run.
[ "$SANITIZER" != address ] || CFLAGS="$CFLAGS -fsanitize-address-use-after-return=never"
# What runs during the build is neither under test nor to be counted.
export ASAN_OPTIONS=detect_leaks=0 LLVM_PROFILE_FILE=/dev/null
export PHP_SOURCE="${PHP_SOURCE:-$SRC/php-src}" LIBUV_SOURCE="${LIBUV_SOURCE:-$SRC/libuv}"

sh script/lib/cflite_php.sh "$WORK"
cmake --fresh --preset cflite
cmake --build "$WORK/build" --target cflite
cmake --install "$WORK/build" --component cflite
