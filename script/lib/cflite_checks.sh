# The checks of script/cflite-check, one function each, over the targets in $moved. Sourced by it.
# check_NAME TARGET: figures on stdout and 0, or what is wrong on stdout and 1. check_NAME_all: once, for the whole of $OUT.

checks='names others libraries options dictionary corpus sanitizer counters starts startup repeats growth merge'
long_checks='sanitizer repeats growth merge'

# The least that an instrumented target has. PHP alone makes up the most of it; the sanitizer's own run-time part brings
# about 6,000 calls, so the service's bounds would let an uninstrumented PHP pass.
least_counters() {
    case $1 in
    fuzz-plan) echo 1000 ;;
    *) echo 100000 ;;
    esac
}

# one_line: the last lines of the target's output, for a message.
one_line() {
    grep -v -e '^INFO:' -e '^$' "$scratch/log" | tail -n 3 | tr '\n' ' ' | cut -c 1-300
}

check_names() {
    case $1 in
    *[!A-Za-z0-9_-]* | '') echo "the name '$1' holds other characters than A-Z a-z 0-9 _ -" && return 1 ;;
    esac
    [ -f "$moved/$1" ] || { echo 'is missing' && return 1; }
    [ -x "$moved/$1" ] || { echo 'is not executable' && return 1; }
    echo there
}

# The service runs whatever looks like a target.
check_others_all() {
    find "$moved" -type f >"$scratch/files"
    while read -r file; do
        name=${file#"$moved"/}
        case " $targets " in *" $name "*) continue ;; esac
        case " $belongings " in *" $name "*) continue ;; esac
        if [ -x "$file" ] || grep -q LLVMFuzzerTestOneInput "$file"; then
            echo "$name looks like a target and is none of ours" && return 1
        fi
        echo "$name belongs to no target" && return 1
    done <"$scratch/files"
    echo "$(wc -l <"$scratch/files") files"
}

# Where targets run there is little more than libc. libstdc++ is the engine's; the service links another one, statically.
check_libraries() {
    readelf -d "$moved/$1" >"$scratch/dynamic" || { echo 'no ELF file' && return 1; }
    if grep -E 'RPATH|RUNPATH' "$scratch/dynamic" | grep -qvF '[$ORIGIN'; then
        echo "looks for libraries in $(sed -n 's/.*R.*PATH.*\[\(.*\)\]/\1/p' "$scratch/dynamic")" && return 1
    fi
    for library in $(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$scratch/dynamic"); do
        case $library in
        libc.so.* | libm.so.* | libdl.so.* | librt.so.* | libpthread.so.* | libresolv.so.* | libcrypt.so.* | ld-linux*) ;;
        libgcc_s.so.* | libstdc++.so.*) ;;
        *) [ -f "$moved/lib/$library" ] || { echo "needs $library" && return 1; } ;;
        esac
    done
    echo "$(grep -c NEEDED "$scratch/dynamic") libraries"
}

