#!/usr/bin/env bash
# Makes the virtual environment: create_environment.sh PYTHON FOLDER. Debian ships the venv module of each Python apart.
set -eu
python=$1 folder=$2
version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    needed="$version-venv"
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get -qq update </dev/null
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$needed" >/dev/null </dev/null
    else
        echo "$python cannot make virtual environments. Please run: sudo apt-get install $needed" >&2
        exit 1
    fi
fi
echo "Making a virtual environment in $folder with $version..."
"$python" -m venv --clear "$folder"
