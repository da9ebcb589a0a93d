#!/bin/sh
# Makes .venv if it is missing and puts into it what a lock names, then the project itself (editable).
#
#   environment.sh requirements.txt                        what the program needs
#   environment.sh requirements-dev.txt                    that and what the tests and checks need
#   VENV=.venv-package environment.sh requirements-package.txt    what the program needs, and what packs it
#
# Quick when there is nothing to do: a copy of each installed lock lies in .venv and is compared by content, so that
# switching branches or cloning anew cannot fool it as times of files would.
set -eu

cd "$(dirname "$0")/../.."
lock=$1
python=${PYTHON:-python3}
venv=${VENV:-.venv}
stamp=$venv/installed-$lock
place=$venv/made-in

stop() {
    printf '\n%s\n' "$@" >&2
    exit 1
}

is_complete() {
    [ -x "$venv/bin/csmdesk" ] && cmp -s "$lock" "$stamp"
}

# A virtual environment does not survive a move of the clone: its scripts name the place where it was made.
is_usable() {
    [ -f "$venv/pyvenv.cfg" ] && "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        { [ ! -f "$place" ] || [ "$(cat "$place")" = "$PWD" ]; }
}

make_venv() {
    command -v "$python" >/dev/null ||
        stop "csmdesk needs Python 3.11 or newer, and there is no '$python' here." \
            "On Debian: apt-get install python3 python3-venv" \
            "A Python of another name: make PYTHON=/path/to/python3 ..."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "csmdesk needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1)." \
            "A newer one under another name: make PYTHON=/path/to/python3.11 ..."
    rm -rf "$venv"
    echo "Making the virtual environment in $venv with $("$python" --version) ..."
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$venv"
    elif "$python" -m venv --without-pip "$venv" && "$python" -m pip --python "$venv/bin/python" --version >/dev/null 2>&1
    then
        # Debian keeps ensurepip in python3-venv; a pip of the machine (22.3 or newer) can fill the environment as well.
        return
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        rm -rf "$venv"
        echo "Installing python3-venv ..."
        # A root shell may come without the sbin folders, where dpkg finds its tools.
        export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 python3-venv >/dev/null
        "$python" -m venv "$venv"
    else
        rm -rf "$venv"
        stop "This Python can make no virtual environment that has pip." "On Debian: sudo apt-get install python3-venv"
    fi
}

pip() {
    if [ -x "$venv/bin/pip" ]; then
        "$venv/bin/python" -m pip "$@"
    else
        "$python" -m pip --python "$venv/bin/python" "$@"
    fi
}

if is_complete && is_usable; then
    exit 0
fi
if ! is_usable; then
    make_venv
    printf '%s\n' "$PWD" >"$place"
fi
echo "Installing the pinned packages of $lock (the first time this fetches 150-250 MB) ..."
pip install --quiet --no-input --disable-pip-version-check --require-hashes --only-binary :all: -r "$lock"
# Without isolation pip uses the pinned build tool that the lock has just brought.
pip install --quiet --no-input --disable-pip-version-check --no-deps --no-build-isolation --editable .
cp "$lock" "$stamp"
