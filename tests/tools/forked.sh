#!/bin/sh
# Usage: forked.sh FUZZCASE CANARY_BIN FIXED_PHP RUN_TESTS
#
# Forked peers from the command line: generated plans are stable, what is broken has exit code 3, and a finding becomes a test
# that starts its own process; with one file it is refused, since that process takes others.
set -u
sound=$1
canary=$2
fixed=$3
runner=$4
fuzzcase=$sound
. "$(dirname -- "$0")/lib.sh"
TEST_PHP_RUNNER=$runner
export TEST_PHP_RUNNER

# phpt VERDICT PHP FOLDER
phpt() {
    checks=$((checks + 1))
    sh script/lib/phpt.sh "$2" "$runner" "$3" >"$out" 2>"$err"
    grep -q "^$1 " "$out" || fail "not $1: $3 with $2"
}

expect 0 stable --forked --plans 48 --seed 3
says '^48 of 48 stable$'

cat >"$work/rst.plan" <<'PLAN'
plan 1
forked
peer P0 consume bytes=1 never_read=100
co C0 upload P0 bytes=65536 write=8192
PLAN
expect 0 parse "$work/rst.plan" -o "$work/rst"
expect 0 run "$work/rst"
FUZZ_ASYNC_PHP=/nowhere/php
export FUZZ_ASYNC_PHP
expect 3 run "$work/rst"
complains 'HARNESS BUG: forked peer P0: there is no PHP to run it'
unset FUZZ_ASYNC_PHP

fuzzcase=$canary/fuzzcase
expect 1 run "$work/rst"
expect 0 freeze "$work/rst" -o "$work/frozen" --fixed "$fixed"
says '^tier plain; 20 of 20 runs fail, 20 of 20 pass when fixed$'
phpt FAIL "$canary/php" "$work/frozen"
phpt PASS "$fixed" "$work/frozen"
expect 1 freeze "$work/rst" -o "$work/alone" --standalone
complains 'a forked peer takes the files of _peers'
finish
