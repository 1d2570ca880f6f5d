#!/usr/bin/env bash
# Runs a command with a display, a message bus and a home of its own, so that a window can be tested anywhere
# and never touches the reader's desktop or keyring.
set -euo pipefail

private=$(mktemp -d)
trap 'rm -rf "$private"' EXIT
mkdir -p "$private/run" "$private/share"
chmod 700 "$private/run"

env -u WAYLAND_DISPLAY HOME="$private" XDG_RUNTIME_DIR="$private/run" XDG_DATA_HOME="$private/share" \
    GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 \
    dbus-run-session -- xvfb-run -a -s "-screen 0 800x900x24" "$@" </dev/null
