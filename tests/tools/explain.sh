#!/bin/sh
# Usage: explain.sh FUZZCASE PHP SOUND. FUZZCASE has three planted bugs (tests/tools/CMakeLists.txt), SOUND none. One of them takes
# a schedule, one shows under FIFO: what is needed, the twin that passes, and how likely each is.
set -u
fuzzcase=$1
php=$2
sound=$3
. "$(dirname -- "$0")/lib.sh"

printf 'plan 1\nat main @suspend=1 run C1\nco C0 send ch1 times=2 ms=0\nco C1 recv ch1 times=1 ms=0; recv ch0 times=1 ms=0\n%s\n' \
    'cancel C1 @suspend=2 cause=shutdown' >"$work/order.plan"
printf 'plan 1\npeer P0 consume bytes=1 rst=0\nco C0 upload P0 bytes=16385 write=1; suspend times=1\n' >"$work/fifo.plan"
"$fuzzcase" parse "$work/order.plan" -o "$work/order"
"$fuzzcase" parse "$work/fifo.plan" -o "$work/fifo"

expect 0 explain "$work/order" --schedules 60 && silent
says '^correctness/conservation/channel-refused$' && says '^5 of 5 elements are needed'
says "^It passes without 'at main @await=1 run C1': the order alone decides"
says '^> .* C1  *pick .* > .* C0  *pick ' && says '^Depth 1:' && says '^  fifo  *0 of 1$'
says '^  random  *[1-9][0-9]* of 60' && says '^  uniform  *[1-9][0-9]* of 60' && says '^  pct  *[1-9][0-9]* of 60'

expect 0 explain "$work/fifo" --schedules 20
says '^liveness/lost-wakeup/write$' && says '^3 of 4 elements are needed' && says 'suspend times=1  *it still fails'
says "^It passes with 'at .* run P0.0': the order alone decides" && says '^Depth 0:' && says '^  fifo  *1 of 1$'

# The JSON says the same; its twin passes and differs from the plan as it says.
expect 0 explain "$work/order" --schedules 60 --json && silent
cp "$out" "$work/json"
checks=$((checks + 1))
"$php" -r '$said = json_decode(file_get_contents($argv[1]), true, 16, JSON_THROW_ON_ERROR);
    ["common" => $common, "from" => $from, "failing" => $failing, "passing" => $passing] = $said["twin"];
    for ($i = $from; $i < $common; $i++) {
        if ($failing[$i - $from] !== $passing[$i - $from]) { exit(2); }
    }
    if ($failing[$common - $from] === $passing[$common - $from]) { exit(3); }
    if ($said["depth"] !== 1 || !$said["minimal"] || count($said["elements"]) !== 5) { exit(4); }
    if (array_column($said["rates"], "sampler") !== ["fifo", "random", "uniform", "pct"]) { exit(5); }
    if (array_column($said["rates"], "schedules") !== [1, 60, 60, 60]) { exit(6); }
    file_put_contents($argv[2], $said["twin"]["plan"]);
    file_put_contents($argv[2] . ".same", $said["rates"][1]["same"]);' "$work/json" "$work/twin.plan" ||
    fail "explain --json is not as documented: $?"
expect 0 parse "$work/twin.plan" -o "$work/twin"
expect 0 run "$work/twin"

# How often random:N fails is what running each of them says.
same=0
for seed in $(seq 1 60); do
    { echo 'plan 1'; echo "sched random seed=$seed"; grep -v '^plan\|^at ' "$work/order.plan"; } >"$work/seeded.plan"
    "$fuzzcase" parse "$work/seeded.plan" -o "$work/seeded"
    "$fuzzcase" run "$work/seeded" | grep -q ' correctness/conservation/channel-refused:' 2>/dev/null && same=$((same + 1))
done
checks=$((checks + 1))
[ "$(cat "$work/twin.plan.same")" = "$same" ] ||
    fail "$(cat "$work/twin.plan.same") of 60, but $same runs fail"

fuzzcase=$sound
expect 1 explain "$work/order" && complains 'does not fail'
expect 2 explain "$work/nothing" && complains 'nothing'
expect 2 explain "$work/order" --schedules 0 && complains '--schedules needs a number'

finish
