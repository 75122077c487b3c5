#!/bin/sh
# Takes options or a configuration file as the first argument, and steps down from root, as the official image does.
set -eu

case "${1:-}" in
    -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "${1:-}" = redis-server ]; then
    # The official build answers other hosts without a password; Debian's has to be told to.
    set -- "$@" --protected-mode no
    if [ "$(id -u)" = 0 ]; then
        chown -R redis /data
        exec gosu redis "$@"
    fi
fi

exec "$@"
