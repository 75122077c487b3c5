#!/usr/bin/env bash
# Asks whether the decision still holds, and tells GitHub: a note on the file, a line in the summary, two outputs.
# Fails as FAIL_ON says; a decision that cannot be read always fails.
set -euo pipefail

case $FAIL_ON in
    verdict | word | nothing) ;;
    *)
        echo "fail-on is \"verdict\", \"word\" or \"nothing\", not \"$FAIL_ON\"." >&2
        exit 2
        ;;
esac

code=0
says=$("$RUNNER_TEMP/queuewise/bin/queuewise" drift "$DECISION" ${RULEBOOK:+--rulebook "$RULEBOOK"} | tr '\r\n' '  ') || code=$?

case $code in
    0) change=holds level=notice ;;
    3) change=word level=warning ;;
    4) change=verdict level=error ;;
    *) exit "$code" ;;
esac

# GitHub reads % as the beginning of an escape here.
echo "::$level title=Queue decision::${says//%/%25}"
echo "$says" >>"$GITHUB_STEP_SUMMARY"
printf 'change=%s\nsays=%s\n' "$change" "$says" >>"$GITHUB_OUTPUT"

[ "$FAIL_ON" = nothing ] || [ "$change" = holds ] || { [ "$FAIL_ON" = verdict ] && [ "$change" = word ]; }
