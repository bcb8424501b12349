#!/usr/bin/env bash
# Usage: have.sh COMMAND...
# Has system programs at hand that the tests can use: postgres, chromium, wrk. What is missing is installed where one is
# root and there is apt-get; otherwise it is said, and what needs it is skipped.
set -euo pipefail

there() {
    case $1 in
    postgres) [ -x "$(command -v initdb || echo /nowhere)" ] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

package() {
    case $1 in
    postgres) echo postgresql ;;
    *) echo "$1" ;;
    esac
}

for program in "$@"; do
    there "$program" && continue
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        log=$(mktemp)
        if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            "$(package "$program")"; } >"$log" 2>&1 </dev/null; then
            echo "have: installed $(package "$program")"
        else
            tail -n 2 "$log" >&2
        fi
        rm -f "$log"
    fi
    there "$program" || echo "have: no $program on this machine; what needs it is skipped" >&2
done
