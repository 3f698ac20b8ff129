# Builds PHP and libuv for one variant into the cache. Sourced by script/setup, and by script/lib/cflite_php.sh with
# compiler, flags and sources of its own.
# A build happens in a temporary directory and is moved into place, stamp last.

compiler=clang

# Sources whose counters would differ from run to run; the file says why. $ignorelist is this, or empty where no engine is guided.
coverage_ignorelist=$root/script/lib/coverage.ignorelist

# use_variant VARIANT: sets what its PHP and libuv are compiled with; call it before the functions below.
use_variant() {
    instrumented_section=__sancov_cntrs
    ignorelist=$coverage_ignorelist
    case $1 in
    # AFL++'s run-time part understands clang's own callbacks; the compiler of AFL++ is not needed.
    afl) coverage_flags='-fsanitize-coverage=trace-pc-guard,trace-cmp' instrumented_section=__sancov_guards ;;
    coverage)
        coverage_flags='-fprofile-instr-generate -fcoverage-mapping' instrumented_section=__llvm_covmap
        ignorelist=
        ;;
    # -fno-sanitize-coverage=stack-depth: fibers have their own stacks, so "the lowest stack
    # address" would be noise that differs from process to process.
    *) coverage_flags='-fsanitize=fuzzer-no-link -fno-sanitize-coverage=stack-depth' ;;
    esac
    link_flags=$coverage_flags
    common_flags="-O2 -g1 -fPIC -fno-omit-frame-pointer $coverage_flags"
}

# No zend-signals: they would put PHP's handlers over the engine's at each request.
# No PCRE JIT: code made at run time carries no coverage and no checks.
php_common_options='--disable-all --enable-cli --enable-embed=static --enable-sockets
--enable-pcntl --enable-posix --disable-cgi --disable-phpdbg --without-pear
--disable-zend-signals --without-pcre-jit --without-valgrind --disable-rpath'

# The sanitizer as PHP's configure names it.
php_options() {
    case $1 in
    dev) echo "$php_common_options --enable-debug-assertions --enable-address-sanitizer" ;;
    undefined) echo "$php_common_options --enable-debug-assertions --enable-undefined-sanitizer" ;;
    fast | afl | coverage) echo "$php_common_options" ;;
    esac
}

# The same as the compiler names it, for libuv. PHP excludes object-size itself: its
# zend_function union is incompatible with it.
sanitizer_flags() {
    case $1 in
    dev) echo '-fsanitize=address' ;;
    undefined) echo '-fsanitize=undefined -fno-sanitize-recover=undefined -fno-sanitize=object-size' ;;
    fast | afl | coverage) echo '' ;;
    esac
}

build_recipe=2 # raise it when a step below changes what comes out

ignorelist_flag() {
    [ -z "$ignorelist" ] || echo "-fsanitize-coverage-ignorelist=$ignorelist"
}

# recipe VARIANT: everything of our side that decides the result, in one line.
recipe() {
    flags=$(php_options "$1" | tr '\n' ' ')$common_flags$(sanitizer_flags "$1")
    [ -z "$ignorelist" ] || flags=$flags$(cat "$ignorelist")
    hash=$(printf '%s' "$build_recipe $flags" | sha256sum | cut -c 1-16)
    echo "recipe: $hash, $("$compiler" --version | head -n 1)"
}

# complete VARIANT: true when a finished build of today's recipe (or a recorded fallback) is there.
complete() {
    stamp=$cache/$1/.stamp
    [ -f "$stamp" ] || return 1
    grep -qx 'kind: distribution' "$stamp" && return 0
    [ "$(sed -n '/^recipe: /p' "$stamp")" = "$(recipe "$1")" ]
}

disk_needed_mib=1024 # a build takes about half of it at its peak

check_disk() {
    free_mib=$(df -Pk "$cache" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "${free_mib:-0}" -ge "$disk_needed_mib" ] ||
        stop 2 "only $free_mib MiB free in $cache, $disk_needed_mib needed" \
            "(PHP_FUZZ_ASYNC_CACHE names another place)"
}

