#!/bin/sh
# mutator.sh FUZZER FUZZCASE CANARY_FUZZER: the plan's mutator inside the engine. What it keeps is canonical, and the same
# for the same seed; FUZZ_ASYNC_MUTATOR=0 leaves the engine to its own; -minimize_crash takes away what is not needed.
set -u
fuzzer=$1
fuzzcase=$2
canary=$3
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL: $*"
    failed=1
}

# search DIR SWITCH: a short search from three seeds.
search() {
    mkdir "$work/$1"
    FUZZ_ASYNC_MUTATOR=$2 "$fuzzer" -seed=5 -runs=300 -max_len=8192 -artifact_prefix="$work/" "$work/$1" "$work/seeds" \
        >"$work/$1.log" 2>&1 || fail "the search $1 ended with $?: $(tail -n 3 "$work/$1.log")"
}

# Prints how many files of a folder are not the bytes of their plan.
not_canonical() {
    count=0
    for file in "$work/$1"/*; do
        "$fuzzcase" show "$file" >"$work/text" && "$fuzzcase" parse "$work/text" -o "$work/bytes" || count=1000
        cmp -s "$work/bytes" "$file" || count=$((count + 1))
    done
    echo "$count"
}

mkdir "$work/seeds"
cp corpus/upload-one-write corpus/cancel-a-delay corpus/share-select "$work/seeds"
search on 1
search again 1
search off 0
kept=$(find "$work/on" -type f | wc -l)
[ "$kept" -ge 30 ] || fail "only $kept new inputs in 300 runs"
[ "$(not_canonical on)" = 0 ] || fail "$(not_canonical on) of $kept inputs are not canonical"
[ "$(not_canonical off)" -gt 0 ] || fail 'FUZZ_ASYNC_MUTATOR=0 mutates plans all the same'
diff -r "$work/on" "$work/again" >/dev/null || fail 'the same seed kept other inputs'

# The bug of the canary, among much that has nothing to do with it.
cat >"$work/large.plan" <<'PLAN'
plan 1
sched pct seed=9 depth=3
peer P0 consume rst=9000 slow_read
peer P1 serve slice=64 drip=1
co C0 suspend times=2; upload P0 bytes=65536 write=65536; delay ms=5
co C1 download P1; suspend times=4; delay ms=3
co C2 send ch1; recv ch2 ms=4
co C3 suspend; suspend; suspend; delay ms=9
cancel C1 @suspend=900 cause=cancel
PLAN
"$fuzzcase" parse "$work/large.plan" -o "$work/large" || fail 'the plan does not parse'
"$canary" -minimize_crash=1 -runs=400 -seed=3 -max_total_time=60 -exact_artifact_path="$work/small" "$work/large" \
    >"$work/minimize.log" 2>&1
if [ -s "$work/small" ]; then
    before=$(wc -c <"$work/large")
    after=$(wc -c <"$work/small")
    echo "minimized from $before to $after bytes"
    [ "$after" -le $((before / 2)) ] || fail "-minimize_crash came from $before to $after bytes only"
    "$canary" "$work/small" >/dev/null 2>&1 && fail 'what was minimized does not fail'
else
    fail "-minimize_crash left nothing: $(tail -n 3 "$work/minimize.log")"
fi
exit $failed
