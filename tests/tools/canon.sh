#!/bin/sh
# Usage: canon.sh FUZZCASE. Every seed under samplers of its own becomes FIFO plus deviations, with the same trace hash;
# prints how many deviations each took.
set -u
fuzzcase=$1
. "$(dirname -- "$0")/lib.sh"

hash_of() {
    "$fuzzcase" run "$1" 2>/dev/null | sed -n 's/^ok hash=\([0-9a-f]*\) .*/\1/p'
}

# same_run NAME: $work/plan and $work/canon are the same run, and the second is FIFO.
same_run() {
    checks=$((checks + 2))
    hash=$(hash_of "$work/plan")
    [ -n "$hash" ] && [ "$hash" = "$(hash_of "$work/canon")" ] || fail "$1: another hash than $hash"
    "$fuzzcase" show "$work/canon" | grep -q '^sched' && fail "$1: has a sampler"
    printf '%-40s %s\n' "$1" "$(sed -n 's/.*: \([0-9]* deviations\).*/\1/p' "$err")"
}

number=0
for plan in tests/plans/*.plan; do
    number=$((number + 1))
    case $((number % 2)) in
    0) sampler="random seed=$number" ;;
    1) sampler="pct seed=$number depth=2" ;;
    esac
    { echo 'plan 1'; echo "sched $sampler"; grep -v '^plan \|^sched ' "$plan"; } >"$work/text"
    expect 0 parse "$work/text" -o "$work/plan"
    expect 0 canon "$work/plan" -o "$work/canon" && complains 'deviations, same hash'
    same_run "$(basename "$plan" .plan) ($sampler)"
done

"$fuzzcase" parse tests/plans/random-order-transfers.plan -o "$work/plan"
expect 0 canon "$work/plan" -o "$work/text" --text
checks=$((checks + 1))
grep -q '^at .* run ' "$work/text" || fail 'canon --text has no deviation'
expect 2 canon "$work/plan" && complains 'canon: -o OUT is missing'
expect 2 canon "$work/nothing" -o "$work/x" && complains 'nothing'
expect 2 canon "$work/plan" -o "$work/no/such" && complains 'no/such'

finish
