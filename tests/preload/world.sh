#!/bin/sh
# Usage: world.sh FUZZCASE FOLDER PHP LIBRARY. Plans in the PHP of FOLDER (php-world): each has its effect, gives the same
# hash twice, and the one that `fuzzcase run` gives. And what is said where it cannot work; PHP is the instrumented one.
# Exit code 77 when there is no FOLDER.
set -u
fuzzcase=$1
folder=$2
php=$3
library=$4
[ -x "$folder/php-world" ] || {
    echo "world.sh: no $folder/php-world (Debian: php8.2-cli php8.2-dev libuv1-dev)"
    exit 77
}
. tests/tools/lib.sh

# replay PLAN: what the program says in $out, the figures in $err.
replay() {
    checks=$((checks + 1))
    FUZZ_ASYNC_PLAN=$1 FUZZ_ASYNC_TRACE=1 timeout 60 "$folder/php-world" preload/replay.php >"$out" 2>"$err" ||
        fail "$1: exit code $?"
}

# figures: hash, virtual time and anchors of the last replay.
figures() {
    sed -n 's/^fuzz_world: hash=\([0-9a-f]*\) events=\([0-9]*\) virtual=\([0-9]*\)ms anchors hit \([0-9/]*\)$/\1 \2 \3 \4/p' "$err"
}

# same PLAN: twice here, and once in the fuzzer. Sets $first.
same() {
    replay "$1"
    first=$(figures)
    [ -n "$first" ] || fail "$1: no figures"
    replay "$1"
    checks=$((checks + 2))
    [ "$(figures)" = "$first" ] || fail "$1: $first, and then $(figures)"
    "$fuzzcase" parse "$1" -o "$work/case" && "$fuzzcase" run "$work/case" >"$work/run" 2>&1
    run=$(sed -n 's/^ok hash=\([0-9a-f]*\) events=\([0-9]*\) virtual=\([0-9]*\)ms .* anchors=\([0-9/]*\).*/\1 \2 \3 \4/p' "$work/run")
    [ "$first" = "$run" ] || fail "$1: $first, but in the fuzzer: $(cat "$work/run")"
}

# matters PLAN PATTERN: without the lines of the pattern the run is another one.
matters() {
    grep -v "$2" "$1" >"$work/without.plan"
    replay "$work/without.plan"
    checks=$((checks + 1))
    [ "${first%% *}" != "$(figures | cut -d ' ' -f 1)" ] || fail "$1: the same run without $2"
}

tells() {
    checks=$((checks + 1))
    grep -q -e "$1" "$err" || fail "stderr lacks '$1'"
}

# refused STATUS PATTERN COMMAND...: one line on stderr.
refused() {
    expected=$1 pattern=$2
    shift 2
    "$@" >"$out" 2>"$err" </dev/null
    status=$?
    checks=$((checks + 1))
    [ "$status" -eq "$expected" ] || fail "$*: exit code $status, not $expected"
    complains "$pattern"
}

# A fault.
same tests/plans/fault-econnreset-recv.plan
says '^DONE$' && tells '^fault C0: recv @2 econnreset$' && tells ' anchors hit 2/2$' && says 'P1 .* error@2048'
matters tests/plans/fault-econnreset-recv.plan '^fault'

# A deviation at the ready queue, and one at a poll.
same tests/plans/deviation-from-fifo.plan && says '^DONE$' && tells ' anchors hit 1/1$'
matters tests/plans/deviation-from-fifo.plan '^at '
cat >"$work/poll.plan" <<'PLAN'
plan 1
peer P0 serve bytes=256 slice=16
peer P1 consume bytes=2048
co C0 download P0 chunk=64
co C1 upload P1 bytes=8192 write=512
at C1 @1 poll 1
PLAN
same "$work/poll.plan" && says '^DONE$' && tells ' anchors hit 1/1$'
matters "$work/poll.plan" '^at '

# A cancellation of somebody who has been woken.
same tests/plans/cancel-cancel-woken.plan && says '^client C0: .* outcome=cancelled$' && tells ' anchors hit 1/1$'
# One that takes a killer.
same tests/plans/cancel-close-woken.plan && says '^client C0: .* outcome=failed$' && tells ' anchors hit 1/1$'

# A sampler that the environment does not name.
same tests/plans/pct-order-transfers.plan && says '^DONE$'
matters tests/plans/pct-order-transfers.plan '^sched'

# Streams that are open before the run begins.
same tests/plans/share-write.plan && tells ' anchors hit 1/1$'

# Thirty seconds that take no time.
started=$(date +%s)
same tests/plans/delays-thirty-seconds.plan && says '^DONE$' && tells ' virtual=30000ms '
checks=$((checks + 1))
[ $(($(date +%s) - started)) -lt 25 ] || fail 'thirty seconds of virtual time took about as long'

# Bytes do as well as text, and every event can be seen.
"$fuzzcase" parse tests/plans/cancel-cancel-woken.plan -o "$work/bytes"
replay tests/plans/cancel-cancel-woken.plan
first=$(figures)
replay "$work/bytes"
checks=$((checks + 1))
[ "$(figures)" = "$first" ] || fail 'the bytes of a plan are another run than its text'
FUZZ_ASYNC_PLAN=$work/bytes FUZZ_ASYNC_TRACE=events "$folder/php-world" preload/replay.php >"$out" 2>"$err"
tells ' ms  C0  *suspend' && tells ' ms  C0  *cancel'

# Without a plan it does nothing, and a shell on the way does not mind.
"$folder/php-world" -r 'echo PHP_OS;' >"$out" 2>"$err"
silent && says '^Linux$'
LD_PRELOAD=$folder/fuzz_world.so FUZZ_ASYNC_PLAN=$work/bytes LD_BIND_NOW='' /bin/sh -c 'echo shell' >"$out" 2>"$err"
silent && says '^shell$'
refused 2 'needs FUZZ_ASYNC_PLAN=FILE' "$folder/php-world" preload/replay.php

# What cannot be.
refused 2 'FUZZ_ASYNC_PLAN: .*absent: cannot be read: No such file' \
    env FUZZ_ASYNC_PLAN="$work/absent" "$folder/php-world" -r ''
printf 'plan 1\nco C0 fly\n' >"$work/wrong.plan"
refused 2 'wrong.plan:2:[0-9]*: ' env FUZZ_ASYNC_PLAN="$work/wrong.plan" "$folder/php-world" -r ''
refused 2 'makes an allocation of PHP fail' \
    env FUZZ_ASYNC_PLAN=tests/plans/fault-malloc.plan "$folder/php-world" -r ''
refused 2 'is loaded, but not preloaded' \
    env FUZZ_ASYNC_PLAN="$work/bytes" "$folder/php" -d "extension=$folder/fuzz_world.so" -r ''
# Only the variant dev has such a PHP.
if "$php" -i | grep -q -e --enable-address-sanitizer; then
    real=$("$php" -r 'echo PHP_BINARY;')
    refused 2 'is built with AddressSanitizer' env LD_PRELOAD="$library" "$real" -n -r ''
fi

finish
