#!/bin/sh
# Steps down from root to the rabbitmq user, and keeps the cookie that it is given, as the official image does.
set -eu

case "${1:-}" in
    rabbitmq*)
        if [ "$(id -u)" = 0 ]; then
            [ "$1" != rabbitmq-server ] || chown -R rabbitmq /var/lib/rabbitmq
            exec gosu rabbitmq "$0" "$@"
        fi
        cookie=/var/lib/rabbitmq/.erlang.cookie
        if [ -n "${RABBITMQ_ERLANG_COOKIE:-}" ] && [ ! -e "$cookie" ]; then
            (umask 077 && printf %s "$RABBITMQ_ERLANG_COOKIE" >"$cookie")
        fi
        ;;
esac

exec "$@"
