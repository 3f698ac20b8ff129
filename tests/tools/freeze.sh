#!/bin/sh
# Usage: freeze.sh CANARY_BIN FIXED_PHP RUN_TESTS
#
# A finding on its way from the fuzz target to a test, by its descriptor: what the target writes, the test that is made of
# it, the same test made again; what is no test because it is flaky or does not pass when it is fixed; and descriptors of
# which something is wrong.
set -u
canary=$1
fixed=$2
runner=$3
fuzzcase=$canary/fuzzcase
. "$(dirname -- "$0")/lib.sh"
mkdir "$work/seeds" "$work/found" "$work/empty"
TEST_PHP_RUNNER=$runner
export TEST_PHP_RUNNER

is_descriptor() {
    checks=$((checks + 1))
    python3 tests/tools/descriptor_check.py docs/descriptor.schema.json "$@" >"$out" 2>"$err" || fail "no descriptor: $*"
}

same() {
    checks=$((checks + 1))
    cmp "$1" "$2" >"$out" 2>"$err" || fail "$1 and $2 differ"
}

# phpt VERDICT PHP FOLDER
phpt() {
    checks=$((checks + 1))
    sh script/lib/phpt.sh "$2" "$runner" "$3" >"$out" 2>"$err"
    grep -q "^$1 " "$out" || fail "not $1: $3 with $2"
}

# ---- the target ----
cat >"$work/rst.plan" <<'PLAN'
plan 1
peer P0 consume bytes=1024 rst=2048
co C0 upload P0 bytes=65536 write=4096
PLAN
expect 0 parse "$work/rst.plan" -o "$work/seeds/rst"
"$canary/php-fuzz-async" -runs=5 -artifact_prefix="$work/found/" "$work/seeds" >"$out" 2>"$err"
checks=$((checks + 4))
crash=$(find "$work/found" -name 'crash-*' ! -name '*.json')
cmp -s "$crash" "$work/seeds/rst" || fail "the artifact is not the seed"
[ -f "$crash.json" ] || fail 'no descriptor beside the artifact'
sed -n '/^-----BEGIN php-fuzz-async descriptor-----$/,/^-----END php-fuzz-async descriptor-----$/p' "$err" |
    sed '1d;$d' | cmp -s - "$crash.json" || fail 'stderr does not show the descriptor between its marks'
# No frame of ours stands between the engine and the oracle.
grep -A1 'in fuzzer::Fuzzer::CrashCallback' "$err" | grep -q on_fatal && fail 'the handler of the target is in the stack'
is_descriptor "$crash.json"
# Of what was found before nothing is written again.
(cd "$work/empty" && "$canary/php-fuzz-async" "$crash" >"$out" 2>"$err")
checks=$((checks + 1))
grep -q '^-----BEGIN php-fuzz-async descriptor-----$' "$err" || fail 'a replay shows no descriptor'
nothing_in "$work/empty"

# ---- the test ----
expect 0 freeze "$crash.json" -o "$work/first" --name again --fixed "$fixed"
says '^tier plain; 20 of 20 runs fail, 20 of 20 pass when fixed$'
is_descriptor "$work/first/again.json"
phpt FAIL "$canary/php" "$work/first"
phpt PASS "$fixed" "$work/first"

# The same again, by its descriptor alone; and in one file, which needs no other.
expect 0 freeze "$work/first/again.json" -o "$work/second"
same "$work/first/again.phpt" "$work/second/again.phpt"
expect 0 freeze "$work/first/again.json" -o "$work/alone" --name alone --standalone
checks=$((checks + 1))
[ "$(find "$work/alone" -mindepth 1 | wc -l)" -eq 2 ] || fail "more than a test and its descriptor: $(ls "$work/alone")"
is_descriptor "$work/alone/alone.json"
phpt FAIL "$canary/php" "$work/alone"
phpt PASS "$fixed" "$work/alone"

# In virtual time the writer is parked long before the peer resets; in real time, only now and then.
printf 'plan 1\npeer P0 consume bytes=1 refuse=after:0,hold_ms:1\nco C0 upload P0 bytes=8193 write=1\n' >"$work/soon.plan"
expect 0 parse "$work/soon.plan" -o "$work/soon"
expect 0 freeze "$work/soon" -o "$work/waits" --fixed "$fixed" && says '^tier plain; 20 of 20 runs fail, 20 of 20 pass when fixed$'

