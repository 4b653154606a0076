#!/usr/bin/env bash
# Runs threadpoolctl on Debian 13 with its libraries and both of its Javas, in a private root on an x86-64 machine.
# Needs a Debian-like system, user namespaces, and a JDK; installs nothing. Downloads 145 MB once.
#
#   platform-tests/debian-13.sh [JAR]    JAR: the command line's, with everything in it, built by JDK 22 or later
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=debian-13
source platform-tests/common.sh

table=$(table_of_debian 13 x86_64-linux-gnu; line_of_llvm 19)
require_x86_64
jar=$(jar_of_this_build "${1:-}")
require_ffm "$jar"
download debian-13 trixie amd64 "${packages_of_debian[@]}" libquadmath0 libomp5-19 openjdk-{21,25}-jre-headless
unpack debian-13 "$work/root"
put_probe "$work/root" "$jar"

probe "$work/root" "$table" "Linux x86-64, Debian 13, through JNA" \
    /usr/lib/jvm/java-21-openjdk-amd64/bin/java -Dthreadpoolctl.binding=jna
probe "$work/root" "$table" "Linux x86-64, Debian 13, through FFM" \
    /usr/lib/jvm/java-25-openjdk-amd64/bin/java -Dthreadpoolctl.binding=ffm
say "Debian 13 is what it should be"
