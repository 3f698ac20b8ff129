#!/bin/sh
# Usage: corpora.sh BUILD
#
# script/corpus-min and script/corpus-sync: what is carried and merged arrives, nothing of the shipped corpus is lost, and
# what brings no coverage is left out. The queue of AFL++ is laid out here as AFL++ does it.
set -u
[ $# -eq 1 ] || {
    echo 'corpora.sh: needs a build folder' >&2
    exit 2
}
BUILD=$1
SETUP=no
export BUILD SETUP
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

broken() {
    printf 'corpora: %s\n' "$*" >&2
    cat "$work/log" >&2
    exit 1
}

# script NAME STATUS ARGUMENTS...
script() {
    name=$1
    expected=$2
    shift 2
    sh "$root/script/$name" "$@" >"$work/log" 2>&1 </dev/null
    status=$?
    [ "$status" -eq "$expected" ] || broken "script/$name $*: exit code $status, not $expected"
}

# What the fuzzer keeps of its own, and a seed under another name.
mkdir -p "$work/extra" "$work/afl/p1/queue" "$work/afl/libfuzzer" "$work/campaign/corpus"
cp "$root/corpus/upload-one-write" "$work/extra/again"
"$BUILD/bin/php-fuzz-async" -runs=400 -seed=3 -max_len=8192 -artifact_prefix="$work/" "$work/extra" "$root/corpus" >"$work/log" 2>&1 ||
    broken 'the fuzzer ended early'
added=$(find "$work/extra" -type f ! -name again | wc -l)
[ "$added" -gt 0 ] || broken 'mutations of the corpus brought nothing'

script corpus-min 0 "$work/new" "$work/extra"
for seed in "$root"/corpus/*; do
    cmp -s "$seed" "$work/new/${seed##*/}" || broken "corpus-min has lost $seed"
done
grep -q "after: *$(find "$work/new" -type f | wc -l) inputs, " "$work/log" || broken 'corpus-min does not say how many there are'
seeds=$(find "$root/corpus" -type f | wc -l)
units=$(find "$work/new" -type f | wc -l)
[ "$units" -gt "$seeds" ] || broken 'corpus-min has kept none of what was added'
[ "$units" -le $((seeds + added)) ] || broken 'corpus-min has kept what was there before'
[ ! -e "$work/new.half" ] && [ ! -e "$work/new.half.log" ] || broken 'corpus-min leaves something behind'
script corpus-min 2 "$work/new" "$work/extra"
script corpus-min 2 "$work/other" "$work/absent"

# Both ways: one input of AFL++'s, one of ours; again, and nothing is left to carry.
cp "$root/corpus/cancel-a-delay" "$work/afl/p1/queue/id:000000,time:0,orig:cancel-a-delay"
cp "$root/corpus/upload-one-write" "$work/campaign/corpus/ours"
script corpus-sync 0 --afl "$work/afl" --campaign "$work/campaign"
grep -q '^php-fuzz-async: from AFL++: 1 new inputs of 1$' "$work/log" || broken 'the input of AFL++ did not come'
grep -q '^php-fuzz-async: to AFL++: 2 new inputs of 2$' "$work/log" || broken 'ours did not go'
cmp -s "$work/campaign/corpus/ours" "$work/afl/libfuzzer/ours" || broken 'ours is another one there'
[ "$(find "$work/campaign/corpus" -type f ! -name ours -exec cmp -s {} "$root/corpus/cancel-a-delay" \; -print | wc -l)" -eq 1 ] ||
    broken 'the input of AFL++ is another one here'
script corpus-sync 0 --afl "$work/afl" --campaign "$work/campaign"
grep -q 'from AFL++: 0 new' "$work/log" && grep -q 'to AFL++: 0 new' "$work/log" || broken 'carries what was carried'
# What a campaign takes out of its corpus stays out, until there is another fuzzer.
find "$work/campaign/corpus" -type f ! -name ours -delete
script corpus-sync 0 --afl "$work/afl" --campaign "$work/campaign"
grep -q 'from AFL++: 0 new' "$work/log" || broken 'judges again what was judged'
touch -d 1970-01-02 "$work/campaign/judged"
script corpus-sync 0 --afl "$work/afl" --campaign "$work/campaign"
grep -q 'from AFL++: 1 new' "$work/log" || broken 'another fuzzer does not judge anew'
cp "$root/corpus/scope-timeout" "$work/afl/p1/queue/id:000001,time:1,orig:scope-timeout"
script corpus-sync 0 --afl "$work/afl" --campaign "$work/campaign"
grep -q 'from AFL++: 1 new inputs of 2$' "$work/log" || broken 'a later input of AFL++ did not come'
script corpus-sync 2 --afl "$work/absent" --campaign "$work/campaign"
echo "corpora: $added new inputs, $((units - seeds)) of them kept; both ways"
