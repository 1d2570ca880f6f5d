#!/usr/bin/env bash
# Checks that the app shell and the core compile for Android and iOS. No SDK is needed for checking; building
# an app for a phone is told in docs/mobile.md.
set -euo pipefail
cd "$(dirname "$0")/.."

has_target() { rustup target list --installed 2>/dev/null | grep -qx "$1"; }

get_target() {
    has_target "$1" && return 0
    command -v rustup >/dev/null || return 1
    rustup target add "$1" >/dev/null 2>&1
}

# A lasting place: build scripts run again when the compiler's path changes.
pretend=$PWD/${CARGO_TARGET_DIR:-target}/pretend
case ${CARGO_TARGET_DIR:-} in /*) pretend=$CARGO_TARGET_DIR/pretend ;; esac
mkdir -p "$pretend"
cp scripts/pretend-cc "$pretend/cc-pretend"
# Xcode's locator of SDKs: what asks it only wants a folder.
printf '#!/bin/sh\necho "%s"\n' "$pretend" >"$pretend/xcrun"
chmod +x "$pretend/cc-pretend" "$pretend/xcrun"

targets=()
for target in aarch64-linux-android aarch64-apple-ios; do
    if ! get_target "$target"; then
        echo "mobile: $target NOT CHECKED: this machine cannot get the target (rustup target add $target)"
        continue
    fi
    targets+=("$target")
    name=${target//-/_}
    export "CC_$name=$pretend/cc-pretend" "CXX_$name=$pretend/cc-pretend" "AR_$name=ar"
done
if [ ${#targets[@]} -gt 0 ]; then
    # All at once: while the last crates of one are waited for, there is work on another.
    SDKROOT=$pretend PATH=$pretend:$PATH cargo check --locked -p tongbao-app --lib "${targets[@]/#/--target=}"
fi
echo "mobile: ${#targets[@]} of 2 targets checked${targets[*]:+: ${targets[*]}}"
