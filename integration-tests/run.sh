#!/usr/bin/env bash
# Compiles the README's quick start and builds a stranger's application against our installed jars, for each line of Spring Boot and each choice of web server
# and companions, lets it check itself on each JDK, and prints a table. With --subset: two of all, for the gate. With --only APPLICATION (maybe several times): those alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

here=integration-tests
# Nothing of ours comes from or goes to the user's own repository; what is on Maven Central may come from there.
maven=(./mvnw -q -Dmaven.repo.local="$PWD/$here/target/repository" -Dmaven.repo.local.tail="$HOME/.m2/repository")
openblas=/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0
openmp=/usr/lib/x86_64-linux-gnu/libgomp.so.1

# Much is started and little runs long.
export MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
quickly=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
patience=600

boots=(3.5.16 4.0.7 4.1.1)
surroundings=("17 platform" "25 platform" "25 virtual")

# What the application consists of; "weaver", "decorated", "disabled" and "refused" are said when it is started, the rest when it is built.
applications=(
    ""
    "weaver"
    "decorated"
    "actuator micrometer"
    "batch"
    "data"
    "tomcat"
    "tomcat disabled"
    "tomcat refused"
    "tomcat feign"
    "tomcat actuator"
    "tomcat actuator micrometer refresh"
    "tomcat actuator micrometer security"
    "netty"
    "jetty actuator micrometer"
    "jetty actuator micrometer security weaver"
    "tomcat actuator micrometer aot"
    "tomcat actuator micrometer aot disabled"
)

# The spring-cloud-context and spring-cloud-openfeign that fit a version of Spring Boot; there is none for 4.1 alone.
spring_cloud() { case $1 in 3.5.*) echo 4.3.3 ;; *) echo 5.0.4 ;; esac; }

say() { printf '\n== %s\n' "$*" >&2; }
die() {
    printf 'ERROR: %s\n' "$*" >&2
    exit 1
}
source .ci/jdk.sh

results=$here/target/results
changes=$PWD/$here/target/changes.properties
failed=0

# note YES_OR_NO BOOT JDK THREADS APPLICATION
note() {
    mkdir -p "$results"
    printf '%s\n' "$1" > "$results/$2 $3 $4 ${5:-plain}"
}

# only_at_start WORD: whether the word is said when the application is started and not when it is built.
only_at_start() { [[ $1 == weaver || $1 == decorated || $1 == disabled || $1 == refused ]]; }

# built BOOT APPLICATION: prints the jar, after building it unless that is done.
built() {
    local boot=$1 word profiles=() jar
    for word in $2; do
        only_at_start "$word" || profiles+=("$word")
    done
    jar="$here/target/jars/$boot $(IFS=+; printf '%s' "${profiles[*]}").jar"
    if [[ ! -f $jar ]]; then
        say "Building with Spring Boot $boot: ${profiles[*]}"
        JAVA_HOME=$jdk17 "${maven[@]}" -f $here/pom.xml clean package -Dspring-boot.version="$boot" \
            -Dspring-cloud.version="$(spring_cloud "$boot")" \
            ${profiles:+-P"$(IFS=,; printf '%s' "${profiles[*]}")"} < /dev/null >&2
        mkdir -p $here/target/jars
        cp $here/target/build/consumer.jar "$jar"
    fi
    printf '%s\n' "$jar"
}

# weaver JAR: prints the path of the AspectJ weaver's agent, which comes with our starter.
weaver() {
    rm -rf $here/target/weaver
    mkdir -p $here/target/weaver
    (cd $here/target/weaver && "$jdk17/bin/jar" xf "../../../$1" BOOT-INF/lib)
    printf '%s\n' $here/target/weaver/BOOT-INF/lib/aspectjweaver-*.jar
}

