#!/bin/sh
# apt-get for Debian trixie with a state of its own: it installs nothing, and this machine's own apt stays as it is.
# usage: images/apt.sh FOLDER COMMAND [ARGUMENT]...
#
# FOLDER/status says what counts as installed (nothing, if there is none); downloads go to FOLDER/archives.
set -eu

suite=trixie
work=$1
shift
state=${XDG_CACHE_HOME:-$HOME/.cache}/queuewise/$suite

# Where this machine gets Debian's packages from serves the other suite, too.
mine=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
list=/etc/apt/sources.list.d/debian.sources
[ -s "$list" ] || list=/etc/apt/sources.list
mkdir -p "$state/lists/partial" "$work/archives/partial"
sed "s/$mine/$suite/g" "$list" >"$work/$(basename "$list")"
[ -e "$work/status" ] || : >"$work/status"

private() {
    apt-get -qq --yes -o Dir::Etc::sourcelist="$work/$(basename "$list")" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State="$state" -o Dir::State::status="$work/status" \
        -o Dir::Cache="$state" -o Dir::Cache::archives="$work/archives" \
        -o APT::Install-Recommends=false -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

private update
private "$@"
