#!/bin/sh
# Usage: phpt.sh PHP RUN_TESTS DIRECTORY [run-tests.php arguments]
#
# Runs the .phpt files of DIRECTORY with PHP's own run-tests.php. Exit code 0 when at least one ran and
# none failed: run-tests.php itself is content with an empty directory and with nothing but skips. PHPT_RUNNER names the
# PHP that runs run-tests.php, if that is to be another.

set -u
[ $# -ge 3 ] || {
    echo 'phpt.sh: PHP, run-tests.php and a directory are needed' >&2
    exit 2
}
php=$1 runner=$2 dir=$3
shift 3
for file in "$php" "$runner"; do
    [ -f "$file" ] || {
        echo "phpt.sh: no $file" >&2
        exit 2
    }
done

: "${ASAN_OPTIONS=detect_leaks=0}" # the runner's own leaks are not our subject
TEST_PHP_EXECUTABLE=$php
NO_INTERACTION=1
export ASAN_OPTIONS TEST_PHP_EXECUTABLE NO_INTERACTION

out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT
"${PHPT_RUNNER:-$php}" "$runner" -q -n --no-color --no-progress --show-diff -p "$php" "$@" "$dir" >"$out" 2>&1
status=$?
cat "$out"
passed=$(sed -n 's/^Tests passed *: *\([0-9]*\).*/\1/p' "$out" | tail -n 1)
if [ "$status" -eq 0 ] && [ "${passed:-0}" -eq 0 ]; then
    echo "phpt.sh: no test ran in $dir"
    exit 1
fi
# run-tests.php tries some failing tests again; a test that passes only then is not a passing one.
if [ "$status" -eq 0 ] && grep -q 'passed on retry' "$out"; then
    echo 'phpt.sh: a test passed only on a retry (see WARN above)'
    exit 1
fi
exit "$status"
