#!/bin/sh
# feedback.sh FUZZER: the engine sees the counters that FUZZ_ASYNC_FEEDBACK selects, and the edges as ever; a name that is
# unknown is an error of usage.
set -u
fuzzer=$1
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL: $*"
    failed=1
}

# Prints edges and features of three seeds, which are run in the same order each time: pools fill as they run.
seen() {
    FUZZ_ASYNC_FEEDBACK=$1 "$fuzzer" -runs=0 -seed=1 "$work/seeds" >"$work/log" 2>&1 || fail "$1: the engine ended with $?"
    sed -n 's/^#[0-9]*[[:space:]]*DONE *cov: \([0-9]*\) ft: \([0-9]*\).*/\1 \2/p' "$work/log"
}

mkdir "$work/seeds"
cp corpus/upload-one-write corpus/cancel-close corpus/share-select "$work/seeds"
none=$(seen none)
cancels=$(seen cancels)
all=$(seen all)
echo "edges and features: none $none, cancels $cancels, all $all"
[ -n "$none" ] && [ "${none% *}" = "${all% *}" ] || fail 'the edges are not the same'
[ "${none#* }" -lt "${cancels#* }" ] && [ "${cancels#* }" -lt "${all#* }" ] || fail 'what is selected is not seen'
FUZZ_ASYNC_FEEDBACK=wakes,nothing "$fuzzer" -runs=0 >"$work/log" 2>&1
status=$?
[ $status -eq 2 ] || fail "an unknown region: exit code $status"
[ "$(wc -l <"$work/log")" -eq 1 ] && grep -q "'wakes,nothing', expected all, none" "$work/log" ||
    fail "an unknown region: $(cat "$work/log")"
exit $failed
