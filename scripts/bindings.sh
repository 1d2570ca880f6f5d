#!/usr/bin/env bash
# Writes what is generated for readers outside Rust: the UI's bindings, the description of the HTTP API, and
# its types for the example shop.
set -euo pipefail
cd "$(dirname "$0")/.."

UPDATE=1 cargo test --quiet -p bridge bindings
mkdir -p docs/api
cargo run --quiet -p operator --bin tongbaod -- openapi >docs/api/openapi.json
(cd examples/shop && npm ci --silent --no-audit --no-fund && npm run --silent types)
git status --short ui/src/bindings.gen.ts docs/api/openapi.json examples/shop/api.gen.d.ts
