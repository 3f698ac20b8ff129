#!/bin/sh
# Usage: violations.sh BUILD_DIRECTORY; from the repository's root
#
# Each check of script/cflite-check on targets that it must refuse: what is installed, with one thing broken at a time. The
# check must say so, with its reason; and be content with the same targets unbroken. Only the small target is there, since
# the checks look at each by itself. A check that nothing here turns red fails this test.
set -u
[ $# -eq 1 ] || {
    echo 'violations.sh: the build directory is needed' >&2
    exit 2
}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
wrong=0 right=0
. script/lib/cflite_checks.sh

mkdir "$work/good"
cmake --install "$1" --component cflite --prefix "$work/all" >/dev/null || exit 1
cp -R "$work"/all/fuzz-plan* "$work/good" || exit 1

# expect WORDS COMMAND...: the command says the words and fails (its exit code is not 0).
expect() {
    words=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        echo "no complaint, expected: $words" && cat "$work/said"
        wrong=$((wrong + 1))
    elif grep -qF -- "$words" "$work/said"; then
        right=$((right + 1))
        sed -n 's/.*FAIL \([a-z]*\).*/\1/p' "$work/said" >>"$work/red"
    else
        echo "another complaint, expected: $words" && cat "$work/said"
        wrong=$((wrong + 1))
    fi
}

# check OPTIONS...: of $work/out.
check() {
    script/cflite-check --out "$work/out" "$@"
}

# fresh: $work/out as it should be.
fresh() {
    rm -rf "$work/out"
    cp -R "$work/good" "$work/out"
}

# fake FAULT [compiler arguments]: the target of that fault in the place of ours.
fake() {
    fault=$1
    shift
    fresh
    clang -O1 -DFAULT="$fault" -DPLACE="\"$work/out/fuzz-plan\"" "$@" -o "$work/out/fuzz-plan" tests/cflite/fake.c ||
        exit 1
}
asan=-fsanitize=address,fuzzer

# Unbroken, and a fake without a fault where it can be told.
fresh
# shellcheck disable=SC2046 # words
check $(for name in others libraries options dictionary corpus sanitizer counters starts startup repeats growth merge; do
    echo "--only $name"
done) >"$work/said" || {
    echo 'the unbroken targets are refused' && cat "$work/said"
    wrong=1
}
fake NONE $asan
check --only libraries --only starts --only startup --only repeats --only merge >"$work/said" || {
    echo 'a fake without a fault is refused' && cat "$work/said"
    wrong=1
}
# What counts lines has nothing to guide the engine by.
uncounted=-fno-sanitize-coverage=edge,inline-8bit-counters,pc-table,indirect-calls,trace-cmp
covering="-fprofile-instr-generate -fcoverage-mapping -fsanitize=fuzzer $uncounted"
fake NONE $covering
check --sanitizer coverage --only sanitizer --only counters --only starts --only repeats --only merge >"$work/said" || {
    echo 'a fake that counts lines is refused' && cat "$work/said"
    wrong=1
}

fresh && rm "$work/out/fuzz-plan"
expect 'FAIL names of fuzz-plan: is missing' check --only names
fresh && chmod -x "$work/out/fuzz-plan"
expect 'FAIL names of fuzz-plan: is not executable' check --only names
expect 'holds other characters' check_names 'a target'

fresh && cp "$work/out/fuzz-plan" "$work/out/replay"
expect 'FAIL others: replay looks like a target' check --only others
fresh && mkdir "$work/out/lib" && printf '#!/bin/sh\n' >"$work/out/lib/wrapper" && chmod +x "$work/out/lib/wrapper"
expect 'FAIL others: lib/wrapper looks like a target' check --only others
fresh && echo hello >"$work/out/README"
expect 'FAIL others: README belongs to no target' check --only others

echo 'int answer(void); int answer(void) { return 42; }' >"$work/answer.c"
clang -shared -fPIC -o "$work/libanswer.so" "$work/answer.c" || exit 1
fake NONE $asan -Wl,--no-as-needed "$work/libanswer.so"
expect 'libanswer.so' check --only libraries
fake NONE $asan -Wl,-rpath,/opt/lib
expect 'FAIL libraries of fuzz-plan: looks for libraries in /opt/lib' check --only libraries
fresh && echo text >"$work/out/fuzz-plan"
expect 'FAIL libraries of fuzz-plan: no ELF file' check --only libraries

fresh && rm "$work/out/fuzz-plan.options"
expect 'FAIL options of fuzz-plan: no fuzz-plan.options' check --only options
for line in 'timeout = 60' 'rss_limit_mb = 4000' 'fork = 1' 'max_len' '[unknown]'; do
    fresh && printf '[libfuzzer]\n%s\n' "$line" >"$work/out/fuzz-plan.options"
    expect 'FAIL options of fuzz-plan: line 2: ' check --only options
