#!/usr/bin/env bash
# Runs threadpoolctl on a real 32-bit Java, where it has to step aside: an x86-64 kernel runs i386 programs as well.
# Needs a Debian-like system, root or user namespaces, and a JDK; installs nothing. Downloads 46 MB once.
#
#   platform-tests/i386.sh [JAR]    JAR: the command line's, with everything in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

jar=${1:-$(ls threadpoolctl-cli/target/threadpoolctl-cli-*.jar | grep -vE -- '-(sources|javadoc)\.jar$')}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/threadpoolctl-platform-tests/i386
work=platform-tests/target/i386
java=/usr/lib/jvm/java-17-openjdk-i386/bin/java

# What this Java needs of its dependencies to print a line.
packages=(openjdk-17-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g)

say() { printf '\n== %s\n' "$*"; }
die() {
    printf 'ERROR: %s\n' "$*" >&2
    exit 1
}

# apt ACTION...: apt-get for i386, with the machine's sources and nothing else of the machine's.
apt() {
    mkdir -p "$cache/apt/lists/partial"
    touch "$cache/apt/status"
    apt-get -q -o APT::Architecture=i386 -o APT::Architectures=i386 -o Acquire::Languages=none \
        -o Dir::State="$cache/apt" -o Dir::State::status="$cache/apt/status" -o Dir::Cache="$cache/apt" \
        -o APT::Sandbox::User=root "$@"
}

download() {
    if [[ ! -f $cache/complete ]]; then
        say "Downloading ${packages[*]} for i386"
        rm -rf "$cache"
        mkdir -p "$cache/packages"
        apt update || say "Not all sources can be read; the others may do."
        (cd "$cache/packages" && apt download "${packages[@]}")
        touch "$cache/complete"
    fi
}

unpack() {
    local package
    rm -rf "$work"
    mkdir -p "$work/root"/{proc,dev,tmp,probe}
    for package in "$cache"/packages/*.deb; do
        dpkg-deb --extract "$package" "$work/root"
    done
    cp "$jar" "$work/root/probe/threadpoolctl.jar"
    "${JAVA_HOME:+$JAVA_HOME/bin/}javac" --release 17 -d "$work/root/probe" -cp "$jar" platform-tests/probe/Refused.java
}

# in_root COMMAND...: runs a command in the private root, seen by nobody else.
in_root() {
    local mapped=()
    ((EUID == 0)) || mapped=(--user --map-root-user)
    unshare "${mapped[@]}" --mount --propagation private bash -euc '
        root=$1
        shift
        mount --rbind /proc "$root/proc"
        mount --rbind /dev "$root/dev"
        exec env -i LANG=C.UTF-8 "$(PATH=$PATH:/usr/sbin command -v chroot)" "$root" "$@"' in_root "$work/root" "$@"
}

# steps_aside EXPECTED JAVA_ARGUMENT...: Java ends well and says one sentence, which contains what is expected.
steps_aside() {
    local expected=$1 output=$work/output
    shift
    say "java $*"
    in_root "$java" "$@" > "$output" 2>&1 < /dev/null || { cat "$output"; die "this Java did not end well"; }
    cat "$output"
    [[ $(grep -c 'threadpoolctl needs a 64-bit Java' "$output") == 1 ]] || die "there is not one sentence about it"
    grep -qF -- "$expected" "$output" || die "the sentence does not say '$expected'"
}

download
unpack
in_root "$java" -version || die "this machine does not let it run; the kernel has to run i386 programs"

steps_aside 'sun.arch.data.model is 32' -jar /probe/threadpoolctl.jar info
steps_aside 'sun.arch.data.model is 32' -cp /probe:/probe/threadpoolctl.jar Refused
# A Java that does not know its own size: native code has the last word.
steps_aside 'an address has 32 bits' -Dsun.arch.data.model=64 -cp /probe:/probe/threadpoolctl.jar Refused
say "A 32-bit Java is refused"
