#!/bin/sh
# Makes sure that a Docker engine answers: starts one if none does, and waits until it replies.
# Starts one only as root on Linux; anyone else is told what to do.
set -eu

patience=60 # seconds
log=${TMPDIR:-/tmp}/queuewise-dockerd.log

answers() { docker version >/dev/null 2>&1; }

explain() {
    echo "No Docker engine answers on ${DOCKER_HOST:-the default socket}." >&2
    echo "$1" >&2
    exit 1
}

# A machine that was cut off keeps the number of an engine that is no more, and by now another process may bear it.
forget_the_dead() {
    pgrep -x dockerd >/dev/null 2>&1 || rm -f /run/docker.pid /run/docker/containerd/containerd.pid
}

start() {
    if [ -d /run/systemd/system ]; then
        systemctl start docker
    else
        forget_the_dead
        # Its own session and no inherited pipe, so that it outlives this shell and nobody waits for its output.
        setsid dockerd >"$log" 2>&1 </dev/null &
    fi
}

command -v docker >/dev/null || explain "Install Docker (on Debian: apt-get install docker.io) and try again."
answers && exit 0
[ "$(uname -s)" = Linux ] || explain "Start Docker Desktop, or another Docker engine, and try again."
[ "$(id -u)" = 0 ] || explain "Start it (sudo systemctl start docker), or join its group (sudo adduser $(id -un) docker)."
command -v dockerd >/dev/null || explain "Install it (on Debian: apt-get install docker.io) and try again."

start
waited=0
until answers; do
    if [ "$waited" -ge "$patience" ]; then
        [ ! -e "$log" ] || tail -n 30 "$log" >&2
        explain "dockerd was started and did not reply within $patience s. The last lines of its log are above."
    fi
    sleep 1
    waited=$((waited + 1))
done
