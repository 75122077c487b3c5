#!/bin/sh
# Gets the images that containers are made of: keeps what is there, else pulls, else builds a look-alike on Debian.
# usage: images/get.sh
set -eu

here=$(cd "$(dirname "$0")" && pwd)

can_build() { [ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release; }

# A look-alike is kept as long as what it is made from did not change; an official image has no such label.
kept() {
    mark=$(docker image inspect --format '{{index .Config.Labels "queuewise.look-alike"}}' "$2" 2>/dev/null) || return 1
    [ -z "$mark" ] || [ "$mark" = "$("$here/fingerprint.sh" "$1")" ]
}

get() {
    if kept "$1" "$2"; then
        echo "$2 is here"
    elif docker pull --quiet "$2" 2>/dev/null; then
        echo "$2 was pulled"
    elif can_build; then
        "$here/look-alike.sh" "$1" "$2"
    else
        echo "$2 could not be pulled. Connect to a registry that has it; on Debian, root can build a look-alike." >&2
        exit 1
    fi
}

get rabbitmq rabbitmq:4-management
get redis redis:8
get python python:3.13-slim