# good LOG APPLICATION STATUS: whether the application ended as it should, and nobody complained on the way.
good() {
    local log=$1 application=$2 status=$3
    if [[ " $application " == *" refused "* ]]; then
        ((status == 1)) && grep -qF 'The value "0" of threadpoolctl.process.blas is not possible' "$log"
        return
    fi
    ((status == 0)) && grep -q '^OK: ' "$log" || return 1
    ! grep -F 'is not eligible for getting processed by all BeanPostProcessors' "$log" >&2 || return 1
    # Java 25 does not like what the weaver and Netty do with sun.misc.Unsafe.
    ! grep '^WARNING' "$log" | grep -vE 'sun\.misc\.Unsafe|reporting this to the maintainers of class (org\.aspectj|io\.netty)\.' >&2
}

# try BOOT APPLICATION JDK THREADS: builds and starts the application and notes the result.
try() {
    local boot=$1 application=$2 jdk=$3 threads=$4 jar log status=0 home options=() arguments=() expected word
    jar=$(built "$boot" "$application")
    log="$here/target/logs/$boot ${application:-plain} $jdk $threads.log"
    home=jdk$jdk
    expected="boot-$boot,jdk-$jdk,$threads${application:+,${application// /,}}"
    arguments=(--consumer.openblas=$openblas --consumer.openmp=$openmp --consumer.expected="$expected")
    [[ $threads == platform ]] || arguments+=(--spring.threads.virtual.enabled=true)
    for word in $application; do
        case $word in
            weaver)
                options+=(-javaagent:"$(weaver "$jar")"
                    -Dorg.aspectj.weaver.loadtime.configuration=META-INF/threadpoolctl-aop.xml)
                arguments+=(--consumer.woven=true)
                ;;
            aot) options+=(-Dspring.aot.enabled=true) ;;
            decorated) arguments+=(--threadpoolctl.propagate-to-tasks=true --consumer.decorated=true) ;;
            disabled) arguments+=(--threadpoolctl.enabled=false) ;;
            refresh)
                : > "$changes"
                arguments+=(--spring.config.import="file:$changes" --consumer.changes="$changes")
                ;;
            refused) arguments+=(--threadpoolctl.process.blas=0) ;;
        esac
    done
    mkdir -p $here/target/logs
    env -u OMP_NUM_THREADS -u OPENBLAS_NUM_THREADS timeout $patience "${!home}/bin/java" "${quickly[@]}" "${options[@]}" -jar "$jar" \
        "${arguments[@]}" > "$log" 2>&1 < /dev/null || status=$?
    if good "$log" "$application" "$status"; then
        say "Good: Spring Boot $boot, JDK $jdk, $threads threads, ${application:-nothing else}"
        note yes "$boot" "$jdk" "$threads" "$application"
    else
        cat "$log" >&2
        say "FAILED with $status: Spring Boot $boot, JDK $jdk, $threads threads, ${application:-nothing else}"
        note NO "$boot" "$jdk" "$threads" "$application"
        failed=1
    fi
}

# worthwhile APPLICATION JDK THREADS: what would tell nothing that another one does not tell is left out.
worthwhile() {
    case "$2 $3" in
        "17 platform") return 0 ;;
        # Whether threads are virtual is decided when the application is built, if it is processed ahead of time.
        "25 platform") [[ -z $1 || $1 == *security* || $1 == *aot ]] ;;
        *) [[ $1 != *disabled && $1 != *refused && $1 != *aot ]] ;;
    esac
}

