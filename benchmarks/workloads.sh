#!/usr/bin/env bash
# Measures what a limit does for libraries that are called from Java, with the pools that they make themselves and with pools of 8
# threads, and prints a table, in Markdown: benchmarks/workloads.sh [SECONDS] [--only NAME]. SECONDS are for each mode, 10 unless
# said; NAME is one of those that a wrong one is answered with. It wants a JDK, 17 or newer, a C compiler, and Debian's
# libopenblas0-pthread and libgomp1, and downloads 530 MB unless Maven has them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=10
only=
while (($# > 0)); do
    case $1 in
        --only) only=${2:?--only wants the name of a workload} && shift 2 ;;
        *) seconds=$1 && shift ;;
    esac
done
[[ $seconds =~ ^[1-9][0-9]*$ ]] || {
    printf 'usage: benchmarks/workloads.sh [SECONDS] [--only NAME], where SECONDS is a whole number\n' >&2
    exit 2
}

here=$PWD/benchmarks/target/workloads
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
maven=(./mvnw -q -Dmaven.repo.local="$here/repository" -Dmaven.repo.local.tail="$HOME/.m2/repository")

mkdir -p "$here"
rm -rf "$here/repository/io/threadpoolctl"
"${maven[@]}" install -pl threadpoolctl-core -am -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmaven.javadoc.skip=true \
    -Dmaven.source.skip=true < /dev/null >&2
"${maven[@]}" -f benchmarks/workloads/pom.xml clean package < /dev/null >&2

# What the libraries unpack stays below the build.
run=("$java" --enable-native-access=ALL-UNNAMED -Dorg.bytedeco.javacpp.cachedir="$here/javacpp" -Dorg.slf4j.simpleLogger.defaultLogLevel=error
    -cp "benchmarks/workloads/target/classes:$(< benchmarks/workloads/target/class-path)" io.threadpoolctl.workloads.WorkloadMain)
export DJL_CACHE_DIR=$here/djl DJL_OFFLINE=true OPT_OUT_TRACKING=true

# A JVM with a quota of 2 processors on a host of 8 has 2; the libraries that do not look at quotas have 8.
unset OMP_NUM_THREADS MKL_NUM_THREADS MKL_DYNAMIC OPENBLAS_NUM_THREADS OPENCV_FOR_THREADS_NUM
cc -shared -fPIC -DPROCESSORS=8 -o "$here/processors.so" benchmarks/workloads/src/main/c/processors.c
eight=(env LD_PRELOAD="$here/processors.so" OMP_NUM_THREADS=8 MKL_NUM_THREADS=8 MKL_DYNAMIC=FALSE OPENCV_FOR_THREADS_NUM=8)

names=$("${run[@]}")
if [[ -n $only ]]; then
    grep -qx "$only" <<< "$names" || {
        printf 'ERROR: there is no workload "%s"; there are:\n%s\n' "$only" "$names" >&2
        exit 2
    }
    names=$only
fi

version=$("$java" -version 2>&1 | sed -nE '1s/.*"([^"]+)".*/\1/p')
printf '8 callers, %s seconds a mode, Java %s, %s processors, load %s\n\n' "$seconds" "$version" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
"${run[@]}" head
failed=0
for name in $names; do
    "${run[@]}" "$name" found "$seconds" || failed=1
    "${eight[@]}" "${run[@]}" "$name" 8 "$seconds" || failed=1
done
exit "$failed"
