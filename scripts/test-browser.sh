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
scripts/on-display.sh node --test --test-concurrency=1 "${tests[@]}"
