#!/usr/bin/env bash
# Measures a scope of Python's threadpoolctl beside one of this, of the same OpenBLAS and within the same minutes, and prints a table in
# Markdown: benchmarks/python.sh JDK_HOME..., the newest first, since it builds. It wants Debian's packages libopenblas0-pthread and
# python3-threadpoolctl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

(($# > 0)) || set -- "${JAVA_HOME:?no JDK was named and JAVA_HOME is not set}"
python=/usr/bin/python3 # Debian's, for which its packages are
library=/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0
measured=$PWD/benchmarks/target/python

# Prints the version and the nanoseconds of a scope, first alone and then inside another one; the best of several rounds.
in_python() {
    "$python" - "$library" << 'PYTHON'
import ctypes
import sys
import timeit

import threadpoolctl

ROUNDS = 25
CALLS = 2000

ctypes.CDLL(sys.argv[1]).openblas_set_num_threads(4)
controller = threadpoolctl.ThreadpoolController()


def scope():
    with controller.limit(limits=1):
        pass


def nanos():
    return min(timeit.repeat(scope, number=CALLS, repeat=ROUNDS)) / CALLS * 1e9


alone = nanos()
with controller.limit(limits=1):
    print(threadpoolctl.__version__, alone, nanos())
PYTHON
}

JAVA_HOME=$1 ./mvnw -q -pl benchmarks -am package -DskipTests -Dspotless.check.skip -Dmaven.javadoc.skip -Dmaven.source.skip
mkdir -p "$measured"
for jdk in "$@"; do
    printed=$(in_python)
    read -r version alone inside <<< "$printed"
    "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -cp "benchmarks/target/classes:benchmarks/target/lib/*" org.openjdk.jmh.Main \
        '(Process|Steady)ScopeBenchmark.(call|limit)' -t 1 -f 1 -wi 3 -w 1s -i 5 -r 300ms -v SILENT -rf csv -rff "$measured/scopes.csv" \
        -jvmArgsAppend '--enable-native-access=ALL-UNNAMED -Dlogging.level.root=error' > "$measured/jmh.log" 2>&1
    printf '%s, beside threadpoolctl %s of Python %s\n\n' "$("$jdk/bin/java" -version 2>&1 | sed -n 2p)" "$version" \
        "$("$python" -c 'import platform; print(platform.python_version())')"
    printf '| a scope of one OpenBLAS | this | of Python | ratio | budget | kept |\n|---|---|---|---|---|---|\n'
    awk -F, -v alone="$alone" -v inside="$inside" '
        function row(what, nanos, python, budget) {
            printf "| %s | %.0f ns | %.0f ns | %.0f | %d | %s |\n", what, nanos, python, python / nanos, budget,
                (python >= budget * nanos ? "yes" : "**no**")
        }
        NR > 1 {
            gsub(/"/, "")
            way = $1
            sub(/.*\./, "", way)
            if ($1 ~ /SteadyScope/) row(way ", value in force", $5, inside, 100)
            else row(way ", first in and last out", $5, alone, 30)
        }' "$measured/scopes.csv"
    echo
done
