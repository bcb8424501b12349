#!/usr/bin/env bash
# Usage: test_postgres.sh VENV PYTEST-ARGUMENTS...
# Runs the tests of the site on a PostgreSQL server of their own; says so and ends well where there is none.
set -uo pipefail

venv=${1:?usage: test_postgres.sh VENV ARGUMENTS...}
shift
echo "tests/site on PostgreSQL:"
# The walk over all addresses by all roles and the catalogues of messages ask nothing of a database that the others do not.
alike=(--ignore=tests/site/test_rights.py --ignore=tests/site/test_languages.py --ignore=tests/site/test_look.py)
"$venv/bin/python" scripts/postgres.py "$venv/bin/pytest" tests/site "${alike[@]}" "$@"
status=$?
case $status in
77) echo "no PostgreSQL on this machine (Debian, Ubuntu: apt-get install postgresql); tests/site run on SQLite only" ;;
5) echo "none of tests/site is asked for" ;;
*) exit $status ;;
esac
