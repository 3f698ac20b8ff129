#!/bin/sh
# Usage: minimize.sh BUILD_DIR FOLDER [--fast BUILD_DIR] [--most N] [--each] BUG...
#
# What minimizing does to findings of planted bugs, as a Markdown table: a row for each bug with the medians over N (5) or fewer of
# its findings in FOLDER/BUG, where bench/findings.sh puts them; with --each a row for each finding. Size is in records, so a
# finding of n cannot become more than 100 - 100/n percent less. The targets BUG-fuzzcase must have been built; for --fast see
# there. Exit code 1 when a finding is not minimized, or an element of the result is not needed; bugs without findings are named.
set -u
. "$(dirname -- "$0")/lib.sh"
[ $# -ge 3 ] || refuse 'a build folder, the folder of the findings, and bugs are needed'
slow=$1 folder=$2
shift 2
fast='' most=5 each=no
bench_options 'fast most' 'each' "$@"
shift "$taken"
bench_begin "$slow" "$fast"
: >"$work/rows"

# count WORD: how many elements of the certificate begin with it.
count() {
    grep -c "^ *\"element\": \"$1" "$work/certificate"
}

# row BUG INPUT NUMBER: BUG NUMBER, records before and after and the percentage less, ops, deviations, toxics, cancels, faults,
# attempts, tenths of seconds; in $work/rows.
row() {
    started=$(date +%s%N)
    "$fuzzcase" minimize "$2" -o "$work/small" --certificate "$work/certificate" 2>"$work/log" || {
        echo "$2 is not minimized: $(tail -n 1 "$work/log")" >&2
        status=1
        return
    }
    tenths=$((($(date +%s%N) - started) / 100000000))
    grep -q '"minimal": true' "$work/certificate" || {
        echo "$2 has elements that are not needed" >&2
        status=1
    }
    peers=$(count 'peer P[0-9] [a-z]* [a-z]*=')
    sed -n 's/^\([0-9]*\) records -> \([0-9]*\),.* \([0-9]*\) attempts,.*/\1 \2 \3/p' "$work/log" | {
        read -r before after attempts
        echo "$1 $3 $before $after $((100 - 100 * after / before)) $(count 'co ') $(count 'at ')" \
            "$(($(count 'peer ') - peers)) $(count 'cancel ') $(count 'fault ')" \
            "$attempts $tenths"
    } >>"$work/rows"
}

# table_row TITLE ROWS: the medians.
table_row() {
    line="| $1 |"
    for column in 3 4 5 6 7 8 9 10 11; do
        line="$line $(median "$column" "$2") |"
    done
    echo "$line $(median 12 "$2" | awk '{ printf "%.1f", $1 / 10 }') |"
}

for bug in "$@"; do
    bench_of "$bug"
    fuzzcase=$build/bugs/$bug/bin/fuzzcase
    [ -d "$folder/$bug" ] && inputs_of "$folder/$bug" | head -n "$most" >"$work/inputs" && [ -s "$work/inputs" ] || {
        echo "$bug has no findings in $folder" >&2
        continue
    }
    number=0
    while read -r input; do
        number=$((number + 1))
        row "$bug" "$input" "$number"
    done <"$work/inputs"
done
[ -s "$work/rows" ] || exit 1
echo '| finding | records before | after | % less | ops | deviations | toxics | cancels | faults | attempts | seconds |'
echo '|---|---|---|---|---|---|---|---|---|---|---|---|'
for bug in "$@"; do
    grep "^$bug " "$work/rows" >"$work/some" || continue
    if [ "$each" = yes ]; then
        while read -r line; do
            echo "$line" >"$work/one"
            table_row "$bug.$(echo "$line" | cut -d ' ' -f 2)" "$work/one"
        done <"$work/some"
    else
        table_row "$bug ($(wc -l <"$work/some"))" "$work/some"
    fi
done
table_row "all ($(wc -l <"$work/rows"))" "$work/rows"
for least in 10 15 20; do
    awk -v least="$least" '$3 >= least' "$work/rows" >"$work/some"
    [ ! -s "$work/some" ] || table_row "those of $least records and more ($(wc -l <"$work/some"))" "$work/some"
done
awk '{ n += $6 <= 5 && $7 <= 3 && $8 <= 2 && $9 <= 1 }
    END { printf "\n%d of %d have at most 5 ops, 3 deviations, 2 toxics, 1 cancellation.\n", n, NR }' "$work/rows"
exit "$status"
