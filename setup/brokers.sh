#!/bin/sh
# Gets RabbitMQ and Redis: images where a Docker engine answers, else programs from Debian or Homebrew.
# The app starts them itself, privately and for as long as it needs them; nothing is left running here.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

if docker version >/dev/null 2>&1; then
    "$here/../images/get.sh"
elif command -v apt-get >/dev/null; then
    "$here/debian.sh" rabbitmq-server redis-server
elif command -v brew >/dev/null; then
    brew install rabbitmq redis
else
    echo "Found neither a Docker engine, nor apt-get, nor Homebrew to get RabbitMQ and Redis with." >&2
    echo "Install Docker, or RabbitMQ 4 and Redis, such that rabbitmq-server and redis-server are on the PATH." >&2
    exit 1
fi
