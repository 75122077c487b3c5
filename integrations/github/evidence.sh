#!/usr/bin/env bash
# Lists the accepted answers that files of the project contradict, and fails if there is one.
set -euo pipefail

# The names of files are printed, and GitHub would obey one that looks like a command of its own.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token"
trap 'echo "::$token::"' EXIT
"$RUNNER_TEMP/queuewise/bin/queuewise" evidence "$FOLDER" --against "$DECISION" ${RULEBOOK:+--rulebook "$RULEBOOK"}
