#!/usr/bin/env bash
# Measures on this machine, each number beside its yardstick in the same run. Nothing here is asserted by a test.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh run
scripts/build-ui.sh
# The programs that the benches start, in the same profile.
cargo build --locked --profile bench -p operator --bins
cargo bench --locked -p tests
