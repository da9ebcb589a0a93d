#!/bin/sh
# What packing needs from a Debian machine: tools to strip and to make a .deb, npm for the font, Python's library, and the
# libraries of Wayland that Qt's plugin links against (so that the package can name them). As root they are installed, otherwise the
# command is printed. On other systems this does nothing.
set -eu

[ "$(uname -s)" = Linux ] && command -v dpkg >/dev/null || exit 0

packages=
need() { # a package, and a file or a command of it
    case $2 in
    /*) set -- "$1" "$2" "$(ls /usr/lib/*/"${2#/}" 2>/dev/null || true)" ;;
    *) set -- "$1" "$2" "$(command -v "$2" || true)" ;;
    esac
    [ -n "$3" ] || packages="$packages $1"
}

need binutils strip
need dpkg-dev dpkg-shlibdeps
need npm npm
need git git
need libwayland-client0 /libwayland-client.so.0
need libwayland-cursor0 /libwayland-cursor.so.0
need libwayland-egl1 /libwayland-egl.so.1
# Debian's own Python has its library in a package of its own, which only those who pack Python need.
python=$(.venv-package/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2] if sys.base_prefix == "/usr" else "")')
[ -z "$python" ] || need "libpython$python" "/libpython$python.so.1.0"
packages=${packages# }
[ -n "$packages" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    echo "Installing what packing needs from the system: $packages"
    export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 $packages >/dev/null
    exit 0
fi
printf '\n%s\n\n    %s\n\n' "Packing needs these from the system, then start again:" \
    "sudo apt-get update && sudo apt-get install --no-install-recommends $packages" >&2
exit 1
