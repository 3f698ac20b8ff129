# The environment in which a fuzzing service builds and runs, without its container. Sourced by script/cflite-check.

known_sanitizers='address undefined memory coverage'

# Alternatives of UndefinedBehaviorSanitizer that end the process; wrapped unsigned numbers are told to the engine only.
undefined_checks=array-bounds,bool,builtin,enum,function,integer-divide-by-zero,null,object-size,return,\
returns-nonnull-attribute,shift,signed-integer-overflow,unreachable,vla-bound,vptr

# build_flags SANITIZER: what stands in CFLAGS and CXXFLAGS. Without -stdlib=libc++, which belongs to the service's compiler.
build_flags() {
    printf '%s' '-O1 -fno-omit-frame-pointer -gline-tables-only -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION '
    case $1 in
    address) printf '%s' '-fsanitize=address -fsanitize-address-use-after-scope ' ;;
    undefined)
        printf '%s' "-fsanitize=$undefined_checks,unsigned-integer-overflow -fno-sanitize-recover=$undefined_checks "
        ;;
    memory) printf '%s' '-fsanitize=memory -fsanitize-memory-track-origins ' ;;
    esac
    case $1 in
    coverage) echo '-fprofile-instr-generate -fcoverage-mapping -pthread -Wno-unused-command-line-argument' ;;
    *) echo -fsanitize=fuzzer-no-link ;;
    esac
}

# build_out SANITIZER: runs build.sh; the result is in $out. PHP is built once and kept in the cache.
build_out() {
    base=$cache/cflite
    mkdir -p "$cache/log" "$base/$1" || stop 2 "cannot write to $cache"
    ensure_packages
    fetch_sources || stop 2 "the sources of $source_packages cannot be had (log: $cache/log/sources.log)"
    (flock 9 && provide_trees "$base") 9>"$base/.lock" || stop 1 "cannot unpack the sources to $base"
    flags=$(build_flags "$1")
    log=$base/$1/build.log
    say "$1: building (log: $log)"
    (
        flock 9
        cd "$root" && env -i PATH="$PATH" HOME="$base" SRC="$base" OUT="$out" WORK="$base/$1" \
            CC="${CC:-clang}" CXX="${CXX:-clang++}" CFLAGS="$flags" CXXFLAGS="$flags" SANITIZER="$1" \
            LIB_FUZZING_ENGINE=-fsanitize=fuzzer FUZZING_ENGINE=libfuzzer ARCHITECTURE=x86_64 \
            bash -eux .clusterfuzzlite/build.sh
    ) 9>"$base/$1/.lock" >"$log" 2>&1 </dev/null || {
        tail -n 15 "$log" >&2
        stop 1 "$1: .clusterfuzzlite/build.sh failed (full log: $log)"
    }
}

# provide_trees DIRECTORY: the sources of PHP and libuv, where the container has them.
provide_trees() {
    [ -f "$1/php-src/main/php.h" ] || { rm -rf "$1/php-src" && unpack_source php8.2 "$1/php-src"; } >/dev/null || return 1
    [ -f "$1/libuv/include/uv.h" ] || { rm -rf "$1/libuv" && unpack_source libuv1 "$1/libuv"; } >/dev/null
}

# What the service sets when it runs a target.
sanitizer_options='allocator_may_return_null=1:handle_abort=1:handle_segv=1:handle_sigill=1:dedup_token_length=3:symbolize=0'
after_return=1

# run_target TARGET ARGUMENTS...: as a user without rights, in a directory that cannot be written to, in an empty environment.
# Output in $scratch/log.
run_target() {
    run_name=$1
    shift
    (
        cd "$scratch/cwd" || exit 1
        # shellcheck disable=SC2086 # words, or none
        timeout 300 $unprivileged env -i PATH=/usr/bin:/bin LLVM_PROFILE_FILE="$scratch/tmp/$run_name.profraw" \
            ASAN_OPTIONS="$sanitizer_options:detect_leaks=1:detect_stack_use_after_return=$after_return" \
            UBSAN_OPTIONS="$sanitizer_options:silence_unsigned_overflow=1:print_stacktrace=1" \
            MSAN_OPTIONS="$sanitizer_options" \
            "$moved/$run_name" -rss_limit_mb=2560 -timeout=25 -artifact_prefix="$scratch/tmp/" "$@"
    ) >"$scratch/log" 2>&1 </dev/null
}

# enter_scratch: $scratch, readable by everybody; $scratch/cwd, read-only; $scratch/tmp, for everybody.
enter_scratch() {
    scratch=$(mktemp -d) || stop 2 'no temporary directory'
    mkdir "$scratch/cwd" "$scratch/tmp"
    chmod 755 "$scratch"
    chmod 555 "$scratch/cwd"
    chmod 777 "$scratch/tmp"
    unprivileged=
    if [ "$(id -u)" -eq 0 ]; then
        unprivileged='setpriv --reuid=65534 --regid=65534 --clear-groups'
    fi
}
