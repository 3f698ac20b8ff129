#!/bin/sh
# Usage: sweep.sh FUZZCASE PHP. A cancellation at every suspension, for every cause and in every phase: each cell is run, and the
# tables, the JSON and the figures agree.
set -u
fuzzcase=$1
php=$2
. "$(dirname -- "$0")/lib.sh"

# seed TEXT...: writes the plan, a line each, to $work/plan.
seed() {
    { echo 'plan 1'; printf '%s\n' "$@"; } >"$work/text"
    expect 0 parse "$work/text" -o "$work/plan"
}

# Two actors: one parks twice in its transfer, the other once.
seed 'peer P0 consume bytes=64 never_read=10ms' 'co C0 upload P0 bytes=65536 write=4096' 'co C1 delay ms=1'
expect 0 sweep "$work/plan" --phase parked && silent
says '^C0, parked$' && says '^    2 write     ok '
says '^C1, parked$' && says '^    1 delay     ok '
says '^21 cells, 21 run, 21 landed, 0 missed, 0 findings$'

# A cancellation that comes later than the end of its victim is missed, which is said.
expect 0 sweep "$work/plan" --phase later --cause cancel
says '^    1 delay     missed' && says '^3 cells, 3 run, 1 landed, 2 missed, 0 findings$'

# The setting of a cause: with a token the actor awaits a child, whose suspensions are its own.
seed 'co C0 suspend times=3'
expect 0 sweep "$work/plan" --phase parked
says '^    3 yield     ok  *ok '
says '^21 cells, 21 run, 21 landed'

# One that the plan has already is that cell.
seed 'co C0 suspend times=1' 'cancel C0 @suspend=1 cause=cancel'
expect 0 sweep "$work/plan" --cause cancel && says '^3 cells, 3 run, [0-9] landed'

# For programs.
expect 0 sweep "$work/plan" --json
checks=$((checks + 1))
"$php" -r '
    $sweep = json_decode(file_get_contents($argv[1]), true);
    $outcomes = array_count_values(array_column($sweep["cells"], "outcome"));
    exit(array_sum($outcomes) === $sweep["run"] && $sweep["run"] > 0 && $sweep["landed"] > 0 && $sweep["findings"] === 0
        && ($outcomes["landed"] ?? 0) === $sweep["landed"] && ($outcomes["missed"] ?? 0) === $sweep["missed"]
        && array_keys($sweep["cells"][0]) === ["victim", "suspension", "wait", "cause", "phase", "outcome"] ? 0 : 1);
' "$out" || fail 'the JSON object'

# Several together: as many cells as in each sweep, put together by what waits.
cp "$work/plan" "$work/once"
seed 'co C0 delay ms=1'
checks=$((checks + 1))
BUILD=$(dirname -- "$(dirname -- "$fuzzcase")") script/matrix "$work/plan" "$work/once" >"$out" 2>/dev/null || fail 'script/matrix'
says '^| `plan` | 21 | ' && says '^| `once` | [0-9]* | ' && says '^| delay | 2/3 | - | 2/3 | 2/3 | 2/3 | 2/3 | 2/3 |$'

# What cannot be swept.
expect 2 sweep "$work/plan" --cause nothing && complains "unknown --cause 'nothing' (known: cancel token "
expect 2 sweep "$work/plan" --phase nothing && complains "unknown --phase 'nothing' (known: parked woken later)"
cancels=$(for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do echo "cancel C0 @suspend=$i cause=cancel"; done)
seed 'co C0 suspend times=16' "$cancels"
expect 2 sweep "$work/plan" && complains 'has 16 cancellations already'

finish
