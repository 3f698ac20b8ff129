#!/bin/sh
# Usage: usage.sh FUZZCASE. Wrong arguments and bad inputs: exit code 2, one line that names the file and the remedy,
# and nothing half-written.
set -u
fuzzcase=$1
. "$(dirname -- "$0")/lib.sh"
mkdir "$work/empty" "$work/dir"
printf 'plan 1\nco C0 delay ms=5\n' >"$work/good.plan"
printf '\001\000\000\000\000\000\000\000' >"$work/good"
: >"$work/nothing"
head -c 8193 /dev/zero >"$work/huge"
head -c 8192 /dev/zero >"$work/largest"
printf '# a comment\nplan 1\n' >"$work/comment.plan"
printf '#\000\001' >"$work/hash-bytes"

# Help and version.
expect 0 --help && says 'minimize' && silent
expect 0 --version && says '^fuzzcase (php-fuzz-async) [0-9]'
for command in show parse run stable sweep minimize explain triage freeze import doctor; do
    expect 0 "$command" --help && says "usage: fuzzcase $command" && silent
    grep -q "^  $command " <<LIST || fail "--help does not list $command"
$("$fuzzcase" --help)
LIST
done

# Arguments.
expect 2 && complains 'no command.*--help'
expect 2 nonsense && complains "unknown command 'nonsense'"
expect 2 _batch && complains 'unknown command'
for command in show parse run sweep minimize explain triage freeze; do
    expect 2 "$command" && complains 'usage: fuzzcase'
    expect 2 "$command" a b && complains 'too many arguments'
done
for command in show parse run stable sweep minimize explain triage freeze doctor; do
    expect 2 "$command" --nonsense && complains "unknown option '--nonsense'"
done
expect 2 doctor x && complains 'too many arguments'
expect 2 stable && complains 'FILE or a DIR'
expect 2 parse "$work/good.plan" && complains '-o FILE is missing'
expect 2 parse "$work/good.plan" -o && complains '-o needs a value'
expect 2 minimize "$work/good" && complains '-o OUT is missing'
expect 2 freeze "$work/good" && complains '-o DIR is missing'
for number in 0 -1 x '' 1x 99999999999999999999; do
    expect 2 run "$work/good" --runs "$number" && complains '--runs needs a number'
done
expect 2 run "$work/good" --json=yes && complains '--json takes no value'
expect 2 minimize "$work/good" -o "$work/empty/x" --attempts many && complains '--attempts needs a number'

# Inputs, for every command that takes bytes.
input() {
    # input PATTERN FILE
    expect 2 show "$2" && complains "$1"
    expect 2 run "$2" && complains "$1"
    expect 2 stable "$2" && grep -q -e "$1" "$err" || fail "stable $2"
    expect 2 minimize "$2" -o "$work/empty/x" && complains "$1"
    expect 2 freeze "$2" -o "$work/empty/x" && complains "$1"
    nothing_in "$work/empty"
}
input "$work/absent: cannot be read: No such file" "$work/absent"
input "$work/nothing: is empty" "$work/nothing"
input "$work/huge: is larger than 8192 bytes" "$work/huge"
input "$work/good.plan: is a plan text; use fuzzcase parse" "$work/good.plan"
input "$work/comment.plan: is a plan text; use fuzzcase parse" "$work/comment.plan"
expect 2 show "$work/dir" && complains "$work/dir: is a folder"
expect 2 run "$work/dir" && complains "$work/dir: is a folder"
expect 2 stable "$work/dir" && complains "$work/dir: the folder holds no file"
expect 0 show "$work/largest" && silent
expect 0 show "$work/hash-bytes" && silent # bytes may begin with '#', too

# Plan texts.
printf 'plan 1\nco C0 fly P0\n' >"$work/bad.plan"
expect 2 parse "$work/bad.plan" -o "$work/empty/x" && complains "^$work/bad.plan:2:[0-9]*: "
expect 2 parse "$work/absent" -o "$work/empty/x" && complains 'cannot be read'
expect 2 parse "$work/nothing" -o "$work/empty/x" && complains 'is empty'
expect 2 parse "$work/good" -o "$work/empty/x" && complains "^$work/good:1:[0-9]*: "
nothing_in "$work/empty"

# Scenarios.
printf 'Scenario: s\nGiven a coroutine "C"\nWhen coroutine "C" flies\n' >"$work/bad.feature"
printf 'Feature: f\n' >"$work/none.feature"
printf 'Scenario: s\nGiven a coroutine "C"\nWhen coroutine "C" suspends\nScenario: s\n' >"$work/good.feature"
expect 2 import "$work/good.feature" && complains '-o DIR is missing'
expect 2 import "$work/absent" -o "$work/empty/x" && complains 'cannot be read'
expect 2 import "$work/bad.feature" -o "$work/empty/x"
checks=$((checks + 1))
grep -q "^$work/bad.feature:3: no plan has this step: coroutine" "$err" || fail 'the step is not named'
expect 2 import "$work/none.feature" -o "$work/empty/x" && complains "$work/none.feature: holds no scenario"
expect 2 import "$work/good.feature" -o "$work/good" && complains "$work/good: is no folder"
nothing_in "$work/empty"
expect 0 import "$work/good.feature" -o "$work/imported" && silent && says "^$work/imported/01-s\$"
expect 0 show "$work/imported/00-s" && says '^co C0 suspend times=1$'

# Outputs.
expect 2 parse "$work/good.plan" -o "$work/no/such/x" && complains "$work/no/such/x: cannot be written"
expect 2 parse "$work/good.plan" -o "$work/dir" && complains "$work/dir: is a folder"
expect 2 show "$work/good" -o "$work/no/such/x" && complains 'cannot be written'
expect 2 parse "$work/good.plan" -o /dev/full && complains '/dev/full: cannot be written: No space'
expect 2 minimize "$work/good" -o "$work/no/such/x" && complains "$work/no/such/x: cannot be written"
expect 2 minimize "$work/good" -o "$work/dir" && complains "$work/dir: is a folder"
expect 2 freeze "$work/good" -o "$work/no/such" && complains "$work/no/such: cannot be written"
expect 2 freeze "$work/good" -o "$work/good.plan" && complains "$work/good.plan: is no folder"
expect 0 parse "$work/good.plan" -o /dev/null && silent
[ -c /dev/null ] || fail '/dev/null was replaced'
nothing_in "$work/dir"

finish
