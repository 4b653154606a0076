# What the scripts of this directory share; to be sourced from the repository's root, with $platform set to a name.
# A script downloads Debian packages to a cache, unpacks them into a private root, and runs the probe there: in namespaces
# of its own, so that nothing of the machine changes. Needs a Debian-like system, root or user namespaces, and a JDK.

caches=${XDG_CACHE_HOME:-$HOME/.cache}/threadpoolctl-platform-tests
cache=$caches/$platform
debian_keys=/usr/share/keyrings/debian-archive-keyring.gpg
work=platform-tests/target/$platform

say() { printf '\n== %s\n' "$*"; }
die() {
    printf 'ERROR: %s\n' "$*" >&2
    exit 1
}

# refuse REASON: ends a script that cannot be run on this machine, which is no failure.
cannot_be_run=77
refuse() {
    printf 'CANNOT BE RUN HERE: %s\n' "$*" >&2
    exit "$cannot_be_run"
}

# jar_of_this_build [JAR]: the one given, or the command line's, with everything in it.
jar_of_this_build() {
    local jar=${1:-}
    if [[ -z $jar ]]; then
        jar=$(find threadpoolctl-cli/target -maxdepth 1 -name 'threadpoolctl-cli-*.jar' 2> /dev/null \
            | grep -vE -- '-(sources|javadoc)\.jar$' || true)
    fi
    [[ -f $jar ]] || die "there is no jar of the command line; ./mvnw package -DskipTests -pl threadpoolctl-cli -am makes it"
    realpath "$jar"
}

# require_ffm JAR: a JDK from 22 on has built it, so that there is a way into native code without JNA.
require_ffm() {
    unzip -p "$1" META-INF/MANIFEST.MF | grep -q '^Threadpoolctl-Bindings:.*ffm' \
        || die "$1 was built by a JDK before 22 and cannot be tried with Java's own foreign functions"
}

# require_x86_64: what is run without an emulator is for this processor.
require_x86_64() {
    [[ $(uname -m) == x86_64 ]] || refuse "this runs programs for x86-64, and the machine is $(uname -m)"
}

# download NAME SUITES ARCHITECTURE PACKAGE...: just these packages of Debian, once, into $cache/NAME/packages.
download() {
    local name=$1 suites=$2 architecture=$3 list
    shift 3
    list="$suites $architecture $*"
    if [[ $(cat "$cache/$name/complete" 2> /dev/null) == "$list" ]]; then
        return 0
    fi
    [[ -f $debian_keys ]] || refuse "there is no $debian_keys; install Debian's debian-archive-keyring"
    say "Downloading of Debian ($suites) for $architecture: $*"
    rm -rf "${cache:?}/$name"
    mkdir -p "$cache/$name"/{packages,lists/partial,archives/partial,parts}
    touch "$cache/$name/status"
    cat > "$cache/$name/debian.sources" << END
Types: deb
URIs: $(debian_mirror)
Suites: $suites
Components: main
Architectures: $architecture
Signed-By: $debian_keys
END
    apt_for "$name" "$architecture" update
    (cd "$cache/$name/packages" && apt_for "$name" "$architecture" download "$@")
    printf '%s' "$list" > "$cache/$name/complete"
    du -sh "$cache/$name/packages"
}

# debian_mirror: from where this machine has its Debian, unless $DEBIAN_MIRROR says otherwise.
debian_mirror() {
    local own
    own=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2> /dev/null | head -n 1 || true)
    echo "${DEBIAN_MIRROR:-${own:-http://deb.debian.org/debian}}"
}

# apt_for NAME ARCHITECTURE ACTION...: apt-get with a state of its own.
apt_for() {
    local state=$cache/$1 architecture=$2
    shift 2
    apt-get -q -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" -o Acquire::Languages=none \
        -o Dir::Etc::sourcelist="$state/debian.sources" -o Dir::Etc::sourceparts="$state/parts" \
        -o Dir::State="$state" -o Dir::State::status="$state/status" -o Dir::Cache="$state" \
        -o APT::Sandbox::User=root "$@"
}

