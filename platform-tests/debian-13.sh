#!/usr/bin/env bash
# Runs threadpoolctl on Debian 13 with its libraries and both of its Javas, in a private root on an x86-64 machine.
# Needs a Debian-like system, user namespaces, and a JDK; installs nothing. Downloads 145 MB once.
#
#   platform-tests/debian-13.sh [JAR]    JAR: the command line's, with everything in it, built by JDK 22 or later
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=debian-13
source platform-tests/common.sh

libraries=/usr/lib/x86_64-linux-gnu
table="
openblas  process  pthreads  0.3.29  3/1/2  $libraries/openblas-pthread/libopenblas.so.0
openblas  thread   openmp    0.3.29  3/1/1  $libraries/openblas-openmp/libopenblas.so.0
openblas  process  disabled  0.3.29  1/1/1  $libraries/openblas-serial/libopenblas.so.0
openblas  process  pthreads  0.3.29  3/1/2  $libraries/openblas64-pthread/libopenblas64.so.0
blis      thread   pthreads  1.1     3/1/2  $libraries/blis-pthread/libblis.so.4
blis      thread   openmp    1.1     3/1/2  $libraries/blis-openmp/libblis.so.4
openmp    thread   -         -       3/1/1  $libraries/libgomp.so.1
openmp    thread   -         -       3/1/2  /usr/lib/llvm-19/lib/libomp.so.5"

jar=$(jar_of_this_build "${1:-}")
require_ffm "$jar"
download debian-13 trixie amd64 openjdk-{21,25}-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g libgfortran5 libquadmath0 \
    libopenblas0-{pthread,openmp,serial} libopenblas64-0-pthread libblis4-{pthread,openmp} libgomp1 libomp5-19
unpack debian-13 "$work/root"
put_probe "$work/root" "$jar"

probe "$work/root" "$table" "Java 21, JNA, Debian 13 on x86-64" \
    /usr/lib/jvm/java-21-openjdk-amd64/bin/java -Dthreadpoolctl.binding=jna
probe "$work/root" "$table" "Java 25, FFM, Debian 13 on x86-64" \
    /usr/lib/jvm/java-25-openjdk-amd64/bin/java -Dthreadpoolctl.binding=ffm
say "Debian 13 is what it should be"
