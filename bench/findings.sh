#!/bin/sh
# Usage: findings.sh BUILD_DIR FOLDER [--fast BUILD_DIR] [--corpus DIR] [--seconds N] [--most N] BUG...
#
# Findings of planted bugs as a fuzzer leaves them, each bug's in FOLDER/BUG, N of them (25) or fewer. They are looked for from the
# shipped corpus, or that of a campaign (--corpus), without what shows the bug by itself: for some seconds (30) by an engine that goes on after a finding, unless
# FOLDER/BUG is there already; and, while there are fewer than N, for as long again by trials of bench/exposure.c that end with
# the first finding of theirs (nofeedback, seeds 1, 2, ...). What the sound runtime shows, too, and what takes the inputs
# before it in the same process, is left out. The targets exposure and BUG-trial must have been built; with --fast the bugs that
# an oracle sees are taken from that build folder. How many each has is printed; exit code 1 when one has none.
set -u
. "$(dirname -- "$0")/lib.sh"
[ $# -ge 3 ] || refuse 'a build folder, a folder for the findings, and bugs are needed'
slow=$1 folder=$2
shift 2
fast='' seconds=30 most=25 corpus=$root/corpus
bench_options 'fast corpus seconds most' '' "$@"
shift "$taken"
bench_begin "$slow" "$fast"
[ -d "$corpus" ] || refuse "no folder $corpus"
folder=$(folder_make "$folder") || exit 2

# corpus_make BUG: in $work/corpus.
corpus_make() {
    rm -rf "$work/corpus"
    cp -R "$corpus" "$work/corpus"
    "$build/bugs/$1/bin/exposure" seeds "$work/corpus" | sed 's/ .*//' | xargs rm -f
}

# keep BUG INPUT: by what is in it, as an engine names it.
keep() {
    [ "$(inputs_of "$folder/$1" | wc -l)" -ge "$most" ] || mv "$2" "$folder/$1/crash-$(sha1sum <"$2" | cut -d ' ' -f 1)"
}

# engine_search BUG: the engine forks, so that a finding ends a child of it.
engine_search() {
    rm -rf "$work/found" "$work/own"
    mkdir "$work/found" "$work/own"
    (cd "$work" && timeout $((seconds + 60)) "$build/bugs/$1/bin/php-fuzz-async" -fork=1 -ignore_crashes=1 -ignore_timeouts=1 \
        -max_total_time="$seconds" -seed=1 -max_len=8192 -timeout=25 -rss_limit_mb=2560 -dict="$root/dict/plan.dict" \
        -artifact_prefix="$work/found/" "$work/own" "$work/corpus" >"$work/log" 2>&1)
    inputs_of "$work/found" | while read -r input; do
        "$build/bugs/$1/bin/exposure" seeds "$input" >/dev/null 2>&1
        [ $? -eq 1 ] && "$build/bin/exposure" seeds "$input" >/dev/null 2>&1 && keep "$1" "$input"
    done
}

# trials_search BUG
trials_search() {
    last=$(($(date +%s) + seconds)) seed=0
    while [ "$(inputs_of "$folder/$1" | wc -l)" -lt "$most" ] && [ "$(date +%s)" -lt "$last" ]; do
        seed=$((seed + 1))
        rm -rf "$work/trial"
        mkdir "$work/trial"
        timeout $((last + 5 - $(date +%s))) "$build/bugs/$1/bin/exposure" nofeedback "$seed" 100000 "$work/trial" "$work/corpus" \
            "$work/result" "$build/bin/exposure" >/dev/null 2>&1 || break
        ! grep -q '"found":true' "$work/result" || keep "$1" "$work/trial/found"
    done
}

for bug in "$@"; do
    bench_of "$bug"
    corpus_make "$bug"
    [ -d "$folder/$bug" ] || { mkdir "$folder/$bug" && engine_search "$bug"; }
    trials_search "$bug"
    count=$(inputs_of "$folder/$bug" | wc -l)
    echo "$bug $count"
    [ "$count" -gt 0 ] || status=1
done
exit "$status"
