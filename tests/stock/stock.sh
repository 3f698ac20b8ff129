#!/bin/sh
# Usage: stock.sh SOURCE_DIR RUN_TESTS [run-tests.php arguments]
#
# The runtime in the PHP that people have: builds it as a loadable module for the distribution's own CLI and runs the
# tests of tests/runtime and tests/conformance with it. Exit code 77 when the packages for it are missing.

set -u
[ $# -ge 2 ] || {
    echo 'stock.sh: the source directory and run-tests.php are needed' >&2
    exit 2
}
source=$1 runner=$2
shift 2

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
sh "$source/tests/stock/build.sh" "$source" "$work" || exit

# The runner writes beside the tests; other suites may be running there.
mkdir "$work/tests"
cp -R "$source/tests/runtime" "$work/tests/"
[ ! -d "$source/tests/conformance" ] || cp -R "$source/tests/conformance" "$work/tests/"
# Its includes reach for the rest of the repository.
for folder in harness peer; do ln -s "$source/$folder" "$work/$folder"; done

sh "$source/script/lib/phpt.sh" "$work/php" "$runner" "$work/tests" "$@"