build_libuv() {
    unpack_source libuv1 "$work/libuv" &&
        cmake -S "$work/libuv" -B "$work/libuv-build" -G Ninja \
            -DCMAKE_C_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=None -DBUILD_TESTING=OFF \
            -DLIBUV_BUILD_SHARED=OFF -DCMAKE_INSTALL_PREFIX="$prefix" \
            -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_POSITION_INDEPENDENT_CODE=ON \
            -DCMAKE_C_FLAGS="$flags $(sanitizer_flags "$variant")" &&
        cmake --build "$work/libuv-build" --target uv_a &&
        mkdir -p "$staged$prefix/lib" "$staged$prefix/include" &&
        cp "$work/libuv-build/libuv_a.a" "$staged$prefix/lib/libuv.a" &&
        cp -R "$work/libuv/include/." "$staged$prefix/include/"
}

configure_php() {
    unpack_source php8.2 "$work/php" && cd "$work/php" && { [ -x configure ] || ./buildconf --force; } &&
        # shellcheck disable=SC2046 # a list of words
        CC="$compiler" CFLAGS="$flags" LDFLAGS="$link_flags" \
            ./configure -q --prefix="$prefix" $(php_options "$variant")
}

build_php() {
    cd "$work/php" && make -j"$jobs" && make install INSTALL_ROOT="$staged" &&
        mkdir -p "$staged$prefix/share" &&
        cp run-tests.php "$staged$prefix/share/run-tests.php" &&
        rm -rf "$staged$prefix/php" && # manual pages
        { [ "$variant" != coverage ] || keep_sources; }
}

# A report of coverage shows them.
keep_sources() {
    mkdir -p "$staged$prefix/src/php" && find . -name '*.[ch]' -print0 |
        tar -c --null -T - | tar -x -C "$staged$prefix/src/php"
}

# check_build: what comes out does what we need of it.
check_build() {
    built=$staged$prefix
    objdump=$(command -v llvm-objdump || echo objdump)
    "$built/bin/php" -n -v &&
        "$built/bin/php" -n -r 'foreach (["sockets", "pcntl", "posix"] as $extension)
            if (!extension_loaded($extension)) { echo "no $extension\n"; exit(1); }
            exit((new Fiber(fn() => Fiber::suspend(42)))->start() === 42 ? 0 : 1);' &&
        "$objdump" -h "$built/lib/libphp.a" | grep -q "$instrumented_section" &&
        "$objdump" -h "$built/lib/libuv.a" | grep -q "$instrumented_section"
}

# step NAME FUNCTION: runs it with its output in the log, names the log when it fails.
step() {
    step_name=$1
    shift
    say "$variant: $step_name"
    # -e does not reach into a condition, so each function chains its commands with &&.
    if ! ("$@") >>"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        stop 1 "$variant: ${step_name%% (*} failed (full log: $log)"
    fi
}

# build_php_and_libuv: from source to $staged$prefix; wants $variant, $prefix, $log, $work and $flags.
build_php_and_libuv() {
    staged=$work/staged
    # Leaks of the build's own helpers are not our subject, nor is what they cover.
    ASAN_OPTIONS=detect_leaks=0
    LLVM_PROFILE_FILE=/dev/null
    export ASAN_OPTIONS LLVM_PROFILE_FILE
    : >"$log"
    step 'building libuv (less than 1 minute)' build_libuv
    step 'configuring PHP (1 minute)' configure_php
    step 'compiling PHP (2 to 4 minutes on two cores)' build_php
    step 'checking the result' check_build
}

# build_variant VARIANT: the whole build; call it under the lock.
build_variant() {
    variant=$1
    prefix=$cache/$variant
    log=$cache/log/build-$variant.log
    work=$(mktemp -d "$cache/tmp.$variant.XXXXXX") || stop 2 "cannot write to $cache"
    # Stack traces name a directory that does not differ from build to build.
    flags="$common_flags $(ignorelist_flag) -ffile-prefix-map=$work=/usr/src"
    build_php_and_libuv
    {
        echo 'kind: source'
        for package in $source_packages; do basename "$(source_dsc "$package")" .dsc; done
        recipe "$variant"
    } >"$staged$prefix/.stamp"
    rm -rf "$prefix"
    mv "$staged$prefix" "$prefix"
    rm -rf "$work"
    say "$variant: ready in $prefix"
}
