#!/usr/bin/env bash
# Makes this machine ready: `setup.sh run` for `make run`, `setup.sh test` for `make test` (which needs more),
# `setup.sh bench` for `make bench` (which compares with a decoder in C++).
# On Debian and Ubuntu it installs what is missing; elsewhere it says what to install. Fast when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

level=${1:-run}
wanted=$level
case $level in
run | test) ;;
bench) level=test ;;
*)
    echo "usage: setup.sh run|test|bench" >&2
    exit 2
    ;;
esac

say() { echo "setup: $*"; }
fail() {
    echo "setup: $*" >&2
    exit 1
}

# at_least HAVE WANT: compares dotted versions.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# --- Rust and Node: installed by the reader, because everyone has a way of their own.

rust_wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
check_rust() {
    local have
    have=$(rustc --version 2>/dev/null | cut -d ' ' -f 2) || true
    [ -n "$have" ] && command -v cargo >/dev/null ||
        fail "Rust is missing. Install rustup (https://rustup.rs), then: rustup toolchain install stable"
    at_least "$have" "$rust_wanted" ||
        fail "Rust $rust_wanted or newer is needed, this is $have. With rustup: rustup update stable"
}

check_node() {
    local have
    have=$(node --version 2>/dev/null | tr -d v) || true
    [ -n "$have" ] && command -v npm >/dev/null ||
        fail "Node is missing. Install Node 20.19 or newer with npm (https://nodejs.org)"
    at_least "$have" 20.19.0 || fail "Node 20.19 or newer is needed, this is $have"
}

# --- Packages of the system.

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# Build tools always; the web view only where a window can open or is tested.
packages=(build-essential pkg-config ca-certificates)
if [ "$level" = test ] || has_display; then
    packages+=(libwebkit2gtk-4.1-dev libdbus-1-dev fonts-noto-cjk)
    packages+=(gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad)
    packages+=(gstreamer1.0-libav gstreamer1.0-gl gstreamer1.0-pipewire)
fi
if [ "$level" = test ]; then
    packages+=(openssl python3 python3-venv git xvfb xauth webkit2gtk-driver dbus-x11 gnome-keyring ffmpeg postgresql faketime)
fi

if [ "$wanted" = bench ]; then packages+=(cmake); fi

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

# Debian has Chromium as a package; on Ubuntu it comes under another name.
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
chromium_package() {
    # Read to its end: a reader that stops early makes the writer fail, and with it the pipe.
    local found
    found=$(apt-cache show chromium 2>/dev/null | sed -n 's/^Version: //p')
    if [ -n "$found" ]; then echo chromium; else echo chromium-browser; fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        # Without a terminal nobody can type a password: fail at once instead of waiting.
        if [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi
    else
        fail "not root and no sudo. As root: $*"
    fi
}

install_packages() {
    local missing=() package
    for package in "${packages[@]}"; do installed "$package" || missing+=("$package"); done
    local browser=no
    if [ "$level" = test ] && ! has_chromium; then browser=yes; fi
    if [ ${#missing[@]} = 0 ] && [ $browser = no ]; then return; fi
    say "installing ${missing[*]:-}$([ $browser = yes ] && echo ' chromium')"
    as_root apt-get update -qq
    if [ $browser = yes ]; then missing+=("$(chromium_package)"); fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 "${missing[@]}" </dev/null >/dev/null
}

# Elsewhere: says what is missing, by what it is rather than by a package's name.
missing=()
need() { "${@:2}" >/dev/null 2>&1 || missing+=("$1"); }
# The plugin that reads a camera stands for all of them.
has_camera_plugin() { find /usr/lib /usr/lib64 -name libgstvideo4linux2.so 2>/dev/null | grep -q .; }
has_python() { python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'; }
look_around() {
    need "a C compiler" command -v cc
    if [ "$(uname -s)" = Linux ] && { [ "$level" = test ] || has_display; }; then
        need "pkg-config" command -v pkg-config
        need "WebKitGTK 4.1 with headers" pkg-config --exists webkit2gtk-4.1
        need "D-Bus with headers" pkg-config --exists dbus-1
        need "GStreamer's plugins (base, good)" has_camera_plugin
    fi
    if [ "$level" = test ]; then
        need "git" command -v git
        need "Xvfb with xvfb-run" command -v xvfb-run
        need "WebKitWebDriver" command -v WebKitWebDriver
        need "Chromium" has_chromium
        need "gnome-keyring-daemon" command -v gnome-keyring-daemon
        need "dbus-run-session" command -v dbus-run-session
        need "ffmpeg" command -v ffmpeg
        need "openssl" command -v openssl
        need "Python 3.11 or newer with venv" has_python
        need "PostgreSQL 15 or newer (server)" command -v initdb
    fi
    if [ "$wanted" = bench ]; then need "CMake" command -v cmake; fi
    [ ${#missing[@]} = 0 ] && return
    say "this is no Debian or Ubuntu; please install:"
    printf '  - %s\n' "${missing[@]}"
    exit 1
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    install_packages
else
    look_around
fi
check_rust
check_node

# --- Packages of npm: installed again only when the lockfile changed.

npm_install() {
    local folder=$1 stamp=$1/node_modules/.lock-seen
    [ -f "$folder/package-lock.json" ] || return 0
    cmp -s "$folder/package-lock.json" "$stamp" && return 0
    say "npm ci in $folder"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error </dev/null)
    mkdir -p "$folder/node_modules"
    cp "$folder/package-lock.json" "$stamp"
}
npm_install ui
if [ "$level" = test ]; then npm_install tests/browser; fi

# --- The API fuzzer, in a Python environment of its own; installed again only when its list changed.

install_fuzzer() {
    local wanted=tests/attacks/schemathesis/requirements.txt folder=${CARGO_TARGET_DIR:-target}/schemathesis
    cmp -s "$wanted" "$folder/.list-seen" && return 0
    if ! has_python 2>/dev/null; then
        say "no Python 3.11 or newer with venv: the API fuzzer is left out"
        return 0
    fi
    say "installing the API fuzzer"
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-input --require-hashes -r "$wanted"
    cp "$wanted" "$folder/.list-seen"
}
if [ "$level" = test ]; then install_fuzzer; fi

# --- Rust's parts for the tests.

if [ "$level" = test ]; then
    for part in rustfmt clippy; do
        if ! cargo "${part/rustfmt/fmt}" --version >/dev/null 2>&1; then
            say "adding $part"
            rustup component add "$part"
        fi
    done
fi
