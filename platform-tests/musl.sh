#!/usr/bin/env bash
# Runs threadpoolctl's own code for Linux on a process of musl, through a helper that answers its native calls: no Java for
# musl runs here. The libraries are Debian's and Maven Central's, compiled for glibc: musl loads them beside a few
# functions that it lacks. A libgomp of glibc it cannot load while it runs, so OpenMP is not tried.
# Needs a Debian-like system on x86-64, root or user namespaces, and a JDK; installs nothing. Downloads 90 MB once.
#
#   platform-tests/musl.sh [JAR]    JAR: the command line's, with everything in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=musl
source platform-tests/common.sh
source platform-tests/remote/remote.sh

openblas=0.3.31-1.5.13

compiler=(musl musl-dev gcc-12 cpp-12 gcc-12-base libgcc-12-dev binutils binutils-common binutils-x86-64-linux-gnu libbinutils
    libc6 libgcc-s1 libstdc++6 libgmp10 libisl23 libmpc3 libmpfr6 libzstd1 zlib1g libctf0 libctf-nobfd0 libjansson4 libgprofng0)
libraries=(libopenblas0-pthread libblis4-pthread libgfortran5 libquadmath0)

table='
openblas  process  pthreads  0.3.31  3/1/2  /probe/openblas/libopenblas.so.0
openblas  process  pthreads  0.3.21  3/1/2  /probe/debian/openblas-pthread/libopenblas.so.0
blis      process  pthreads  0.9.0   3/1/2  /probe/debian/blis-pthread/libblis.so.4'

# compile ARGUMENT...: in the private root, against musl.
compile() {
    in_root "$root" gcc-12 -specs /usr/lib/x86_64-linux-musl/musl-gcc.specs -L/lib/x86_64-linux-musl \
        -O1 -Wall -Werror "$@"
}

# put_library DIRECTORY FILE...: files of the root's glibc where musl looks for libraries of the probe's.
put_library() {
    local directory=$root/probe/$1 file
    shift
    mkdir -p "$directory"
    for file in "$@"; do
        cp -L "$root/usr/lib/x86_64-linux-gnu/$file" "$directory" 2> /dev/null \
            || cp -L "$root/lib/x86_64-linux-gnu/$file" "$directory"
    done
}

jar=$(jar_of_this_build "${1:-}")
root=$work/root
[[ $(uname -m) == x86_64 ]] || die "the libraries are for x86-64, and this machine is of $(uname -m)"
download debian bookworm amd64 "${compiler[@]}" "${libraries[@]}"
unpack debian "$root"
maven_library openblas "$openblas" linux-x86_64 '*/libopenblas.so.0'
put_library lib libgfortran.so.5 libquadmath.so.0 libgcc_s.so.1
put_library debian/openblas-pthread openblas-pthread/libopenblas.so.0
put_library debian/blis-pthread blis-pthread/libblis.so.4
cp platform-tests/remote/*.c "$root/probe"
# By the name of what libraries of glibc need besides the C library, whose names musl takes for its own.
compile -shared -fPIC -o /probe/lib/ld-linux-x86-64.so.2 /probe/glibc_names.c
compile -o /probe/helper /probe/helper.c -Wl,--no-as-needed /probe/lib/ld-linux-x86-64.so.2 -Wl,-rpath,/probe/lib
compile_remote_probe "$jar"

start_helper "$root" -- /probe/helper
remote_probe "$jar" Linux "$table" "OpenBLAS and BLIS with threads of their own, in a process of musl"
stop_helper
say "musl is what it should be"
