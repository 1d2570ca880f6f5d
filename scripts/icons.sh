#!/usr/bin/env bash
# Draws every platform's icons from the three SVG files in icons/.
# Needs rsvg-convert (Debian: librsvg2-bin) and npx; the results are committed, so builds need neither.
set -euo pipefail
cd "$(dirname "$0")/../icons"

command -v rsvg-convert >/dev/null || { echo "icons: rsvg-convert is missing (Debian: librsvg2-bin)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The pinned Tauri command line sits in its own folder: nothing else of the project needs it.
tauri() { npx --yes --package=@tauri-apps/cli@2.12.5 -- tauri "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }

rsvg-convert -w 1024 -h 1024 tongbao.svg -o icon-1024.png
rsvg-convert -w 1024 -h 1024 tongbao-app.svg -o "$work/app.png"
rsvg-convert -w 1024 -h 1024 ground.svg -o "$work/ground.png"
cp icon-1024.png "$work/icon.png"

# Android cuts its own shape; only a circle of 66/108 of the picture is sure to be seen.
safe() {
    rsvg-convert -w 626 -h 626 --page-width 1024 --page-height 1024 --left 199 --top 199 "$1" -o "$2"
}
safe tongbao.svg "$work/coin.png"
safe mark.svg "$work/mark.png"

# Desktop: the bare coin. Android: the coin over the cinnabar ground.
cat >"$work/icons.json" <<'JSON'
{
  "default": "icon.png",
  "bg_color": "#B8402A",
  "android_bg": "ground.png",
  "android_fg": "coin.png",
  "android_fg_scale": 100,
  "android_monochrome": "mark.png"
}
JSON
tauri icon "$work/icons.json" -o "$work/out"

# iOS: full-bleed, because iOS allows no transparency.
tauri icon "$work/app.png" -o "$work/full" --ios-color '#B8402A'

rm -rf android ios
cp -r "$work/out/android" "$work/full/ios" .
cp "$work"/out/*.png "$work/out/icon.icns" "$work/out/icon.ico" .
echo "icons: drawn"
