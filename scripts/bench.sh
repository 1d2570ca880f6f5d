#!/usr/bin/env bash
# Measures on this machine, each number beside its yardstick in the same run. Nothing here is asserted by a test.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh bench
scripts/build-ui.sh
# The programs that the bench starts, in its own profile; the same packages each time, so that cargo settles on
# the same features and builds nothing twice.
packages=(-p operator -p tongbao-app -p tests -p bank-sqlite -p promotion)
cargo build --locked --profile bench --bins --benches "${packages[@]}"
cargo bench --locked "${packages[@]}" --bench payments
# The rules and the store alone by size of batch; the whole stack by part; a bank as it grows (GROWTH_ROWS=1000000
# for a shorter look: ten million rows take some minutes and 6 GB); the best combination of 28 coupons; a shop's bill of
# a day with a million orders, in time and memory (BILL_ORDERS); 200 tills that scan at the same moment.
for bench in teller service payer_codes growth combination bills tills; do
    cargo bench --locked "${packages[@]}" --bench "$bench"
done

# The bank on PostgreSQL, beside pgbench on the same server.
cargo bench --locked -p bank-postgres --bench payments

# What coupons, draws and budgets cost a payment, on both stores, beside plain payments.
cargo bench --locked "${packages[@]}" --bench promotion
cargo bench --locked -p bank-postgres --bench promotion

# The window's first screen, in the release profile, with a home and a display of its own.
programs=$PWD/${CARGO_TARGET_DIR:-target}/release
case ${CARGO_TARGET_DIR:-} in /*) programs=$CARGO_TARGET_DIR/release ;; esac
TONGBAO_PROGRAMS=$programs scripts/on-display.sh node tests/browser/cold-start.mjs
ls -l "$programs/tongbao-app" | awk '{ printf "the app, before it is stripped: %.1f MB\n", $5 / 1e6 }'

# Our cascade of decoders beside others, on the same pictures.
scripts/bench-decoders.sh
