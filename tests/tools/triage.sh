#!/bin/sh
# Usage: triage.sh FUZZCASE PHP. FUZZCASE has three planted bugs, and tests/tools/findings are two findings of each: they are three
# clusters. What is no finding is listed; the exit code says whether something is new.
set -u
fuzzcase=$1
php=$2
. "$(dirname -- "$0")/lib.sh"
mkdir "$work/crashes" "$work/none"

for plan in tests/tools/findings/*.plan; do
    "$fuzzcase" parse "$plan" -o "$work/crashes/crash-$(basename "$plan" .plan)"
done
printf 'plan 1\nco C0 delay ms=5\n' >"$work/sound.plan"
"$fuzzcase" parse "$work/sound.plan" -o "$work/crashes/sound"
"$fuzzcase" parse "$work/sound.plan" -o "$work/none/sound"
: >"$work/crashes/empty"
mkdir "$work/crashes/folder"

expect 1 triage "$work/crashes"
says '^new  *2  liveness/lost-wakeup/write  .*/crash-canary-[12]  3 records  tier none  \[upload\]$'
says '^new  *2  correctness/conservation/channel-refused  .*/crash-cancelled-2  3 records'
says '^new  *2  liveness/liveness/await  .*/crash-derived-[12]  1 records  tier none  \[chain\]$'
says '^- .*/sound: does not fail$' && says '^- .*/empty: cannot be read$' && says '^- .*/folder: cannot be read$'
checks=$((checks + 1))
[ "$(wc -l <"$out")" -eq 6 ] || fail 'not three clusters and three others'

expect 1 triage "$work/crashes" --shapes && says 'channel-refused .*crash-cancelled-1 .*|  *shutdown\]$'
checks=$((checks + 1))
[ "$(grep -c '^new ' "$out")" -eq 4 ] || fail '--shapes does not part the two that need other ops'

# One bug, found in two ways: it leaves somebody asleep whose connection was refused, or running for ever.
mkdir "$work/ways"
cat >"$work/asleep.plan" <<'PLAN'
plan 1
peer P0 consume bytes=1024 early=200
peer P1 serve bytes=300 refuse=after:0,hold_ms:0
co C0 upload P0 bytes=10000 write=3000; download P1 chunk=100; download P1 chunk=100
co C0 upload P0 bytes=100 write=10; send ch0 times=1 ms=5
cancel C0 @delay=1 cause=scope_dispose when=later
PLAN
cat >"$work/running.plan" <<'PLAN'
plan 1
sched random seed=2432779489
peer P0 serve bytes=300 refuse=after:0,hold_ms:0
co C0 download P0 chunk=100; download P0 chunk=100
co C1 recv_async ch2 times=1 ms=0
PLAN
for way in asleep running; do
    "$fuzzcase" parse "$work/$way.plan" -o "$work/ways/$way"
done
expect 1 run "$work/ways/asleep" && says ' liveness/lost-wakeup/connect: '
expect 1 run "$work/ways/running" && says ' liveness/liveness/running: '
expect 1 triage "$work/ways"
says '^new  *2  liveness/liveness/running ' && says '^  *1  of them found as liveness/lost-wakeup/connect$'
checks=$((checks + 1))
[ "$(wc -l <"$out")" -eq 2 ] || fail 'not one cluster'
# What it comes down to is known; or only one of the ways in which it was found.
printf 'liveness/liveness/running  2026-11-01  known\n' >"$work/one"
expect 0 triage "$work/ways" --suppressions "$work/one" && says '^known  *2  liveness/liveness/running '
printf 'liveness/lost-wakeup/connect  2026-11-01  known\n' >"$work/one"
expect 1 triage "$work/ways" --suppressions "$work/one" && says '^new  *2  liveness/liveness/running '

# A descriptor beside its input is no other finding, one alone is; the tier of a test is that of the cluster.
mkdir "$work/frozen" "$work/described"
printf 'plan 1\nco C0 chain f0 links=2 ms=0\n' >"$work/derived.plan"
"$fuzzcase" parse "$work/derived.plan" -o "$work/derived"
expect 0 freeze "$work/derived" -o "$work/frozen" --name derived
cp "$work/derived" "$work/described/crash-1"
cp "$work/frozen/derived.json" "$work/described/crash-1.json"
cp "$work/frozen/derived.json" "$work/described/alone.json"
sed 's/"tier": "plain"/"tier": "golden"/' "$work/frozen/derived.json" >"$work/described/wrong.json"
expect 1 triage "$work/described"
says '^new  *2  liveness/liveness/await .* tier plain ' && says '^- .*/wrong.json: cannot be read$'

# What is known.
printf 'liveness/*  2026-11-01  known\n' >"$work/some"
printf 'liveness/*  2026-11-01  known\ncorrectness/conservation/*  2026-11-02  known, too\n' >"$work/all"
expect 1 triage "$work/crashes" --suppressions "$work/some" --attempts 20
says '^known  *2  liveness/liveness/await ' && says '^new  *2  correctness/conservation/channel-refused '
expect 0 triage "$work/crashes" --suppressions "$work/all" --attempts 20 --json
checks=$((checks + 1))
"$php" -r '$said = json_decode(stream_get_contents(STDIN), true, 16, JSON_THROW_ON_ERROR);
    if (array_sum(array_column($said["clusters"], "count")) !== 6 || count($said["clusters"]) !== 3) { exit(1); }
    if (array_unique(array_column($said["clusters"], "known")) !== [true]) { exit(2); }
    if (count($said["others"]) !== 3) { exit(3); }' <"$out" || fail "triage --json is not as documented: $?"
expect 0 triage "$work/none" && says '^- .*/sound: does not fail$'

expect 2 triage "$work/absent" && complains 'absent: is no folder'
expect 2 triage "$work/none" --suppressions "$work/absent" && complains 'absent: cannot be read'
printf 'no date\n' >"$work/bad"
expect 2 triage "$work/none" --suppressions "$work/bad"
grep -q 'bad:1: the line' "$err" || fail 'a bad line of the suppressions is not named'
expect 2 triage && complains 'usage: fuzzcase'

finish