# quick_start_in LANGUAGE: what the README's quick start shows first in this language.
quick_start_in() {
    awk -v start="\`\`\`$1" '
        /^## / { wanted = /Quick start/ }
        inside && /^```$/ { exit }
        inside
        wanted && $0 == start { inside = 1 }' README.md
}

# quick_start BOOT: a project that has the README's dependencies and class, and nothing else, compiles.
quick_start() {
    local project=$here/target/quick-start
    say "The README's quick start with Spring Boot $1"
    rm -rf $project
    mkdir -p $project/src/main/java
    quick_start_in java > $project/src/main/java/Solver.java
    cat > $project/pom.xml << EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>$1</version>
    <relativePath/>
  </parent>
  <groupId>com.example</groupId>
  <artifactId>quick-start</artifactId>
  <version>1</version>
  <dependencies>
$(quick_start_in xml)
  </dependencies>
</project>
EOF
    JAVA_HOME=$jdk17 "${maven[@]}" -f $project/pom.xml compile < /dev/null >&2
    [[ -f $project/target/classes/Solver.class ]] || die "the README's class did not compile"
}

# bom_is_complete: every module that is published is in the BOM.
bom_is_complete() {
    local pom artifact
    for pom in threadpoolctl-*/pom.xml; do
        artifact=${pom%/pom.xml}
        [[ $artifact == threadpoolctl-bom ]] || grep -qF '<maven.deploy.skip>true' "$pom" \
            || grep -qF "<artifactId>$artifact</artifactId>" threadpoolctl-bom/pom.xml \
            || die "threadpoolctl-bom does not name $artifact, which is published"
    done
}

table() {
    local boot around application
    printf '| |'
    for boot in "${boots[@]}"; do
        for around in "${surroundings[@]}"; do
            printf ' %s |' "$boot, ${around/ platform/}"
        done
    done
    printf '\n|---|'
    for boot in "${boots[@]}"; do
        printf '%s' '---|---|---|'
    done
    printf '\n'
    for application in "${applications[@]}"; do
        printf '| %s |' "$(title "$application")"
        for boot in "${boots[@]}"; do
            for around in "${surroundings[@]}"; do
                printf ' %s |' "$(cat "$results/$boot $around ${application:-plain}" 2> /dev/null || true)"
            done
        done
        printf '\n'
    done
}

# title APPLICATION: as people say it.
title() {
    local text=" $1 "
    [[ $text == *" tomcat "* || $text == *" jetty "* || $text == *" netty "* ]] || text=" no web server$text"
    text=${text/ tomcat / Tomcat } text=${text/ jetty / Jetty } text=${text/ netty / WebFlux on Netty } text=${text/ micrometer / Micrometer }
    text=${text/ security / Security } text=${text/ batch / Spring Batch } text=${text/ data / Spring Data JPA } text=${text/ weaver / woven } text=${text/ aot / ahead of time }
    text=${text/ refresh / refreshed } text=${text/ feign / OpenFeign } text=${text/ decorated / propagated beside a decorator } text=${text/ disabled / switched off } text=${text/ refused / bad value refused }
    sed -E 's/^ +| +$//g; s/ (actuator|Micrometer|Security|Spring Batch|Spring Data JPA|OpenFeign|propagated|woven|ahead|switched|bad|refreshed)/, \1/g' <<< "$text"
}

for library in $openblas $openmp; do
    [[ -e $library ]] || die "$library is not there; install the Debian packages libopenblas0-pthread and libgomp1"
done
jdk17=$(find_jdk 17)
jdk25=$(find_jdk 25)

say "Installing our jars into a repository of their own"
rm -rf $here/target/repository/io/threadpoolctl $here/target/jars $here/target/logs
# As they are published: by a JDK that adds the way through java.lang.foreign, and for Java 17 all the same.
# The README's command, word for word, with its arguments for our own repository.
read -r -a readme_install < <(grep '^\./mvnw install' README.md) || die "the README has no command that installs our jars"
JAVA_HOME=$jdk25 "${maven[@]}" "${readme_install[@]:1}" -Dspotless.check.skip=true -Dmaven.source.skip=true < /dev/null >&2

bom_is_complete
quick_start "${boots[-1]}"
if [[ ${1:-} == --subset ]]; then
    try 3.5.16 "tomcat actuator micrometer" 17 platform
    try 4.0.7 "jetty actuator micrometer security" 25 virtual
    exit $failed
fi
only=()
while [[ ${1:-} == --only ]]; do
    only+=("$2")
    shift 2
done
((${#only[@]} == 0)) || applications=("${only[@]}")
for boot in "${@:-${boots[@]}}"; do
    for application in "${applications[@]}"; do
        for around in "${surroundings[@]}"; do
            # shellcheck disable=SC2086 # two words
            ! worthwhile "$application" $around || try "$boot" "$application" $around
        done
    done
done
table
exit $failed