# A key that the service refuses, or a bound that it has already.
check_options() {
    [ -f "$moved/$1.options" ] || { echo "no $1.options" && return 1; }
    awk -F ' *= *' '
        function wrong(what) { print "line " NR ": " what; bad = 1; exit 1 }
        /^ *(#|$)/ { next }
        /^\[(libfuzzer|asan|ubsan|msan|env)\]$/ { section = $0; next }
        !section || NF != 2 || $2 == "" { wrong("\"" $0 "\" is no option") }
        section != "[libfuzzer]" { next }
        $1 !~ /^(max_len|timeout|rss_limit_mb|close_fd_mask|only_ascii|len_control|dict)$/ { wrong($1 " is not for targets") }
        $1 == "timeout" && $2 >= 25 { wrong("timeout must be below 25") }
        $1 == "rss_limit_mb" && $2 >= 2560 { wrong("rss_limit_mb must be below 2560") }
        END { if (!bad) print "well formed" }' "$moved/$1.options"
}

check_dictionary() {
    [ -f "$moved/$1.dict" ] || { echo "no $1.dict" && return 1; }
    run_target "$1" -runs=0 -dict="$moved/$1.dict" || { echo "is refused: $(one_line)" && return 1; }
    sed -n 's/^Dictionary: \([1-9][0-9]* entries\)$/\1/p' "$scratch/log" | grep . || { echo 'is empty' && return 1; }
}

# unpack_corpus TARGET: the seeds, in $scratch/tmp/seeds.
unpack_corpus() {
    rm -rf "$scratch/tmp/seeds"
    mkdir "$scratch/tmp/seeds"
    (cd "$scratch/tmp/seeds" && cmake -E tar xf "$moved/$1_seed_corpus.zip") >"$scratch/log" 2>&1 &&
        chmod -R a+rX "$scratch/tmp/seeds"
}

check_corpus() {
    [ -f "$moved/$1_seed_corpus.zip" ] || { echo "no $1_seed_corpus.zip" && return 1; }
    unpack_corpus "$1" || { echo "$1_seed_corpus.zip cannot be unpacked" && return 1; }
    inside=$(find "$scratch/tmp/seeds" -mindepth 1 -type d | head -n 1)
    [ -z "$inside" ] || { echo 'the archive has folders, and is to be flat' && return 1; }
    count=$(find "$scratch/tmp/seeds" -type f -size +0 | wc -l)
    [ "$count" -gt 0 ] || { echo 'the archive is empty' && return 1; }
    run_target "$1" -runs=0 "$scratch/tmp/seeds" || { echo "a seed does not run: $(one_line)" && return 1; }
    grep -q '^Done ' "$scratch/log" || { echo 'the engine did not come to its end' && return 1; }
    echo "$count seeds$(sed -n 's/.*INITED cov: \([0-9]*\).*/, cov \1/p' "$scratch/log")"
}

# calls NAME: how many calls of functions that begin like that are in $scratch/calls.
calls() {
    sed -n "s/^$1 //p" "$scratch/calls" | grep . || echo 0
}

# llvm TOOL: the one of the compiler; another one does not know its profiles.
llvm() {
    llvm_tool=$1
    shift
    "$("${CC:-clang}" -print-prog-name="llvm-$llvm_tool")" "$@"
}

# runs_from_nothing: how many runs to ask for where no corpus is given. Without counters, as in a build for coverage, no
# input is of interest to the engine, and it refuses to mutate; the service has it run the corpus only.
runs_from_nothing() {
    case $sanitizer in
    coverage) echo 0 ;;
    *) echo 4 ;;
    esac
}

# check_sanitizer TARGET: the sanitizer that was asked for, in what we build, and no other.
check_sanitizer() {
    if [ "$sanitizer" = coverage ]; then
        llvm objdump -h "$moved/$1" | grep -q __llvm_covmap || { echo 'no map of coverage' && return 1; }
        rm -f "$scratch/tmp/$1.profraw"
        run_target "$1" -runs="$(runs_from_nothing)" || { echo "does not run: $(one_line)" && return 1; }
        # An empty file is what a process leaves that did not end by itself, and llvm-profdata takes it.
        [ -s "$scratch/tmp/$1.profraw" ] &&
            llvm profdata merge -o "$scratch/tmp/profile" "$scratch/tmp/$1.profraw" >"$scratch/log" 2>&1 ||
            { echo 'writes no profile' && return 1; }
        echo 'map and profile of coverage' && return 0
    fi
    llvm objdump -d --no-show-raw-insn "$moved/$1" | grep -oE 'call[a-z]*[[:space:]].*<__(asan|ubsan|msan)_' |
        grep -oE '(asan|ubsan|msan)_$' | sort | uniq -c | awk '{ print $2, $1 }' >"$scratch/calls"
    asan=$(calls asan_) ubsan=$(calls ubsan_) msan=$(calls msan_)
    figures="$asan calls of asan, $ubsan of ubsan, $msan of msan"
    case $sanitizer in
    address) [ "$asan" -ge 1000 ] && [ "$ubsan" -lt 168 ] && [ "$msan" -eq 0 ] ;;
    undefined) [ "$asan" -eq 0 ] && [ "$ubsan" -ge 168 ] && [ "$msan" -eq 0 ] ;;
    memory) [ "$asan" -eq 0 ] && [ "$ubsan" -lt 168 ] && [ "$msan" -ge 1000 ] ;;
    esac || { echo "not the sanitizer '$sanitizer' alone: $figures" && return 1; }
    echo "$figures"
}

