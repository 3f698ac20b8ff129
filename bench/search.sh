#!/bin/sh
# Usage: bench/search.sh [--help] [--build DIR] [--runs N] [--seeds N] [--jobs N] [--bugs 'NAME...'] ARM...
#
# Compares ways to search after the same number of executions. An ARM is MUTATOR:FEEDBACK, the values of FUZZ_ASYNC_MUTATOR
# and FUZZ_ASYNC_FEEDBACK. For each arm, from the shipped corpus, with engine seeds 1 to --seeds (3):
#   - on the sound runtime, the edges covered after --runs (3000) executions: the median
#   - on each planted bug of bench/bugs (--bugs; the canary alone), without the seeds that show it by themselves: the median
#     of the executions until it was found, where a search that did not find it counts with all it made, and how many found it
# Prints a Markdown table. --jobs (2) searches run at a time, which does not change them. DIR is the build folder (build-fast); its planted bugs are targets to be built before.
#
# Example: the mutator of plans beside the one of bytes
#   cmake --build build-fast --target php-fuzz-async fuzzcase 00-canary 05-b13-hand-on
#   bench/search.sh --bugs '00-canary 05-b13-hand-on' 0:none 1:none
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build-fast runs=3000 seeds=3 jobs=2 bugs=00-canary

stop() {
    printf 'search.sh: %s\n' "$*" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    --help | -h) sed -n '2,/^set -u/s/^# \{0,1\}//p' "$0" && exit 0 ;;
    --build | --runs | --seeds | --jobs | --bugs)
        [ $# -ge 2 ] || stop "$1 needs a value"
        case $1 in
        --build) build=$2 ;; --runs) runs=$2 ;; --seeds) seeds=$2 ;; --jobs) jobs=$2 ;; --bugs) bugs=$2 ;;
        esac
        shift 2
        ;;
    -*) stop "unknown option $1" ;;
    *) break ;;
    esac
done
[ $# -gt 0 ] || stop 'no arm; an arm is MUTATOR:FEEDBACK, like 1:none'
case $runs$seeds$jobs in *[!0-9]*) stop '--runs, --seeds and --jobs are numbers' ;; esac
for program in "$build/bin/php-fuzz-async" $(printf "$build/bugs/%s/bin/php-fuzz-async " $bugs); do
    [ -x "$program" ] || stop "no $program; build it first"
done

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export build root work runs

# Of the corpus those that do not show the bug, which have to be found.
mkdir -p "$work/inputs/sound"
cp "$root"/corpus/* "$work/inputs/sound"
for bug in $bugs; do
    mkdir "$work/inputs/$bug"
    printf '%s\n' "$root"/corpus/* | bug=$bug xargs -P "$jobs" -I FILE sh -c \
        '"$build/bugs/$bug/bin/fuzzcase" run FILE >/dev/null 2>&1 && echo FILE; true' | sort >"$work/kept"
    xargs -I FILE cp FILE "$work/inputs/$bug" <"$work/kept" # the engine reads them in the order of the folder
    echo "$bug: $(find "$work/inputs/$bug" -type f | wc -l) seeds do not show it" >&2
done

# One search: RUNTIME ARM SEED. Leaves the engine's log; 77 is its exit code when it found something.
cat >"$work/search" <<'SEARCH'
program=$build/bugs/$1/bin/php-fuzz-async
[ "$1" != sound ] || program=$build/bin/php-fuzz-async
log=$work/$1-$2-$3.log new=$work/$1-$2-$3.new
mkdir "$new"
FUZZ_ASYNC_MUTATOR=${2%%:*} FUZZ_ASYNC_FEEDBACK=${2#*:} "$program" -seed="$3" -runs="$runs" -max_len=8192 \
    -artifact_prefix="$new/" -print_final_stats=1 "$new" "$work/inputs/$1" >"$log" 2>&1
case $1/$? in
sound/0 | [0-9]*/0 | [0-9]*/77) ;;
*) tail -n 5 "$log" >&2 && exit 255 ;;
esac
SEARCH
for arm in "$@"; do
    for runtime in sound $bugs; do
        for seed in $(seq "$seeds"); do echo "$runtime $arm $seed"; done
    done
done | xargs -P "$jobs" -L 1 sh "$work/search" || stop 'a search failed'

median() {
    sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : int((v[NR / 2] + v[NR / 2 + 1]) / 2) }'
}

# logs RUNTIME ARM
logs() {
    for seed in $(seq "$seeds"); do cat "$work/$1-$2-$seed.log"; done
}

printf '| mutator:feedback | edges |'
printf ' %s |' $bugs
printf '\n|---|---|'
for bug in $bugs; do printf -- '---|'; done
echo
for arm in "$@"; do
    edges=$(logs sound "$arm" | sed -n 's/^#[0-9]*[[:space:]]*DONE *cov: \([0-9]*\).*/\1/p' | median)
    printf '| `%s` | %s |' "$arm" "$edges"
    for bug in $bugs; do
        executions=$(logs "$bug" "$arm" | sed -n 's/^stat::number_of_executed_units: *//p' | median)
        printf ' %s (%s of %s) |' "$executions" "$(logs "$bug" "$arm" | grep -c '^SUMMARY: ')" "$seeds"
    done
    echo
done
