# Fetches the source packages of PHP and libuv from the Debian archive. Sourced by script/setup.
# Works in a private apt directory, so that the system's package sources stay as they are.

source_packages='php8.2 libuv1'

# Turns the system's own deb822 entries for the running release into deb-src entries.
deb822_to_source() {
    awk -v code="$1" '
        function flush() {
            if (types ~ /(^|[ \t])deb($|[ \t])/ && suite && comps ~ /(^|[ \t])main($|[ \t])/ && !off)
                printf "Types: deb-src\n%sComponents: main\n\n", text
            text = types = comps = ""; suite = off = drop = 0
        }
        /^[ \t]*$/ { flush(); next }
        /^#/ { next }
        /^[ \t]/ { if (!drop) text = text $0 "\n"; next }
        {
            name = tolower($0); sub(/[ \t]*:.*/, "", name)
            value = $0; sub(/^[^:]*:[ \t]*/, "", value); sub(/\r$/, "", value)
            drop = 1
            if (name == "types") types = value
            else if (name == "components") comps = value
            else if (name == "enabled") off = (tolower(value) == "no")
            else if (name == "architectures" || name == "languages" || name == "targets") ;
            else { drop = 0; text = text $0 "\n" }
            if (name == "suites") {
                n = split(value, word, /[ \t]+/)
                for (i = 1; i <= n; i++)
                    if (word[i] == code || index(word[i], code "-") == 1) suite = 1
            }
        }
        END { flush() }'
}

# The same for entries in the one-line format.
list_to_source() {
    awk -v code="$1" '
        $1 != "deb" { next }
        {
            line = $0; sub(/^[ \t]*deb[ \t]+/, "", line); sub(/[ \t]*#.*/, "", line)
            options = ""
            if (line ~ /^\[/) {
                options = line; sub(/\].*/, "] ", options); sub(/^[^]]*\][ \t]*/, "", line)
            }
            n = split(line, word, /[ \t]+/)
            if (word[2] != code && index(word[2], code "-") != 1) next
            for (i = 3; i <= n; i++)
                if (word[i] == "main") { print "deb-src " options word[1], word[2], "main"; next }
        }'
}

# write_source_entries DIRECTORY: fills it; fails when the system names no usable archive.
write_source_entries() {
    codename=$(. /etc/os-release 2>/dev/null; echo "${VERSION_CODENAME:-}")
    [ -n "$codename" ] || return 1
    etc=${PHP_FUZZ_ASYNC_APT:-/etc/apt} # another one to try the fallback out
    rm -rf "$1"
    mkdir -p "$1"
    # A blank line after each file: an entry ends there even where the file's last line does not.
    for file in "$etc"/sources.list.d/*.sources; do
        [ -f "$file" ] && cat "$file" && echo
    done | deb822_to_source "$codename" >"$1/pfa.sources"
    for file in "$etc"/sources.list "$etc"/sources.list.d/*.list; do
        [ -f "$file" ] && cat "$file" && echo
    done | list_to_source "$codename" >"$1/pfa.list"
    [ -s "$1/pfa.sources" ] || [ -s "$1/pfa.list" ]
}

# private_apt COMMAND...: apt-get or apt-cache, over the private directory.
private_apt() {
    apt_command=$1
    shift
    "$apt_command" -q -o Dir::Etc::sourcelist=/dev/null \
        -o "Dir::Etc::sourceparts=$cache/apt/p" -o "Dir::State::lists=$cache/apt/lists" \
        -o "Dir::Cache=$cache/apt" -o APT::Sandbox::User=root -o Acquire::Languages=none \
        -o Acquire::Retries=2 "$@"
}

# download_source PACKAGE: the newest version that can be had. A mirror may name a version
# that it does not hold (yet, or any more), so the older ones are tried as well.
download_source() {
    versions=$(private_apt apt-cache showsrc --only-source "$1" |
        sed -n 's/^Version: //p' | sort -V -r | uniq)
    for version in $versions; do
        (cd "$cache/src" && private_apt apt-get source --download-only "$1=$version") &&
            source_dsc "$1" && return 0
        rm -f "$cache/src/$1"_*.dsc
    done
    return 1
}

# verify_source DSC: the .dsc's own sha256 lines against the files beside it.
verify_source() {
    sed -n '/^Checksums-Sha256:/,/^[^ ]/s/^ \([0-9a-f]\{64\}\) [0-9]* \(.*\)/\1  \2/p' "$1" \
        >"$1.sha256"
    [ -s "$1.sha256" ] && (cd "$(dirname "$1")" && sha256sum -c --strict "$(basename "$1").sha256")
}

# source_dsc PACKAGE: the .dsc of it in the cache, the newest where several lie there.
source_dsc() {
    for dsc in $(ls -t "$cache/src/$1"_*.dsc 2>/dev/null); do
        echo "$dsc"
        return 0
    done
    return 1
}

download_missing_sources() {
    if source_dsc php8.2 >/dev/null && source_dsc libuv1 >/dev/null; then return 0; fi
    say "downloading the sources of $source_packages (about 1 minute)"
    write_source_entries "$cache/apt/p" || return 1
    private_apt apt-get update >"$fetch_log" 2>&1 || :
    for package in $source_packages; do
        download_source "$package" >>"$fetch_log" 2>&1 || return 1
    done
}

# fetch_sources: downloads and verifies; returns 1 when they cannot be had. Files already
# there are used as they are. A checksum that does not fit ends the script, loudly.
fetch_sources() {
    mkdir -p "$cache/src" "$cache/apt/lists/partial" "$cache/apt/archives/partial"
    fetch_log=$cache/log/sources.log
    : >"$fetch_log"
    (flock 8 && download_missing_sources) 8>"$cache/.lock-sources" || return 1
    for package in $source_packages; do
        verify_source "$(source_dsc "$package")" >>"$fetch_log" 2>&1 ||
            stop 1 "wrong checksum in the source of $package; remove $cache/src (log: $fetch_log)"
    done
}

# unpack_source PACKAGE DIRECTORY: without Debian's patches, so that upstream's generated
# configure, parser and scanner stay newer than what they are made from.
unpack_source() {
    dpkg-source --skip-patches -x "$(source_dsc "$1")" "$2"
}
