#!/bin/sh
# Puts a running demo under load and prints unlimited, limited and share side by side. Options: see --help.
target=$(dirname "$0")/target
if [ ! -f "$target/load/picocli.jar" ]; then
    echo "The load tool is not built. Build it with the demo: ./mvnw package -pl demo-app -am -DskipTests" >&2
    exit 1
fi
exec java -cp "$target/test-classes:$target/load/picocli.jar" io.threadpoolctl.demo.load.LoadCommand "$@"
