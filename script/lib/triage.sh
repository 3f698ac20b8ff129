#!/bin/sh
# Usage: triage.sh BIN FOLDER
#
# Minimizes and freezes one finding of a campaign, within bounds. FOLDER holds its input; afterwards there are minimized,
# NAME.phpt with NAME.json and _peers (NAME is that of the folder), and result, one line that says what came of it. The file todo
# stands there until then: what was cut off is done again.

set -u
bin=$1 folder=$2
name=$(basename "$folder")
minimize_attempts=2000
minimize_seconds=120
freeze_seconds=300
freeze_seeds=16777216 # a sixteenth of what fuzzcase looks at by itself

finish() {
    echo "$1" >"$folder/result.new" && mv "$folder/result.new" "$folder/result" && rm -f "$folder/todo"
    exit
}

timeout -k 10 -s INT "$minimize_seconds" \
    "$bin/fuzzcase" minimize "$folder/input" -o "$folder/minimized" --attempts "$minimize_attempts" ||
    finish 'cannot be reproduced, its input is kept'
timeout -k 10 "$freeze_seconds" "$bin/fuzzcase" freeze "$folder/minimized" -o "$folder" --name "$name" \
    --seeds "$freeze_seeds" || finish "minimized ($folder/minimized), not frozen (see triage.log there)"
finish "frozen as $folder/$name.phpt"
