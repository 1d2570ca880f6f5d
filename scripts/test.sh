#!/usr/bin/env bash
# Everything that must hold, from a fresh clone: `make test`. Stops at the first failure; prints the seconds of
# each step and, last, how many tests passed and failed over all runners.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
# On a fresh clone nothing is built twice, so the books kept for rebuilding only cost time.
if [ -n "${CI:-}" ] || [ ! -d "${CARGO_TARGET_DIR:-target}/debug" ]; then export CARGO_INCREMENTAL=0; fi
# Clippy's driver is the compiler too: one build lints, and makes what the tests run, where `cargo clippy` before it
# would read everything a second time. Its arguments come as `cargo clippy -- -D warnings` hands them over.
export RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__
# Nobody debugs these programs, and writing down every line of them takes a fifth of the compiler's time.
export CARGO_PROFILE_DEV_DEBUG=none CARGO_PROFILE_TEST_DEBUG=none
# Most of what tests do is to wait: for a disk, a server, another process.
cores=$(nproc 2>/dev/null || sysctl -n hw.ncpu)
export RUST_TEST_THREADS=${RUST_TEST_THREADS:-$((4 * cores))}

log=$(mktemp)
out=$(mktemp)
times=()
ahead=
end_ahead() { [ -z "$ahead" ] || kill -- "-$ahead" 2>/dev/null || true; }
trap 'rm -f "$log" "$out"; end_ahead' EXIT
# A step in the background does not hear Ctrl-C: it is told with the rest of the group.
trap 'trap - INT TERM; end_ahead; kill 0; exit 130' INT TERM

# Adds up what cargo test ("test result: ok. 3 passed; 0 failed"), node ("# pass 3" or, on a terminal, "ℹ pass 3")
# and vitest ("Tests  3 passed (3)") print of themselves.
count() {
    awk '
        /^test result:/ { passed += $4; failed += $6 }
        /^(#|ℹ) pass / { passed += $3 }
        /^(#|ℹ) fail / { failed += $3 }
        / Tests / { for (i = 2; i <= NF; i++) { if ($i == "passed") passed += $(i-1); if ($i == "failed") failed += $(i-1) } }
        END { printf "%d passed, %d failed\n", passed, failed }
    ' < <(sed 's/\x1b\[[0-9;]*m//g' "$log")
}

finish() {
    echo
    printf '%s\n' "${times[@]}"
    echo "total $SECONDS s"
    count
}

step() {
    local name=$1 begin=$SECONDS
    shift
    echo
    echo "=== $name"
    local status=0 runner shower
    # Through a file and not a pipe: a process that a step leaves behind would keep a pipe open for ever.
    : >"$out"
    "$@" </dev/null >"$out" 2>&1 &
    runner=$!
    tail -n +1 -s 0.2 -f --pid="$runner" "$out" &
    shower=$!
    wait "$runner" || status=$?
    wait "$shower" || true
    cat "$out" >>"$log"
    if [ $status = 0 ]; then
        times+=("$(printf '%5d s  %s' $((SECONDS - begin)) "$name")")
        return
    fi
    times+=("$(printf '%5d s  %s  FAILED' $((SECONDS - begin)) "$name")")
    finish
    echo "make test: FAILED at: $name" >&2
    exit 1
}

# What the last steps compile is compiled beside the tests that wait, and gives way to them. What fails in it fails
# again, and is told, in the step that needs it. In a group of its own, so that it can be ended.
begin_ahead() {
    set -m
    nice -n 19 bash -c 'scripts/deny.sh --install; fuzz/run.sh --build 2; scripts/check-mobile.sh' \
        </dev/null >/dev/null 2>&1 &
    ahead=$!
    set +m
}

await_ahead() {
    local begin=$SECONDS
    wait "$ahead" || true
    ahead=
    times+=("$(printf '%5d s  the rest of what was compiled ahead' $((SECONDS - begin)))")
}

in_ui() { (cd ui && npm run --silent "$1"); }
in_example() { (cd examples/shop && npm ci --silent --no-audit --no-fund && npm run --silent check); }

step "set-up" scripts/setup.sh test
step "format" cargo fmt --all --check
step "ui: lint and types" in_ui lint
step "ui: tests" in_ui test
step "ui: accessibility" in_ui access
step "ui: build" scripts/build-ui.sh
step "example: types" in_example
# Programs and tests in one build, so that tests that start processes find them and nothing is built twice.
step "build, with clippy" cargo build --workspace --all-targets --locked
begin_ahead
step "rust tests" cargo test --workspace --locked
step "API fuzzing" scripts/fuzz-api.sh
step "browser and window tests" scripts/test-browser.sh
await_ahead
step "fuzzing for a short while" fuzz/run.sh 2
step "dependencies" scripts/deny.sh
step "phones" scripts/check-mobile.sh

finish
