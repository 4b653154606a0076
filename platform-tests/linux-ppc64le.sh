#!/usr/bin/env bash
# Runs threadpoolctl on Linux ppc64le, by qemu-user: Java 17 on Debian 12.
# Needs a Debian-like system with Linux 6.7 or later, user namespaces, and a JDK; installs nothing. Downloads 150 MB once.
#
#   platform-tests/linux-ppc64le.sh [JAR]    JAR: the command line's, with everything in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=linux-ppc64le
source platform-tests/common.sh

jar=$(jar_of_this_build "${1:-}")
download debian-12 bookworm ppc64el "${packages_of_debian[@]}" libquadmath0 libomp5-14 openjdk-17-jre-headless
emulator ppc64le
unpack debian-12 "$work/root"
put_probe "$work/root" "$jar"

table=$(table_of_debian 12 powerpc64le-linux-gnu; line_of_llvm 14)
probe "$work/root" "$table" "Linux ppc64le by qemu-user, Debian 12, through JNA" \
    /usr/lib/jvm/java-17-openjdk-ppc64el/bin/java "${emulated[@]}" -Dthreadpoolctl.binding=jna
say "Linux ppc64le is what it should be"
