#!/usr/bin/env bash
# Runs threadpoolctl on Linux s390x, where numbers begin with their big end, by qemu-user: Java 17 on Debian 12.
# Needs a Debian-like system with Linux 6.7 or later, user namespaces, and a JDK; installs nothing. Downloads 150 MB once.
#
#   platform-tests/linux-s390x.sh [JAR]    JAR: the command line's, with everything in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=linux-s390x
source platform-tests/common.sh

jar=$(jar_of_this_build "${1:-}")
download debian-12 bookworm s390x "${packages_of_debian[@]}" openjdk-17-jre-headless
emulator s390x
unpack debian-12 "$work/root"
put_probe "$work/root" "$jar"

table=$(table_of_debian 12 s390x-linux-gnu)
probe "$work/root" "$table" "Linux s390x by qemu-user, Debian 12, through JNA" \
    /usr/lib/jvm/java-17-openjdk-s390x/bin/java "${emulated[@]}" -Dthreadpoolctl.binding=jna
say "Linux s390x is what it should be"
