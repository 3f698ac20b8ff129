#!/bin/sh
# Usage: historical_bugs.sh PAGE; from the repository's root
#
# What docs/HISTORICAL_BUGS.md names is there: each program. Each patch of bench/bugs is named on the page, applies to the
# runtime as it is, and can be built.
set -u
[ $# -eq 1 ] && [ -f "$1" ] || {
    echo 'historical_bugs.sh: needs the page' >&2
    exit 2
}
page=$1
wrong=0

complain() {
    printf '%s: %s\n' "$page" "$*" >&2
    wrong=1
}

programs=$(grep -o '`[a-z_]*/[a-z_0-9/]*\.phpt`' "$page" | tr -d '`' | sort -u)
[ -n "$programs" ] || complain 'names no program'
for program in $programs; do
    [ -f "tests/$program" ] || complain "no tests/$program"
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
    grep -qF "$name" "$page" || complain "does not name $name"
    grep -qF "$name" bench/CMakeLists.txt tests/canary/CMakeLists.txt || complain "nobody can build $name"
    patch -p1 --batch --forward --fuzz=0 --dry-run -i "$patch" >/dev/null ||
        complain "$patch does not apply to runtime/; write it anew"
done
exit $wrong
