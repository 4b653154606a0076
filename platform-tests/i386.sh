#!/usr/bin/env bash
# Runs threadpoolctl on a real 32-bit Java, where it has to step aside: an x86-64 kernel runs i386 programs as well.
# Needs a Debian-like system, root or user namespaces, and a JDK; installs nothing. Downloads 55 MB once.
#
#   platform-tests/i386.sh [JAR]    JAR: the command line's, with everything in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=i386
source platform-tests/common.sh
how="on every build"

java=/usr/lib/jvm/java-17-openjdk-i386/bin/java
root=$work/root

# steps_aside EXPECTED JAVA_ARGUMENT...: Java ends well and says one sentence, which contains what is expected.
steps_aside() {
    local expected=$1 output=$work/output
    shift
    say "java $*"
    in_root "$root" "$java" "$@" > "$output" 2>&1 < /dev/null || { cat "$output"; die "this Java did not end well"; }
    cat "$output"
    [[ $(grep -c 'threadpoolctl needs a 64-bit Java' "$output") == 1 ]] || die "there is not one sentence about it"
    grep -qF -- "$expected" "$output" || die "the sentence does not say '$expected'"
}

require_x86_64
jar=$(jar_of_this_build "${1:-}")
# What this Java needs of its dependencies to print a line.
download debian-12 bookworm i386 openjdk-17-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g
unpack debian-12 "$root"
put_probe "$root" "$jar"
in_root "$root" "$java" -version || die "this machine does not let it run; the kernel has to run i386 programs"

steps_aside 'sun.arch.data.model is 32' -jar /probe/threadpoolctl.jar info
steps_aside 'sun.arch.data.model is 32' -cp /probe:/probe/threadpoolctl.jar Refused
# A Java that does not know its own size: native code has the last word.
steps_aside 'an address has 32 bits' -Dsun.arch.data.model=64 -cp /probe:/probe/threadpoolctl.jar Refused
result "Linux i386, Debian 12" "Java 17 of 32 bits: refused with one sentence, also by the command line; nothing fails"
say "A 32-bit Java is refused"
