# Usage: trial.sh OUT CAP BUG MODE SEED
#
# One trial of script/bugs: runs it, leaves OUT/BUG/MODE.SEED.json, and says how far the bench is. OUT/BUG/build names the
# build folder, OUT/todo lists the trials, OUT/done has a line for each that has ended, OUT/begun is the time of the start.
set -u
out=$1 cap=$2 bug=$3 mode=$4 seed=$5
build=$(cat "$out/$bug/build") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 143' INT TERM HUP

# progress RESULT: one line.
progress() {
    echo "$bug $mode $seed" >>"$out/done"
    total=$(wc -l <"$out/todo")
    ended=$(wc -l <"$out/done")
    seconds=$(($(date +%s) - $(cat "$out/begun")))
    echo "$ended of $total: $bug, $mode, seed $seed: $1; $((seconds * (total - ended) / ended / 60 + 1)) min left or less"
}

result=$out/$bug/$mode.$seed.json
"$build/bugs/$bug/bin/exposure" "$mode" "$seed" "$cap" "$work" "$out/corpus" "$result" "$build/bin/exposure" \
    >"$work/said" 2>&1 || {
    sed -n '1,5p' "$work/said" >&2
    progress 'FAILED'
    exit 1
}
progress "$(sed 's/.*"executions":\([0-9]*\),"found":\([a-z]*\),.*/\1 executions, found: \2/' "$result")"
