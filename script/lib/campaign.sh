# A campaign: several fuzzing processes over one corpus, started again after each finding. Sourced by script/fuzz.
#
# Wants $bin (fuzzer, fuzzcase and php), $campaign (the folder of its state), $workers, $seconds, $status_every,
# $free_needed (MiB), $suppressions and $dictionary. Everything that a next campaign needs is in $campaign:
#
#   corpus/         what the engine keeps; each process sees what the others add
#   seeds/          the shipped corpus, named by its hashes
#   crashing/       inputs of both at which a process ended; they come back with another fuzzer
#   findings/NAME/  one folder for each signature (script/lib/triage.sh)
#   known           what the processes step over: the known findings, and those of this campaign
#   clusters        how often each signature came: COUNT TAB SIGNATURE
#   state           totals
#   worker.N/       log, progress (fuzz/progress.h) and artifacts of a process
#
# A process looks at its own artifacts when it has ended; counting and all files above are this process's alone.

found_status=77  # the engine's exit code for a finding
stop_patience=40 # seconds for a process that is to end
report_lines=2000 # of a process's log, kept with a finding

# event TEXT: a line of its own, also where a status line stands.
event() {
    [ "$on_terminal" = no ] || printf '\r\033[K'
    say "$*"
}

# replace FILE: stdin becomes the file, as a whole. At the end of a pipe, so the caller has to see to its failure.
replace() {
    cat >"$1.new" 2>/dev/null && mv "$1.new" "$1"
}

# unwritable: what is kept can be kept no longer; ends the campaign.
unwritable() {
    stop_reason="$campaign cannot be written to"
    return 1
}

artifacts_of() {
    find "$1" -maxdepth 1 -type f \( -name 'crash-*' -o -name 'leak-*' -o -name 'timeout-*' -o -name 'oom-*' \) \
        ! -name '*.json' ! -name '*.signature'
}

# classify ARTIFACT: prints its signature.
classify() {
    signature=$(signature_of "$1")
    kind=$(basename "$1")
    echo "${signature:-unreproduced/${kind%%-*}}"
}

# finding_folder SIGNATURE: a name that any file system takes; the sum keeps those apart that look alike then.
finding_folder() {
    printf '%s-%s\n' "$(printf '%s' "$1" | tr -c 'A-Za-z0-9' '-' | cut -c 1-80)" "$(printf '%s' "$1" | cksum | cut -c 1-5)"
}

# The known findings, and a line for each of the campaign's own: what it is not in a pattern is escaped.
write_known() {
    {
        [ -z "$suppressions" ] || cat "$suppressions"
        find "$campaign/findings" -name signature -exec cat {} + |
            sed "s/[][\\\\*?]/\\\\&/g; s/\$/ $(date +%Y-%m-%d) found by this campaign/"
    } | replace "$campaign/known" || unwritable
}

# add_up: lines COUNT TAB SIGNATURE become one for each signature, the most frequent first.
add_up() {
    awk -F '\t' '{ count[$2] += $1 } END { for (s in count) printf "%d\t%s\n", count[s], s }' | sort -k 1,1nr -k 2
}

# stepped_over PROGRESS: what a process has counted, as such lines. Patterns become the signatures that they were made of.
stepped_over() {
    awk 'FNR > 1 && $1 > 0 {
        plain = $2
        gsub(/\\./, "&\001", plain); gsub(/\\/, "", plain); gsub("\001", "", plain)
        printf "%d\t%s\n", $1, plain
    }' "$1" 2>/dev/null
}

# fold PROGRESS: what a process has counted goes to the totals.
fold() {
    [ -s "$1" ] || return 0
    { cat "$campaign/clusters" && stepped_over "$1"; } | add_up | replace "$campaign/clusters" || unwritable || return
    executions=$((executions + $(runs_in "$1")))
    rm -f "$1"
}

runs_in() {
    sed -n '1s/^ *\([0-9]*\) runs$/\1/p' "$1" 2>/dev/null | grep . || echo 0
}

