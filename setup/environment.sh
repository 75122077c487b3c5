#!/bin/sh
# Makes .venv hold exactly what the given locks say. Does nothing where it already does.
# usage: setup/environment.sh requirements.txt [requirements-dev.txt]
#
# A copy of each installed lock lies in .venv; one that differs from its lock means starting afresh.
set -eu

venv=.venv

works() { "$venv/bin/python" -c '' 2>/dev/null; }

outdated() {
    for copy in "$venv"/requirements*.txt; do
        [ ! -e "$copy" ] || cmp -s "$copy" "$(basename "$copy")" || return 0
    done
    return 1
}

create() {
    python=$(setup/python.sh)
    rm -rf "$venv"
    echo "Making $venv with $("$python" -V)"
    "$python" -m venv "$venv" >"$venv.log" 2>&1 || {
        cat "$venv.log" >&2
        rm -rf "$venv"
        echo "$python could not make a virtual environment. On Debian: sudo apt-get install python3-venv" >&2
        exit 1
    }
    rm -f "$venv.log"
}

install() {
    echo "Installing what $1 lists into $venv (a minute or so)"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
        --only-binary :all: --requirement "$1"
    cp "$1" "$venv/$1"
}

if outdated || ! works; then
    create
fi
for lock; do
    [ -e "$venv/$lock" ] || install "$lock"
done
