#!/bin/sh
# Usage: historical_bugs.sh PAGE COMPILE_COMMANDS; from the repository's root
#
# What docs/HISTORICAL_BUGS.md names is there: each program, each plan. Each patch of bench/bugs is named on the page, or only
# proves an oracle; says how it is detected and to which set it belongs; applies to the runtime as it is, and what it makes
# of it compiles (COMPILE_COMMANDS is compile_commands.json of the build folder). The sets are of one size.
set -u
[ $# -eq 2 ] && [ -f "$1" ] && [ -f "$2" ] || {
    echo 'historical_bugs.sh: needs the page and compile_commands.json' >&2
    exit 2
}
page=$1
commands=$2
wrong=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

complain() {
    printf '%s: %s\n' "$page" "$*" >&2
    wrong=1
}

# compiles SOURCE: whether the copy of a source of runtime/ compiles as the original does.
compiles() {
    command=$(sed -n "s|^ *\"command\": \"\(.*\) -o runtime/CMakeFiles/runtime\.dir/$1\.o .*|\1|p" "$commands" |
        sed 's/\\\(.\)/\1/g')
    [ -n "$command" ] || {
        echo "no command for $1 in $commands" >&2
        return 1
    }
    eval "$command -fsyntax-only '$work/runtime/$1'"
}

# patched_compiles PATCH: whether it applies, and all that it changes compiles.
patched_compiles() {
    rm -rf "$work/runtime"
    mkdir "$work/runtime"
    sources=$(sed -n 's|^+++ b/runtime/\([^[:blank:]]*\).*|\1|p' "$1")
    for source in $sources; do
        cp "runtime/$source" "$work/runtime" || return 1
    done
    patch -d "$work" -p1 --batch --forward --fuzz=0 <"$1" >/dev/null || {
        complain "$1 does not apply to runtime/; write it anew"
        return
    }
    for source in $sources; do
        compiles "$source" || complain "$1: runtime/$source does not compile with it"
    done
}

programs=$(grep -o '`[a-z_]*/[a-z_0-9/]*\.phpt`' "$page" | tr -d '`' | sort -u)
[ -n "$programs" ] || complain 'names no program'
for program in $programs; do
    [ -f "tests/$program" ] || complain "no tests/$program"
done
for plan in $(grep -o '`[a-z]*/plans/[a-z0-9-]*\.plan`' "$page" | tr -d '`' | sort -u); do
    [ -f "$plan" ] || complain "no $plan"
done

# A row names programs or says why it has none.
grep -E '^\| (B|S)[0-9]' "$page" | grep -E '\|  \|  \|$' && complain 'a row without a program and without a remark'
for id in $(seq 2 80) ; do
    id=$(printf 'B%02d' "$id")
    case $id in
    # Numbers that the catalogue does not use.
    B05 | B14 | B15 | B20 | B28 | B38 | B44 | B48 | B56 | B62 | B66) continue ;;
    esac
    grep -qE "^\| [B0-9*, ]*$id" "$page" || complain "no row for $id"
done

for patch in bench/bugs/*.patch; do
    name=$(basename "$patch" .patch)
    grep -qE '^# detect: (oracle [a-z]+/[a-z-]+|sanitizer [A-Za-z-]+|none, .+)$' "$patch" || complain "$patch: no line detect:"
    set=$(sed -n 's/^# set: \(open\|check\|none\|oracle\)$/\1/p' "$patch")
    [ -n "$set" ] || complain "$patch: no line set:"
    patched_compiles "$patch" || complain "$patch cannot be tried"
    # It is no bug of the history; docs/ORACLES.md names it.
    [ "$set" != oracle ] || continue
    grep -qF "$name" "$page" || complain "does not name $name"
    [ "$set" = none ] || grep -qE "^\| $name \| $set \|" "$page" || complain "no row of the bench for $name with the set $set"
done

open=$(grep -lE '^# set: open$' bench/bugs/*.patch | wc -l)
check=$(grep -lE '^# set: check$' bench/bugs/*.patch | wc -l)
[ "$((open - check))" -ge -1 ] && [ "$((open - check))" -le 1 ] || complain "$open patches are open and $check are the check set"
exit $wrong
