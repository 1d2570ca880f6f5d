#!/usr/bin/env bash
# Starts the demo: an operator on SQLite with people, shops and a few payments, and the wallet in a window, or
# for a browser where there is no display. Everything lives in .demo/ and is found again by the next start.
# Ctrl-C, or closing the window, ends everything.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh run
scripts/build-ui.sh

window=no
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then window=yes; fi
echo "build: the first time this takes some minutes"
if [ $window = yes ]; then
    cargo build --locked -p operator -p issuer -p tongbao-app
else
    cargo build --locked -p operator -p issuer -p browser
fi
programs=${CARGO_TARGET_DIR:-target}/debug

demo=$PWD/.demo
listen=127.0.0.1:${TONGBAO_DEMO_PORT:-8700}
issuer=127.0.0.1:${TONGBAO_ISSUER_PORT:-8702}
log=$demo/operator.log
issuer_log=$demo/issuer.log
mkdir -p "$demo/operator" "$demo/wallet"
chmod 700 "$demo"

children=()
finish() {
    trap - EXIT INT TERM HUP
    [ ${#children[@]} = 0 ] || kill "${children[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
}
trap finish EXIT
# Being told to end is how a demo ends well.
trap 'exit 0' INT TERM HUP

# Where the demo listens is settled at its first start: its labels and tills name the address.
[ ! -f "$demo/operator/demo.json" ] || listen=$(node scripts/demo.mjs where "$demo/operator")
node scripts/demo.mjs free "$listen" || exit 1
# A second time this changes nothing and writes the balances of today.
"$programs/tongbaod" --data "$demo/operator" init-demo --campaign --owner --listen "$listen" \
    --issuer "$issuer" >/dev/null
# The sandbox issuer confirms cards; a demo from before there was one goes on without.
issuer=$(node scripts/demo.mjs issuer "$demo/operator")
if [ -n "$issuer" ]; then
    node scripts/demo.mjs free "$issuer" || exit 1
    NO_COLOR=1 "$programs/tongbao-issuer" --data "$demo/issuer" serve --listen "$issuer" \
        --operator "demo.tongbao=$demo/operator/keys/issuer.secret" >>"$issuer_log" 2>&1 &
    children+=("$!")
fi
touch "$issuer_log"
NO_COLOR=1 "$programs/tongbaod" --data "$demo/operator" serve >>"$log" 2>&1 &
operator=$!
children+=("$operator")
node scripts/demo.mjs ready "$listen" "$operator" || { tail -n 20 "$log" >&2; exit 1; }
node scripts/demo.mjs who "$demo/operator"
[ -z "$issuer" ] || { echo 'Cards to bind, of the sandbox issuer (settings, cards):'; "$programs/tongbao-issuer" cards; echo; }

# One-time codes are in the operator's and the issuer's log, because the demo sends no mail: show them as they come.
tail --pid="$operator" -n 0 -F "$log" "$issuer_log" 2>/dev/null | node scripts/demo.mjs codes &
children+=("$!")

export TONGBAO_HOME=$demo/wallet TONGBAO_OPERATOR=http://$listen
if [ $window = yes ]; then
    "$programs/tongbao-app" &
else
    "$programs/tongbao-browser" --home "$demo/wallet" --ui ui/dist --port "${TONGBAO_BROWSER_PORT:-8701}" &
fi
wallet=$!
children+=("$wallet")

# Whichever ends first ends the other.
wait -n "$operator" "$wallet" || true
