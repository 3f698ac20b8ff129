#!/bin/sh
# Usage: afl.sh CANARY_BUILD MUTATOR
#
# script/afl finds the planted bug, goes on from there, reads libfuzzer/ first, and says so; nothing of it runs on, neither after its time nor after an
# interruption. Some forty seconds of AFL++, with two processes, so that one of them solves comparisons.
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

# nothing_runs: no process is left in the folder of the campaign.
nothing_runs() {
    for process in /proc/[0-9]*; do
        case $(readlink "$process/cwd" 2>/dev/null) in
        "$work"/*) broken "left behind: ${process#/proc/} $(tr '\0' ' ' <"$process/cmdline")" ;;
        esac
    done
}

# campaign SECONDS JOBS FOLDER
campaign() {
    FUZZ_SECONDS=$1 sh "$root/script/afl" --jobs "$2" --out "$work/$3" >"$work/log" 2>&1 </dev/null
    [ $? -eq 77 ] || broken "script/afl ended with another exit code than 77"
    grep -q '^php-fuzz-async: [1-9][0-9]* liveness/lost-wakeup/write: ' "$work/log" || broken 'the bug is not listed'
}

# interrupted: ended by a signal once both processes fuzz.
interrupted() {
    FUZZ_SECONDS=300 sh "$root/script/afl" --jobs 2 --out "$work/afl" >"$work/log" 2>&1 </dev/null &
    supervisor=$!
    for second in $(seq 1 60); do
        [ "$(grep -l 'fuzzing' "$work"/afl/p[12].log 2>/dev/null | wc -l)" -eq 2 ] && break
        sleep 1
    done
    sleep 5
    kill -s TERM "$supervisor"
    wait "$supervisor"
    [ $? -eq 77 ] || broken 'interrupted, script/afl ended with another exit code than 77'
}

executions() {
    sed -n 's/^php-fuzz-async: execs \([0-9]*\), .*/\1/p' "$work/log"
}

campaign 20 2 afl
nothing_runs
first=$(executions)
[ "$first" -gt 100 ] || broken 'has run next to nothing'
grep -q '^custom_mutator\|fuzz_async_afl_mutator' "$work/afl/p1.log" || broken 'our mutator is not loaded'
campaign 10 2 afl
[ "$(executions)" -gt "$first" ] || broken "began anew: $(executions) after $first executions"
total=$(executions)
nothing_runs
# What lies in libfuzzer/ is run before anything else: the finding that it brings is the first one.
mkdir -p "$work/other/libfuzzer"
cp "$(head -n 1 "$work/afl/found")" "$work/other/libfuzzer/carried"
campaign 5 1 other
find "$work/other/p1/crashes" -name 'id:000000,*sync:libfuzzer*' | grep -q . || broken 'libfuzzer/ was not read first'
interrupted
nothing_runs
echo "afl: found; $total executions in two parts"
