# Shared by the tests of fuzzcase: runs it, compares exit code and messages. Sourced, not run.
# Expects $fuzzcase; gives $work (a folder, removed at the end), $out, $err and the counter of failures.

LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
out=$work/.out
err=$work/.err
failures=0
checks=0

fail() {
    failures=$((failures + 1))
    printf 'FAIL %s\n' "$*"
    sed 's/^/    out: /' "$out" | head -n 5
    sed 's/^/    err: /' "$err" | head -n 5
}

# expect STATUS ARGUMENTS...: runs fuzzcase; stdout in $out, stderr in $err.
expect() {
    expected=$1
    shift
    "$fuzzcase" "$@" >"$out" 2>"$err" </dev/null
    status=$?
    checks=$((checks + 1))
    [ "$status" -eq "$expected" ] || fail "fuzzcase $*: exit code $status, not $expected"
}

# complains PATTERN: the last run printed exactly one line on stderr, which contains the pattern.
complains() {
    checks=$((checks + 1))
    [ "$(wc -l <"$err")" -eq 1 ] || fail "not exactly one line on stderr"
    grep -q -e "$1" "$err" || fail "stderr lacks '$1'"
}

says() {
    checks=$((checks + 1))
    grep -q -e "$1" "$out" || fail "stdout lacks '$1'"
}

silent() {
    checks=$((checks + 1))
    [ ! -s "$err" ] || fail 'stderr is not empty'
}

# nothing_in FOLDER: no file was left there, hidden ones included.
nothing_in() {
    checks=$((checks + 1))
    [ -z "$(ls -A "$1")" ] || fail "$1 is not empty: $(ls -A "$1")"
}

finish() {
    printf '%d checks, %d failed\n' "$checks" "$failures"
    [ "$failures" -eq 0 ] && [ "$checks" -gt 0 ]
}
