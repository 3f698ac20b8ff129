#!/bin/sh
# Usage: freeze.sh BUILD_DIR RUN_TESTS [--tier TIER] BUG...
#
# What becomes of planted bugs when they are frozen: for each, the first plan of bench/plans or the corpus that shows it, the
# tier, the time, and how many of 20 runs of run-tests.php FAIL on the runtime with the bug and PASS without. The bugs must
# have been built (cmake --build BUILD_DIR --target BUG). Exit code 1 when one is not 20 of 20.
set -u
[ $# -ge 3 ] || {
    echo 'freeze.sh: a build folder, run-tests.php and bugs are needed' >&2
    exit 2
}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$(CDPATH='' cd -- "$1" && pwd)
runner=$2
shift 2
tier=
if [ "$1" = --tier ]; then
    tier=$2
    shift 2
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
status=0

# seed_find BUG: an input that shows it, in $work/seed.
seed_find() {
    for file in "$root/bench/plans/$1.plan" "$root"/corpus/*; do
        case $file in
        *.plan) "$fuzzcase" parse "$file" -o "$work/seed" 2>/dev/null || continue ;;
        *) cp "$file" "$work/seed" ;;
        esac
        "$fuzzcase" run "$work/seed" >/dev/null 2>&1
        [ $? -eq 1 ] && echo "${file#"$root"/}" && return 0
    done
    return 1
}

# runs PHP VERDICT: how many of 20 copies of the test have it.
runs() {
    sh "$root/script/lib/phpt.sh" "$1" "$runner" "$work/$bug" -j4 2>&1 | grep -c "^$2 .*/$bug-[0-9]*\\.phpt"
}

printf '%-18s %-7s %7s %9s %9s  %s\n' bug tier seconds FAIL PASS plan
for bug in "$@"; do
    fuzzcase=$build/bugs/$bug/bin/fuzzcase
    seed=$(seed_find "$bug") || {
        printf '%-18s no plan shows it\n' "$bug"
        status=1
        continue
    }
    started=$(date +%s)
    if ! "$fuzzcase" freeze "$work/seed" -o "$work/$bug" --name "$bug" --fixed "$build/bin/php" ${tier:+--tier "$tier"} \
        >"$work/out" 2>&1; then
        printf '%-18s not frozen: %s\n' "$bug" "$(tail -n 1 "$work/out" | cut -c1-200)"
        status=1
        continue
    fi
    seconds=$(($(date +%s) - started))
    for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20; do
        cp "$work/$bug/$bug.phpt" "$work/$bug/$bug-$i.phpt"
    done
    failed=$(runs "$build/bugs/$bug/bin/php" FAIL)
    passed=$(runs "$build/bin/php" PASS)
    printf '%-18s %-7s %7s %6s/20 %6s/20  %s%s\n' "$bug" \
        "$(sed -n 's/^ *"tier": "\(.*\)",/\1/p' "$work/$bug/$bug.json")" "$seconds" "$failed" "$passed" "$seed" \
        "$(sed -n 's/^\([0-9]* seeds\) looked at in \([0-9]* ms\)$/; \1 in \2/p' "$work/out")"
    [ "$failed" -eq 20 ] && [ "$passed" -eq 20 ] || status=1
done
exit "$status"
