#!/bin/sh
# Usage: bench/runtime.sh [--help] [runs]
#
# What coroutines cost beside plain Fibers doing the same work, with the distribution's own PHP 8.2 (no sanitizer): best
# processor time of some runs (3), peak memory, and the ratio coroutines : fibers. Targets: spawn at most 1.5, switch at
# most 1.
# Takes php8.2-cli, php8.2-dev and libuv1-dev (script/setup --tests).

set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
case ${1:-3} in
*[!0-9]*)
    sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p;}' "$0"
    exit 0
    ;;
esac
runs=${1:-3}

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
sh "$root/tests/stock/build.sh" "$root" "$work" || exit
ulimit -n 4096 2>/dev/null
# Each fiber's stack is two mappings.
[ "$(cat /proc/sys/vm/max_map_count)" -ge 65530 ] || echo 'runtime.sh: vm.max_map_count is low' >&2

# best PHP_COMMAND... : the line of the fastest run
best() {
    for _ in $(seq "$runs"); do "$@" || exit 1; done | sort -n | head -n 1
}

printf '%-8s %22s %22s %8s %8s\n' '' 'coroutines' 'fibers' 'time' 'memory'
for name in switch spawn sockets; do
    program=$root/bench/runtime/$name.php
    set -- $(best "$work/php" "$program" coroutines) $(best "${STOCK_PHP:-/usr/bin/php8.2}" -n "$program" fibers)
    [ $# -eq 4 ] || { echo "$name failed"; exit 1; }
    echo "$name $*" | awk '{ printf "%-8s %9.3f s %6d KiB %9.3f s %6d KiB %8.2f %8.2f\n",
        $1, $2, $3, $4, $5, $2 / $4, $3 / $5 }'
done
