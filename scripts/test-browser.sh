#!/usr/bin/env bash
# The journeys by clicks: in Chromium with a camera that plays a video, and in the real app window through
# WebKitWebDriver. Screenshots are kept in tests/artifacts/. Each test starts and ends its own processes.
set -euo pipefail
cd "$(dirname "$0")/.."

shopt -s nullglob
tests=(tests/browser/*.test.mjs)
if [ ${#tests[@]} = 0 ]; then
    echo "test-browser: there is no tests/browser/*.test.mjs" >&2
    exit 1
fi

mkdir -p tests/artifacts
private=$(mktemp -d)
trap 'rm -rf "$private"' EXIT
# A home of its own: the keyring that the window test unlocks must never be the reader's.
mkdir -p "$private/run" "$private/share"
chmod 700 "$private/run"

env -u WAYLAND_DISPLAY HOME="$private" XDG_RUNTIME_DIR="$private/run" XDG_DATA_HOME="$private/share" \
    GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 \
    dbus-run-session -- xvfb-run -a -s "-screen 0 800x900x24" \
    node --test --test-concurrency=1 "${tests[@]}" </dev/null
