# Where the sources cannot be had: the distribution's own PHP, uninstrumented.
# Sourced by script/setup.

fallback_packages='libphp-embed php8.2-cli php8.2-dev libuv1-dev'

# fallback_variant VARIANT: a prefix of links to the system's PHP, recorded in the stamp.
fallback_variant() {
    prefix=$cache/$1
    for package in $fallback_packages; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
            fallback_missing="${fallback_missing:-} $package"
    done
    # shellcheck disable=SC2086 # a list of words
    [ -z "${fallback_missing:-}" ] || install_packages $fallback_missing
    rm -rf "$prefix.new"
    mkdir -p "$prefix.new/bin" "$prefix.new/share"
    ln -s "$(command -v php-config8.2)" "$prefix.new/bin/php-config"
    ln -s "$(command -v php8.2)" "$prefix.new/bin/php"
    # Debian keeps PHP's build files, run-tests.php among them, beside its extensions.
    tests=$(dirname "$(php-config8.2 --extension-dir)")/$(basename \
        "$(php-config8.2 --extension-dir)")/build/run-tests.php
    [ -f "$tests" ] && ln -s "$tests" "$prefix.new/share/run-tests.php"
    printf 'kind: distribution\nphp8.2 %s\n' "$(php-config8.2 --version)" >"$prefix.new/.stamp"
    rm -rf "$prefix"
    mv "$prefix.new" "$prefix"
}

# fallback_note VARIANT: the one line that says what is lost.
fallback_note() {
    warn "$1 uses the distribution's PHP: PHP itself is not instrumented (no coverage, no" \
        "sanitizer, no assertions inside PHP); remove $cache/$1 to try its source again"
}