check_counters() {
    run_target "$1" -runs=0 || { echo "does not start: $(one_line)" && return 1; }
    counters=$(sed -n 's/.*Loaded [0-9]* modules *(\([0-9]*\) inline 8-bit counters).*/\1/p' "$scratch/log")
    if [ "$sanitizer" = coverage ]; then
        [ "${counters:-0}" -eq 0 ] || { echo 'counters of the engine, beside those of the report' && return 1; }
        echo 'none, as it should be' && return 0
    fi
    [ "${counters:-0}" -ge "$(least_counters "$1")" ] || {
        echo "${counters:-0} counters, $(least_counters "$1") are the least: PHP or the runtime is not instrumented"
        return 1
    }
    echo "$counters"
}

# An engine takes an _exit for success; only its own last line says that it is one.
check_starts() {
    for seed in 1 2 3 1337; do
        run_target "$1" -runs="$(runs_from_nothing)" -seed="$seed" || { echo "seed $seed: $(one_line)" && return 1; }
        grep -q '^Done [24] runs' "$scratch/log" || { echo "seed $seed: the process ended before its runs" && return 1; }
    done
    echo '4 seeds'
}

startup_ms_max=200

# check_startup TARGET: each child of a merge begins anew. Processor time, the least of three: others may be busy here.
check_startup() {
    least=
    for try in 1 2 3; do
        spent=$(run_target "$1" -runs=0 && times) || { echo "does not start: $(one_line)" && return 1; }
        # Minutes and seconds of the children stand in the second line, once in the program and once in the kernel.
        spent=$(echo "$spent" | awk -F '[ms ]+' 'NR == 2 { printf "%d", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 }')
        [ -n "$least" ] && [ "$least" -le "$spent" ] || least=$spent
    done
    [ "$least" -le "$startup_ms_max" ] || { echo "$least ms, $startup_ms_max are the most" && return 1; }
    echo "$least ms"
}

# check_repeats TARGET: each seed in ten, a hundred times in one process, as findings are reproduced.
check_repeats() {
    unpack_corpus "$1" || { echo 'no corpus' && return 1; }
    set -- "$1" $(find "$scratch/tmp/seeds" -type f | sort | awk 'NR % 10 == 1')
    run_target "$@" -runs=100 || { echo "a run fails that follows others: $(one_line)" && return 1; }
    [ "$(grep -c '^Executed ' "$scratch/log")" -eq $(($# - 1)) ] || { echo 'not every input was executed' && return 1; }
    echo "$(($# - 1)) inputs"
}

growth_mb_max=700

# check_growth TARGET: memory after some thousand runs; what grows with each would end a campaign. The engine runs the seeds
# of a directory as often as it is named. It is not to watch memory itself: its report of who has it may take minutes.
check_growth() {
    unpack_corpus "$1" || { echo 'no corpus' && return 1; }
    set -- "$1"
    while [ $# -le 20 ]; do set -- "$@" "$scratch/tmp/seeds"; done
    run_target "$@" -runs=0 -rss_limit_mb=0 -detect_leaks=0 || { echo "does not come to an end: $(one_line)" && return 1; }
    used=$(sed -n 's/^#\([0-9]*\).*DONE .* rss: \([0-9]*\)Mb.*/\2 MiB after \1 runs/p' "$scratch/log")
    [ -n "$used" ] && [ "${used%% *}" -le "$growth_mb_max" ] || { echo "${used:-no figure}, $growth_mb_max are the most" && return 1; }
    echo "$used"
}

# The service merges with none of our options.
check_merge() {
    unpack_corpus "$1" || { echo 'no corpus' && return 1; }
    rm -rf "$scratch/tmp/merged"
    mkdir -m 777 "$scratch/tmp/merged"
    run_target "$1" -merge=1 "$scratch/tmp/merged" "$scratch/tmp/seeds" || { echo "fails: $(one_line)" && return 1; }
    kept=$(find "$scratch/tmp/merged" -type f | wc -l)
    [ "$kept" -gt 0 ] || [ "$sanitizer" = coverage ] || { echo 'keeps nothing' && return 1; }
    echo "$kept kept"
}
