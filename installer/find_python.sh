#!/usr/bin/env bash
# Prints a Python that Baken runs on: the one asked for in PYTHON, else the first of 3.11 or newer that works.
set -u
runs_baken() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    if runs_baken "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
done
if [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON is not a Python 3.11 or newer." >&2
else
    echo "Baken needs Python 3.11 or newer and found none. Install python3, or name one: make run PYTHON=/path/to/python" >&2
fi
exit 1