# unpack NAME ROOT: the packages downloaded under this name make a root of their own.
unpack() {
    local package root=$2
    rm -rf "$root"
    mkdir -p "$root"/{proc,dev,sys,tmp,probe}
    for package in "$cache/$1"/packages/*.deb; do
        dpkg-deb --extract "$package" "$root"
    done
    local directory
    for directory in lib lib64; do # newer packages leave it to another one that these are links
        [[ -e $root/$directory ]] || ln -s "usr/$directory" "$root/$directory"
    done
}

# put_probe ROOT JAR: the probe and what it tries, at /probe of the private root.
put_probe() {
    cp "$2" "$1/probe/threadpoolctl.jar"
    "${JAVA_HOME:+$JAVA_HOME/bin/}javac" --release 17 -d "$1/probe" -cp "$2" platform-tests/probe/*.java
}

# emulator ARCHITECTURE: qemu-user of this name, such as aarch64, from Debian's packages.
emulator() {
    local cache=$caches # all platforms have the same one
    download qemu bookworm "$(dpkg --print-architecture)" qemu-user-static
    unpack qemu "$work/qemu"
    emulator=$(realpath "$work/qemu/usr/bin/qemu-$1-static")
}

# How the kernel recognises a program of another processor: the head of its ELF file, where the mask leaves open for which
# ABI it is, and whether it is a program or a shared object.
elf_little='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00'
elf_big='\x7fELF\x02\x02\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02'
mask_little='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
mask_big='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff'
binfmt_of() {
    case $1 in
        *qemu-aarch64-static) echo ":emulated:M::$elf_little\\xb7\\x00:$mask_little:$1:F" ;;
        *qemu-ppc64le-static) echo ":emulated:M::$elf_little\\x15\\x00:$mask_little:$1:F" ;;
        *qemu-s390x-static) echo ":emulated:M::$elf_big\\x00\\x16:$mask_big:$1:F" ;;
        '') ;;
        *) die "no head of an ELF file is known for $1" ;;
    esac
}

# What Debian has for every processor, and what its libraries and a Java need.
packages_of_debian=(
    libopenblas0-{pthread,openmp,serial} libopenblas64-0-pthread libblis4-{pthread,openmp} libblis64-4-pthread libgomp1
    libc6 libgcc-s1 libstdc++6 zlib1g libgfortran5
)

# table_of_debian 12|13 TRIPLET: these libraries, as the probe has to find them.
table_of_debian() {
    local libraries=/usr/lib/$2 openblas=0.3.21 blis='process' blis_version=0.9.0
    if (($1 == 13)); then
        openblas=0.3.29 blis='thread' blis_version=1.1
    fi
    cat << END
openblas  process  pthreads  $openblas      3/1/2  $libraries/openblas-pthread/libopenblas.so.0
openblas  thread   openmp    $openblas      3/1/1  $libraries/openblas-openmp/libopenblas.so.0
openblas  process  disabled  $openblas      1/1/1  $libraries/openblas-serial/libopenblas.so.0
openblas  process  pthreads  $openblas      3/1/2  $libraries/openblas64-pthread/libopenblas64.so.0
blis      $blis    pthreads  $blis_version  3/1/2  $libraries/blis-pthread/libblis.so.4
blis      $blis    openmp    $blis_version  3/1/2  $libraries/blis-openmp/libblis.so.4
blis      $blis    pthreads  $blis_version  3/1/2  $libraries/blis64-pthread/libblis64.so.4
openmp    thread   -         -              3/1/1  $libraries/libgomp.so.1
END
}

# line_of_llvm VERSION: LLVM's runtime, which is not built for every processor.
line_of_llvm() {
    echo "openmp  thread  -  -  3/1/2  /usr/lib/llvm-$1/lib/libomp.so.5"
}

# An emulated processor is slow: small matrices, few rounds, and a compiler that is done soon.
emulated=(-XX:TieredStopAtLevel=1 -Dprobe.size=128 -Dprobe.rounds=100)

# What a library reads when it is loaded: pools of three threads, which sleep when they are idle.
environment=(OMP_NUM_THREADS=3 BLIS_NUM_THREADS=3 OMP_WAIT_POLICY=passive OPENBLAS_THREAD_TIMEOUT=4)

emulator=''

# in_root ROOT COMMAND...: runs a command in a private root, seen by nobody else, by the emulator if there is one. The
# emulator is known to this namespace only (Linux 6.7 or later), and to the processes that the command starts.
in_root() {
    local root=$1 user=()
    shift
    ((EUID == 0)) && [[ -z $emulator ]] || user=(--user --map-root-user)
    unshare "${user[@]}" --mount --propagation private bash -euc '
        root=$1 binfmt=$2
        shift 2
        for directory in proc dev sys; do
            mount --rbind "/$directory" "$root/$directory"
        done
        if [[ -n $binfmt ]]; then
            mount -t binfmt_misc none /proc/sys/fs/binfmt_misc || {
                echo "CANNOT BE RUN HERE: this kernel has no binfmt_misc for a user namespace; Linux 6.7 and later have" >&2
                exit 77
            }
            echo "$binfmt" > /proc/sys/fs/binfmt_misc/register
        fi
        exec env -i "$@"' in_root "$root" "$(binfmt_of "$emulator")" \
        LANG=C.UTF-8 PATH=/usr/bin:/bin HOME=/tmp "${environment[@]}" \
        "$(PATH=$PATH:/usr/sbin command -v chroot)" "$root" "$@"
}

# probe ROOT TABLE WHAT JAVA OPTION...: the probe in a private root, on the libraries of a table; a row of the results.
probe() {
    local root=$1 table=$2 what=$3
    shift 3
    say "$platform: $what"
    printf '%s\n' "$table" > "$root/probe/table"
    # More processors than threads, so that there is nothing to warn about on a small machine.
    in_root "$root" "$@" -XX:+UseSerialGC -XX:ActiveProcessorCount=4 --enable-native-access=ALL-UNNAMED \
        -cp /probe:/probe/threadpoolctl.jar Probe /probe/table 2>&1 < /dev/null | tee "$work/output"
    result "$what" "$(sed -n 's/^PASSED *//p' "$work/output")"
}

# How a platform was run, for the table; a script that the gate runs, or one with a helper process, says otherwise.
how="by hand on $(date +%F)"

# result WHAT SEEN: a row for the table that run.sh prints.
result() {
    mkdir -p platform-tests/target/results
    printf '| %s | %s | %s (`platform-tests/%s.sh`) |\n' "$1" "$how" "$2" "$platform" >> "platform-tests/target/results/$platform"
}
rm -f "platform-tests/target/results/$platform"