# take_finding ARTIFACT SIGNATURE LOG: the first one of its signature is kept, the others are counted.
take_finding() {
    { cat "$campaign/clusters" && printf '1\t%s\n' "$2"; } | add_up | replace "$campaign/clusters" || unwritable || return
    hash=${1##*-}
    for folder in corpus seeds; do
        [ ! -f "$campaign/$folder/$hash" ] || mv "$campaign/$folder/$hash" "$campaign/crashing/$hash"
    done
    folder=$campaign/findings/$(finding_folder "$2")
    if [ ! -f "$folder/signature" ]; then
        mkdir -p "$folder" && tail -n "$report_lines" "$3" >"$folder/report.txt" && cp "$1" "$folder/input" &&
            : >"$folder/todo" && printf '%s\n' "$2" >"$folder/signature" || unwritable || return
        new_findings=$((new_findings + 1))
        event "FOUND $2: $folder"
        write_known
    fi
    rm -f "$1" "$1.json" "$1.signature"
}

# collect WORKER_FOLDER: what a process that has ended leaves.
collect() {
    artifacts_of "$1" | sort >"$1/artifacts"
    while read -r artifact; do
        [ -s "$artifact.signature" ] || classify "$artifact" >"$artifact.signature"
        take_finding "$artifact" "$(cat "$artifact.signature")" "$1/log"
    done <"$1/artifacts"
    fold "$1/progress"
}

# start_worker FOLDER [libFuzzer flags]. In a session of its own: Ctrl-C is for us.
start_worker() {
    folder=$1
    shift
    mkdir -p "$folder"
    rm -f "$folder/ended" "$folder/pid"
    left=$((ends - $(date +%s)))
    (
        trap '' HUP
        FUZZ_ASYNC_PROGRESS=$folder/progress FUZZ_ASYNC_SUPPRESSIONS=$campaign/known setsid "$bin/php-fuzz-async" \
            -max_total_time="$((left > 0 ? left : 1))" -artifact_prefix="$folder/" -max_len=8192 -timeout=25 \
            -rss_limit_mb=2560 -reload=1 "$@" "$campaign/corpus" "$campaign/seeds" >"$folder/log" 2>&1 </dev/null &
        echo $! >"$folder/pid"
        wait $!
        status=$?
        artifacts_of "$folder" | while read -r artifact; do
            classify "$artifact" >"$artifact.signature"
        done
        echo "$status" >"$folder/ended"
    ) 9>&- &
}

# look_after FOLDER [libFuzzer flags]: starts a process again that has ended.
look_after() {
    [ -s "$1/ended" ] || return 0
    status=$(cat "$1/ended")
    [ "$status" -eq 0 ] || [ -n "$(artifacts_of "$1")" ] || {
        stop_reason="a fuzzing process ended with exit code $status: $(tail -n 1 "$1/log")"
        return
    }
    collect "$1"
    [ -n "$stop_reason" ] || start_worker "$@"
}

# The engine ends after the run that it is in (USR1), or at once.
stop_workers() {
    waited=0
    while [ "$waited" -lt "$stop_patience" ]; do
        running=0
        for folder in "$campaign"/worker.*; do
            [ ! -s "$folder/ended" ] || continue
            running=$((running + 1))
            case $waited in
            0) kill -s USR1 "$(cat "$folder/pid")" ;;
            10) kill -s TERM "$(cat "$folder/pid")" ;;
            20) kill -s KILL "$(cat "$folder/pid")" ;;
            esac 2>/dev/null
        done
        [ "$running" -gt 0 ] || break
        sleep 1
        waited=$((waited + 1))
    done
    for folder in "$campaign"/worker.*; do
        collect "$folder"
    done
}

# triage_next: one at a time. Returns 1 when there is nothing left to do.
triage_next() {
    [ ! -f "$campaign/triage.pid" ] || return 0
    for todo in "$campaign"/findings/*/todo; do
        [ -f "$todo" ] || return 1
        folder=${todo%/todo}
        : >"$campaign/triage.pid"
        (
            trap '' HUP
            setsid sh "$root/script/lib/triage.sh" "$bin" "$folder" >"$folder/triage.log" 2>&1 </dev/null &
            echo $! >"$campaign/triage.pid"
            wait $!
            rm -f "$campaign/triage.pid"
        ) 9>&- &
        return 0
    done
}

# The rest of the findings when the time is over. An interruption leaves them to the next campaign.
finish_triage() {
    [ -n "$stop_reason" ] || ! triage_next || event 'time is over; the last findings are minimized and frozen'
    while [ -z "$stop_reason" ] && triage_next; do
        sleep 1
    done
    [ ! -s "$campaign/triage.pid" ] || kill -s TERM -- "-$(cat "$campaign/triage.pid")" 2>/dev/null
    rm -f "$campaign/triage.pid"
}

# Reads and keeps how far it is.
measure() {
    now=$(date +%s)
    spent=$((spent_before + (now < ends ? now : ends) - started))
    live=$executions
    for progress in "$campaign"/worker.*/progress; do
        live=$((live + $(runs_in "$progress")))
    done
    for log in "$campaign"/worker.*/log; do
        seen=$(tail -c 20000 "$log" 2>/dev/null | sed -n 's/.* cov: \([0-9]*\) .*/\1/p' | tail -n 1)
        if [ "${seen:-0}" -gt "$edges" ]; then
            edges=$seen
            edge_at=$spent
        fi
    done
    printf 'executions=%s\nspent=%s\nedges=%s\nedge_at=%s\ntarget=%s\n' \
        "$executions" "$spent" "$edges" "$edge_at" "$target" | replace "$campaign/state" || unwritable
}

