#!/bin/sh
# Runs every test. Those that only compute run beside those that mostly wait for a broker.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python
mkdir -p .cache
printed=.cache/computing.txt
"$python" -m pytest tests/unit tests/pages >"$printed" 2>&1 &
computing=$!
trap 'kill "$computing" 2>/dev/null; exit 130' INT TERM
status=0
"$python" -m pytest --durations=15 tests/brokers tests/e2e || status=$?
wait "$computing" || status=$?
cat "$printed"
exit "$status"
