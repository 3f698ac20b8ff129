#!/bin/sh
# Usage: planes.sh PAGE; from the repository's root
#
# What PAGE names is there, column by column: words of plan/*.def, seeds, oracles, tests. And each op, toxic, cause, fault, phase
# and wait of plan/*.def is in a seed, but for the waits that PAGE says no op can reach, which are in none.
set -u
[ $# -eq 1 ] && [ -f "$1" ] || {
    echo 'planes.sh: needs the page' >&2
    exit 2
}
page=$1
wrong=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

complain() {
    printf '%s: %s\n' "$page" "$*" >&2
    wrong=1
}

# names LIST: the words of plan/LIST.def.
names() {
    sed -n 's/^PLAN_[A-Z]*([A-Z_0-9]*, *\([a-z_]*\).*/\1/p' "plan/$1.def"
}

# column N: what stands in backticks in that column of all tables.
column() {
    sed -n '/^| [^|]* | `/p' "$page" | cut -d '|' -f "$1" | grep -o '`[^`]*`' | tr -d '`' | sort -u
}

for list in ops toxics causes faults calls phases waits sites samplers; do
    names "$list"
done | sort -u >"$work/words"
for word in $(column 3); do
    grep -qx "$word" "$work/words" || complain "'$word' is in no list of plan/"
done
for seed in $(column 4); do
    [ -f "tests/plans/$seed.plan" ] && [ -f "corpus/$seed" ] || complain "no seed $seed"
done
for oracle in $(column 5); do
    grep -q "^$oracle " bench/oracles.list || complain "no oracle $oracle in bench/oracles.list"
done
for test in $(column 6); do
    [ -f "tests/$test" ] || complain "no tests/$test"
done
[ "$(grep -c '^## [1-6]\. ' "$page")" -eq 6 ] || complain 'not six planes'
for row in $(sed -n '/^| [^|]* | `/=' "$page"); do
    [ "$(sed -n "${row}p" "$page" | grep -o '|[^|]*`' | wc -l)" -ge 4 ] || complain "line $row: an empty column"
done

# Comments out, one statement to a line.
cat tests/plans/*.plan | sed 's/#.*//' >"$work/seeds"
# in_seeds LIST LINE PATTERN: each word of the list, put for NAME, is in a line of that sort; else it goes to $work/missing.
in_seeds() {
    : >"$work/missing"
    for word in $(names "$1"); do
        pattern=$(echo "$3" | sed "s/NAME/$word/g")
        grep -E "^$2 " "$work/seeds" | grep -qE -- "$pattern" || echo "$word" >>"$work/missing"
    done
}
everywhere() {
    in_seeds "$@"
    for word in $(cat "$work/missing"); do
        complain "no seed has '$word' of plan/$1.def"
    done
}
everywhere ops co '[ ;]NAME( |;|$)'
everywhere toxics peer ' NAME(=|$| )'
everywhere causes cancel ' cause=NAME( |$)'
everywhere faults fault ' NAME(=|$| )'

in_seeds phases cancel ' when=NAME( |$)'
# The default is not written.
[ "$(grep -vx parked "$work/missing")" = '' ] || complain "no seed has the phases $(cat "$work/missing")"

in_seeds waits '(at|cancel)' '@NAME='
sed -n '/^- Waits in which/,/^- /p' "$page" | sed '$d' | grep -o '`[a-z]*`' | tr -d '`' | grep -vx pool | sort >"$work/unreachable"
sort "$work/missing" | comm -3 - "$work/unreachable" >"$work/differ"
[ ! -s "$work/differ" ] || complain "waits of which seeds and page say different things: $(tr '\n' ' ' <"$work/differ")"
exit $wrong
