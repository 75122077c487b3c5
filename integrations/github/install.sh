#!/usr/bin/env bash
# Installs `queuewise` from this very version into an environment of its own, so that nothing of the project is touched.
set -euo pipefail

python -m venv "$RUNNER_TEMP/queuewise"
"$RUNNER_TEMP/queuewise/bin/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH/../.."
