#!/bin/sh
# Gets Node.js with npm, and puts exactly what each demo's package-lock.json lists beside it. No package runs a script
# of its own on the way. Does nothing where all is there.
# usage: setup/node.sh [--look | --tests]
#   --look only tells, by its exit code, whether Node.js 18 and npm are here; --tests gets what tests need as well
set -eu

here=$(cd "$(dirname "$0")" && pwd)

works() {
    command -v npm >/dev/null && node -e 'process.exit(Number(process.versions.node.split(".")[0] < 18))' 2>/dev/null
}

get() {
    if command -v apt-get >/dev/null; then
        "$here/debian.sh" nodejs npm
    elif command -v brew >/dev/null; then
        brew install node
    fi
}

is_installed() { (cd "$1" && npm ls >/dev/null 2>&1); }

install() {
    echo "Installing what $1/package-lock.json lists"
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
}

if [ "${1:-}" = --look ]; then
    works
    exit
fi
works || get
works || {
    echo "Found no Node.js 18 or newer with npm. Install both, such that node and npm are on the PATH." >&2
    exit 1
}
tests=
[ "${1:-}" != --tests ] || tests=$here/../tests/unit/records/readers/package-lock.json
for lock in "$here"/../demos/stories/*/package-lock.json ${tests:+"$tests"}; do
    folder=$(cd "$(dirname "$lock")" && pwd)
    is_installed "$folder" || install "$folder"
done
