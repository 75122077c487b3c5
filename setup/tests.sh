#!/bin/sh
# Runs every test. Those that only compute or draw run beside those that mostly wait for a broker.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python
mkdir -p .cache
printed=.cache/computing.txt
drawing="tests/e2e/test_topology.py tests/e2e/test_replay.py" # a browser, but neither the app nor a broker
# shellcheck disable=SC2086 # a list of files
"$python" -m pytest tests/unit tests/pages $drawing >"$printed" 2>&1 &
computing=$!
trap 'kill "$computing" 2>/dev/null; exit 130' INT TERM
status=0
# shellcheck disable=SC2046 # a list of options
"$python" -m pytest --durations=15 tests/brokers tests/e2e $(printf -- '--ignore=%s ' $drawing) || status=$?
wait "$computing" || status=$?
cat "$printed"
exit "$status"