done

fresh && rm "$work/out/fuzz-plan.dict"
expect 'FAIL dictionary of fuzz-plan: no fuzz-plan.dict' check --only dictionary
fresh && echo 'word="not closed' >"$work/out/fuzz-plan.dict"
expect 'FAIL dictionary of fuzz-plan: is refused' check --only dictionary
fresh && echo '# nothing' >"$work/out/fuzz-plan.dict"
expect 'FAIL dictionary of fuzz-plan: is empty' check --only dictionary

# archive FILES...: the seed corpus, from $work/seeds.
archive() {
    fresh
    (cd "$work/seeds" && cmake -E tar cf "$work/out/fuzz-plan_seed_corpus.zip" --format=zip -- "$@")
}
mkdir -p "$work/seeds/folder"
echo seed >"$work/seeds/folder/seed"
: >"$work/seeds/nothing"
fresh && rm "$work/out/fuzz-plan_seed_corpus.zip"
expect 'FAIL corpus of fuzz-plan: no fuzz-plan_seed_corpus.zip' check --only corpus
fresh && echo text >"$work/out/fuzz-plan_seed_corpus.zip"
expect 'cannot be unpacked' check --only corpus
archive folder/seed
expect 'the archive has folders' check --only corpus
archive nothing
expect 'the archive is empty' check --only corpus
fake LATER_RUN_FAILS $asan
expect 'FAIL corpus of fuzz-plan: a seed does not run' check --only corpus
fake QUIET_EXIT $asan
expect 'FAIL corpus of fuzz-plan: the engine did not come to its end' check --only corpus
expect 'FAIL repeats of fuzz-plan: not every input was executed' check --only repeats

fake NONE -fsanitize=fuzzer
expect "not the sanitizer 'address' alone" check --only sanitizer
fake NONE -fsanitize=address,undefined,fuzzer
expect "not the sanitizer 'address' alone" check --only sanitizer
expect "not the sanitizer 'undefined' alone" check --sanitizer undefined --only sanitizer
fake NONE -fsanitize=memory,fuzzer
expect "not the sanitizer 'address' alone" check --only sanitizer
fresh
expect "not the sanitizer 'undefined' alone" check --sanitizer undefined --only sanitizer
expect "not the sanitizer 'memory' alone" check --sanitizer memory --only sanitizer
expect 'no map of coverage' check --sanitizer coverage --only sanitizer
fake NONE $asan
expect 'PHP or the runtime is not instrumented' check --only counters
fresh
expect 'counters of the engine' check --sanitizer coverage --only counters

fake QUIET_EXIT $asan
expect 'FAIL starts of fuzz-plan: seed 1: the process ended before its runs' check --only starts
fake QUIET_EXIT $covering
expect 'FAIL starts of fuzz-plan: seed 1: the process ended before its runs' check --sanitizer coverage --only starts
expect 'FAIL sanitizer of fuzz-plan: writes no profile' check --sanitizer coverage --only sanitizer
fake WRITES_HERE $asan
expect 'FAIL starts of fuzz-plan: seed 1: ' check --only starts
fake NEEDS_ITS_PLACE $asan
expect 'FAIL starts of fuzz-plan: seed 1: ' check --only starts
fake LATER_RUN_FAILS $asan
expect 'FAIL repeats of fuzz-plan: a run fails that follows others' check --only repeats
fake LEAKS $asan
expect 'FAIL repeats of fuzz-plan: a run fails that follows others' check --only repeats
fake SLOW $asan
expect 'ms, 200 are the most' check --only startup
fake GROWS $asan
expect 'runs, 700 are the most' check --only growth
fake LATER_RUN_FAILS $asan
expect 'FAIL growth of fuzz-plan: does not come to an end' check --only growth
fake CANNOT_MERGE $asan
expect 'FAIL merge of fuzz-plan: fails' check --only merge
fake NONE $asan $uncounted
expect 'FAIL merge of fuzz-plan: keeps nothing' check --only merge

rm -rf "$work/out" && : >"$work/out"
expect 'is no directory' check
expect "unknown check 'all'" check --only all
expect "unknown sanitizer 'thread'" check --sanitizer thread
if [ "$(id -u)" -eq 0 ]; then
    fake NEEDS_RIGHTS $asan
    expect 'FAIL starts of fuzz-plan: seed 1: ' check --only starts
    fresh
    expect 'cannot be written to' setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/ \
        script/cflite-check --out "$work/out"
fi

for check in $checks; do
    grep -qx "$check" "$work/red" || {
        echo "nothing here turns the check '$check' red"
        wrong=$((wrong + 1))
    }
done
echo "$right violations found, $wrong not"
[ "$wrong" -eq 0 ] && [ "$right" -ge 30 ]
