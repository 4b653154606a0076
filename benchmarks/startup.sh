#!/usr/bin/env bash
# Starts an application on Tomcat with Spring AOP and the actuator, without threadpoolctl, with it, and with it switched off, in turn and
# many times, and prints the medians, as Markdown: benchmarks/startup.sh [ROUNDS], 9 unless said. It wants JDK 17 and 25.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=${1:-9}
here=$PWD/benchmarks/target/startup
maven=(./mvnw -q -Dmaven.repo.local="$here/repository" -Dmaven.repo.local.tail="$HOME/.m2/repository")
variants=(without with off)

die() {
    printf 'ERROR: %s\n' "$*" >&2
    exit 1
}
source .ci/jdk.sh
jdk17=$(find_jdk 17)
jdk25=$(find_jdk 25)

# unpacked VARIANT [MAVEN_OPTION...]: the application as a directory, which a cache of classes needs.
unpacked() {
    JAVA_HOME=$jdk17 "${maven[@]}" -f benchmarks/startup/pom.xml clean package "${@:2}" < /dev/null >&2
    rm -rf "$here/$1"
    "$jdk17/bin/java" -Djarmode=tools -jar benchmarks/startup/target/startup.jar extract --destination "$here/$1" > /dev/null
}

# resident PID: in kilobytes.
resident() {
    awk '/^VmRSS/ { print $2 }' "/proc/$1/status"
}

# start JDK_HOME VARIANT LOG [JAVA_OPTION...]: "MILLISECONDS KILOBYTES KILOBYTES" of one start: until the application says that it has
# started, counted from the start of the JVM, resident then, and resident after a collection: before it, a large part is garbage, more or
# less of it by chance.
start() {
    local home=$1 variant=$2 log=$3 directory=$2 pid kilobytes arguments=(--server.port=0 --spring.main.banner-mode=off)
    shift 3
    [[ $variant != off ]] || { directory=with arguments+=(--threadpoolctl.enabled=false); }
    rm -f "$log"
    (cd "$here/$directory" && exec "$home/bin/java" "$@" -jar startup.jar "${arguments[@]}") > "$log" 2>&1 < /dev/null &
    pid=$!
    until grep -qs 'Started StartupApplication' "$log"; do
        kill -0 "$pid" 2> /dev/null || { cat "$log" >&2; die "the application did not start"; }
        sleep 0.05
    done
    kilobytes=$(resident "$pid")
    "$home/bin/jcmd" "$pid" GC.run > /dev/null
    printf '%s %s %s\n' "$(sed -nE 's/.*Started StartupApplication.*process running for ([0-9]+)\.([0-9]{3})[0-9]*.*/\1\2/p' "$log" | sed 's/^0*//')" \
        "$kilobytes" "$(resident "$pid")"
    kill "$pid"
    wait "$pid" 2> /dev/null || true
}

# classes JDK_HOME VARIANT [JAVA_OPTION...]: how many classes are loaded until it has started.
classes() {
    start "$1" "$2" "$here/classes.log" -Xlog:class+load:file="$here/classes.txt" "${@:3}" > /dev/null
    grep -c 'source:' "$here/classes.txt"
}

# measure TITLE JDK_HOME CACHED: a row of the table for each variant.
measure() {
    local title=$1 home=$2 cached=$3 round variant directory options=() count
    rm -f "$here"/*.measured
    if [[ $cached == yes ]]; then
        for variant in "${variants[@]}"; do
            start "$home" "$variant" "$here/train.log" -XX:AOTCacheOutput="$here/$variant.aot" > /dev/null
            [[ -f $here/$variant.aot ]] || die "Java wrote no cache of classes"
        done
    fi
    for ((round = 0; round <= rounds; round++)); do
        for variant in "${variants[@]}"; do
            options=()
            [[ $cached == no ]] || options=(-XX:AOTCache="$here/$variant.aot")
            # The first round warms up the disk.
            start "$home" "$variant" "$here/start.log" "${options[@]}" > "$here/last"
            ((round == 0)) || cat "$here/last" >> "$here/$variant.measured"
        done
    done
    for variant in "${variants[@]}"; do
        count=$(classes "$home" "$variant")
        paste -d' ' "$here/$variant.measured" "$here/without.measured" | awk -v title="$title" -v variant="$variant" -v count="$count" '
            function median(values, n,    i, j, t) {
                for (i = 2; i <= n; i++) for (j = i; j > 1 && values[j - 1] > values[j]; j--) { t = values[j]; values[j] = values[j - 1]; values[j - 1] = t }
                return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
            }
            {
                n++
                time[n] = $1; ratio[n] = $1 / $4
                memory[n] = $2 / 1024; more[n] = ($2 - $5) / 1024
                collected[n] = $3 / 1024; left[n] = ($3 - $6) / 1024
            }
            END {
                printf "| %s | %s | %d ms | %.3f | %.1f MB | %+.1f MB | %.1f MB | %+.1f MB | %d |\n", title, variant, median(time, n),
                    median(ratio, n), median(memory, n), median(more, n), median(collected, n), median(left, n), count
            }'
    done
}

mkdir -p "$here"
rm -rf "$here/repository/io/threadpoolctl"
JAVA_HOME=$jdk25 "${maven[@]}" install -pl threadpoolctl-spring-boot-starter,threadpoolctl-actuator -am -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true < /dev/null >&2
unpacked without
unpacked with -Plimited

printf 'Spring Boot 4.1.1 on Tomcat, %s rounds of all three in turn, %s processors, load %s\n\n' "$rounds" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
printf '| Java | threadpoolctl | start | median of the ratios to without | resident | more than without | after a collection | more than without | classes |\n|---|---|---|---|---|---|---|---|---|\n'
measure "17" "$jdk17" no
measure "25" "$jdk25" no
measure "25, AOT cache" "$jdk25" yes
