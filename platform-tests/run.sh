#!/usr/bin/env bash
# Runs the script of every platform, or of those named, and prints the table that docs/support.md quotes.
#
#   JAVA_HOME=JDK_22_OR_LATER ./mvnw package -DskipTests -pl threadpoolctl-cli -am
#   platform-tests/run.sh [NAME...]    such as linux-aarch64 quota
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A script that is not done by then hangs: each takes less than five minutes after its download on a machine with nothing else to do.
limit=30m
cannot_be_run=77
results=platform-tests/target/results
rows=()
failed=0

if (($# == 0)); then
    for script in platform-tests/*.sh; do
        name=$(basename "$script" .sh)
        [[ $name == run || $name == common ]] || set -- "$@" "$name"
    done
fi

mkdir -p "$results"
for name in "$@"; do
    log=platform-tests/target/$name.log
    rm -f "$results/$name"
    timeout "$limit" "platform-tests/$name.sh" 2>&1 < /dev/null | tee "$log"
    status=${PIPESTATUS[0]}
    if [[ -f $results/$name ]]; then
        mapfile -t -O "${#rows[@]}" rows < "$results/$name"
    fi
    if ((status == cannot_be_run)); then
        rows+=("| $name | not run | $(sed -n 's/^CANNOT BE RUN HERE: //p' "$log") |")
    elif ((status != 0)); then
        rows+=("| $name | **failed** | exit code $status, see $log |")
        failed=1
    fi
done

printf '\n| Platform | How it was run | What was seen |\n|---|---|---|\n'
printf '%s\n' "${rows[@]}"
exit "$failed"
