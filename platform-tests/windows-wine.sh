#!/usr/bin/env bash
# Runs threadpoolctl's own code for Windows on libraries for Windows under Wine, through a helper process that answers its
# native calls: no Java for Windows runs here. With Maven Central's OpenBLAS and MKL and mingw's libgomp.
# Needs a Debian-like system on x86-64, root or user namespaces, and a JDK; installs nothing. Downloads 345 MB once.
#
#   platform-tests/windows-wine.sh [JAR]    JAR: the command line's, with everything in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=windows-wine
source platform-tests/common.sh
source platform-tests/remote/remote.sh

openblas=0.3.31-1.5.13
mkl=2025.3-1.5.13

wine=(wine64 libwine libz-mingw-w64 libunwind8 liblzma5 libc6 libgcc-s1 libstdc++6 zlib1g)
mingw=(gcc-mingw-w64-x86-64-posix gcc-mingw-w64-x86-64-posix-runtime gcc-mingw-w64-base binutils-mingw-w64-x86-64
    mingw-w64-x86-64-dev mingw-w64-common libgmp10 libisl23 libmpc3 libmpfr6 libzstd1)

openblas_and_libgomp='
openblas  process  pthreads  0.3.31  3/1/2  Z:\probe\openblas\libopenblas.dll
openmp    thread   -         -       3/1/2  Z:\probe\mingw\libgomp-1.dll'

mkl_and_libiomp='
mkl       thread   intel     2025.3-Product  3/1/2  Z:\probe\mkl\mkl_rt.2.dll
openmp    thread   -         -               3/1/2  Z:\probe\mkl\libiomp5md.dll'

# in_wine DIRECTORY: starts the helper under Wine, which finds the libraries of a directory.
in_wine() {
    start_helper "$root" WINEPREFIX=/tmp/wine WINEDEBUG=-all WINESERVER=/usr/lib/wine/wineserver64 \
        WINEPATH="Z:\\probe\\$1;Z:\\probe\\wine" MKL_DYNAMIC=FALSE -- /usr/lib/wine/wine64 'Z:\probe\helper.exe'
}

jar=$(jar_of_this_build "${1:-}")
root=$work/root
[[ $(uname -m) == x86_64 ]] || die "Wine and its libraries are for x86-64, and this machine is of $(uname -m)"
download wine bookworm amd64 "${wine[@]}" "${mingw[@]}"
unpack wine "$root"
maven_library openblas "$openblas" windows-x86_64 '*/libopenblas.dll'
maven_library mkl "$mkl" windows-x86_64-redist '*.dll'
mkdir "$root/probe/mingw" "$root/probe/wine"
cp "$root/usr/x86_64-w64-mingw32/lib/zlib1.dll" "$root/probe/wine" # Wine's own libraries need it
cp "$root"/usr/lib/gcc/x86_64-w64-mingw32/12-posix/lib{gomp-1,gcc_s_seh-1}.dll \
    "$root/usr/x86_64-w64-mingw32/lib/libwinpthread-1.dll" "$root/probe/mingw"
cp platform-tests/remote/helper.c "$root/probe"
in_root "$root" x86_64-w64-mingw32-gcc-posix -O1 -Wall -Werror -o /probe/helper.exe /probe/helper.c -lws2_32
compile_remote_probe "$jar"

in_wine mingw
remote_probe "$jar" "Windows 10" "$openblas_and_libgomp" "OpenBLAS and libgomp for Windows, under Wine"
stop_helper
in_wine mkl
remote_probe "$jar" "Windows 10" "$mkl_and_libiomp" "MKL and libiomp for Windows, under Wine"
stop_helper
say "Windows under Wine is what it should be"
