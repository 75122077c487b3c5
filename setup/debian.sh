#!/bin/sh
# Installs Debian packages without starting, now or at boot, the services that they bring.
# usage: setup/debian.sh PACKAGE...
set -eu

sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
policy=/usr/sbin/policy-rc.d

# Debian asks this program whether a package may start its service; 101 says no.
if [ ! -e "$policy" ]; then
    trap '$sudo rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
    $sudo chmod 755 "$policy"
fi

echo "Installing from Debian: $*"
$sudo apt-get -qq update
# The list on standard input is empty, so that a question of apt's ends instead of waiting.
$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq --yes --no-install-recommends install "$@" >/dev/null </dev/null

if [ -d /run/systemd/system ]; then
    for service in rabbitmq-server redis-server epmd.socket epmd.service; do
        $sudo systemctl disable --quiet "$service" 2>/dev/null || true
    done
fi
