#!/usr/bin/env bash
# Builds the fuzz targets with stable Rust and runs each for SECONDS (10), as many at once as there
# are cores; fails on a crash.
# usage: fuzz/run.sh [--build] [SECONDS] [TARGET...]; with --build they are only built
set -euo pipefail
cd "$(dirname "$0")"

# run_one TARGET SECONDS: one target from its seeds and from what earlier runs found.
run_one() {
    local target=$1 seconds=$2 len_max=4200
    case $target in
    scan_picture) len_max=8192 ;;
    scan_frame) len_max=20000 ;;
    esac
    local corpus=corpus/$target artifacts=artifacts/$target seeds=()
    mkdir -p "$corpus" "$artifacts"
    for folder in "seeds/$target" "seeds/made/$target"; do [ ! -d "$folder" ] || seeds+=("$folder"); done
    local log=$artifacts/log.txt
    if "$FUZZ_PROGRAMS/$target" "$corpus" "${seeds[@]}" \
        -max_total_time="$seconds" -max_len="$len_max" -timeout=30 -rss_limit_mb=3000 \
        -artifact_prefix="$artifacts/" >"$log" 2>&1; then
        echo "fuzz: $target: $(grep -E 'DONE|BINGO' "$log" | tail -1)"
    else
        tail -40 "$log"
        echo "fuzz: $target FAILED: the input is in fuzz/$artifacts" >&2
        return 1
    fi
}
if [ "${1:-}" = --one ]; then
    run_one "$2" "$3"
    exit
fi

is_run=yes
if [ "${1:-}" = --build ]; then
    is_run=no
    shift
fi
seconds=${1:-10}
[ $# -gt 0 ] && shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || for file in src/bin/*.rs; do targets+=("$(basename "$file" .rs)"); done

# What `cargo fuzz` sets on nightly, less the sanitizer: our code is safe Rust, so that a fault is
# a panic, and coverage is all that libFuzzer needs to find its way. These flags are stable.
# Naming the target keeps them away from build scripts and macros.
host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module \
-Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares"
export CARGO_TARGET_DIR="$PWD/target"
# A short look is not worth a long build.
profile=release
[ "$seconds" -ge 10 ] || profile=smoke
cargo build --profile "$profile" --locked --target "$host" --bins
[ $is_run = yes ] || exit 0
export FUZZ_PROGRAMS=$CARGO_TARGET_DIR/$host/$profile

node seeds.mjs
echo "fuzz: ${#targets[@]} targets, $seconds s each"
printf '%s\0' "${targets[@]}" | xargs -0 -P "$(nproc 2>/dev/null || sysctl -n hw.ncpu)" -I '{}' ./run.sh --one '{}' "$seconds"
