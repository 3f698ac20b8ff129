#!/bin/sh
# Usage: oracles.sh BUILD_DIR; from the repository's root
#
# script/oracles on four oracles that cost little, by their plans: each sees its planted bug, and the sound runtime shows
# nothing. It refuses what proves nothing: a plan that does not show the bug, a finding of another oracle, a runtime said to
# be sound that is not. And a leak, for which the engine looks when the run is over, leaves its input and its descriptor.
set -u
[ $# -eq 1 ] && [ -x "$1/bin/fuzzcase" ] || {
    echo 'oracles.sh: needs a build folder' >&2
    exit 2
}
build=$1
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
wrong=0
names='cancellation structure orphans bytes'

complain() {
    printf 'oracles.sh: %s\n' "$*" >&2
    wrong=1
}

targets=''
for name in $names; do
    bug=$(awk -v name="$name" '$1 == name && $3 == "dev" { print $2 }' bench/oracles.list)
    [ -n "$bug" ] || complain "no $name in bench/oracles.list"
    targets="$targets $bug-fuzzcase"
done
leak=$(awk '$1 == "leak" { print $2, $4 }' bench/oracles.list)
targets="$targets ${leak% *}-fuzzcase ${leak% *}-fuzz"
# shellcheck disable=SC2086 # a list of words
cmake --build "$build" --target $targets >"$work/build.log" 2>&1 || {
    tail -n 20 "$work/build.log" >&2
    exit 1
}

# oracles STATUS BUILD_DIR ARGUMENTS...: runs the script, leaves its output in $work/said.
oracles() {
    expected=$1 folder=$2
    shift 2
    BUILD=$folder script/oracles --seconds 0 --out "$work/out" "$@" >"$work/said" 2>&1
    status=$?
    [ "$status" -eq "$expected" ] || complain "$*: exit code $status, not $expected: $(cat "$work/said")"
}

says() {
    grep -q "$1" "$work/said" || complain "does not say '$1': $(cat "$work/said")"
}

# 1. each is proven.
oracles 0 "$build" --oracle cancellation --oracle structure --oracle orphans --oracle bytes
for name in $names; do
    says "^| $name | .* | correctness/$name/[^ ]* | nothing |"
done

# A stream and a link that lose bytes have one signature. loses TRANSPORT OPS READ_END WRITE_END
loses() {
    printf 'plan 1\nco C0 %s bytes=1 chunk=1\nco C1 %s bytes=1 write=1; suspend times=1\ncancel C1 @suspend=1 cause=shutdown\n' \
        "$2_read $3" "$2_write $4" >"$work/plan"
    "$build/bin/fuzzcase" parse "$work/plan" -o "$work/case" || complain "$1: no plan"
    "$build/bugs/09-b45-bytes/bin/fuzzcase" run "$work/case" >"$work/said"
    says "^correctness bytes correctness/bytes/account: $1 $4: account: "
}
loses stream share s0 s0
loses link link l0 l1

# 2. what is no proof.
sed -n '/^structure /s|bench/plans/[^ ]*|tests/plans/download-empty.plan|p' bench/oracles.list >"$work/list"
oracles 1 "$build" --list "$work/list"
says ' with 40-oracle-structure shows nothing, not correctness/structure/'
sed -n '/^structure /s|correctness/structure/|correctness/bytes/|p' bench/oracles.list >"$work/list"
oracles 1 "$build" --list "$work/list"
says ' shows correctness/structure/scope-left, not correctness/bytes/'
mkdir -p "$work/broken/bin"
ln -s "$build/bugs" "$work/broken/bugs"
ln -s "$build/bugs/40-oracle-structure/bin/fuzzcase" "$work/broken/bin/fuzzcase"
oracles 1 "$work/broken" --oracle structure
says ' shows correctness/structure/scope-left on the sound runtime'

# 3. a leak.
leaks=$build/bugs/${leak% *}/bin
mkdir "$work/corpus" "$work/found"
"$leaks/fuzzcase" parse "${leak#* }" -o "$work/corpus/seed" || complain "${leak#* } is no plan"
"$leaks/php-fuzz-async" -seed=1 -runs=2000 -artifact_prefix="$work/found/" "$work/corpus" >"$work/said" 2>&1
found=$(find "$work/found" -name 'leak-*' ! -name '*.json')
if [ -f "$found" ] && [ -f "$found.json" ]; then
    "$leaks/fuzzcase" run "$found" >"$work/said"
    says '^leak lsan leak/lsan/'
else
    complain "a leak leaves $(ls "$work/found"): $(grep ERROR "$work/said")"
fi

# 4. bad usage.
for arguments in '--oracle nonsense' '--seconds few' '--list /nowhere' '--speed 3' 'file'; do
    # shellcheck disable=SC2086
    oracles 2 "$build" $arguments
    [ "$(wc -l <"$work/said")" -eq 1 ] || complain "$arguments: $(cat "$work/said")"
done
exit $wrong