# clusters_text: how many, and the most frequent signatures.
clusters_text() {
    {
        cat "$campaign/clusters"
        for progress in "$campaign"/worker.*/progress; do
            stepped_over "$progress"
        done
    } | add_up | awk -F '\t' '{ all += $1; if (NR <= 3) list = list (NR == 1 ? ": " : ", ") $2 " " $1 }
        END { printf "findings %d in %d clusters%s%s", all, NR, list, (NR > 3 ? ", ..." : "") }'
}

status_line() {
    measure
    passed=$((now - rate_at))
    [ "$passed" -le 0 ] || rate=$(((live - rate_from) / passed))
    rate_at=$now rate_from=$live
    left=$((ends > now ? ends - now : 0))
    line="execs $live, $rate/s, edges $edges, corpus $(find "$campaign/corpus" -type f | wc -l), $(clusters_text), \
last new edge $((spent - edge_at)) s ago, $((left / 60)):$(printf '%02d' $((left % 60))) left"
    if [ "$on_terminal" = yes ]; then
        printf '\r\033[K%s' "$(printf '%s' "$line" | cut -c "1-$(($(tput cols 2>/dev/null || echo 80) - 1))")"
    else
        say "$line"
    fi
}

check_free() {
    free=$(df -Pk "$campaign" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "${free:-0}" -ge "$free_needed" ] || stop_reason="only $free MiB free in $campaign, $free_needed needed"
}

# Inputs at which the last fuzzer ended may be harmless to another one.
forget_other_target() {
    target=$(cksum <"$bin/php-fuzz-async" | tr ' ' -)
    if [ "$(sed -n 's/^target=//p' "$campaign/state")" != "$target" ]; then
        edges=0 edge_at=$spent_before
        find "$campaign/crashing" -type f -exec mv -t "$campaign/corpus" {} +
    fi
}

# state_number NAME
state_number() {
    sed -n "s/^$1=\([0-9]*\)\$/\1/p" "$campaign/state" | grep . || echo 0
}

prepare() {
    mkdir -p "$campaign/corpus" "$campaign/seeds" "$campaign/crashing" "$campaign/findings" &&
        : >>"$campaign/state" && : >>"$campaign/clusters" || stop 2 "$campaign cannot be written to"
    exec 9>"$campaign/.lock"
    flock -n 9 || stop 2 "a campaign is running in $campaign"
    rm -f "$campaign/triage.pid"
    executions=$(state_number executions) spent_before=$(state_number spent)
    edges=$(state_number edges) edge_at=$(state_number edge_at)
    forget_other_target
    write_known
    sha1sum "$root"/corpus/* | while read -r hash seed; do
        [ -f "$campaign/seeds/$hash" ] || [ -f "$campaign/crashing/$hash" ] || cp "$seed" "$campaign/seeds/$hash"
    done
    # What a campaign left that was killed.
    for folder in "$campaign"/worker.*; do
        [ ! -d "$folder" ] || { collect "$folder" && rm -rf "$folder"; }
    done
}

# run_campaign [libFuzzer flags]: returns the exit code of script/fuzz.
run_campaign() {
    on_terminal=no stop_reason='' new_findings=0 rate=0
    [ ! -t 1 ] || on_terminal=yes
    trap 'stop_reason=interrupted' INT TERM HUP
    started=$(date +%s)
    ends=$((started + seconds))
    prepare
    check_free
    rate_at=$started rate_from=$executions
    [ "$executions" -eq 0 ] || event "goes on after $executions executions in $spent_before s"
    [ -z "$dictionary" ] || set -- "-dict=$dictionary" "$@"
    status_at=$((started + status_every))
    for i in $(seq 1 "$workers"); do
        [ -n "$stop_reason" ] || start_worker "$campaign/worker.$i" "$@"
    done
    while [ -z "$stop_reason" ] && [ "$(date +%s)" -lt "$ends" ]; do
        sleep 1
        for i in $(seq 1 "$workers"); do
            look_after "$campaign/worker.$i" "$@"
        done
        triage_next
        check_free
        [ "$(date +%s)" -lt "$status_at" ] || {
            status_line
            status_at=$((now + status_every))
        }
    done
    stop_workers
    finish_triage
    finish_campaign
}

finish_campaign() {
    status_line
    [ "$on_terminal" = no ] || echo
    while IFS="$(printf '\t')" read -r count signature; do
        folder=$campaign/findings/$(finding_folder "$signature")
        say "$count $signature: $(cat "$folder/result" 2>/dev/null || echo 'not looked at yet')"
    done <"$campaign/clusters"
    say "all of it is kept in $campaign; the same command goes on from there"
    case $stop_reason in
    '' | interrupted) ;;
    *)
        warn "stopped: $stop_reason"
        return 1
        ;;
    esac
    [ "$new_findings" -eq 0 ] || return "$found_status"
    [ -z "$stop_reason" ] || return 130
}
