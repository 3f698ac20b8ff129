#!/bin/sh
# Usage: chain.sh CANARY_BIN CLEAN_BIN RUN_TESTS
#
# The whole chain on a bug that is known to be there: the fuzzer finds it from the shipped corpus, fuzzcase minimizes
# and freezes it, the frozen test FAILs on the runtime with the bug and PASSes on the sound one. Each link must hold.
# Seeds that show the bug by themselves are left out: it is to be found, not replayed.
# Environment: CANARY_SEED, the first seed of the engine (1); CANARY_SECONDS, the time it has (240).
set -u
[ $# -eq 3 ] || {
    echo 'chain.sh: needs the bin folder of the canary, that of the sound build, and run-tests.php' >&2
    exit 2
}
canary=$1
clean=$2
runner=$3
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/corpus" "$work/seeds"
: >"$work/known"

broken() {
    printf 'canary: %s\n' "$*" >&2
    exit 1
}

for file in "$canary/php-fuzz-async" "$canary/fuzzcase" "$canary/php" "$clean/fuzzcase" "$clean/php" "$runner"; do
    [ -f "$file" ] || broken "no $file"
done
[ -n "$(ls "$root/corpus")" ] || broken "the corpus $root/corpus is empty"

for seed in "$root"/corpus/*; do
    "$canary/fuzzcase" run "$seed" >/dev/null 2>&1 && cp "$seed" "$work/seeds"
done
# A folder has its files in an order of its own on each machine; a search begins with the seeds in one order.
find "$work/seeds" -type f | LC_ALL=C sort | paste -sd , | tr -d '\n' >"$work/seeds.list"
echo "$(find "$work/seeds" -type f | wc -l) of $(find "$root/corpus" -type f | wc -l) seeds do not show the bug"

# search SEED: 1. find. 77 is libFuzzer's exit code for a finding.
search() {
    rm -f "$work"/crash-*
    started=$(date +%s)
    FUZZ_ASYNC_SUPPRESSIONS=$work/known "$canary/php-fuzz-async" -seed="$1" -runs=1000000 -max_total_time="${CANARY_SECONDS:-240}" \
        -artifact_prefix="$work/" -print_final_stats=1 -dict="$root/dict/plan.dict" -seed_inputs="@$work/seeds.list" "$work/corpus" >"$work/fuzz.log" 2>&1
    status=$?
    seconds=$(($(date +%s) - started))
    found=$(find "$work" -maxdepth 1 -name 'crash-*' ! -name '*.json' | head -n 1)
    [ -n "$found" ] || {
        tail -n 30 "$work/fuzz.log"
        broken "not found in $seconds s (exit code $status)"
    }
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/fuzz.log")
    executions=${executions:-$(grep -c . "$work/fuzz.log") lines of log}
    echo "found after $executions executions, $seconds s: $(sed -n 's/^php-fuzz-async: finding: //p' "$work/fuzz.log" | head -n 1)"

    "$canary/fuzzcase" run "$found" --runs 3 >"$work/run.log" 2>&1
    [ $? -eq 1 ] || broken "fuzzcase run does not see the finding: $(cat "$work/run.log")"
    grep -q '^3 of 3 runs with this signature' "$work/run.log" || broken "not reliable: $(cat "$work/run.log")"
}

# What else the bug does, such as a connect that ends by its own time only. It is not there without the bug, either.
set_aside() {
    "$clean/fuzzcase" run "$found" >"$work/clean.log" 2>&1 || broken "the sound runtime has this, too: $(cat "$work/clean.log")"
    sed -n '1s/^[^ ]* [^ ]* \([^ ]*\): .*/\1 1970-01-01 not the lost wake-up/p' "$work/run.log" >>"$work/known"
}

# find_one SEED: searches until it is the lost wake-up; what comes before is stepped over.
find_one() {
    search "$1"
    until grep -q '^liveness lost-wakeup ' "$work/run.log"; do
        [ "$(wc -l <"$work/known")" -lt 4 ] || broken "other findings only: $(cat "$work/run.log")"
        set_aside
        search "$1"
    done
}

# 2. minimize.
minimize() {
    "$canary/fuzzcase" minimize "$found" -o "$work/canary" 2>"$work/minimize.log" || {
        cat "$work/minimize.log"
        broken 'fuzzcase minimize failed'
    }
    tail -n 1 "$work/minimize.log"
    "$canary/fuzzcase" show "$work/canary"
    "$canary/fuzzcase" run "$work/canary" | grep -q '^liveness lost-wakeup ' || broken 'the minimized input is another finding'
    "$clean/fuzzcase" run "$work/canary" || broken 'the minimized input fails on the sound runtime, too'
}

# 3. freeze. 1: this one cannot be: it needs a call of libc to fail, or an order of events that no plain PHP arranges in each run.
freeze() {
    rm -rf "$work/frozen"
    "$canary/fuzzcase" show "$work/canary" | grep -q '^fault ' && return 1
    "$canary/fuzzcase" freeze "$work/canary" -o "$work/frozen" --name canary 2>"$work/freeze.log" && return 0
    cat "$work/freeze.log"
    grep -q 'is flaky, so it is not frozen' "$work/freeze.log" || broken 'fuzzcase freeze failed'
    return 1
}

# What cannot be frozen is left, and the next seed of the engine is taken.
seed=${CANARY_SEED:-1}
last=$((seed + 4))
while find_one "$seed" && minimize && ! freeze; do
    [ "$seed" -lt "$last" ] || broken 'nothing that is found can be frozen'
    seed=$((seed + 1))
done

# A sweep comes across it, too: a reset while the writer is parked.
"$canary/fuzzcase" sweep "$root/corpus/upload-drained" --cause reset --phase parked -o "$work" >"$work/sweep.log" 2>&1
[ $? -eq 1 ] && grep -q '^    [0-9]* write     A ' "$work/sweep.log" &&
    grep -q '^A  [1-9][0-9]* cells  liveness/lost-wakeup/' "$work/sweep.log" || broken "the sweep missed it: $(cat "$work/sweep.log")"
"$canary/fuzzcase" run "$work/A" >/dev/null
[ $? -eq 1 ] || broken 'the input that the sweep wrote is no finding'

"$clean/php" -r 'exit(is_array(json_decode(file_get_contents($argv[1]), true)) ? 0 : 1);' "$work/frozen/canary.json" ||
    broken 'canary.json is no JSON'

# 4. the frozen test FAILs with the bug and PASSes without.
sh "$root/script/lib/phpt.sh" "$canary/php" "$runner" "$work/frozen" >"$work/with.log" 2>&1 &&
    broken 'the frozen test does not fail on the runtime with the bug'
grep -q '^FAIL ' "$work/with.log" || {
    cat "$work/with.log"
    broken 'run-tests.php did not say FAIL'
}
sh "$root/script/lib/phpt.sh" "$clean/php" "$runner" "$work/frozen" >"$work/without.log" 2>&1 || {
    cat "$work/without.log"
    broken 'the frozen test fails on the sound runtime'
}
grep -q '^PASS ' "$work/without.log" || broken 'run-tests.php did not say PASS'
echo 'canary: found, minimized, frozen; FAILs with the bug, PASSes without'
