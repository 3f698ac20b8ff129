# Findings as files, and what the scripts that fuzz share. Sourced; wants $bin, the folder of fuzzcase.

# positive NAME VALUE: a whole number from 1.
positive() {
    case $2 in
    '' | 0* | *[!0-9]*) stop 2 "$1 needs a number from 1, not '$2'" ;;
    esac
}

# seconds_of HOURS
seconds_of() {
    printf '%s\n' "$1" | awk '/^[0-9]+(\.[0-9]+)?$/ { s = int($1 * 3600) } END { if (s > 0) print s; else exit 1 }' ||
        stop 2 "--hours needs a number of hours, not '$1'"
}

# absolute PATH
absolute() {
    case $1 in
    /*) echo "$1" ;;
    *) echo "$PWD/$1" ;;
    esac
}

# signature_of INPUT: prints it; nothing where the input shows none.
signature_of() {
    timeout 120 "$bin/fuzzcase" run "$1" 2>/dev/null | sed -n '1s/^[a-z]* [a-z-]* \([^ ]*\): .*/\1/p'
}

# list_signatures FILE: FILE lists inputs. A line for each signature: how often, and the first of its inputs.
list_signatures() {
    while read -r input; do
        signature=$(signature_of "$input")
        printf '%s\t%s\n' "${signature:-unreproduced}" "$input"
    done <"$1" | awk -F '\t' '{ if (!count[$1]++) first[$1] = $2 } END { for (s in count) print count[s], s ": " first[s] }' |
        sort -k 1,1nr | while read -r line; do
        say "$line"
    done
}
