# What the scripts over planted bugs share: build folders, a folder for the time being, inputs, medians. Sourced; gives $root, $name
# of the script and $status; bench_begin gives $build and $work, and bench_of the $build of a bug.

LC_ALL=C
export LC_ALL
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
name=$(basename -- "$0")
status=0

# refuse MESSAGE: wrong arguments.
refuse() {
    echo "$name: $*" >&2
    exit 2
}

# word_in WORD WORDS
word_in() {
    case " $2 " in *" $1 "*) ;; *) false ;; esac
}

# bench_options NAMES FLAGS ARGUMENT...: an option of NAMES sets the variable of its name, one of FLAGS sets it to yes; gives $taken, the
# number of arguments that they were.
bench_options() {
    names=$1 flags=$2 taken=0
    shift 2
    while option=${1-} && option=${option#--} && [ "--$option" = "${1-}" ]; do
        if word_in "$option" "$flags"; then
            eval "$option=yes"
        elif word_in "$option" "$names" && [ $# -ge 2 ]; then
            eval "$option=\$2"
            shift
            taken=$((taken + 1))
        else
            refuse "no option $1, or no value for it"
        fi
        shift
        taken=$((taken + 1))
    done
}

# build_folder DIR
build_folder() {
    (CDPATH='' cd -- "$1" 2>/dev/null && pwd) || refuse "no build folder $1"
}

# bench_begin BUILD_DIR FAST_DIR: FAST_DIR, or '', is for the bugs that an oracle sees; the others take what BUILD_DIR is built with.
bench_begin() {
    slow=$(build_folder "$1") || exit
    fast=$slow
    [ -z "$2" ] || fast=$(build_folder "$2") || exit
    work=$(mktemp -d) || exit 2
    trap 'rm -rf "$work"' EXIT
    trap 'exit 143' INT TERM HUP
}

# bench_of BUG: which build folder is its own.
bench_of() {
    [ -f "$root/bench/bugs/$1.patch" ] || refuse "no bug '$1' in bench/bugs"
    build=$slow
    ! grep -q '^# detect: oracle' "$root/bench/bugs/$1.patch" || build=$fast
}

# folder_make DIR: made when it is not there; prints its path.
folder_make() {
    mkdir -p "$1" && (CDPATH='' cd -- "$1" && pwd)
}

# inputs_of DIR: the inputs of a crash folder, a line each; descriptors beside them are none.
inputs_of() {
    find "$1" -maxdepth 1 -type f ! -name '*.json' | sort
}

# median COLUMN FILE: the lower one of two.
median() {
    awk -v c="$1" '{ print $c }' "$2" | sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)] }'
}
