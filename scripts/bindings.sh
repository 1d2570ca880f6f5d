#!/usr/bin/env bash
# Writes what is generated for readers outside Rust: the UI's bindings and the description of the HTTP API.
set -euo pipefail
cd "$(dirname "$0")/.."

UPDATE=1 cargo test --quiet -p bridge bindings
mkdir -p docs/api
cargo run --quiet -p operator --bin tongbaod -- openapi >docs/api/openapi.json
git status --short ui/src/bindings.gen.ts docs/api/openapi.json
