#!/bin/sh
# Puts a running demo under load and prints unlimited, limited and share side by side. Options: see --help.
exec java "$(dirname "$0")/src/test/java/io/threadpoolctl/demo/Load.java" "$@"
