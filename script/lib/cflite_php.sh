#!/bin/sh
# Usage: cflite_php.sh DIRECTORY
#
# Builds PHP and libuv into DIRECTORY/php with the compiler and the flags of the environment, as a fuzzing service sets
# them; does nothing when that is there, by the same recipe. Sources and log stay in DIRECTORY: reports of coverage show them.
#
# Environment: CC, CFLAGS, SANITIZER (address, undefined, memory, coverage, none); PHP_SOURCE and LIBUV_SOURCE, the
# trees to build. A PHP tree without a configure script gets one (buildconf).

set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$root/script/lib/common.sh"
. "$root/script/lib/build.sh"

unpack_source() {
    case $1 in
    php8.2) cp -R "$PHP_SOURCE" "$2" ;;
    libuv1) cp -R "$LIBUV_SOURCE" "$2" ;;
    esac
}

# PHP is told of AddressSanitizer since it lays out its arenas differently; of nothing else, since its own choice of
# checks would come after that of the environment.
php_options() {
    echo "$php_common_options --enable-debug-assertions"
    [ "$SANITIZER" != address ] || echo --enable-address-sanitizer
}

sanitizer_flags() {
    : # they are in CFLAGS
}

main() {
    [ $# -eq 1 ] && [ -d "$1" ] || stop 2 'cflite_php.sh: a directory is needed'
    for name in CC CFLAGS SANITIZER PHP_SOURCE LIBUV_SOURCE; do
        eval "[ -n \"\${$name:-}\" ]" || stop 2 "cflite_php.sh: $name is not set"
    done
    [ -f "$PHP_SOURCE/main/php.h" ] || stop 2 "$PHP_SOURCE is no source tree of PHP"
    [ -f "$LIBUV_SOURCE/include/uv.h" ] || stop 2 "$LIBUV_SOURCE is no source tree of libuv"
    variant=$SANITIZER prefix=$1/php log=$1/php.log work=$1/php-build
    compiler=$CC
    link_flags=
    ignorelist=
    case $CFLAGS in *fuzzer-no-link*) ignorelist=$coverage_ignorelist ;; esac
    flags="$CFLAGS $(ignorelist_flag) -fPIC"
    common_flags="$CFLAGS, $PHP_SOURCE, $LIBUV_SOURCE"
    instrumented_section=__sancov_cntrs
    [ "$SANITIZER" != coverage ] || instrumented_section=__llvm_covmap
    if [ "$(cat "$prefix/.stamp" 2>/dev/null)" = "$(recipe "$SANITIZER")" ]; then return; fi
    rm -rf "$prefix" "$work"
    mkdir -p "$work"
    build_php_and_libuv
    recipe "$SANITIZER" >"$staged$prefix/.stamp"
    mv "$staged$prefix" "$prefix"
    say "$variant: PHP is ready in $prefix"
}

main "$@"; exit
