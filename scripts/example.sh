#!/usr/bin/env bash
# Opens the example shop (examples/shop) on the demo operator that `make run` has started: gives it a key and a
# webhook of the first shop of the demo, and takes both back when it ends.
set -euo pipefail
cd "$(dirname "$0")/.."

demo=$PWD/.demo/operator
tongbaod=${CARGO_TARGET_DIR:-target}/debug/tongbaod
[ -x "$tongbaod" ] && [ -f "$demo/demo.json" ] || { echo 'start the demo first: make run' >&2; exit 1; }
port=${PORT:-8710}
# Prints one part of the JSON on standard input.
part() { node -p "JSON.parse(require('fs').readFileSync(0, 'utf8'))$1"; }
desk() { "$tongbaod" --data "$demo" --json "$@"; }

merchant=$(part .merchants[0].merchant <"$demo/demo.json")
url=http://$(node scripts/demo.mjs where "$demo")
key=$(desk merchant key create --merchant "$merchant" --name 'Example shop' --scope orders:write --scope orders:read)
webhook=$(desk webhook create --merchant "$merchant" --url "http://127.0.0.1:$port/told") || webhook=
finish() {
    desk merchant key revoke --merchant "$merchant" --key "$(part .key <<<"$key")" >/dev/null
    [ -z "$webhook" ] || desk webhook close "$(part .webhook <<<"$webhook")" >/dev/null
}
trap finish EXIT
trap 'exit 0' INT TERM HUP

[ -n "$webhook" ] || echo 'no webhook: the shop asks instead (a demo from before there were webhooks)'
secret=
[ -z "$webhook" ] || secret=$(part .secret <<<"$webhook")
OPERATOR_URL=$url SHOP_KEY=$(part .secret <<<"$key") WEBHOOK_SECRET=$secret PORT=$port SALES=.demo/sales.jsonl \
    node examples/shop/shop.mjs
