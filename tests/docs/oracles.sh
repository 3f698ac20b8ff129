#!/bin/sh
# Usage: oracles.sh PAGE LIST; from the repository's root
#
# Every oracle of harness/ is in LIST, and everything in LIST is there: the patch, the plan, a heading of PAGE and a row of its
# table, which says the same as the list. Every patch of the set oracle is in LIST.
set -u
[ $# -eq 2 ] && [ -f "$1" ] && [ -f "$2" ] || {
    echo 'oracles.sh: needs the page and the list' >&2
    exit 2
}
page=$1
list=$2
wrong=0

complain() {
    printf '%s: %s\n' "$page" "$*" >&2
    wrong=1
}

rows=$(sed '/^#/d;/^$/d' "$list")
[ -n "$rows" ] || complain "$list is empty"
for file in harness/oracle_*.c; do
    name=$(basename "$file" .c | sed 's/^oracle_//;s/_/-/g')
    # It decides between two that have files of their own.
    [ "$name" != hang ] || continue
    echo "$rows" | grep -q "^$name " || complain "$list has no line for $file"
done
while read -r name bug variant plan signature; do
    [ -n "$signature" ] || complain "$list: the line of $name is not whole"
    [ -f "bench/bugs/$bug.patch" ] || complain "$name: no bench/bugs/$bug.patch"
    [ -f "$plan" ] || complain "$name: no $plan"
    grep -qE "^### (.*, )?$name(,.*)?$" "$page" || complain "no heading for $name"
    grep -qF "| $name | $bug | $variant | $plan | $signature" "$page" || complain "no row for $name that says what $list says"
done <<END
$rows
END
for patch in $(grep -l '^# set: oracle$' bench/bugs/*.patch); do
    bug=$(basename "$patch" .patch)
    echo "$rows" | grep -q " $bug " || complain "$list does not name $bug"
done
exit $wrong
