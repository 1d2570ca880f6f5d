#!/usr/bin/env bash
# Fuzzes a running demo operator by docs/api/openapi.json: no answer of 500 and above, none that the
# description does not have, and no accepted nonsense. `tongbaod` has to be built.
# usage: scripts/fuzz-api.sh [SCHEMATHESIS-ARGUMENTS...]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
hooks=$root/tests/attacks/schemathesis
target=${CARGO_TARGET_DIR:-$root/target}
tongbaod=$target/debug/tongbaod
schemathesis=$target/schemathesis/bin/schemathesis

if [ ! -x "$schemathesis" ]; then
    echo "fuzz-api: NOT CHECKED: the fuzzer needs Python 3.11 or newer with venv; then: scripts/setup.sh test"
    exit 0
fi

data=$(mktemp -d)
server=
finish() {
    # What went wrong inside stands only in the operator's log.
    if [ $? != 0 ] && [ -f "$data/log" ]; then grep -E 'ERROR|panicked|^error' "$data/log" | tail -20 >&2 || true; fi
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$data"
}
trap finish EXIT

# A free port, below those that clients are given: the wait below could be given it, and talk to itself.
port=$("$target/schemathesis/bin/python" -c '
import random, socket
while True:
    port = random.randrange(10000, 32000)
    try: socket.socket().bind(("127.0.0.1", port))
    except OSError: continue
    break
print(port)')
"$tongbaod" init-demo --data "$data" --listen "127.0.0.1:$port" >/dev/null
# The fuzzer is one address and one device: the limits on both have tests of their own.
sed -i.made 's/^\[limit\]$/&\
per_ip_per_minute = 1000000\
per_device_per_minute = 1000000\
enrolments_per_handle_per_hour = 1000000\
enrolments_per_ip_per_hour = 1000000/' "$data/operator.toml"
"$tongbaod" serve --data "$data" >"$data/log" 2>&1 &
server=$!
for _ in $(seq 200); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
    sleep 0.1
done

export FUZZ_DATA=$data FUZZ_LOG=$data/log FUZZ_URL=http://127.0.0.1:$port
export PYTHONPATH=$hooks PYTHONDONTWRITEBYTECODE=1 NO_PROXY='*'
# In the folder of this run: what the fuzzer leaves behind goes with it.
cd "$data"
"$schemathesis" --config-file "$hooks/schemathesis.toml" run "$root/docs/api/openapi.json" \
    --url "$FUZZ_URL" --warnings off "$@"

# Nothing of it may have made or lost money, or ended the operator.
kill -0 "$server"
"$tongbaod" audit --data "$data"
