#!/bin/sh
# Usage: bugs.sh BUILD_DIR; from the repository's root
#
# script/bugs on the canary, cut off halfway: what was there stays as it was, what was missing is run, nothing of it is left
# running. Its figures are those of the trials. A trial repeats; what the sound runtime shows is no finding.
set -u
[ $# -eq 1 ] && [ -x "$1/bugs/00-canary/bin/exposure" ] || {
    echo 'bugs.sh: needs a build folder with the canary and its exposure' >&2
    exit 2
}
BUILD=$1
export BUILD
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
wrong=0
all=10 # trials: two in each mode

complain() {
    printf 'bugs.sh: %s\n' "$*" >&2
    wrong=1
}

bench() {
    script/bugs --bug 00-canary --trials 2 --cap 1000 --jobs 1 --out "$work/out" "$@"
}

results() {
    find "$work/out/00-canary" -name '*.json' 2>/dev/null | sort
}

# 1. cut off.
script/bugs --bug 00-canary --trials 2 --cap 1000 --jobs 1 --out "$work/out" >"$work/first.log" 2>&1 &
bench=$!
waited=0
while [ "$(results | wc -l)" -lt 3 ] && [ "$waited" -lt 1200 ]; do
    sleep 0.1
    waited=$((waited + 1))
done
kill -TERM "$bench"
wait "$bench"
status=$?
[ "$status" -eq 130 ] || complain "exit code $status when it is cut off, not 130: $(cat "$work/first.log")"
grep -q '^| 00-canary | open |' "$work/first.log" || complain "says nothing of what it had: $(cat "$work/first.log")"
had=$(results | wc -l)
[ "$had" -ge 3 ] && [ "$had" -lt "$all" ] || complain "$had results when it was cut off"
left=$(pgrep -f "$work/out")
[ -z "$left" ] || complain "left running: $left"
# shellcheck disable=SC2046 # a list of words
cksum $(results) >"$work/before"

# 2. resume.
bench --json "$work/bugs.json" >"$work/second.log" 2>&1 || complain "cannot go on: $(cat "$work/second.log")"
grep -q ": $((all - had)) trials to run" "$work/second.log" || complain "does not run the $((all - had)) that are missing"
grep -q "^$((all - had)) of $((all - had)): " "$work/second.log" || complain 'does not count them'
[ "$(results | wc -l)" -eq "$all" ] || complain "$(results | wc -l) results, not $all"
# shellcheck disable=SC2046
cksum $(awk '{ print $3 }' "$work/before") | cmp -s - "$work/before" || complain 'a result was made again'
bench >"$work/third.log" 2>&1 && grep -q ': 0 trials to run' "$work/third.log" || complain 'runs though all is there'

# 3. the figures are those of the trials.
"$BUILD/bin/php" -r '
    [, $json, $folder] = $argv;
    $modes = json_decode(file_get_contents($json), true)["00-canary"]["modes"];
    $wrong = count($modes) === 5 ? [] : ["modes: " . implode(" ", array_keys($modes))];
    foreach ($modes as $mode => $cell) {
        $executions = [];
        $found = 0;
        foreach ([1, 2] as $seed) {
            $trial = json_decode(file_get_contents("$folder/00-canary/$mode.$seed.json"), true);
            $executions[] = $trial["found"] ? $trial["executions"] : 1000;
            $found += $trial["found"];
        }
        sort($executions);
        if ($cell["executions"] !== $executions || $cell["found"] !== $found || $cell["median"] != array_sum($executions) / 2
                || $cell["mean"] != array_sum($executions) / 2) {
            $wrong[] = "$mode: " . json_encode($cell) . " of " . json_encode($executions);
        }
    }
    if ($modes["full"]["found"] !== 2) {
        $wrong[] = "the fuzzer does not find it: " . json_encode($modes["full"]);
    }
    echo implode("\n", $wrong);
    exit($wrong === [] ? 0 : 1);' "$work/bugs.json" "$work/out" || complain 'the figures are not those of the trials'

# 4. a trial repeats; with the broken runtime in the place of the sound one, its finding is none.
for run in one two sound; do
    mkdir "$work/$run"
    sound=$BUILD/bin/exposure
    [ "$run" != sound ] || sound=$BUILD/bugs/00-canary/bin/exposure
    "$BUILD/bugs/00-canary/bin/exposure" nofeedback 7 1000 "$work/$run" corpus "$work/$run.json" "$sound" 2>"$work/$run.log" ||
        complain "a trial fails: $(cat "$work/$run.log")"
    sed 's/"milliseconds":[0-9]*//' "$work/$run.json" >"$work/$run.text"
done
cmp "$work/one.text" "$work/two.text" || complain "a trial does not repeat: $(cat "$work/one.text" "$work/two.text")"
grep -q '"found":true,"sound_too":false' "$work/one.text" || complain "not found: $(cat "$work/one.text")"
grep -q '"found":false,"sound_too":true' "$work/sound.text" || complain "counts what is no bug: $(cat "$work/sound.text")"

# 5. bad usage.
for arguments in '--bug nonsense' '--bug 02-b09-flag' '--trials 0' '--mode slow' '--cap 77' 'file'; do
    # shellcheck disable=SC2086
    bench $arguments >"$work/usage.log" 2>&1
    status=$?
    [ "$status" -eq 2 ] && [ "$(wc -l <"$work/usage.log")" -eq 1 ] || complain "$arguments: exit code $status, $(cat "$work/usage.log")"
done
exit $wrong
