#!/bin/sh
# seeds.sh FUZZCASE: each seed of corpus/ is the byte form of the plan of the same name in tests/plans/, and each plan
# says in its first line what it exercises.
set -u
fuzzcase=$1
failed=0
seeds=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL: $*"
    failed=1
}

for plan in tests/plans/*.plan; do
    name=$(basename "$plan" .plan)
    case $(head -n 1 "$plan") in
    '# '?*) ;;
    *) fail "$plan does not begin with a comment on what it exercises" ;;
    esac
    "$fuzzcase" parse "$plan" -o "$work/$name" || fail "$plan does not parse"
    cmp "$work/$name" "corpus/$name" || fail "corpus/$name is not $plan; run: $fuzzcase parse $plan -o corpus/$name"
    seeds=$((seeds + 1))
done
for seed in corpus/*; do
    [ -f "tests/plans/$(basename "$seed").plan" ] || fail "$seed has no plan in tests/plans"
done
[ "$seeds" -ge 25 ] || fail "only $seeds seeds"
echo "$seeds seeds"
exit $failed
