#!/usr/bin/env bash
# Builds and runs all benchmarks and prints a table for each way into native code, in Markdown; about ten minutes each on
# a machine that does nothing else. benchmarks/run.sh JDK_HOME...: as many JDKs as wanted; the newest should come first,
# since it builds. It wants Debian's packages libopenblas0-pthread and libgomp1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

(($# > 0)) || set -- "${JAVA_HOME:?no JDK was named and JAVA_HOME is not set}"
JAVA_HOME=$1 ./mvnw -q -pl benchmarks -am package -DskipTests -Dspotless.check.skip -Dmaven.javadoc.skip -Dmaven.source.skip
for jdk in "$@"; do
    run=("$jdk/bin/java" --enable-native-access=ALL-UNNAMED -Dlogging.level.root=error
        -cp "benchmarks/target/classes:benchmarks/target/lib/*")
    "${run[@]}" io.threadpoolctl.benchmarks.Report 1 2 4 16 64 | sed '1,/^REPORT$/d'
    printf '\n| what, outside of JMH | measured | beside | budget | kept |\n|---|---|---|---|---|\n'
    for each in FirstCalls Churn Cliffs StormOfLoads EndpointRate; do
        "${run[@]}" "io.threadpoolctl.benchmarks.$each" | grep '^|'
    done
    echo
done
