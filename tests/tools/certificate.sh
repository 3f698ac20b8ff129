#!/bin/sh
# Usage: certificate.sh FUZZCASE PHP. FUZZCASE has three planted bugs, and tests/tools/findings are findings of theirs. Each is
# minimized with a certificate, which certificate_check.php then takes apart; how many run at once changes nothing; what was
# minimized cannot be made smaller again.
set -u
fuzzcase=$1
php=$2
. "$(dirname -- "$0")/lib.sh"
mkdir "$work/check" "$work/empty"

for plan in tests/tools/findings/*.plan; do
    name=$(basename "$plan" .plan)
    "$fuzzcase" parse "$plan" -o "$work/raw"
    expect 0 minimize "$work/raw" -o "$work/$name" --certificate "$work/$name.json"
    checks=$((checks + 1))
    grep -q ' records -> [1-6], ' "$err" || fail "$name: is not small: $(tail -n 2 "$err")"
    checks=$((checks + 1))
    "$php" tests/tools/certificate_check.php "$fuzzcase" "$work/$name" "$work/$name.json" "$work/check" >"$out" 2>&1 ||
        fail "$name: the certificate does not hold"
    echo "$name: $(cat "$out")"
done

# A certificate that says what is not so.
sed 's/"outcome": "ok"/"outcome": "liveness\/liveness\/await"/' "$work/derived-1.json" >"$work/wrong.json"
checks=$((checks + 1))
"$php" tests/tools/certificate_check.php "$fuzzcase" "$work/derived-1" "$work/wrong.json" "$work/check" >"$out" 2>&1 &&
    fail 'a wrong certificate is believed'

for jobs in 1 5; do
    "$fuzzcase" parse tests/tools/findings/cancelled-1.plan -o "$work/raw"
    expect 0 minimize "$work/raw" -o "$work/jobs" --jobs "$jobs"
    checks=$((checks + 1))
    cmp -s "$work/jobs" "$work/cancelled-1" || fail "--jobs $jobs gives another result"
done
expect 0 minimize "$work/cancelled-1" -o "$work/again"
checks=$((checks + 1))
cmp -s "$work/again" "$work/cancelled-1" || fail 'what was minimized could be made smaller'

# A sampler becomes deviations.
"$fuzzcase" show "$work/cancelled-1" >"$out"
checks=$((checks + 2))
grep -q '^at ' "$out" || fail 'no deviation is left of the schedule'
grep -q '^sched' "$out" && fail 'a sampler is left'

# Cut short: what there is, without a certificate.
expect 0 minimize "$work/raw" -o "$work/short" --attempts 5 --certificate "$work/empty/none"
grep -q 'none: not written' "$err" || fail 'does not say that there is no certificate'
nothing_in "$work/empty"
expect 1 run "$work/short" && says 'correctness/conservation/channel-refused'
expect 2 minimize "$work/raw" -o "$work/x" --jobs 0 && complains '--jobs needs a number'
expect 2 minimize "$work/raw" -o "$work/x" --certificate "$work/no/such" && complains 'no/such'

finish
