#!/bin/sh
# Usage: scaling.sh TARGET CORPUS SECONDS
#
# Executions a second of the fuzz target by itself, with -fork=2 and with -jobs=2, each for so many seconds from a copy of the
# corpus. The share of time that goes into reading the corpus shrinks as the seconds grow.
set -u
[ $# -eq 3 ] || {
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
target=$1
corpus=$2
seconds=$3
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# run NAME OPTION...: the target's log is NAME.log.
run() {
    name=$1
    shift
    mkdir "$work/$name" && cp -R "$corpus" "$work/$name/corpus" || exit 2
    (cd "$work/$name" && "$target" -max_total_time="$seconds" -print_final_stats=1 -ignore_crashes=1 -artifact_prefix="$work/$name/" \
        "$@" corpus >log 2>&1)
}

# units LOG...: executions that the logs speak of, together.
units() {
    sed -n 's/^stat::number_of_executed_units: *//p' "$@" | awk '{ sum += $1 } END { print sum + 0 }'
}

row() {
    [ "$2" -gt 0 ] || {
        echo "scaling.sh: no executions with $1; a finding?" >&2
        exit 1
    }
    printf '| %s | %d |\n' "$1" $(($2 / seconds))
}

printf '\n| engine, %s s | exec/s |\n|---|---|\n' "$seconds"
run one
row 'one process' "$(units "$work/one/log")"
run fork -fork=2
# The parent only counts what its children have done: #12345: cov: ...
row '-fork=2' "$(sed -n 's/^#\([0-9]*\): cov.*/\1/p' "$work/fork/log" | tail -n 1 | grep . || echo 0)"
run jobs -jobs=2 -workers=2
row '-jobs=2' "$(units "$work/jobs"/fuzz-*.log)"
