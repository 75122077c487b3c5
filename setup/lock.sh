#!/bin/sh
# Locks requirements*.in into requirements*.txt: for Python 3.11 and newer on every system, a hash for every file,
# and no address of an index, so that any mirror serves it.
# usage: setup/lock.sh [--upgrade]
set -eu

for list in requirements requirements-dev; do
    .venv/bin/uv pip compile --quiet "$@" --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
        --output-file "$list.txt" "$list.in"
done
