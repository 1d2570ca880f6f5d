#!/usr/bin/env bash
# Licences, sources, bans and, where the data base can be had, security advisories of all dependencies.
# usage: deny.sh [--install], which only installs cargo-deny
set -euo pipefail
cd "$(dirname "$0")/.."

version=0.20.2
if [ "$(cargo deny --version 2>/dev/null)" != "cargo-deny $version" ]; then
    echo "deny: installing cargo-deny $version (a few minutes, once)"
    # A debug build takes half the time and is fast enough for one look at one lockfile.
    CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deny --version "$version" --locked --debug --quiet
fi
[ "${1:-}" != --install ] || exit 0

cargo deny --all-features --locked check --hide-inclusion-graph licenses bans sources

# The data base is a git repository on GitHub, which not every machine reaches.
if timeout 60 cargo deny fetch db >/dev/null 2>&1; then
    cargo deny --all-features --locked check --disable-fetch advisories
else
    echo "deny: advisories NOT CHECKED: the data base of advisories cannot be fetched from here"
fi
