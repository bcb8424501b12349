#!/usr/bin/env bash
# Usage: check_wheel.sh VENV
# Builds the wheel, compares it with the source tree, installs it with nothing but the locked core
# dependencies into an empty environment, and runs the command there.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
venv=$(cd "${1:?usage: check_wheel.sh VENV}" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset PYTHONPATH

"$venv/bin/python" -m build --wheel --no-isolation --outdir "$tmp" "$root" >"$tmp/build.log" 2>&1 || {
    cat "$tmp/build.log" >&2
    exit 1
}
wheel=$(echo "$tmp"/gongkai-*.whl)
"$venv/bin/python" "$root/scripts/wheel_files.py" "$wheel"

if [ -x "$venv/bin/uv" ]; then
    "$venv/bin/python" -m venv --without-pip "$tmp/bare"
    install=("$venv/bin/uv" pip install --quiet --python "$tmp/bare/bin/python")
else
    "$venv/bin/python" -m venv "$tmp/bare"
    install=("$tmp/bare/bin/python" -m pip install --quiet --disable-pip-version-check)
fi
"${install[@]}" --require-hashes -r "$root/requirements/base.txt"
"${install[@]}" --no-deps "$wheel"

cd "$tmp"
gongkai=$tmp/bare/bin/gongkai
version=$("$gongkai" --version)
echo "wheel: $(basename "$wheel") installed by itself; $version"

# The commands of the site say what they lack; they do not fall over it.
status=0
"$gongkai" doctor >"$tmp/doctor.out" 2>&1 || status=$?
if [ "$status" -ne 2 ] || ! grep -q 'gongkai\[site\]' "$tmp/doctor.out"; then
    cat "$tmp/doctor.out" >&2
    echo "wheel: gongkai doctor without Django ended with status $status" >&2
    exit 1
fi

sample=$(find "$root/samples" -type f ! -name 'README*' ! -name '*.json' 2>/dev/null | LC_ALL=C sort | head -n 1)
if [ -z "$sample" ]; then
    echo "wheel: no sample reports yet, so none was checked"
    exit 0
fi
# A sample may hold planted defects (status 1); status 2 says that it could not be read.
status=0
"$gongkai" check "$sample" >"$tmp/check.out" 2>&1 || status=$?
if [ "$status" -gt 1 ]; then
    cat "$tmp/check.out" >&2
    echo "wheel: gongkai check ${sample#"$root"/} ended with status $status" >&2
    exit 1
fi
echo "wheel: gongkai check ${sample#"$root"/} ran from it (status $status)"
