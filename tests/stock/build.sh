#!/bin/sh
# Usage: build.sh SOURCE_DIR OUT_DIR [--world]
#
# Builds runtime/ as a loadable module for the distribution's own PHP 8.2: clang, no sanitizer, no coverage, assertions
# on. Writes OUT_DIR/true_async.so and OUT_DIR/php, a wrapper that loads it; with --world also OUT_DIR/fuzz_world.so and
# OUT_DIR/php-world, which has both. Exit code 77 when what it takes is not installed (php8.2-cli, php8.2-dev,
# libuv1-dev).

set -eu
[ $# -eq 2 ] || [ "${3:-}" = --world ] || {
    echo 'build.sh: a source directory, an output directory and perhaps --world are needed' >&2
    exit 2
}
source=$1
mkdir -p "$2"
out=$(CDPATH='' cd -- "$2" && pwd)
world=${3:-}
php=${STOCK_PHP:-/usr/bin/php8.2}
config=${STOCK_PHP_CONFIG:-/usr/bin/php-config8.2}

for needed in "$php" "$config" /usr/include/uv.h; do
    [ -e "$needed" ] || {
        echo "build.sh: no $needed (Debian: php8.2-cli php8.2-dev libuv1-dev)" >&2
        exit 77
    }
done

# php_config.h does not tell of extensions that are shared, but the header of ext/sockets does. valgrind 3.19 does not
# read DWARF 5.
sockets=
[ ! -e "$("$config" --include-dir)/ext/sockets/php_sockets.h" ] || sockets=-DHAVE_SOCKETS=1
includes=$("$config" --includes | sed 's/-I/-isystem /g')

# sources FOLDER LIST: the .c files of that list in its CMakeLists.txt.
sources() {
    sed -n "/^set($2/,/)/p" "$source/$1/CMakeLists.txt" | grep -o '[a-z_0-9/]*\.c'
}

# compile FILE OPTIONS...: adds its object to $objects.
compile() {
    object=$out/$(echo "${1%.c}" | tr / -).o
    objects="$objects $object"
    file=$source/$1
    shift
    # shellcheck disable=SC2086 # php-config prints words
    ${CC:-clang} -std=c11 -D_GNU_SOURCE -UNDEBUG -O2 -gdwarf-4 -fPIC -fno-omit-frame-pointer -fvisibility=hidden \
        $sockets -Wall -Wextra -Wno-unused-parameter -I"$source" $includes "$@" -c "$file" -o "$object"
}

objects=
for file in $(sources runtime runtime_sources); do compile "runtime/$file" -DCOMPILE_DL_TRUE_ASYNC=1; done
# shellcheck disable=SC2086 # a list of words
${CC:-clang} -shared -o "$out/true_async.so" $objects -luv -lpthread -ldl

# The distribution's ini files load these, and -n, which run-tests.php passes on, does not.
extensions=$("$php" -n -r 'foreach (["sockets", "posix", "pcntl"] as $e) if (!extension_loaded($e)) echo " extension=$e";')

# wrap NAME COMMAND OPTIONS
wrap() {
    cat >"$out/$1" <<WRAPPER
#!/bin/sh
exec $2 '$php' -n$(echo "$extensions" | sed 's/ extension/ -d&/g') -d 'extension=$out/true_async.so' $3 "\$@"
WRAPPER
    chmod +x "$out/$1"
}
wrap php '' ''
[ -n "$world" ] || exit 0

# As preload/CMakeLists.txt says.
objects=
weak=$(sources preload weak_sources)
for file in $(sources plan plan_sources | sed 's|^|plan/|') \
    $(sources runtime runtime_sources | sed -n 's|^schedule[._]|runtime/&|p') \
    $(sources harness run_sources | sed 's|^|harness/|') $(sources harness interpose_sources | sed 's|^|harness/|') \
    $(sources preload preload_sources | sed 's|^|preload/|'); do
    options=
    case $file in
    harness/interpose_*) options=-fvisibility=default ;;
    harness/php_files.c) options=-DPFA_SOURCE_DIR=\"$source\" ;;
    harness/forked_process.c)
        options="-DPFA_PHP_BINARY=\"$php\" -DPFA_PHP_SHARED_INI=\"$(echo "$extensions" | sed 's/^ //; s/ /\\n/g')\"" ;;
    esac
    case " $(echo $weak) " in *" $file "*) options="-include $source/preload/weak.h" ;; esac
    # shellcheck disable=SC2086 # words
    compile "$file" $options
done
# shellcheck disable=SC2086 # a list of words
${CC:-clang} -shared -Wl,-z,lazy -o "$out/fuzz_world.so" $objects -ldl
wrap php-world "env LD_PRELOAD='$out/fuzz_world.so'" "-d 'extension=$out/fuzz_world.so'"
