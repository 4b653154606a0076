# Sourced by scripts that need a certain JDK.

# find_jdk FEATURE_VERSION: prints the home of an installed JDK that reports this version.
find_jdk() {
    local home
    for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
        [[ -x $home/bin/javac ]] || continue
        if "$home/bin/java" -version 2>&1 | grep -qE "version \"$1[.\"]"; then
            printf '%s\n' "$home"
            return 0
        fi
    done
    die "JDK $1 is needed and neither JAVA_HOME nor /usr/lib/jvm holds one"
}