# As TrueAsync's suite has it, with a scenario beside it that is the same plan.
expect 0 freeze "$work/first/again.json" -o "$work/suite" --layout fuzzy-tests --fixed "$fixed"
checks=$((checks + 4))
(cd "$work/suite" && find . -path ./_peers -prune -o -type f -print | sort) >"$out"
[ "$(cat "$out")" = './_frozen/io_socket/again__sched-fifo__gen-1.feature
./_frozen/io_socket/again__sched-fifo__gen-1.json
./_frozen/io_socket/again__sched-fifo__gen-1.phpt' ] || fail 'the layout is another one'
suite=$work/suite/_frozen/io_socket/again__sched-fifo__gen-1
grep -q '^frozen \[sched=fifo gen=1\]: again: liveness/lost-wakeup/write$' "$suite.phpt" || fail 'the title is another one'
grep -q TRUE_ASYNC_SCHED "$suite.phpt" && fail 'FIFO is pinned'
grep -q "__DIR__ . '/../../_peers/Steps.php'" "$suite.phpt" || fail 'the files are required from elsewhere'
phpt FAIL "$canary/php" "$work/suite/_frozen"
phpt PASS "$fixed" "$work/suite/_frozen"
expect 0 import "$suite.feature" -o "$work/seeds-of-it" && says "^$work/seeds-of-it/00-again\$"
checks=$((checks + 1))
"$fuzzcase" show "$work/seeds-of-it/00-again" | sed 1d >"$out"
sed 1d "$work/rst.plan" | cmp -s - "$out" || fail 'the scenario is another plan'
expect 2 freeze "$crash.json" -o "$work/empty/x" --layout mine && complains "--layout is fuzzy-tests, not 'mine'"

# ---- what is no test ----
# wrapper NAME PHP COMMANDS: a PHP of which the n-th run of a program goes another way; $n counts from 0.
wrapper() {
    mkdir "$work/$1.runs"
    cat >"$work/$1" <<WRAPPER
#!/bin/sh
case \$* in *program.php)
    n=0
    while ! mkdir "$work/$1.runs/\$n" 2>/dev/null; do n=\$((n + 1)); done
    $3 ;;
esac
exec '$2' "\$@"
WRAPPER
    chmod +x "$work/$1"
}
# shellcheck disable=SC2016 # $n is the wrapper's
wrapper flaky "$canary/php" '[ $((n % 3)) -ne 1 ] || { echo DONE; exit 0; }'
expect 1 freeze "$work/first/again.json" -o "$work/flaky-out" --php "$work/flaky"
complains 'is flaky, so it is not frozen: the test of the descriptor fails in 2 of 3 runs; its descriptor is again.json'
checks=$((checks + 1))
[ "$(ls "$work/flaky-out")" = again.json ] || fail "not the descriptor alone: $(ls "$work/flaky-out")"
is_descriptor "$work/flaky-out/again.json"
wrapper unfixed "$fixed" 'echo "liveness: C0 in upload P0: not finished at the bound"; exit 0'
expect 1 freeze "$work/first/again.json" -o "$work/empty/x" --fixed "$work/unfixed"
complains "the test does not pass in $work/unfixed: 0 of 20 runs do: liveness: C0"
nothing_in "$work/empty"
expect 2 freeze "$crash.json" -o "$work/empty/x" --tier best && complains "--tier is plain, random or world, not 'best'"
expect 1 freeze "$work/first/again.json" -o "$work/empty/x" --php "$fixed"
complains 'the test of the descriptor does not fail in '
nothing_in "$work/empty"

# ---- descriptors of which something is wrong ----
# wrong PATTERN SED: the descriptor after the edit is refused, and the field named.
wrong() {
    sed "$2" "$work/first/again.json" >"$work/wrong.json"
    checks=$((checks + 1))
    cmp -s "$work/first/again.json" "$work/wrong.json" && fail "$2 changes nothing"
    expect 2 freeze "$work/wrong.json" -o "$work/empty/x" && complains "$work/wrong.json: $1"
    nothing_in "$work/empty"
}
wrong "field 'version' is 2, but this fuzzcase reads 5" 's/"version": 5/"version": 2/'
wrong "field 'version' is of the wrong type" 's/"version": 5/"version": "4"/'
wrong "field 'hash' is missing" '/"hash"/d'
wrong "field 'colour' is none of a descriptor" 's/"version": 5,/"version": 5, "colour": 1,/'
wrong "field 'plan' is no plan: line 2, column " '/"plan":/s/peer P0/pear P0/'
wrong "field 'plan_bytes' does not fit the plan" '/"plan":/s/rst=2048/rst=2049/'
wrong "field 'scenario' does not fit the plan" '/"scenario"/s/upload/download/'
wrong "field 'mutation' does not fit the plan" 's/"P0 rst=2048"/"P0 rst=1"/'
wrong "field 'verdict' is no finding" 's/"verdict": "liveness"/"verdict": "ok"/'
wrong "field 'signature' does not begin with the verdict" 's/"signature": "live/"signature": "dead/'
wrong "field 'name' holds a character" 's/"name": "again"/"name": "..\/again"/'
wrong "field 'tier' is none, plain, random or world" 's/"tier": "plain"/"tier": "best"/'
wrong "field 'schedule' is none that the tier has" 's/"true_async_sched": "fifo"/"true_async_sched": "random:1"/'
wrong "field 'killer_suspends' has not one number" 's/"killer_suspends": \[\]/"killer_suspends": [1]/'
wrong "field 'killer_delays_ms' has not one number" 's/"killer_delays_ms": \[\]/"killer_delays_ms": [1]/'
wrong "field 'program' does not fit the plan" '/"program":/s/peer P0 [^\\]*\\nco C0 [^\\]*\\n/co C0 delay ms=1\\n/'
wrong "field 'anchors_expected' is more than the plan has" 's/"anchors_expected": 0/"anchors_expected": 1/'
head -c 700 "$work/first/again.json" >"$work/cut.json"
expect 2 freeze "$work/cut.json" -o "$work/empty/x" && complains "$work/cut.json:[0-9]*:[0-9-]*: is no descriptor: "
sed 's|"signature": "liveness/lost-wakeup/write"|"signature": "liveness/lost-wakeup/read"|' "$work/first/again.json" >"$work/other.json"
expect 1 freeze "$work/other.json" -o "$work/empty/x"
complains "field 'signature' says liveness/lost-wakeup/read, but its plan now fails with liveness/lost-wakeup/write"
nothing_in "$work/empty"

finish
