#!/usr/bin/env bash
# Usage: lock.sh VENV [--upgrade]
# Writes requirements/*.txt from pyproject.toml: every version with its hashes, for all platforms.
set -euo pipefail

venv=${1:?usage: lock.sh VENV [--upgrade]}
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="make lock"

lock() {
    local name=$1
    shift
    "$venv/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --output-file "requirements/$name.txt" "$@"
}

lock base "${@:2}"
lock site --extra site --extra pg --extra pdf "${@:2}"
lock dev --extra dev --extra site --extra pg "${@:2}"
lock bench --extra bench "${@:2}"
