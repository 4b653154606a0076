#!/usr/bin/env bash
# examples/run.sh NAME starts an example, examples/run.sh --test [NAME...] runs the tests of those named or of all.
# Builds our jars first and keeps them below examples/target, so that nothing of the user's own repository is touched;
# --jars REPOSITORY in front takes them from there instead, as they are.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

all=(xgboost-scoring webflux-hold batch-partitions pytorch-virtual-threads)
usage() {
    printf 'usage: examples/run.sh [--jars REPOSITORY] NAME, or examples/run.sh [--jars REPOSITORY] --test [NAME...]; the names are %s\n' \
        "${all[*]}" >&2
    exit 2
}
repository=$PWD/examples/target/repository
if [[ ${1:-} == --jars ]]; then
    [[ -d ${2:-}/io/threadpoolctl ]] || usage
    repository=$(cd "$2" && pwd)
    shift 2
fi
maven=(./mvnw -q -Dmaven.repo.local="$repository" -Dmaven.repo.local.tail="$HOME/.m2/repository")

test=no
if [[ ${1:-} == --test ]]; then
    test=yes
    shift
    (($# > 0)) || set -- "${all[@]}"
fi
[[ $test == yes || $# == 1 ]] || usage
for name in "$@"; do
    [[ -f examples/$name/pom.xml ]] || usage
done

if [[ $repository == "$PWD/examples/target/repository" ]]; then
    "${maven[@]}" install -pl threadpoolctl-actuator,threadpoolctl-test -am -Dmaven.test.skip=true \
        -Dspotless.check.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true < /dev/null
fi
for name in "$@"; do
    if [[ $test == yes ]]; then
        "${maven[@]}" -f "examples/$name/pom.xml" clean verify < /dev/null
    else
        "${maven[@]}" -f "examples/$name/pom.xml" spring-boot:run
    fi
done
