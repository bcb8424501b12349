#!/usr/bin/env bash
# Usage: setup.sh VENV
# Makes VENV hold exactly the versions of requirements/dev.txt, and the project itself, editable.
set -euo pipefail

venv=${1:?usage: setup.sh VENV}
lock=requirements/dev.txt
cd "$(dirname "$0")/.."

# The first Python of 3.11 or later: the one that the locks were made for, then whatever python3 is.
find_python() {
    local name
    for name in python3.11 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "setup: Python 3.11 or later is needed, and neither python3.11 nor python3 is one" >&2
    return 1
}

# The lines of the lock that pin uv: the installer is held to its hash like everything that it installs.
uv_lock() {
    awk '/^uv==/ { print; on = 1; next } on && /^    --hash/ { print; next } on { exit }' "$lock" |
        sed '$ s/ \\$//'
}

install_uv() {
    local pinned
    pinned=$(sed -n 's/^uv==\([^ ]*\).*/\1/p' "$lock")
    [ "$("$venv/bin/uv" --version 2>/dev/null | cut -d' ' -f2)" = "$pinned" ] && return
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r <(uv_lock)
}

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    "$python" -m venv --clear "$venv"
fi

if install_uv; then
    install=("$venv/bin/uv" pip install --quiet --python "$venv/bin/python")
    "$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "$lock"
else
    echo "setup: uv could not be installed; pip does the same, more slowly" >&2
    install=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check)
    "${install[@]}" --require-hashes -r "$lock"
fi
# The build back end comes from the lock as well, hence no build isolation.
"${install[@]}" --no-deps --no-build-isolation --editable .
# With click compiled, the command starts in half the time even where Python is told to write no bytecode.
"$venv/bin/python" -m compileall -q "$venv"/lib/python3*/site-packages/click
