#!/bin/sh
# Usage: freeze.sh BUILD_DIR RUN_TESTS [--fast BUILD_DIR] [--findings FOLDER] [--tier TIER] [--seconds N] BUG...
#
# What becomes of planted bugs when they are frozen, as a Markdown table: for each, its plan of bench/plans, or the first of the corpus
# that shows it, or the first of its findings in FOLDER/BUG, minimized; the tier, the time, the seeds looked at for it, and how
# many of 20 runs of run-tests.php FAIL on the runtime with the bug and PASS without. Freezing one ends after N (600) seconds. The
# bugs must have been built (cmake --build BUILD_DIR --target BUG), and exposure; with --fast those that an oracle sees are taken
# from that build folder, which must have fuzz_world. Exit code 1 when one is not 20 of 20.
set -u
. "$(dirname -- "$0")/lib.sh"
[ $# -ge 3 ] || refuse 'a build folder, run-tests.php and bugs are needed'
slow=$1 runner=$2
shift 2
tier='' fast='' findings='' seconds=600
bench_options 'tier fast findings seconds' '' "$@"
shift "$taken"
bench_begin "$slow" "$fast"

# seed_find BUG: in $work/seed; $seed says where it is from.
seed_find() {
    seed=bench/plans/$1.plan
    if [ -f "$root/$seed" ]; then
        "$fuzzcase" parse "$root/$seed" -o "$work/seed"
        return
    fi
    seed=$("$build/bugs/$1/bin/exposure" seeds "$root/corpus" | sed 's/ .*//' | sort | head -n 1)
    if [ -n "$seed" ]; then
        cp "$seed" "$work/seed"
        seed=${seed#"$root"/}
    elif [ -n "$findings" ] && [ -d "$findings/$1" ]; then
        seed='a finding'
        "$fuzzcase" minimize "$(inputs_of "$findings/$1" | head -n 1)" -o "$work/seed" 2>/dev/null
    else
        return 1
    fi
}

# runs PHP VERDICT: how many of 20 copies of the test have it.
runs() {
    sh "$root/script/lib/phpt.sh" "$1" "$runner" "$work/$bug" -j20 2>&1 | grep -c "^$2 .*/$bug-[0-9]*\\.phpt"
}

# php_of BIN: the PHP that the test is for.
php_of() {
    if [ "$reached" = world ]; then
        echo "$1/php-world"
    else
        echo "$1/php"
    fi
}

freeze() {
    rm -f "$work/seed"
    seed_find "$bug" || {
        echo "| $bug | no plan shows it |"
        return 1
    }
    started=$(date +%s)
    timeout -k 10 "$seconds" "$fuzzcase" freeze "$work/seed" -o "$work/$bug" --name "$bug" --fixed "$build/bin/php" ${tier:+--tier "$tier"} \
        >"$work/out" 2>&1 || {
        echo "| $bug | not frozen: $(tail -n 1 "$work/out" | sed 's/^.*seed: //' | cut -c1-160) |"
        return 1
    }
    took=$(($(date +%s) - started))
    reached=$(sed -n 's/^ *"tier": "\(.*\)",/\1/p' "$work/$bug/$bug.json")
    for i in $(seq 10 29); do
        sed "s/$bug\\.plan/$bug-$i.plan/" "$work/$bug/$bug.phpt" >"$work/$bug/$bug-$i.phpt"
        [ "$reached" != world ] || cp "$work/$bug/$bug.plan" "$work/$bug/$bug-$i.plan"
    done
    failed=$(runs "$(php_of "$build/bugs/$bug/bin")" FAIL)
    passed=$(runs "$(php_of "$build/bin")" PASS)
    echo "| $bug | $reached | $took | $(sed -n 's/^\([0-9]*\) seeds looked at in \([0-9]*\) ms$/\1 in \2 ms/p' "$work/out")" \
        "| $failed/20 | $passed/20 | $seed |"
    [ "$failed" -eq 20 ] && [ "$passed" -eq 20 ]
}

echo '| bug | tier | seconds | seeds | FAIL | PASS | frozen from |'
echo '|---|---|---|---|---|---|---|'
for bug in "$@"; do
    bench_of "$bug"
    fuzzcase=$build/bugs/$bug/bin/fuzzcase
    freeze || status=1
done
exit "$status"
