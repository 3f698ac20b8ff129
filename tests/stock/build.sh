#!/bin/sh
# Usage: build.sh SOURCE_DIR OUT_DIR
#
# Builds runtime/ as a loadable module for the distribution's own PHP 8.2: clang, no sanitizer, no coverage, assertions
# on. Writes OUT_DIR/true_async.so and OUT_DIR/php, a wrapper that loads it. Exit code 77 when what it takes is not
# installed (php8.2-cli, php8.2-dev, libuv1-dev).

set -eu
[ $# -eq 2 ] || {
    echo 'build.sh: a source directory and an output directory are needed' >&2
    exit 2
}
source=$1 out=$2
php=${STOCK_PHP:-/usr/bin/php8.2}
config=${STOCK_PHP_CONFIG:-/usr/bin/php-config8.2}

for needed in "$php" "$config" /usr/include/uv.h; do
    [ -e "$needed" ] || {
        echo "build.sh: no $needed (Debian: php8.2-cli php8.2-dev libuv1-dev)" >&2
        exit 77
    }
done

mkdir -p "$out"
# php_config.h does not tell of extensions that are shared, but the header of ext/sockets does. valgrind 3.19 does not
# read DWARF 5.
files=$(sed -n '/^set(runtime_sources/,/)/p' "$source/runtime/CMakeLists.txt" | grep -o '[a-z_0-9]*\.c')
sockets=
[ ! -e "$("$config" --include-dir)/ext/sockets/php_sockets.h" ] || sockets=-DHAVE_SOCKETS=1
objects=
for file in $files; do
    object=$out/${file%.c}.o
    objects="$objects $object"
    # shellcheck disable=SC2046,SC2086 # php-config prints words
    ${CC:-clang} -std=c11 -D_GNU_SOURCE -UNDEBUG -O2 -gdwarf-4 -fPIC -fno-omit-frame-pointer -fvisibility=hidden \
        -DCOMPILE_DL_TRUE_ASYNC=1 $sockets -Wall -Wextra -Wno-unused-parameter -I"$source" \
        $("$config" --includes | sed 's/-I/-isystem /g') -c "$source/runtime/$file" -o "$object"
done
# shellcheck disable=SC2086 # a list of words
${CC:-clang} -shared -o "$out/true_async.so" $objects -luv -lpthread -ldl

# -n, which run-tests.php passes on, would lose what the distribution's ini files load.
cat >"$out/php" <<WRAPPER
#!/bin/sh
exec '$php' -n$("$php" -n -r 'foreach (["sockets", "posix", "pcntl"] as $e)
    if (!extension_loaded($e)) echo " -d extension=$e";') -d 'extension=$out/true_async.so' "\$@"
WRAPPER
chmod +x "$out/php"
