#!/bin/sh
# Usage: suppress.sh CANARY_BIN. A known finding does not end a campaign: it is stepped over, counted and listed; and nothing of
# such a run is left, neither memory nor descriptors. Without its line the same inputs are findings.
set -u
canary=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
runs=20

broken() {
    printf 'suppress: %s\n' "$*" >&2
    [ ! -f "$work/log" ] || tail -n 20 "$work/log" >&2
    exit 1
}

# fuzz STATUS ARGUMENTS...: the target; what it says goes to the log.
fuzz() {
    expected=$1
    shift
    "$canary/php-fuzz-async" -artifact_prefix="$work/" "$@" >"$work/log" 2>&1 </dev/null
    status=$?
    [ "$status" -eq "$expected" ] || broken "php-fuzz-async $*: exit code $status, not $expected"
}

set -- "$root/corpus/upload-never-read" "$root/corpus/upload-rst-while-parked" "$root/corpus/toxic-epipe"
fuzz 77 -runs=1 "$1"

FUZZ_ASYNC_SUPPRESSIONS=$work/known
export FUZZ_ASYNC_SUPPRESSIONS
printf '# What is known.\n\nliveness/lost-wakeup/write 2026-01-31 the canary\ncorrectness/bytes/* 2026-02-01 not this\n' >"$work/known"
# Twice the same inputs: a descriptor or a coroutine that one run leaves would be the next one's finding.
fuzz 0 -runs=$runs "$@"
grep -q "^php-fuzz-async: stepped over [1-9][0-9]* known findings" "$work/log" || broken 'does not list what it stepped over'
counted=$(sed -n 's/^ *\([0-9]*\)  liveness.lost-wakeup.write  2026-01-31  the canary$/\1/p' "$work/log")
[ "${counted:-0}" -ge $((3 * runs)) ] || broken "counted ${counted:-nothing}, not $((3 * runs))"
grep -q '^ *0  correctness/bytes/\*  2026-02-01  not this$' "$work/log" || broken 'does not list what did not come'

# Another finding still ends it.
printf 'liveness/lost-wakeup/read 2026-01-31 another\n' >"$work/known"
fuzz 77 -runs=1 "$1"

# What is wrong with the file is said before anything runs.
for line in 'nothing' 'liveness/lost-wakeup/write yesterday x' 'liveness/lost-wakeup/write 2026-01-31'; do
    printf '\n%s\n' "$line" >"$work/known"
    fuzz 2 -runs=1 "$1"
    [ "$(grep -c "^php-fuzz-async: $work/known:2: the line " "$work/log")" -eq 1 ] || broken "accepts '$line'"
done
FUZZ_ASYNC_SUPPRESSIONS=$work/absent
fuzz 2 -runs=1 "$1"
grep -q "^php-fuzz-async: $work/absent: cannot be read: No such file" "$work/log" || broken 'does not name the file'

# Without the environment: the file beside the target.
unset FUZZ_ASYNC_SUPPRESSIONS
cp "$canary/php-fuzz-async" "$work/target"
canary=$work
mv "$work/target" "$work/php-fuzz-async"
printf 'liveness/lost-wakeup/write 2026-01-31 the canary\n' >"$work/php-fuzz-async.suppressions"
fuzz 0 -runs=1 "$1"
echo "suppress: $counted findings stepped over"
