#!/usr/bin/env bash
# Measures the cascade of decoders beside each of them alone and beside zxing-cpp, on the same pictures.
# Arguments choose sets by a part of their names: scripts/bench-decoders.sh zxing-qrcode live
set -euo pipefail
cd "$(dirname "$0")/../benches/decoders"

if ! command -v cmake >/dev/null; then
    echo "bench-decoders: zxing-cpp is built from C++: install cmake and a C++ compiler (apt-get install cmake g++)"
    exit 1
fi
exec cargo run --locked --release --quiet -- "$@"
