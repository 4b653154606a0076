#!/usr/bin/env bash
# Runs threadpoolctl on Linux aarch64, by qemu-user: Java 17 through JNA on Debian 12, Java 25 through FFM on Debian 13.
# Needs a Debian-like system with Linux 6.7 or later, user namespaces, and a JDK; installs nothing. Downloads 235 MB once.
#
#   platform-tests/linux-aarch64.sh [JAR]    JAR: the command line's, with everything in it, built by JDK 22 or later
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=linux-aarch64
source platform-tests/common.sh

jar=$(jar_of_this_build "${1:-}")
require_ffm "$jar"
download debian-12 bookworm arm64 "${packages_of_debian[@]}" libomp5-14 openjdk-17-jre-headless
download debian-13 trixie arm64 "${packages_of_debian[@]}" libomp5-19 openjdk-25-jre-headless
emulator aarch64
for debian in debian-12 debian-13; do
    unpack $debian "$work/$debian"
    put_probe "$work/$debian" "$jar"
done

table=$(table_of_debian 12 aarch64-linux-gnu; line_of_llvm 14)
probe "$work/debian-12" "$table" "Linux aarch64 by qemu-user, Debian 12, through JNA" \
    /usr/lib/jvm/java-17-openjdk-arm64/bin/java "${emulated[@]}" -Dthreadpoolctl.binding=jna
table=$(table_of_debian 13 aarch64-linux-gnu; line_of_llvm 19)
probe "$work/debian-13" "$table" "Linux aarch64 by qemu-user, Debian 13, through FFM" \
    /usr/lib/jvm/java-25-openjdk-arm64/bin/java "${emulated[@]}" -Dthreadpoolctl.binding=ffm
say "Linux aarch64 is what it should be"
