# Shared by every script in script/: messages, paths, the variants' flags.
# Sourced, not run. Expects $root (the repository) to be set by the caller.
# Exit codes: 1 = the work itself failed, 2 = usage, or something is missing on this machine.

LC_ALL=C
export LC_ALL

if [ -z "${PHP_FUZZ_ASYNC_CACHE:-}${XDG_CACHE_HOME:-}${HOME:-}" ]; then
    echo 'php-fuzz-async: HOME is not set; set it or PHP_FUZZ_ASYNC_CACHE' >&2
    exit 2
fi
cache=${PHP_FUZZ_ASYNC_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/php-fuzz-async}
case $cache in
/*) ;;
*) cache=$PWD/$cache ;;
esac
# PHP's configure and its Makefile split paths at blanks, so a cache there cannot work.
case $cache in
*[!A-Za-z0-9_./+@:,~-]*)
    echo "php-fuzz-async: the cache path '$cache' holds a blank or a special character;" \
        "set PHP_FUZZ_ASYNC_CACHE to a plain path" >&2
    exit 2
    ;;
esac

jobs=$(nproc 2>/dev/null || echo 2)

say() {
    printf '%s\n' "php-fuzz-async: $*"
}

warn() {
    printf '%s\n' "php-fuzz-async: $*" >&2
}

# stop STATUS MESSAGE: one line, and out.
stop() {
    stop_status=$1
    shift
    warn "$*"
    exit "$stop_status"
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# usage FILE: prints the comment block at the top of FILE, which is its manual page.
usage() {
    sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p;}' "$1"
}

# What is fuzzed with libFuzzer, and all that script/setup can build.
fuzz_variants='dev fast undefined'
all_variants="$fuzz_variants afl coverage"

# check_variant VARIANT KNOWN
check_variant() {
    case " $2 " in
    *" $1 "*) ;;
    *) stop 2 "unknown variant '$1' (known: $(echo "$2" | sed 's/ /, /g'))" ;;
    esac
}

# build_dir VARIANT: where the CMake preset of that name builds.
build_dir() {
    case $1 in
    dev) echo "$root/build" ;;
    *) echo "$root/build-$1" ;;
    esac
}

# build_project VARIANT [script/setup arguments]: set-up, configure, compile; ends the script when a step fails. Only the
# target $only where that is set.
build_project() {
    sh "$root/script/setup" --variant "$@" || exit $?
    say "building the variant $1"
    (cd "$root" && cmake --preset "$1" -DPHP_CONFIG="${PHP_CONFIG:-$cache/$1/bin/php-config}" \
        --log-level=NOTICE >/dev/null) || stop 1 "cmake failed for the preset '$1' (see above)"
    cmake --build "$(build_dir "$1")" ${only:+--target "$only"} || stop 1 "the build failed (see above)"
}
