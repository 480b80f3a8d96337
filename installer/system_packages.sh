#!/usr/bin/env bash
# Brings in what pip cannot: the libraries under Qt, fonts for the screen, and the tools that the tests read PDFs with.
# Installs with apt when it may, otherwise prints the exact command. Called by the Makefile: system_packages.sh run|test
set -eu

# `a|b` is one package under two names: Debian 12, and Debian 13 or Ubuntu 24.04.
ESSENTIAL=(libgl1 libegl1 'libglib2.0-0|libglib2.0-0t64' libdbus-1-3 libfontconfig1 libxkbcommon0)
COMFORT=(
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0  # a window on a display
    cups-client                                                                     # printing
    fonts-noto-core fonts-droid-fallback                                            # names in their own script
)
TESTS=(libfribidi-bin poppler-utils xauth xdotool xvfb)
# Debian packages the venv module apart; a Python of one's own has it already.
python3 -c 'import ensurepip, venv' 2>/dev/null || ESSENTIAL+=(python3-venv)

is_installed() { [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

has_either_name() {
    local name
    for name in ${1//|/ }; do
        if is_installed "$name"; then return 0; fi
    done
    return 1
}

missing_of() {
    local package
    for package in "$@"; do
        has_either_name "$package" || echo "$package"
    done
}

name_here() { # the name by which this release of the system knows a package; nothing if it does not
    local name
    for name in ${1//|/ }; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "This system has no package $1; going on without." >&2
}

names_here() {
    local package
    for package in "$@"; do name_here "$package"; done
}

install() {
    local log
    log=$(mktemp)
    echo "Installing $# system packages..."
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get -qq update && apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $(names_here "$@"); } >"$log" 2>&1 </dev/null
    then
        cat "$log" >&2
        echo "The system packages could not be installed; the lines above say why." >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
}

[ "${1:-run}" = test ] && wanted=("${ESSENTIAL[@]}" "${COMFORT[@]}" "${TESTS[@]}") || wanted=("${ESSENTIAL[@]}" "${COMFORT[@]}")
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not Debian or Ubuntu. Baken needs the counterparts of: ${wanted[*]}"
    exit 0
fi
mapfile -t missing < <(missing_of "${wanted[@]}")
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
elif [ "$(id -u)" -eq 0 ]; then
    install "${missing[@]}"
else
    echo "Please install what is missing, then run make again:" >&2
    echo "    sudo apt-get install --no-install-recommends $(names_here "${missing[@]}" | tr '\n' ' ')" >&2
    [ -z "$(missing_of "${ESSENTIAL[@]}")" ] || exit 1
    echo "Going on without: nothing of it is essential." >&2
fi
