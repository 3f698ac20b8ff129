#!/bin/sh
# Usage: run.sh FUZZCASE PHP. Verdicts of sound plans: run, its JSON and its trace; stable; doctor; and what minimize
# and freeze say to an input that does not fail.
set -u
fuzzcase=$1
php=$2
. "$(dirname -- "$0")/lib.sh"
mkdir "$work/empty"

"$fuzzcase" parse tests/plans/upload-rst-while-parked.plan -o "$work/upload"
"$fuzzcase" parse tests/plans/download-sliced.plan -o "$work/download"

expect 0 run "$work/upload" && says '^ok hash=[0-9a-f]\{16\} events=[1-9][0-9]* virtual=[0-9]*ms' && silent
first=$(cat "$out")
expect 0 run "$work/upload" && says "^$first\$"
expect 0 run "$work/upload" --runs 5 && says '^5 of 5 runs with this signature, 5 of 5 with this hash$'
expect 0 run "$work/upload" --trace && says ' ms  C0  *suspend' && says ' ms  C0  *finish'

# The JSON is what PHP takes for JSON, and says what the line says.
expect 0 run "$work/upload" --json && silent
checks=$((checks + 1))
"$php" -r '$run = json_decode(stream_get_contents(STDIN), true, 16, JSON_THROW_ON_ERROR);
    $keys = ["verdict", "oracle", "signature", "detail", "complete", "hash", "events", "virtual_ms", "steps", "turns",
        "anchors", "anchors_hit", "ops_skipped", "deviations", "deviations_lost", "reads", "chaos_log", "coroutines",
        "plan", "plan_bytes", "feature", "scenario", "mutation", "toxics", "plan_seed"];
    if (array_keys($run) != $keys) { fwrite(STDERR, implode(" ", array_keys($run))); exit(1); }
    if ($run["verdict"] !== "ok" || !$run["complete"] || $run["chaos_log"] === []) { exit(2); }
    file_put_contents($argv[1], hex2bin($run["plan_bytes"]));
    echo $run["hash"];' "$work/from-json" <"$out" >"$work/hash" 2>"$err" || fail 'run --json is not as documented'
checks=$((checks + 1))
case $first in *"hash=$(cat "$work/hash") "*) ;; *) fail "the hash in the JSON differs from: $first" ;; esac
checks=$((checks + 1))
cmp -s "$work/from-json" "$work/upload" || fail 'plan_bytes are not the bytes of the plan'

expect 0 stable "$work/upload" "$work/download" --random 100 --seed 7 && says '^102 of 102 stable$'
expect 0 stable --plans 20 --seed 7 && says '^20 of 20 stable$'
mkdir "$work/folder" && cp "$work/upload" "$work/download" "$work/folder"
expect 0 stable "$work/folder" && says '^2 of 2 stable$'

expect 1 minimize "$work/upload" -o "$work/empty/x" && complains 'does not fail'
expect 1 freeze "$work/upload" -o "$work/empty/x" && complains 'does not fail'
expect 2 freeze "$work/upload" -o "$work/empty/x" --php /no/such/php && complains '/no/such/php: is no PHP'
nothing_in "$work/empty"

expect 0 doctor && says '^all that is needed is there$' && says '^PHP  *8\.' && says '^an empty plan runs  *yes'

finish
