#!/bin/sh
# Builds the fuzz targets with stable Rust and runs each for SECONDS (10); fails on a crash.
# usage: fuzz/run.sh [SECONDS] [TARGET...]
set -eu
cd "$(dirname "$0")"
seconds=${1:-10}
[ $# -gt 0 ] && shift
targets=${*:-$(sed -n 's/^name = "\(.*_.*\)"$/\1/p' Cargo.toml)}

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
# Not the developer's incremental or wrapper settings: they change nothing but the size on disk.
cargo build --release --locked --target "$host" --bins

failed=""
for target in $targets; do
    case $target in
    scan_picture) len_max=8192 ;;
    scan_frame) len_max=20000 ;;
    *) len_max=4200 ;;
    esac
    corpus=corpus/$target artifacts=artifacts/$target
    mkdir -p "$corpus" "$artifacts"
    echo "fuzz: $target for $seconds s"
    log=$artifacts/log.txt
    if "target/$host/release/$target" "$corpus" "seeds/$target" \
        -max_total_time="$seconds" -max_len="$len_max" -timeout=30 -rss_limit_mb=3000 \
        -artifact_prefix="$artifacts/" >"$log" 2>&1; then
        grep -E 'DONE|BINGO' "$log" | tail -1
    else
        tail -40 "$log"
        echo "fuzz: $target FAILED: the input is in fuzz/$artifacts" >&2
        failed="$failed $target"
    fi
done
[ -z "$failed" ]
