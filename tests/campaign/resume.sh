#!/bin/sh
# Usage: resume.sh CANARY_BUILD CLEAN_BIN RUN_TESTS
#
# A campaign of two processes on the runtime with the planted bug, interrupted and taken up again: the finding is one
# cluster, is minimized and frozen, the processes step over it and go on, and totals only grow. The bug has rarer
# signatures, too, which may or may not come in this time. The frozen test fails with
# the bug and passes without. A full disk and a fuzzer that does not start end a campaign, and it says so.
set -u
[ $# -eq 3 ] || {
    echo 'resume.sh: needs the build folder of the canary, the bin folder of the sound build, and run-tests.php' >&2
    exit 2
}
BUILD=$1
clean=$2
runner=$3
SETUP=no
export BUILD SETUP
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
campaign=$work/campaign
signature=liveness/lost-wakeup/write

broken() {
    printf 'campaign: %s\n' "$*" >&2
    tail -n 20 "$work/log" >&2
    exit 1
}

state() {
    sed -n "s/^$1=//p" "$campaign/state"
}

# campaign SECONDS ARGUMENTS...: in place of the shell that calls it.
campaign() {
    FUZZ_SECONDS=$1
    export FUZZ_SECONDS
    shift
    exec sh "$root/script/fuzz" --jobs 2 --campaign "$campaign" --status 1 "$@"
}

# nothing_runs: no process of a campaign is left.
nothing_runs() {
    for folder in "$campaign"/worker.*; do
        ! kill -s 0 "$(cat "$folder/pid")" 2>/dev/null || broken "$folder: the process is still there"
    done
}

# 1. interrupted once it has got past the finding.
campaign 300 -seed=1 >"$work/log" 2>&1 </dev/null &
supervisor=$!
for second in $(seq 1 120); do
    grep -q "execs [1-9][0-9]*, .* edges [1-9][0-9]*, .* clusters: .*$signature [1-9]" "$work/log" && break
    kill -s 0 "$supervisor" 2>/dev/null || break
    sleep 1
done
kill -s TERM "$supervisor" 2>/dev/null
wait "$supervisor"
status=$?
[ "$status" -eq 77 ] || broken "the first campaign ended with $status, not 77"
grep -q "^php-fuzz-async: FOUND $signature: " "$work/log" || broken 'the finding is not told'
[ -z "$(grep '^php-fuzz-async: FOUND ' "$work/log" | sort | uniq -d)" ] || broken 'a known signature is told as a new one'
nothing_runs
executions=$(state executions)
spent=$(state spent)
edges=$(state edges)
[ "$executions" -gt 0 ] && [ "$spent" -gt 0 ] && [ "$edges" -gt 1000 ] || broken "no totals: $(cat "$campaign/state")"
counted=$(sed -n "s,	$signature\$,,p" "$campaign/clusters")
units=$(find "$campaign/corpus" -type f | wc -l)

# 2. goes on: nothing is new, and the totals grow.
(campaign 5 -seed=2) >"$work/log" 2>&1 </dev/null
status=$?
! grep -q "^php-fuzz-async: FOUND $signature: " "$work/log" || broken 'a known signature was told again'
expected=0
! grep -q '^php-fuzz-async: FOUND ' "$work/log" || expected=77
[ "$status" -eq "$expected" ] || broken "the second campaign ended with $status, not $expected"
grep -q "^php-fuzz-async: goes on after $executions executions in $spent s" "$work/log" || broken 'it began anew'
nothing_runs
[ "$(state executions)" -gt "$executions" ] && [ "$(state spent)" -gt "$spent" ] && [ "$(state edges)" -ge "$edges" ] ||
    broken "the totals do not go on: $(cat "$campaign/state")"
[ "$(sed -n "s,	$signature\$,,p" "$campaign/clusters")" -gt "$counted" ] || broken 'what was stepped over is not counted'
[ "$(find "$campaign/corpus" -type f | wc -l)" -ge "$units" ] || broken 'the corpus has shrunk'

# 3. what came of it.
set -- "$(dirname "$(grep -lx "$signature" "$campaign"/findings/*/signature)")"
[ -d "$1" ] || broken "no folder for $signature"
grep -q '^frozen as ' "$1/result" || broken "not frozen: $(cat "$1/result"), $(cat "$1/triage.log")"
[ -s "$1/minimized" ] && [ "$(wc -c <"$1/minimized")" -le "$(wc -c <"$1/input")" ] || broken 'not minimized'
mkdir "$work/frozen" && cp -R "$1"/*.phpt "$1/_peers" "$work/frozen"
! sh "$root/script/lib/phpt.sh" "$BUILD/bin/php" "$runner" "$work/frozen" >"$work/log" 2>&1 ||
    broken 'the frozen test does not fail with the bug'
grep -q '^FAIL ' "$work/log" || broken 'run-tests.php did not say FAIL'
sh "$root/script/lib/phpt.sh" "$clean/php" "$runner" "$work/frozen" >"$work/log" 2>&1 || broken 'the frozen test fails without the bug'

# 4. no room, and a fuzzer that does not start.
executions=$(state executions)
(campaign 60 --min-free 999999999) >"$work/log" 2>&1 </dev/null
[ $? -eq 1 ] || broken 'goes on without room'
grep -q '^php-fuzz-async: stopped: only [0-9]* MiB free in ' "$work/log" || broken 'does not say that there is no room'
[ "$(state executions)" -eq "$executions" ] || broken 'lost its totals'
(FUZZ_ASYNC_FEEDBACK=nonsense && export FUZZ_ASYNC_FEEDBACK && campaign 60) >"$work/log" 2>&1 </dev/null
[ $? -eq 1 ] || broken 'goes on with a fuzzer that does not start'
grep -q "^php-fuzz-async: stopped: a fuzzing process ended with exit code 2: .*FUZZ_ASYNC_FEEDBACK is 'nonsense'" "$work/log" ||
    broken 'does not say why the fuzzer does not start'
[ "$(state executions)" -eq "$executions" ] || broken 'lost its totals'
echo "campaign: $executions executions in two parts, $counted findings and more in one cluster, frozen"
