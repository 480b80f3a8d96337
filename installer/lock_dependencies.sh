#!/usr/bin/env bash
# Pins every dependency by hash, for all platforms and Pythons that Baken runs on. `make lock` calls it.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet uv
lock() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-config \
        --custom-compile-command "make lock" "$@"
}
lock pyproject.toml --output-file requirements.lock
lock pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
