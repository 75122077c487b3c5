#!/bin/sh
# Gets what the tests need beside Python's packages: a Docker engine with compose and the images, brokers, Chromium,
# Node.js with the packages of npm that demos and tests need, Pango, adr-tools and git.
# On Debian root gets all of it; anyone else is told what is missing, and those tests are skipped.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

has() { command -v "$1" >/dev/null; }
has_engine() { docker version >/dev/null 2>&1 || has dockerd; }
has_compose() { docker compose version >/dev/null 2>&1; }
has_rabbitmq() { [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || has rabbitmq-server; }
has_chromium() { has chromium || has chromium-browser || has google-chrome; }
has_node() { "$here/node.sh" --look; }
has_library() {
    "$("$here/python.sh")" -c 'import sys; from ctypes.util import find_library as f; sys.exit(not f(sys.argv[1]))' "$1"
}
has_venv() { "$("$here/python.sh")" -c 'import ensurepip' 2>/dev/null; }

# Prints the Debian packages that bring what is not here.
lacking() {
    has_engine || echo docker.io
    has ip || echo iproute2
    has_rabbitmq || echo rabbitmq-server
    has redis-server || echo redis-server
    has_chromium || echo chromium
    has_node || printf '%s\n' nodejs npm
    has_library pango-1.0 || echo libpango-1.0-0
    has_library pangoft2-1.0 || echo libpangoft2-1.0-0
    has_library harfbuzz-subset || echo libharfbuzz-subset0
    has_venv || echo python3-venv
    has adr || echo adr-tools
    has git || echo git
}

# Debian 12 has no compose that reads today's files; the plugin of Debian 13 is a single program that runs there, too.
install_compose() {
    work=$(mktemp -d)
    plugins=/usr/local/lib/docker/cli-plugins
    (cd "$work" && "$here/../images/apt.sh" "$work" download docker-compose && dpkg -x docker-compose_*.deb unpacked)
    mkdir -p "$plugins"
    install "$work/unpacked/usr/libexec/docker/cli-plugins/docker-compose" "$plugins/docker-compose"
    rm -rf "$work"
    has_compose
}

on_debian_as_root() {
    packages=$(lacking)
    # shellcheck disable=SC2086 # one word a package
    [ -z "$packages" ] || "$here/debian.sh" $packages
    "$here/engine.sh"
    has_compose || install_compose
    "$here/node.sh" --tests
    "$here/../images/get.sh"
}

name_what_is_missing() {
    for package in $(lacking); do
        echo "Missing: $package. The tests that need it are skipped."
    done
    has_compose || echo "Missing: docker compose. The tests that need it are skipped."
    ! has_node || "$here/node.sh" --tests || echo "The tests that need Node.js are skipped."
    if docker version >/dev/null 2>&1; then
        "$here/../images/get.sh" || echo "The tests that need the images are skipped."
    else
        echo "No Docker engine answers. The tests that need containers are skipped."
    fi
}

if [ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release; then
    on_debian_as_root
else
    name_what_is_missing
fi
