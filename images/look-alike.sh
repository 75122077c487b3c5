#!/bin/sh
# Builds an image that looks like an official one from Debian's packages alone, for where images cannot be pulled.
# usage: images/look-alike.sh rabbitmq|redis|python TAG
#
# apt resolves and downloads, dpkg-deb unpacks, `docker import` makes the base, and the Dockerfile beside the list of
# packages finishes it. No install script runs.
set -eu

name=$1
tag=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
root=$work/root
trap 'rm -rf "$work"; docker image rm "queuewise/unpacked:$name" >/dev/null 2>&1 || true' EXIT

# Prints the packages that the list names with the given sign before them.
listed() { sed -n "s/^$1\([a-z0-9][a-z0-9.+-]*\)\$/\1/p" "$here/$name/packages"; }

# Writes a status in which exactly the packages "taken as present" are installed.
take_as_present() {
    for package in $(listed -); do
        printf 'Package: %s\nStatus: install ok installed\nVersion: 9999\nArchitecture: %s\nMulti-Arch: allowed\n' \
            "$package" "$(dpkg --print-architecture)"
        printf 'Maintainer: nobody\nDescription: taken as present\n\n'
    done >"$work/status"
}

unpack() {
    mkdir -p "$root"
    # base-files lays the links from /bin to /usr/bin and the like that the others are unpacked through.
    for package in "$work"/archives/base-files_*.deb "$work"/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar -xC "$root" --keep-directory-symlink \
            --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*'
    done
    cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
    cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
    ln -sf dash "$root/usr/bin/sh"
}

# Builds that start from the image reach the package index the way that this machine does.
trust() {
    cp -L --parents /etc/ssl/certs/ca-certificates.crt "$root"
    printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' >"$root/etc/pip.conf"
    index=$(python3 -m pip config get global.index-url 2>/dev/null || true)
    [ -z "$index" ] || echo "index-url = $index" >>"$root/etc/pip.conf"
}

finish() {
    tar -C "$root" --owner=0 --group=0 --numeric-owner -c . | docker import - "queuewise/unpacked:$name" >/dev/null
    docker build --force-rm --label "queuewise.look-alike=$("$here/fingerprint.sh" "$name")" --tag "$tag" "$here/$name"
}

echo "Building a look-alike of $tag from Debian packages"
take_as_present
# shellcheck disable=SC2046 # one word a package
"$here/apt.sh" "$work" install --download-only $(listed '')
unpack
[ "$name" != python ] || trust
finish >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
}
