#!/bin/sh
# Usage: round_trip.sh FUZZCASE. show and parse undo each other, through files, stdin and stdout.
set -u
fuzzcase=$1
. "$(dirname -- "$0")/lib.sh"

same() {
    checks=$((checks + 1))
    cmp -s "$1" "$2" || fail "$3: $1 and $2 differ"
}

for plan in tests/plans/*.plan; do
    expect 0 parse "$plan" -o "$work/bytes" && silent
    expect 0 show "$work/bytes" -o "$work/text" && silent
    expect 0 parse "$work/text" -o "$work/again"
    same "$work/bytes" "$work/again" "$plan"
    expect 0 show "$work/again"
    same "$out" "$work/text" "$plan"
done

# '-' is stdin and stdout.
checks=$((checks + 1))
"$fuzzcase" parse - -o - <"$work/text" 2>"$err" | "$fuzzcase" show - >"$out" 2>>"$err" || fail 'a pipe'
same "$out" "$work/text" 'a pipe'

# An existing output is replaced as a whole, and keeps nothing of a longer one.
head -c 4000 /dev/zero >"$work/old"
expect 0 parse "$work/text" -o "$work/old"
same "$work/old" "$work/again" 'an existing output'
rm -f "$work"/bytes "$work"/text "$work"/again "$work"/old "$out" "$err"
nothing_in "$work"
: >"$out"
: >"$err"
finish
