#!/bin/sh
# Usage: minimize.sh BUILD_DIR FOLDER [--seeds N] BUG...
#
# What minimizing does to findings of planted bugs, as a Markdown table. For each bug and each seed up to N (1) the finding is the
# first plan of plan_generate() that shows the bug and is no finding of the sound runtime; it is kept in FOLDER as BUG.SEED, and
# taken from there the next time. The targets exposure, BUG-exposure and BUG-fuzzcase must have been built. Exit code 1 when a
# finding is not minimized, or an element of the result is not needed; bugs that no plan shows are named.
set -u
[ $# -ge 3 ] || {
    echo 'minimize.sh: a build folder, a folder for the findings, and bugs are needed' >&2
    exit 2
}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$(CDPATH='' cd -- "$1" && pwd)
mkdir -p "$2" || exit 2
folder=$(CDPATH='' cd -- "$2" && pwd)
shift 2
seeds=1
if [ "$1" = --seeds ]; then
    seeds=$2
    shift 2
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
status=0
: >"$work/rows"

# finding BUG SEED: in $folder/BUG.SEED, if there is one within so many plans.
finding() {
    [ ! -f "$folder/$1.$2" ] || return 0
    mkdir -p "$work/found"
    "$build/bugs/$1/bin/exposure" random-plans "$2" 8000 "$work/found" "$root/corpus" "$work/result" \
        "$build/bin/exposure" >/dev/null 2>&1 && grep -q '"found":true' "$work/result" && mv "$work/found/found" "$folder/$1.$2"
}

# count WORD: how many elements of the certificate begin with it.
count() {
    grep -c "^ *\"element\": \"$1" "$work/certificate"
}

row() {
    fuzzcase=$build/bugs/$1/bin/fuzzcase
    started=$(date +%s%N)
    "$fuzzcase" minimize "$folder/$1.$2" -o "$work/small" --certificate "$work/certificate" 2>"$work/log" || {
        echo "$1.$2 is not minimized: $(tail -n 1 "$work/log")" >&2
        status=1
        return
    }
    tenths=$((($(date +%s%N) - started) / 100000000))
    grep -q '"minimal": true' "$work/certificate" || {
        echo "$1.$2 has elements that are not needed" >&2
        status=1
    }
    peers=$(count 'peer P[0-9] [a-z]* [a-z]*=')
    sed -n 's/^\([0-9]*\) records -> \([0-9]*\),.* \([0-9]*\) attempts,.*/\1 \2 \3/p' "$work/log" | {
        read -r before after attempts
        echo "$1.$2 $before $after $(count 'co ') $(count 'at ') $(($(count 'peer ') - peers)) $(count 'cancel ')" \
            "$(count 'fault ') $attempts $tenths"
    } >>"$work/rows"
}

# median COLUMN
median() {
    awk -v c="$1" '{ print $c }' "$work/rows" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

for bug in "$@"; do
    for seed in $(seq 1 "$seeds"); do
        if finding "$bug" "$seed"; then
            row "$bug" "$seed"
        else
            echo "$bug.$seed: no plan shows it" >&2
        fi
    done
done
[ -s "$work/rows" ] || exit 1
echo '| finding | records before | after | smaller | ops | deviations | toxics | cancels | faults | attempts | seconds |'
echo '|---|---|---|---|---|---|---|---|---|---|---|'
awk '{ printf "| %s | %d | %d | %d %% | %d | %d | %d | %d | %d | %d | %.1f |\n", $1, $2, $3, 100 - 100 * $3 / $2, $4, $5, $6, $7, $8,
    $9, $10 / 10 }' "$work/rows"
awk '{ printf "%d\n", 100 - 100 * $3 / $2 }' "$work/rows" | sort -n >"$work/smaller"
printf '| median | %s | %s | %s %% | %s | %s | %s | %s | %s | %s | %s |\n' "$(median 2)" "$(median 3)" \
    "$(awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }' "$work/smaller")" "$(median 4)" "$(median 5)" "$(median 6)" \
    "$(median 7)" "$(median 8)" "$(median 9)" "$(median 10 | awk '{ printf "%.1f", $1 / 10 }')"
exit "$status"
