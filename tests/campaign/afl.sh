#!/bin/sh
# Usage: afl.sh CANARY_BUILD MUTATOR
#
# script/afl finds the planted bug, goes on from there, and says so. Some twenty seconds of AFL++.
set -u
[ $# -eq 2 ] || {
    echo 'afl.sh: needs the build folder of the canary and the mutator' >&2
    exit 2
}
BUILD=$1 AFL_MUTATOR=$2 SETUP=no
export BUILD AFL_MUTATOR SETUP
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

broken() {
    printf 'afl: %s\n' "$*" >&2
    cat "$work/log" >&2
    exit 1
}

# campaign SECONDS
campaign() {
    FUZZ_SECONDS=$1 sh "$root/script/afl" --jobs 1 --out "$work/afl" >"$work/log" 2>&1 </dev/null
    [ $? -eq 77 ] || broken "script/afl ended with another exit code than 77"
    grep -q '^php-fuzz-async: [1-9][0-9]* liveness/lost-wakeup/write: ' "$work/log" || broken 'the bug is not listed'
}

executions() {
    sed -n 's/^php-fuzz-async: execs \([0-9]*\), .*/\1/p' "$work/log"
}

campaign 20
first=$(executions)
[ "$first" -gt 100 ] || broken 'has run next to nothing'
grep -q '^custom_mutator\|fuzz_async_afl_mutator' "$work/afl/p1.log" || broken 'our mutator is not loaded'
campaign 10
[ "$(executions)" -gt "$first" ] || broken "began anew: $(executions) after $first executions"
echo "afl: found; $(executions) executions in two parts"
