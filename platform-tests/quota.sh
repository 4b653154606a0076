#!/usr/bin/env bash
# Runs threadpoolctl under a control group's quota of processor time that shrinks and grows while Java runs, as a pod's does
# that is resized in place. Needs Linux with two processors, control groups (version 1 or 2) in which a group can be made,
# Debian's libopenblas0-pthread, and a JDK. Leaves nothing behind.
#
#   platform-tests/quota.sh [JAR]    JAR: the command line's, with everything in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=quota
source platform-tests/common.sh
how="on every build where a group can be made"

groups=/sys/fs/cgroup
group='' quota_file='' form=''

# make_group: a group of our own, with its quota at one processor.
make_group() {
    local parent=$groups controller
    for controller in cpu cpu,cpuacct; do
        [[ ! -f $groups/$controller/cgroup.procs ]] || parent=$groups/$controller
    done
    mkdir "$parent/threadpoolctl-$$" 2> /dev/null \
        || refuse "no control group can be made in $parent: that takes root, and in a container one that may write there"
    group=$parent/threadpoolctl-$$
    if [[ -f $group/cpu.cfs_quota_us ]]; then
        version=1 quota_file=$group/cpu.cfs_quota_us form=MICROSECONDS
        echo 100000 > "$group/cpu.cfs_period_us"
    elif [[ -f $group/cpu.max ]]; then
        version=2 quota_file=$group/cpu.max form='MICROSECONDS 100000'
    else
        refuse "$parent hands on no control of processors (cgroup.subtree_control has no cpu)"
    fi
    echo "${form/MICROSECONDS/100000}" > "$quota_file"
}

remove_group() {
    if [[ -n $group ]]; then
        rmdir "$group"
    fi
}
trap remove_group EXIT

(($(nproc) > 1)) || refuse "this machine has one processor, so that no quota can narrow it"
openblas=$(find /usr/lib -path '*/openblas-pthread/libopenblas.so.0' -print -quit)
[[ -n $openblas ]] || refuse "there is no OpenBLAS; install Debian's libopenblas0-pthread"
jar=$(jar_of_this_build "${1:-}")
mkdir -p "$work/probe"
put_probe "$work" "$jar"
make_group

say "A quota of control groups, version $version"
# The JVM begins its life in the group: it asks once, at its start, which one is its own.
env "${environment[@]}" timeout 240 bash -c 'echo $$ > "$0/cgroup.procs" && exec "$@"' "$group" \
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -cp "$work/probe:$work/probe/threadpoolctl.jar" Quota "$quota_file" "$form" "$openblas" 2>&1 < /dev/null | tee "$work/output"
result "Linux, a quota that shrinks and grows (control groups, version $version)" "$(sed -n 's/^PASSED *//p' "$work/output")"
