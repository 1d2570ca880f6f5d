#!/usr/bin/env bash
# Builds ui/dist when a source of the UI is newer; the app shell embeds it, so it comes before any cargo build.
set -euo pipefail
cd "$(dirname "$0")/../ui"

stamp=dist/.built
if [ -f "$stamp" ] && [ -f dist/index.html ]; then
    newer=$(find . \( -path ./node_modules -o -path ./dist -o -path ./tests \) -prune -o -type f -newer "$stamp" -print -quit)
    if [ -z "$newer" ]; then exit 0; fi
fi
echo "ui: building"
npm run --silent build
touch "$stamp"
