# Finds out which Debian packages are missing and installs them. Sourced by script/setup.
# What counts is the tool, not the package: a clang from elsewhere is as good.

# tool:package pairs. dpkg-dev brings patch, tar and xz; clang brings libc6-dev and binutils.
needed_tools='clang:clang llvm-symbolizer:llvm cmake:cmake ninja:ninja-build make:make
pkg-config:pkg-config dpkg-source:dpkg-dev xz:xz-utils'

clang_oldest=14

clang_major() {
    clang -dumpversion 2>/dev/null | sed 's/\..*//'
}

# The sanitizer and libFuzzer runtimes are a package of their own, one per version of clang.
clang_runtime_found() {
    runtime=$(clang -print-resource-dir 2>/dev/null)/lib
    for file in "$runtime"/*/libclang_rt.fuzzer-"$(uname -m)".a \
        "$runtime"/*/libclang_rt.fuzzer.a; do
        [ -e "$file" ] && return 0
    done
    return 1
}

jansson_found() {
    for header in /usr/include/jansson.h /usr/local/include/jansson.h; do
        [ -e "$header" ] && return 0
    done
    have pkg-config && pkg-config --exists jansson
}

# A test compares descriptors with their schema.
jsonschema_found() {
    have python3 && python3 -c 'import jsonschema' 2>/dev/null
}

missing_packages() {
    for pair in $needed_tools; do
        have "${pair%%:*}" || printf '%s ' "${pair#*:}"
    done
    jansson_found || printf 'libjansson-dev '
    jsonschema_found || printf 'python3-jsonschema '
    if have clang && ! clang_runtime_found; then
        printf 'libclang-rt-%s-dev ' "$(clang_major)"
    fi
}

# What only some tests use, as file:package pairs; these tests are skipped without.
test_files='/usr/bin/php8.2:php8.2-cli /usr/bin/php-config8.2:php8.2-dev /usr/include/uv.h:libuv1-dev'

missing_test_packages() {
    for pair in $test_files "$@"; do
        [ -e "${pair%%:*}" ] || printf '%s ' "${pair#*:}"
    done
}

# as_root COMMAND...: runs it as root, through sudo where needed.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# install_packages PACKAGE...: installs them, or ends with exit code 2 and one line.
install_packages() {
    [ "$SETUP" = no ] && stop 2 "missing packages: $* (SETUP=no, so nothing is installed)"
    have apt-get || stop 2 "missing: $*; no apt-get here, please install them yourself"
    [ "$(id -u)" = 0 ] || have sudo ||
        stop 2 "missing packages: $*; run as root or install sudo, so that apt-get can add them"
    say "installing packages: $*"
    apt_log=$cache/log/apt.log
    # The lists may be empty (a bare image) or old, so refresh them first.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$apt_log" 2>&1 ||
        warn "apt-get update had errors, going on with the lists at hand"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=600 "$@" >>"$apt_log" 2>&1 ||
        stop 2 "apt-get could not install: $* (log: $apt_log)"
}

check_clang_version() {
    have clang || return 0
    [ "$(clang_major)" -ge "$clang_oldest" ] 2>/dev/null ||
        stop 2 "clang $(clang -dumpversion) is too old, $clang_oldest or newer is needed"
}

# ensure_packages: afterwards everything needed is there. Two rounds, because only an
# installed clang tells which version of its runtime package belongs to it.
ensure_packages() {
    for round in 1 2; do
        check_clang_version
        missing=$(missing_packages)
        # shellcheck disable=SC2086 # a list of words
        [ -z "$missing" ] || install_packages $missing
    done
    missing=$(missing_packages)
    [ -z "$missing" ] || stop 2 "still missing after the installation: $missing"
}

# try_test_packages [FILE:PACKAGE...]: installs what tests with the distribution's own PHP take, these as well. Not
# every system has it, so what cannot be had is only said.
try_test_packages() {
    missing=$(missing_test_packages "$@")
    # shellcheck disable=SC2086 # a list of words; the subshell survives install_packages
    [ -z "$missing" ] || (install_packages $missing) ||
        warn "without $missing: tests with the distribution's PHP are skipped"
}
