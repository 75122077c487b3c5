#!/bin/sh
# Writes the decision of the example anew, under the shipped rulebook. A rulebook that is not released yet may change.
set -eu

cd "$(dirname "$0")/.."
exec .venv/bin/python -m records new language=python retries=backoff results=polls unit=job code=plain loss=money \
    rerun=minutes brokers=rabbitmq --title "the shop's bills" --by Ada --by Grace \
    --dissent "Linus: Redis is there already." --why-now "The old queue lost a payment." --decided 2026-11-24 \
    >examples/decision-repository/decision.yaml
