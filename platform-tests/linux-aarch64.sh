#!/usr/bin/env bash
# Runs threadpoolctl on Linux aarch64, by qemu-user: Java 17 through JNA on Debian 12, Java 25 through FFM on Debian 13.
# Needs a Debian-like system with Linux 6.7 or later, root or user namespaces, and a JDK; installs nothing. Downloads 220 MB once.
#
#   platform-tests/linux-aarch64.sh [JAR]    JAR: the command line's, with everything in it, built by JDK 22 or later
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=linux-aarch64
source platform-tests/common.sh

libraries=/usr/lib/aarch64-linux-gnu
needed=(libc6 libgcc-s1 libstdc++6 zlib1g libgfortran5)
blas=(libopenblas0-{pthread,openmp,serial} libopenblas64-0-pthread libblis4-{pthread,openmp} libgomp1)

table_of_debian_12="
openblas  process  pthreads  0.3.21  3/1/2  $libraries/openblas-pthread/libopenblas.so.0
openblas  thread   openmp    0.3.21  3/1/1  $libraries/openblas-openmp/libopenblas.so.0
openblas  process  disabled  0.3.21  1/1/1  $libraries/openblas-serial/libopenblas.so.0
openblas  process  pthreads  0.3.21  3/1/2  $libraries/openblas64-pthread/libopenblas64.so.0
blis      process  pthreads  0.9.0   3/1/2  $libraries/blis-pthread/libblis.so.4
blis      process  openmp    0.9.0   3/1/2  $libraries/blis-openmp/libblis.so.4
openmp    thread   -         -       3/1/1  $libraries/libgomp.so.1
openmp    thread   -         -       3/1/2  /usr/lib/llvm-14/lib/libomp.so.5"

table_of_debian_13="
openblas  process  pthreads  0.3.29  3/1/2  $libraries/openblas-pthread/libopenblas.so.0
openblas  thread   openmp    0.3.29  3/1/1  $libraries/openblas-openmp/libopenblas.so.0
openblas  process  disabled  0.3.29  1/1/1  $libraries/openblas-serial/libopenblas.so.0
openblas  process  pthreads  0.3.29  3/1/2  $libraries/openblas64-pthread/libopenblas64.so.0
blis      thread   pthreads  1.1     3/1/2  $libraries/blis-pthread/libblis.so.4
blis      thread   openmp    1.1     3/1/2  $libraries/blis-openmp/libblis.so.4
openmp    thread   -         -       3/1/1  $libraries/libgomp.so.1
openmp    thread   -         -       3/1/2  /usr/lib/llvm-19/lib/libomp.so.5"

# An emulated processor is slow: small matrices, few rounds, and a compiler that is done soon.
options=(-XX:TieredStopAtLevel=1 -Dprobe.size=128 -Dprobe.rounds=100)

jar=$(jar_of_this_build "${1:-}")
require_ffm "$jar"
download debian-12 bookworm arm64 openjdk-17-jre-headless "${needed[@]}" "${blas[@]}" libomp5-14
download debian-13 trixie arm64 openjdk-25-jre-headless "${needed[@]}" "${blas[@]}" libomp5-19
emulator aarch64
for debian in debian-12 debian-13; do
    unpack $debian "$work/$debian"
    put_probe "$work/$debian" "$jar"
done

probe "$work/debian-12" "$table_of_debian_12" "Java 17, JNA, Debian 12 on aarch64 by qemu-user" \
    /usr/lib/jvm/java-17-openjdk-arm64/bin/java "${options[@]}" -Dthreadpoolctl.binding=jna
probe "$work/debian-13" "$table_of_debian_13" "Java 25, FFM, Debian 13 on aarch64 by qemu-user" \
    /usr/lib/jvm/java-25-openjdk-arm64/bin/java "${options[@]}" -Dthreadpoolctl.binding=ffm
say "Linux aarch64 is what it should be"
