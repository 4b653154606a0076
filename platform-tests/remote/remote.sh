# What the scripts share that try threadpoolctl on a system where no Java can run here: a helper process of that system
# answers the native calls of a Java of this machine, see helper.c. To be sourced after common.sh.

helper='' helper_port='' helper_process=''
how="through a helper process, by hand on $(date +%F)"

# start_helper ROOT VARIABLE=VALUE... -- COMMAND...: starts the helper in a private root and in namespaces of its own, which
# end with it.
start_helper() {
    local root=$1 variables=("${environment[@]}") deadline=$((SECONDS + 60))
    shift
    while [[ $1 != -- ]]; do
        variables+=("$1")
        shift
    done
    shift
    : > "$work/helper.log" # what the one before has written
    unshare --user --map-root-user --mount --propagation private --pid --fork --kill-child bash -euc '
        root=$1
        shift
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        chroot=$(PATH=$PATH:/usr/sbin command -v chroot)
        variables=()
        while [[ $1 != -- ]]; do
            variables+=("$1")
            shift
        done
        shift
        exec env -i LANG=C.UTF-8 PATH=/usr/bin:/bin HOME=/tmp "${variables[@]}" "$chroot" "$root" "$@"' \
        start_helper "$root" "${variables[@]}" -- "$@" > "$work/helper.log" 2>&1 < /dev/null &
    helper=$!
    until grep -q '^port ' "$work/helper.log"; do
        if ((SECONDS > deadline)) || ! kill -0 "$helper" 2> /dev/null; then
            cat "$work/helper.log" >&2
            die "the helper process did not start"
        fi
        sleep 0.1
    done
    helper_process=$(pgrep -P "$helper")
    helper_port=$(tr -d '\r' < "$work/helper.log" | sed -n 's/^port //p')
}

stop_helper() {
    if [[ -n $helper ]]; then
        # The first of its namespace, so all others in it end as well.
        kill -KILL $(pgrep -P "$helper") 2> /dev/null || true
        wait "$helper" 2> /dev/null || true
    fi
    helper=''
}
trap stop_helper EXIT

# maven_library NAME VERSION CLASSIFIER FILES: unpacks files of a jar of Maven Central's into /probe/NAME of the private root.
maven_library() {
    local jar=$cache/maven/$1-$2-$3.jar
    if [[ ! -f $jar ]]; then
        say "Downloading $1 $2 of Maven Central for $3"
        ./mvnw -q -N dependency:copy -Dartifact="org.bytedeco:$1:$2:jar:$3" -DoutputDirectory="$(realpath -m "$cache/maven")"
    fi
    unzip -qjo "$jar" "$4" -d "$root/probe/$1"
}

# compile_remote_probe JAR: the probe, and the way to the helper that takes the place of the product's way into native code.
compile_remote_probe() {
    mkdir -p "$work/probe"
    "${JAVA_HOME:+$JAVA_HOME/bin/}javac" --release 17 -d "$work/probe" -cp "$1" platform-tests/probe/*.java \
        platform-tests/remote/*.java platform-tests/remote/io/threadpoolctl/internal/binding/*.java
}

# remote_probe JAR SYSTEM TABLE WHAT: the probe on the libraries of a table in the helper, under this system's name; a row
# of the results.
remote_probe() {
    local jar=$1 system=$2 table=$3 what=$4
    say "$platform: $what"
    printf '%s\n' "$table" > "$work/table"
    # More processors than threads, so that there is nothing to warn about on a small machine. Each call is two messages, so few
    # rounds are many calls.
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:ActiveProcessorCount=4 -Dthreadpoolctl.binding=jna \
        -Dremote.os="$system" -Dremote.port="$helper_port" -Dremote.process="$helper_process" -Dprobe.rounds=5 \
        -cp "$work/probe:$jar" RemoteProbe "$work/table" 2>&1 < /dev/null | tee "$work/output" \
        || { cat "$work/helper.log" >&2; die "$what failed"; }
    result "$what" "$(sed -n 's/^PASSED *//p' "$work/output")"
}
