#!/bin/sh
# Usage: chain.sh BROKEN_FUZZCASE FUZZCASE FOLDER RUN_TESTS
#
# A finding that is there only when a call of libc is disturbed: minimized, frozen with its plan; the test FAILs on the
# broken runtime, PASSes on the sound one and is skipped without the library. Exit code 77 when there is no FOLDER/broken.
set -u
broken=$1
fuzzcase=$1
sound=$2
folder=$3
runner=$4
[ -x "$folder/broken/php-world" ] || {
    echo "chain.sh: no $folder/broken/php-world (Debian: php8.2-cli php8.2-dev libuv1-dev)"
    exit 77
}
. tests/tools/lib.sh
TEST_PHP_RUNNER=$runner
export TEST_PHP_RUNNER

# phpt PHP: run-tests.php on what was frozen.
phpt() {
    sh script/lib/phpt.sh "$1" "$runner" "$work/frozen" >"$out" 2>"$err"
}

cat >"$work/start.plan" <<'PLAN'
plan 1
buffer 4096
sched random seed=3
peer P0 serve bytes=512 slice=256
peer P1 consume bytes=2048
co C0 delay ms=3; download P0 chunk=512; suspend times=2
co C1 upload P1 bytes=16384 write=4096
co C2 delay ms=30; suspend times=3
cancel C2 @1 cause=cancel when=woken
fault C1 send @2 short=10
fault C0 recv @1 eagain=9
PLAN
expect 0 parse "$work/start.plan" -o "$work/start"
expect 1 run "$work/start" && says '^correctness bytes correctness/bytes/download-received: '
expect 0 minimize "$work/start" -o "$work/case"
expect 0 show "$work/case" && says '^fault C0 recv @1 eagain=2$'
fuzzcase=$sound
expect 0 run "$work/case"
hash=$(sed -n 's/^ok \(hash=[0-9a-f]*\) .*/\1/p' "$out")

fuzzcase=$broken
# Without a PHP that has the library there is no test, and one line says what it takes.
expect 2 freeze "$work/case" -o "$work/frozen" --php "$folder/broken/php" --world-php "$folder/broken/php"
complains 'cannot run frozen tests: no fuzz_world.so; name another PHP with --world-php'
checks=$((checks + 1))
[ ! -e "$work/frozen" ] || fail 'something was written'
# A sound runtime does not fail, so nothing is frozen either.
expect 1 freeze "$work/case" -o "$work/frozen" --php "$folder/sound/php" --world-php "$folder/sound/php-world"
checks=$((checks + 1))
[ ! -e "$work/frozen" ] || fail 'something was written'

expect 0 freeze "$work/case" -o "$work/frozen" --name drained --php "$folder/broken/php" \
    --world-php "$folder/broken/php-world" && says '^fails with its plan; none of [1-9][0-9]* plain tests does'
checks=$((checks + 2))
grep -q '"tier": "world"' "$work/frozen/drained.json" || fail 'the descriptor does not state the tier'
"$fuzzcase" show "$work/case" | cmp -s - "$work/frozen/drained.plan" || fail 'the plan beside the test is another one'

checks=$((checks + 4))
phpt "$folder/broken/php-world" && fail 'the test does not fail on the broken runtime'
grep -q '^FAIL ' "$out" || fail 'run-tests.php did not say FAIL'
phpt "$folder/sound/php-world" || fail 'the test fails on the sound runtime'
grep -q '^PASS ' "$out" || fail 'run-tests.php did not say PASS'
phpt "$folder/sound/php"
says '^SKIP .*fuzz_world.so must be preloaded and loaded'

# The frozen program is what ran: the same hash as in the fuzzer.
sed -n '/^--FILE--$/,/^--EXPECT--$/p' "$work/frozen/drained.phpt" | sed '1d;$d' >"$work/frozen/drained.php"
FUZZ_ASYNC_PLAN=$work/frozen/drained.plan FUZZ_ASYNC_TRACE=1 "$folder/sound/php-world" "$work/frozen/drained.php" >"$out" 2>"$err"
says '^DONE$'
checks=$((checks + 1))
grep -q "^fuzz_world: $hash " "$err" || fail "the frozen program is not the run of $hash"
# With a plan of which less comes to pass the test does not pass, but says why.
sed 's/ recv @1 / recv @200 /' "$work/frozen/drained.plan" >"$work/stale.plan"
FUZZ_ASYNC_PLAN=$work/stale.plan "$folder/sound/php-world" "$work/frozen/drained.php" >"$out" 2>"$err"
says '^STALE: anchors hit [0-9]/[1-9]; freeze the finding again$'
# By hand, without the library, it says so rather than pass.
"$folder/sound/php" "$work/frozen/drained.php" >"$out" 2>"$err"
says '^fuzz_world.so and FUZZ_ASYNC_PLAN=drained.plan are needed$'

finish
