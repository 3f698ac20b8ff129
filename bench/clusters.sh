#!/bin/sh
# Usage: clusters.sh BUILD_DIR FOLDER [--fast BUILD_DIR] BUG...
#
# How well findings are put together: those of each bug in FOLDER/BUG, where bench/findings.sh puts them, go through fuzzcase triage;
# what comes to the same signature in the runtimes of two bugs is one cluster, as it would be in one folder. A Markdown table has the
# clusters of each bug; below it stand all of them, the bugs, and their ratio, which is 1 at best; how many clusters there would be
# if findings were put together as what they were found; and how many of the bugs are one cluster that is theirs alone. The targets
# BUG-fuzzcase must have been built; for --fast see findings.sh. Triage of a bug is kept in FOLDER/BUG.json, and taken from there the
# next time. Exit code 1 when a bug has no cluster or a triage fails.
set -u
. "$(dirname -- "$0")/lib.sh"
[ $# -ge 3 ] || refuse 'a build folder, the folder of the findings, and bugs are needed'
slow=$1 folder=$2
shift 2
fast=''
bench_options 'fast' '' "$@"
shift "$taken"
bench_begin "$slow" "$fast"
: >"$work/files"
for bug in "$@"; do
    bench_of "$bug"
    [ -s "$folder/$bug.json" ] || {
        "$build/bugs/$bug/bin/fuzzcase" triage "$folder/$bug" --json >"$work/json" 2>"$work/log"
        [ $? -eq 1 ] && mv "$work/json" "$folder/$bug.json" || {
            echo "$bug has no cluster: $(tail -n 1 "$work/log")" >&2
            status=1
            continue
        }
    }
    echo "$folder/$bug.json" >>"$work/files"
done
"$slow/bin/php" "$root/bench/clusters.php" "$work/files" || status=1
exit "$status"
