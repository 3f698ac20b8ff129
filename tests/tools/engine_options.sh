# Usage: engine_options.sh FUZZER
#
# The engine keeps a short list of rare features by itself, and a longer one where the command line says so; its children are
# told the same; the replay of a file is not disturbed.
set -u
fuzzer=$1
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# expects THRESHOLD [libFuzzer flags]: what the engine says of its list at its start.
expects() {
    threshold=$1
    shift
    mkdir -p "$work/corpus"
    timeout 120 "$fuzzer" -seed=1 -runs=0 -artifact_prefix="$work/" "$@" "$work/corpus" >"$work/log" 2>&1 || {
        cat "$work/log"
        exit 1
    }
    grep -q "entropic power schedule ($threshold, 100)" "$work/log" || {
        echo "with '$*': no threshold $threshold"
        cat "$work/log"
        exit 1
    }
}

expects 0x1
expects 0x10 -entropic_feature_frequency_threshold=16
(cd "$work" && timeout 120 "$fuzzer" -jobs=1 -workers=1 -runs=0 corpus) >"$work/log" 2>&1
for option in -entropic_feature_frequency_threshold=1 -prefer_small=0; do
    grep -q -e "$option .*-runs=0 corpus" "$work/log" || {
        echo "a child of the engine is not told $option"
        cat "$work/log"
        exit 1
    }
done
head -c 24 /dev/zero >"$work/input"
timeout 120 "$fuzzer" "$work/input" >"$work/log" 2>&1 && grep -q '^Executed ' "$work/log" || {
    echo 'a file is not replayed'
    cat "$work/log"
    exit 1
}
