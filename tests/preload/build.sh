#!/bin/sh
# Usage: build.sh SOURCE_DIR OUT_DIR PATCH COMMAND...
#
# OUT_DIR/sound and OUT_DIR/broken: the runtime for the distribution's PHP with fuzz_world.so, as it is and with the
# patch. Then runs the command, which builds the fuzzer's own tools over the broken one. Exit code 77 when the packages for
# it are missing; nothing old is left then.
set -eu
source=$1 out=$2 patch=$3
shift 3

rm -rf "$out"
mkdir -p "$out/source"
sh "$source/tests/stock/build.sh" "$source" "$out/sound" --world
for folder in plan runtime peer harness preload; do cp -R "$source/$folder" "$out/source/"; done
patch -s -p1 --batch --forward --fuzz=0 -d "$out/source" <"$patch"
sh "$source/tests/stock/build.sh" "$out/source" "$out/broken" --world
"$@" >"$out/build.log" 2>&1 || {
    tail -n 30 "$out/build.log"
    exit 1
}
